//! Why no run could be made of a recording, in the words of who dropped it.

use crate::scenario::ScenarioError;
use std::fmt;

/// Names the field and says what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingError {
    /// Where, e.g. `packets[2].flags`; empty, or `.`, for the whole text.
    pub field: String,
    /// What is wrong there and what was expected, the field included.
    text: String,
}

impl RecordingError {
    pub(super) fn at(field: &str, problem: &str) -> RecordingError {
        let joint = if field.is_empty() { "" } else { ": " };
        RecordingError { field: field.to_owned(), text: format!("{field}{joint}{problem}") }
    }

    pub(super) fn of_scenario(e: &ScenarioError) -> RecordingError {
        let joint = if e.field.is_empty() { "" } else { "." };
        let text = format!("the engine doesn't know this scenario: {e}");
        RecordingError { field: format!("scenario{joint}{}", e.field), text }
    }
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for RecordingError {}
