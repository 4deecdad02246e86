//! Sequence numbers: 32 bits that wrap, compared by signed distance (RFC 9293 §3.4).

use serde::Serialize;
use std::ops::{Add, Sub};

/// A TCP sequence or acknowledgment number. Has no total order: see [`Seq::before`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct Seq(u32);

impl Seq {
    pub const fn new(n: u32) -> Self {
        Seq(n)
    }

    pub const fn get(self) -> u32 {
        self.0
    }

    /// `self` < `other` on the circle (kernel: `before()`).
    pub fn before(self, other: Seq) -> bool {
        (self.0.wrapping_sub(other.0) as i32) < 0
    }

    /// `self` > `other` on the circle (kernel: `after()`).
    pub fn after(self, other: Seq) -> bool {
        other.before(self)
    }

    /// `low` ≤ `self` ≤ `high` on the circle (kernel: `between()`).
    pub fn between(self, low: Seq, high: Seq) -> bool {
        high.0.wrapping_sub(low.0) >= self.0.wrapping_sub(low.0)
    }
}

impl Add<u32> for Seq {
    type Output = Seq;
    fn add(self, n: u32) -> Seq {
        Seq(self.0.wrapping_add(n))
    }
}

impl Sub<u32> for Seq {
    type Output = Seq;
    fn sub(self, n: u32) -> Seq {
        Seq(self.0.wrapping_sub(n))
    }
}

impl Sub for Seq {
    type Output = u32;
    /// The distance from `other` up to `self`, around the circle.
    fn sub(self, other: Seq) -> u32 {
        self.0.wrapping_sub(other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_survives_the_wrap() {
        let last = Seq(u32::MAX);
        assert!(last.before(last + 1));
        assert!((last + 2).after(last));
        assert!(!(last + 1).before(last));
        assert_eq!((last + 3) - last, 3);
        assert!((last + 1).between(last, last + 2));
        assert!(!(last - 1).between(last, last + 2));
    }
}
