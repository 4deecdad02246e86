//! The format of a scenario.
//!
//! It is JSON with the keys of a lab scenario (one-way `delay_ms`, `sysctl` per host, `rules`, `script`),
//! so that a recording's scenario and a preset are read by the same code.

mod rule;
mod step;
mod sysctl;

pub use rule::{Action, RuleLine};
pub use step::{Deed, Forgery, StepLine, When};
pub use sysctl::{GlobalSysctls, Sysctls};

use super::millis::Millis;
use crate::tcp::Profile;
use crate::time::Micros;
use serde::Serialize;

/// A run as text says it. Whatever is left out has its default.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(hashmap_as_object))]
pub struct Scenario {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// For readers of the file; has no effect.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How long a segment takes, one way; at most 30 s.
    pub delay_ms: Millis,
    pub kernel: Kernel,
    /// Values of `net.ipv4.*` at the start, for each host.
    #[serde(skip_serializing_if = "Sysctls::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub sysctl: Sysctls,
    #[serde(skip_serializing_if = "GlobalSysctls::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub global_sysctl: GlobalSysctls,
    /// SO_RCVBUF of b's listener; no bound that a run would reach if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub rcvbuf: Option<u32>,
    /// a's `main` isn't bound to its port: a's host chose it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub ephemeral: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleLine>,
    /// Segments to lose whatever the rules say, e.g. `b:2` for b's second.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lose: Vec<String>,
    /// Segments to deliver whatever the rules say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deliver: Vec<String>,
    pub script: Vec<StepLine>,
    /// Nothing later than this happens; half an hour if left out.
    pub run_ms: Millis,
    /// How long the recorder let the connection stand before t = 0; has no effect on a run.
    #[serde(skip_serializing)]
    pub settle_ms: Option<Millis>,
    /// Whether the recorder stopped when all sockets were gone; has no effect on a run.
    #[serde(skip_serializing)]
    pub stop_when_gone: Option<bool>,
}

/// The kernel that both hosts run, and where its tick counter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Kernel {
    pub version: Profile,
    /// Ticks a second: 100, 250, 300 or 1000.
    pub hz: u32,
    /// The counter at t = 0.
    pub jiffies: u64,
    /// How far t = 0 is into that tick.
    pub into_it_ms: Millis,
    /// A textbook's clock instead: timers fire when they are due.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ideal: bool,
}

impl Default for Scenario {
    /// Nothing happens, over a round trip of 20 ms, for at most half an hour.
    fn default() -> Self {
        Scenario {
            name: String::new(),
            about: String::new(),
            note: String::new(),
            delay_ms: Millis::from_micros(Micros::from_millis(10)),
            kernel: Kernel::default(),
            sysctl: Sysctls::default(),
            global_sysctl: GlobalSysctls::default(),
            rcvbuf: None,
            ephemeral: false,
            rules: Vec::new(),
            lose: Vec::new(),
            deliver: Vec::new(),
            script: Vec::new(),
            run_ms: Millis::from_micros(Micros::from_secs(1800)),
            settle_ms: None,
            stop_when_gone: None,
        }
    }
}

impl Default for Kernel {
    /// HZ 250, as Debian and Ubuntu build it, at an arbitrary but fixed phase.
    fn default() -> Self {
        Kernel {
            version: Profile::V6_18,
            hz: 250,
            jiffies: 4_294_967_296,
            into_it_ms: Millis::default(),
            ideal: false,
        }
    }
}
