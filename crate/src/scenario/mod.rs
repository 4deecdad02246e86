//! Scenarios: the text in which people, links and recordings say what a run is.
//!
//! Owns the format, its limits and the presets. A scenario that was read is valid; [`Scenario::setup`]
//! then cannot fail.

mod error;
mod format;
mod intervention;
mod json;
pub mod link;
mod millis;
#[cfg(not(target_arch = "wasm32"))]
pub mod preset;
mod read;
mod run;
mod setup;
mod value;

pub use crate::tcp::Profile;
pub use error::ScenarioError;
pub use format::{Action, Deed, Forgery, GlobalSysctls, Kernel, RuleLine, Scenario, StepLine, Sysctls, When};
pub use intervention::Intervention;
pub use millis::Millis;

pub use run::{Run, WishError};
pub use value::{Parser, Value, parse};
