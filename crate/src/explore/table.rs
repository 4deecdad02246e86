//! How often each ending came, and the runs that show it.

use super::ending::{Ending, life};
use super::tree::{Flip, Leaf};
use crate::time::Micros;
use crate::trace::Summary;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The endings of many runs, by what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endings(BTreeMap<Ending, Row>);

/// One ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Runs that differ.
    pub runs: u64,
    /// Choices that give them.
    pub cases: u64,
    /// The least number of the decided segments that are lost, and what makes the first run with so few.
    pub fewest: u32,
    pub flips: Vec<Flip>,
    /// How often the FIN of each side was sent, at least and at most.
    pub fins: [(u32, u32); 2],
    /// When the last side that ended was gone, at the soonest and at the latest, and what makes the latter;
    /// nothing where both stay.
    pub lives: Option<Lives>,
}

/// From the shortest to the longest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lives {
    pub shortest: Micros,
    pub longest: Micros,
    pub flips: Vec<Flip>,
}

impl Endings {
    /// Takes in one run.
    pub fn add(&mut self, leaf: &Leaf<'_>) {
        let summary = Summary::of(leaf.log);
        let lived = life(&summary);
        let fins = [summary.a.fins, summary.b.fins].map(|n| (n, n));
        let one = Row {
            runs: 1,
            cases: leaf.cases,
            fewest: leaf.lost,
            flips: leaf.flips.to_vec(),
            fins,
            lives: lived.map(|long| Lives { shortest: long, longest: long, flips: leaf.flips.to_vec() }),
        };
        self.take(Ending::of(leaf.log, &summary), one);
    }

    fn take(&mut self, ending: Ending, row: Row) {
        match self.0.get_mut(&ending) {
            Some(known) => known.join(row),
            None => {
                self.0.insert(ending, row);
            }
        }
    }

    /// The most common one first.
    pub fn rows(&self) -> Vec<(&Ending, &Row)> {
        let mut rows: Vec<_> = self.0.iter().collect();
        rows.sort_by_key(|(_, row)| Reverse(row.cases));
        rows
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Of how many runs.
    pub fn runs(&self) -> u64 {
        self.0.values().map(|row| row.runs).sum()
    }

    /// The latest moment at which a side was gone.
    pub fn longest(&self) -> Option<&Lives> {
        self.0.values().filter_map(|row| row.lives.as_ref()).max_by_key(|lives| lives.longest)
    }
}

impl Row {
    /// Takes in other runs that end in the same way.
    fn join(&mut self, other: Row) {
        let Row { runs, cases, fewest, flips, fins, lives } = other;
        self.runs += runs;
        self.cases += cases;
        if (fewest, flips.len()) < (self.fewest, self.flips.len()) {
            (self.fewest, self.flips) = (fewest, flips);
        }
        for (known, new) in self.fins.iter_mut().zip(fins) {
            *known = (known.0.min(new.0), known.1.max(new.1));
        }
        match (&mut self.lives, lives) {
            (Some(known), Some(new)) => {
                known.shortest = known.shortest.min(new.shortest);
                if new.longest > known.longest {
                    (known.longest, known.flips) = (new.longest, new.flips);
                }
            }
            (known @ None, new @ Some(_)) => *known = new,
            (Some(_) | None, None) => {}
        }
    }
}
