//! A heap: what is added or dropped costs the logarithm of how many wait.

use crate::time::Instant;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What waits.
#[derive(Clone, Debug, Default)]
pub struct Queue(BinaryHeap<Reverse<(Instant, u64, u32)>>);

impl Queue {
    pub fn add(&mut self, at: Instant, order: u64, place: u32) {
        self.0.push(Reverse((at, order, place)));
    }

    /// When the first is due, its number among those of that moment, and its place.
    pub fn first(&self) -> Option<(Instant, u64, u32)> {
        self.0.peek().map(|Reverse(first)| *first)
    }

    pub fn drop_first(&mut self) {
        self.0.pop();
    }
}
