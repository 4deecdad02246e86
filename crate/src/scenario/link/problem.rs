//! What of a link could not be kept, and why.

use super::super::error::ScenarioError;
use crate::words::{clipped, number, said};
use serde::Serialize;

/// A piece of a link that was left out, or read otherwise than it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Problem {
    /// The key, as far as it is worth saying; empty for the link as a whole.
    pub key: String,
    // The override makes an intersection: an interface cannot extend a union.
    #[serde(flatten)]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Wrong"))]
    pub wrong: Wrong,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Wrong {
    /// No link has such a key.
    Unknown,
    /// It was said before, and the first counts.
    Twice,
    /// The version is none that is known here; the link was read as one of version 1.
    Version,
    /// No preset has this name; the first was taken.
    Preset,
    /// There is more of it than a link may have, and the rest was left out.
    Many { most: u32 },
    /// What is wrong with the value and what was expected, in English.
    Value { problem: String },
}

impl Problem {
    pub(super) fn of(key: &str, wrong: Wrong) -> Problem {
        const MOST: usize = 40;
        let mut short = clipped(key, MOST);
        if short.len() < key.len() {
            short.push('…');
        }
        Problem { key: short, wrong }
    }

    pub(super) fn value(key: &str, error: &ScenarioError) -> Problem {
        Problem::of(key, Wrong::Value { problem: error.text() })
    }

    /// In English.
    pub fn text(&self) -> String {
        let wrong = match &self.wrong {
            Wrong::Unknown => "unknown key".to_owned(),
            Wrong::Twice => "said twice, the first counts".to_owned(),
            Wrong::Version => "expected 1".to_owned(),
            Wrong::Preset => "expected the name of a preset".to_owned(),
            Wrong::Many { most } => said(&["expected at most ", &number((*most).into())]),
            Wrong::Value { problem } => problem.clone(),
        };
        let joint = if self.key.is_empty() { "" } else { ": " };
        said(&[&self.key, joint, &wrong])
    }
}
