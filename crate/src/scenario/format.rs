//! The format of a scenario.
//!
//! It is JSON with the keys of a lab scenario (one-way `delay_ms`, `sysctl` per host, `rules`, `script`),
//! so that a recording's scenario and a preset are read by the same code.

use super::millis::Millis;
use crate::host::{Call, HostId};
use crate::segment::Flags;
use crate::time::Micros;
use litemap::LiteMap;
use serde::{Serialize, Serializer};

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

/// A kernel version that the engine knows. As far as the engine goes today, they agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Profile {
    #[default]
    #[serde(rename = "6.18")]
    V6_18,
    #[serde(rename = "6.12")]
    V6_12,
    #[serde(rename = "6.1")]
    V6_1,
}

/// Values of `net.ipv4.*` by name, for each host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Sysctls {
    #[serde(skip_serializing_if = "LiteMap::is_empty", serialize_with = "as_object")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, number>"))]
    pub a: LiteMap<String, i64>,
    #[serde(skip_serializing_if = "LiteMap::is_empty", serialize_with = "as_object")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, number>"))]
    pub b: LiteMap<String, i64>,
}

impl Sysctls {
    pub fn of(&self, host: HostId) -> &LiteMap<String, i64> {
        match host {
            HostId::A => &self.a,
            HostId::B => &self.b,
        }
    }

    pub fn of_mut(&mut self, host: HostId) -> &mut LiteMap<String, i64> {
        match host {
            HostId::A => &mut self.a,
            HostId::B => &mut self.b,
        }
    }

    fn is_empty(&self) -> bool {
        self.a.is_empty() && self.b.is_empty()
    }
}

fn as_object<S: Serializer>(values: &LiteMap<String, i64>, s: S) -> Result<S::Ok, S::Error> {
    s.collect_map(values.iter())
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
            rules: Vec::new(),
            lose: Vec::new(),
            deliver: Vec::new(),
            script: Vec::new(),
            run_ms: Millis::from_micros(Micros::from_secs(1800)),
            settle_ms: None,
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

/// A rule of the link: the first that matches decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RuleLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<HostId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has: Option<Flags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hasnt: Option<Flags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sport: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_ms: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_ms: Option<Millis>,
    /// How many matching segments pass first.
    pub skip: u32,
    /// How many are then taken; −1 for ever.
    pub count: i64,
    pub action: Action,
    /// With `delay`: how much later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ms: Option<Millis>,
}

impl RuleLine {
    /// A rule that does so to the first segment of anybody.
    pub fn new(action: Action) -> RuleLine {
        RuleLine {
            from: None,
            has: None,
            hasnt: None,
            data: None,
            sport: None,
            after_ms: None,
            before_ms: None,
            skip: 0,
            count: 1,
            action,
            ms: None,
        }
    }
}

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Action {
    Drop,
    Delay,
    Duplicate,
}

/// A line of the script: when, on which host, what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StepLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// With `when`: so much later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_ms: Option<Millis>,
    pub host: HostId,
    #[serde(rename = "do")]
    pub deed: Deed,
    /// Which socket of that host; `main` if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sock: Option<String>,
    /// With `sysctl`: its name below net.ipv4, and the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
}

impl StepLine {
    /// A step of `host` that has no time yet.
    pub fn new(host: HostId, deed: Deed) -> StepLine {
        StepLine { at_ms: None, when: None, after_ms: None, host, deed, sock: None, key: None, value: None }
    }
}

/// What a step waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// The peer's FIN has come.
    Eof,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    Close,
    ShutdownWr,
    Vanish,
    Sysctl,
}

impl Deed {
    /// The call behind it, where it is one.
    pub const fn call(self) -> Option<Call> {
        match self {
            Deed::Close => Some(Call::Close),
            Deed::ShutdownWr => Some(Call::ShutdownWr),
            Deed::Vanish => Some(Call::Vanish),
            Deed::Sysctl => None,
        }
    }
}
