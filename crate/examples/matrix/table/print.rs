//! Cells in words: a line each for the golden files, a table for people.

use super::{Cell, Rfc, Situation};
use std::fmt::{self, Write};

/// What comes of an event that cannot happen.
const NEVER: &str = "never happens here";

/// The golden file of a situation: a line for each cell.
pub(crate) fn golden(situation: Situation) -> String {
    let mut text = format!("# {}: {}\n", situation.name(), situation.about());
    text += "# event | what comes of it | rules | RFC 9293\n";
    for cell in Cell::all(situation) {
        let _ = writeln!(text, "{}", cell.line());
    }
    text
}

/// A situation for people: events of which the same comes stand together.
pub(crate) fn table(situation: Situation) -> String {
    let mut groups: Vec<(Vec<String>, String, String)> = Vec::new();
    for cell in Cell::all(situation) {
        let (said, rfc) = (cell.said(), cell.rfc.to_string());
        match groups.iter_mut().find(|(_, text, other)| *text == said && *other == rfc) {
            Some((events, _, _)) => events.push(cell.event),
            None => groups.push((vec![cell.event], said, rfc)),
        }
    }
    let title = situation.state().map_or("no state".to_owned(), |state| state.to_string());
    let mut text = format!("## {title} – {}\n\n{}\n\n", situation.name(), situation.about());
    text += "| events | what comes of it | rules | RFC 9293 |\n|-|-|-|-|\n";
    let (here, never): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|(_, said, _)| !said.starts_with(NEVER));
    for (events, said, rfc) in here {
        let _ = writeln!(text, "| {} | {said} | {rfc} |", events.join(", "));
    }
    for (events, _, _) in never {
        let _ = writeln!(text, "\nNever here: {}.", events.join(", "));
    }
    text
}

impl Cell {
    /// The outcome and its rules.
    pub(super) fn said(&self) -> String {
        match &self.outcome {
            None => format!("{NEVER} | –"),
            Some(outcome) => format!("{} | {}", outcome.text, outcome.rules.join(" ")),
        }
    }
}

impl fmt::Display for Rfc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rfc::Same => write!(f, "same"),
            Rfc::Silent => write!(f, "–"),
            Rfc::Differs(Some(says), deviation) => {
                write!(f, "{says} ({}: {})", deviation.section, deviation.says)
            }
            Rfc::Differs(None, deviation) => write!(f, "{}: {}", deviation.section, deviation.says),
            Rfc::Unexplained(says) => write!(f, "? {says}"),
        }
    }
}
