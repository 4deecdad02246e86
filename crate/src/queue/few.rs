//! In order, the first last: what a page needs, which pays for each line here by its size.

use crate::time::Instant;

/// What waits.
#[derive(Clone, Debug, Default)]
pub struct Queue(Vec<(Instant, u64, u32)>);

impl Queue {
    pub fn add(&mut self, at: Instant, order: u64, place: u32) {
        let behind = self.0.partition_point(|other| (other.0, other.1) > (at, order));
        self.0.insert(behind, (at, order, place));
    }

    /// When the first is due, its number among those of that moment, and its place.
    pub fn first(&self) -> Option<(Instant, u64, u32)> {
        self.0.last().copied()
    }

    pub fn drop_first(&mut self) {
        self.0.pop();
    }
}
