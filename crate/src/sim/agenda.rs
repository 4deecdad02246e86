//! What is due and when: a queue whose order is written down.

use crate::queue::Queue;
use crate::time::Instant;

/// What falls on the same microsecond: applications first, then the network, then timers. Within each,
/// first arranged, first done. Timers are not on the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    Script,
    Arrival,
    Timer,
}

/// Entries of type `T`.
#[derive(Clone, Debug)]
pub(super) struct Agenda<T> {
    queue: Queue,
    /// What is due, and places that are free again.
    entries: Vec<Option<T>>,
    free: Vec<u32>,
    arranged: u32,
}

impl<T> Agenda<T> {
    pub(super) fn new() -> Self {
        Agenda { queue: Queue::default(), entries: Vec::new(), free: Vec::new(), arranged: 0 }
    }

    pub(super) fn arrange(&mut self, at: Instant, tie: Tie, what: T) {
        let place = self.free.pop().unwrap_or(self.entries.len() as u32);
        match self.entries.get_mut(place as usize) {
            Some(free) => *free = Some(what),
            None => self.entries.push(Some(what)),
        }
        self.queue.add(at, (tie as u64) << 32 | u64::from(self.arranged), place);
        self.arranged += 1;
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len() - self.free.len()
    }

    /// When the next entry is due, and in which class.
    pub(super) fn next(&self) -> Option<(Instant, Tie)> {
        let (at, order, _) = self.queue.first()?;
        Some((at, if order >> 32 == Tie::Script as u64 { Tie::Script } else { Tie::Arrival }))
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        let (_, _, place) = self.queue.first()?;
        self.queue.drop_first();
        self.free.push(place);
        self.entries[place as usize].take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_then_class_then_order_of_arrangement() {
        let at = Instant::from_micros;
        let mut agenda = Agenda::new();
        agenda.arrange(at(2), Tie::Arrival, "second of 2");
        agenda.arrange(at(2), Tie::Arrival, "third of 2");
        agenda.arrange(at(1), Tie::Arrival, "first of all");
        agenda.arrange(at(2), Tie::Script, "first of 2");
        let order: Vec<_> = std::iter::from_fn(|| agenda.pop()).collect();
        assert_eq!(order, ["first of all", "first of 2", "second of 2", "third of 2"]);
    }
}
