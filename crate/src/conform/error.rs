//! Why no run could be made of a recording, in the words of who dropped it.

use crate::scenario::ScenarioError;
use crate::words::{clipped, on_one_line};
use std::fmt;

/// Names the field and says what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingError {
    /// Where, e.g. `packets[2].flags`; empty for the whole text.
    pub field: String,
    /// What is wrong there and what was expected, the field included.
    text: String,
}

impl RecordingError {
    /// As much of it as a banner holds: of what somebody wrote, a part is said again.
    pub(super) fn at(field: &str, problem: &str) -> RecordingError {
        const MOST: usize = 300;
        let (field, joint) = match field {
            "" | "." => ("", ""),
            key => (key, ": "),
        };
        let (field, problem) = (clipped(field, MOST), clipped(problem, MOST));
        RecordingError { text: on_one_line(&format!("{field}{joint}{problem}")), field }
    }

    pub(super) fn of_scenario(e: &ScenarioError) -> RecordingError {
        let joint = if e.field.is_empty() { "" } else { "." };
        let text = on_one_line(&format!("the engine doesn't know this scenario: {e}"));
        RecordingError { field: format!("scenario{joint}{}", e.field), text }
    }
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for RecordingError {}
