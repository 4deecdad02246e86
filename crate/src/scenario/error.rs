//! What is wrong with a scenario, in the words of who wrote it.

use crate::words::said;
use std::fmt;
use std::ops::Deref;

/// Names the key and says what was expected there. Boxed, because each key that is read may give one and
/// hardly any does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError(Box<Wrong>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Where, e.g. `script[2].at_ms`; empty for the whole text.
    pub field: String,
    /// What is wrong and what was expected.
    pub problem: String,
}

impl ScenarioError {
    pub(super) fn at(field: String, problem: String) -> Self {
        ScenarioError(Box::new(Wrong { field, problem }))
    }
}

impl ScenarioError {
    /// The field, if it is one, and the problem.
    pub fn text(&self) -> String {
        let joint = if self.field.is_empty() { "" } else { ": " };
        said(&[&self.field, joint, &self.problem])
    }
}

impl Deref for ScenarioError {
    type Target = Wrong;

    fn deref(&self) -> &Wrong {
        &self.0
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl std::error::Error for ScenarioError {}
