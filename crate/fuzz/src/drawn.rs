//! What bytes choose: numbers one by one, and whole values of the strategies that property tests are tried on.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Bytes that are read from the front. Where they are used up, zeros follow.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl Bytes<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    pub(crate) fn array<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.byte())
    }

    pub(crate) fn one_of<'b, T>(&mut self, values: &'b [T]) -> &'b T {
        &values[usize::from(self.byte()) % values.len()]
    }

    /// From 0 to a little more than 1.
    pub(crate) fn share(&mut self) -> f64 {
        f64::from(u16::from_le_bytes(self.array())) / 60_000.0
    }

    /// The value that grows from the next four bytes; nothing where the strategy gives up. Another byte is another
    /// value altogether: what is to be bred is put together of several.
    pub(crate) fn grown<S: Strategy>(&mut self, strategy: &S) -> Option<S::Value> {
        let mut seed = [0; 16];
        seed[..4].copy_from_slice(&self.array::<4>());
        let rng = TestRng::from_seed(RngAlgorithm::XorShift, &seed);
        let mut runner =
            TestRunner::new_with_rng(Config { failure_persistence: None, ..Config::default() }, rng);
        strategy.new_tree(&mut runner).ok().map(|tree| tree.current())
    }
}
