//! Scenarios: the text in which people, links and recordings say what a run is.
//!
//! Owns the format, its limits and the presets. A scenario that was read is valid; [`Scenario::setup`]
//! then cannot fail.

mod error;
mod millis;
pub mod preset;
mod read;
mod run;
mod setup;

pub use error::ScenarioError;
pub use millis::Millis;
pub use read::{Action, Deed, Kernel, Profile, RuleLine, Scenario, StepLine, When};
pub use run::Run;
