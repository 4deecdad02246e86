//! What is due and when: a queue whose order is written down.

use crate::time::Instant;

/// What falls on the same microsecond: applications first, then the network, then timers. Within each,
/// first arranged, first done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    Script,
    Arrival,
    Timer,
}

/// Entries of type `T`, the next one last.
#[derive(Clone, Debug)]
pub(super) struct Agenda<T> {
    entries: Vec<Entry<T>>,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    at: Instant,
    tie: Tie,
    what: T,
}

impl<T> Agenda<T> {
    pub(super) fn new() -> Self {
        Agenda { entries: Vec::new() }
    }

    pub(super) fn arrange(&mut self, at: Instant, tie: Tie, what: T) {
        let place = self.entries.partition_point(|entry| (entry.at, entry.tie) > (at, tie));
        // Behind its equals in time means before them in this order.
        self.entries.insert(place, Entry { at, tie, what });
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// When the next entry is due, and in which class.
    pub(super) fn next(&self) -> Option<(Instant, Tie)> {
        self.entries.last().map(|entry| (entry.at, entry.tie))
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        self.entries.pop().map(|entry| entry.what)
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
        agenda.arrange(at(1), Tie::Timer, "first of all");
        agenda.arrange(at(2), Tie::Script, "first of 2");
        let order: Vec<_> = std::iter::from_fn(|| agenda.pop()).collect();
        assert_eq!(order, ["first of all", "first of 2", "second of 2", "third of 2"]);
    }
}
