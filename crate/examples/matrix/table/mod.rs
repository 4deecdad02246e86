//! The matrix: every situation × every event, what the engine does and why, and what RFC 9293 says of it.
//!
//! | module | owns |
//! |-|-|
//! | `situations` | the rows: every state, and what matters beside it |
//! | `events`, `segments` | the columns: calls, timers, ICMP errors, forged segments |
//! | `outcome` | what the engine does: a cell is a scenario that is run |
//! | `rfc`, `deviations` | what the RFC does, and why Linux does otherwise |
//! | `print` | cells as lines of a golden file, and as tables for people |

mod deviations;
mod events;
mod outcome;
mod print;
mod rfc;
mod segments;
mod situations;

pub(crate) use print::{golden, table};
pub(crate) use situations::Situation;

use deviations::{Deviation, explains};
use events::Event;
use outcome::Outcome;
use rfc::Says;
use serde_json::Value;

/// One event in one situation.
pub(crate) struct Cell {
    pub(crate) event: String,
    /// Nothing where it cannot happen.
    pub(crate) outcome: Option<Outcome>,
    pub(crate) rfc: Rfc,
    /// The run that it's about, for the lab too.
    pub(crate) scenario: Value,
}

/// How RFC 9293 stands to what the engine does.
pub(crate) enum Rfc {
    /// It says the same.
    Same,
    /// It speaks of no such thing.
    Silent,
    /// It says this instead, where a state or an answer can tell, and this is why.
    Differs(Option<Says>, &'static Deviation),
    /// It says this instead, and nobody has said why.
    Unexplained(Says),
}

impl Cell {
    /// All of a situation.
    pub(crate) fn all(situation: Situation) -> impl Iterator<Item = Cell> {
        Event::all(situation).into_iter().map(move |event| Cell::of(situation, event))
    }

    fn of(situation: Situation, event: Event) -> Cell {
        let outcome = outcome::outcome(situation, event);
        let rfc = outcome.as_ref().map_or(Rfc::Silent, |outcome| Rfc::of(situation, event, outcome));
        Cell { event: event.to_string(), outcome, rfc, scenario: outcome::scenario(situation, event) }
    }

    /// As the golden file has it.
    pub(crate) fn line(&self) -> String {
        format!("{} | {} | {}", self.event, self.said(), self.rfc)
    }

    /// Whether somebody has said what comes of it, and why.
    pub(crate) fn is_decided(&self) -> bool {
        let explained = match self.rfc {
            Rfc::Same | Rfc::Silent | Rfc::Differs(..) => true,
            Rfc::Unexplained(_) => false,
        };
        explained && self.outcome.as_ref().is_none_or(|outcome| outcome.decided)
    }
}

impl Rfc {
    fn of(situation: Situation, event: Event, outcome: &Outcome) -> Rfc {
        let deviation = explains(situation, event, outcome);
        match (Says::of(situation, event), deviation) {
            (Some(says), _) if says.is(outcome, situation.state()) => Rfc::Same,
            (Some(says), Some(deviation)) => Rfc::Differs(Some(says), deviation),
            (Some(says), None) => Rfc::Unexplained(says),
            (None, Some(deviation)) => Rfc::Differs(None, deviation),
            (None, None) => Rfc::Silent,
        }
    }
}

/// How many cells each deviation explains.
pub(crate) fn deviations() -> Vec<(&'static Deviation, usize)> {
    let cells: Vec<Cell> = Situation::all().flat_map(Cell::all).collect();
    let count = |deviation: &'static Deviation| {
        let explained = |cell: &&Cell| match cell.rfc {
            Rfc::Differs(_, other) => std::ptr::eq(deviation, other),
            Rfc::Same | Rfc::Silent | Rfc::Unexplained(_) => false,
        };
        (deviation, cells.iter().filter(explained).count())
    };
    deviations::ALL.iter().map(count).collect()
}
