//! The format of a scenario and how it is read.
//!
//! It is JSON with the keys of a lab scenario (one-way `delay_ms`, `sysctl` per host, `rules`, `script`),
//! so that a recording's scenario and a preset are read by the same code.

use super::error::ScenarioError;
use super::millis::Millis;
use crate::host::{Call, HostId, sysctl};
use crate::net::SegmentName;
use crate::segment::Flags;
use crate::tcp::Knobs;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A run as text says it. Whatever is left out has its default.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(hashmap_as_object))]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// For readers of the file; has no effect.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How long a segment takes, one way; at most 30 s.
    #[serde(default = "ten_ms")]
    pub delay_ms: Millis,
    #[serde(default)]
    pub kernel: Kernel,
    /// Values of `net.ipv4.*` at the start, for each host.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sysctl: BTreeMap<HostId, BTreeMap<String, i64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleLine>,
    /// Segments to lose whatever the rules say, e.g. `b:2` for b's second.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lose: Vec<String>,
    /// Segments to deliver whatever the rules say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliver: Vec<String>,
    pub script: Vec<StepLine>,
    /// Nothing later than this happens; half an hour if left out.
    #[serde(default = "half_an_hour")]
    pub run_ms: Millis,
    /// How long the recorder let the connection stand before t = 0; has no effect on a run.
    #[serde(default, skip_serializing)]
    pub settle_ms: Option<Millis>,
}

/// The kernel that both hosts run, and where its tick counter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields, default)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct RuleLine {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<HostId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has: Option<Flags>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hasnt: Option<Flags>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sport: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_ms: Option<Millis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_ms: Option<Millis>,
    /// How many matching segments pass first.
    #[serde(default)]
    pub skip: u32,
    /// How many are then taken; −1 for ever.
    #[serde(default = "once")]
    pub count: i64,
    pub action: Action,
    /// With `delay`: how much later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<Millis>,
}

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Action {
    Drop,
    Delay,
    Duplicate,
}

/// A line of the script: when, on which host, what.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct StepLine {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<Millis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// With `when`: so much later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_ms: Option<Millis>,
    pub host: HostId,
    #[serde(rename = "do")]
    pub deed: Deed,
    /// Which socket of that host; `main` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sock: Option<String>,
    /// With `sysctl`: its name below net.ipv4, and the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i64>,
}

/// What a step waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// The peer's FIN has come.
    Eof,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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

const MOST_STEPS: usize = 256;
const MOST_RULES: usize = 64;
const MOST_NAMES: usize = 256;
const LONGEST_TEXT: usize = 256 * 1024;
const LONGEST_DELAY: Millis = Millis::from_micros(crate::time::Micros::from_secs(30));

impl Scenario {
    /// Reads a scenario, or says which key is wrong and what was expected.
    pub fn from_json(text: &str) -> Result<Scenario, ScenarioError> {
        if text.len() > LONGEST_TEXT {
            return Err(ScenarioError::at(
                "",
                format!(
                    "expected at most {LONGEST_TEXT} bytes, found {}",
                    text.len()
                ),
            ));
        }
        let mut json = serde_json::Deserializer::from_str(text);
        let scenario: Scenario = serde_path_to_error::deserialize(&mut json).map_err(|e| {
            let path = e.path().to_string();
            let field = if path == "." { String::new() } else { path };
            ScenarioError::at(field, e.into_inner().to_string())
        })?;
        json.end()
            .map_err(|e| ScenarioError::at("", e.to_string()))?;
        scenario.check()?;
        Ok(scenario)
    }

    /// The scenario as text that [`Scenario::from_json`] reads.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a scenario has nothing that JSON lacks")
    }

    /// What types alone cannot say.
    pub fn check(&self) -> Result<(), ScenarioError> {
        at_most(&self.script, MOST_STEPS, "script", "steps")?;
        at_most(&self.rules, MOST_RULES, "rules", "rules")?;
        at_most(&self.lose, MOST_NAMES, "lose", "segments")?;
        at_most(&self.deliver, MOST_NAMES, "deliver", "segments")?;
        if self.delay_ms > LONGEST_DELAY {
            return Err(ScenarioError::at("delay_ms", "expected at most 30000"));
        }
        if ![100, 250, 300, 1000].contains(&self.kernel.hz) {
            return Err(ScenarioError::at(
                "kernel.hz",
                "expected 100, 250, 300 or 1000",
            ));
        }
        if self.kernel.jiffies > u64::from(u32::MAX) << 8 {
            return Err(ScenarioError::at(
                "kernel.jiffies",
                "expected at most 40 bits",
            ));
        }
        for (host, values) in &self.sysctl {
            for (key, value) in values {
                check_sysctl(key, *value, &format!("sysctl.{}", host.letter()))?;
            }
        }
        for (list, names) in [("lose", &self.lose), ("deliver", &self.deliver)] {
            for (i, name) in names.iter().enumerate() {
                name.parse::<SegmentName>()
                    .map_err(|e| ScenarioError::at(format!("{list}[{i}]"), e.to_string()))?;
            }
        }
        for (i, rule) in self.rules.iter().enumerate() {
            rule.check(&format!("rules[{i}]"))?;
        }
        for (i, step) in self.script.iter().enumerate() {
            step.check(&format!("script[{i}]"))?;
        }
        Ok(())
    }
}

impl RuleLine {
    fn check(&self, at: &str) -> Result<(), ScenarioError> {
        if self.count < -1 {
            return Err(ScenarioError::at(
                format!("{at}.count"),
                "expected a number of segments, or -1 for all",
            ));
        }
        match (self.action, self.ms) {
            (Action::Delay, None) => Err(ScenarioError::at(
                format!("{at}.ms"),
                "expected with `delay`: milliseconds",
            )),
            (Action::Drop | Action::Duplicate, Some(_)) => Err(ScenarioError::at(
                format!("{at}.ms"),
                "expected only with `delay`",
            )),
            (Action::Delay, Some(_)) | (Action::Drop | Action::Duplicate, None) => Ok(()),
        }
    }
}

impl StepLine {
    fn check(&self, at: &str) -> Result<(), ScenarioError> {
        let wrong =
            |key: &str, problem: &str| Err(ScenarioError::at(format!("{at}.{key}"), problem));
        match (self.at_ms, self.when, self.after_ms) {
            (Some(_), None, None) | (None, Some(When::Eof), _) => {}
            (None, None, _) => return wrong("at_ms", "expected a time, or `when`: \"eof\""),
            (Some(_), Some(_), _) => {
                return wrong("when", "expected either `at_ms` or `when`, not both");
            }
            (Some(_), None, Some(_)) => return wrong("after_ms", "expected only with `when`"),
        }
        match (self.deed, &self.key, self.value) {
            (Deed::Sysctl, Some(key), Some(value)) => check_sysctl(key, value, at),
            (Deed::Sysctl, None, _) => wrong("key", "expected the name of a sysctl"),
            (Deed::Sysctl, Some(_), None) => wrong("value", "expected a number"),
            (Deed::Close | Deed::ShutdownWr | Deed::Vanish, None, None) => Ok(()),
            (Deed::Close | Deed::ShutdownWr | Deed::Vanish, Some(_), _) => {
                wrong("key", "expected only with `sysctl`")
            }
            (Deed::Close | Deed::ShutdownWr | Deed::Vanish, None, Some(_)) => {
                wrong("value", "expected only with `sysctl`")
            }
        }
    }
}

fn check_sysctl(key: &str, value: i64, at: &str) -> Result<(), ScenarioError> {
    let name = format!("{at}.{}", key.chars().take(40).collect::<String>());
    let row = sysctl::find(key).map_err(|e| ScenarioError::at(&name, e.to_string()))?;
    row.write(&mut Knobs::default(), value)
        .map_err(|e| ScenarioError::at(&name, e.to_string()))
}

fn at_most<T>(list: &[T], most: usize, field: &str, what: &str) -> Result<(), ScenarioError> {
    if list.len() > most {
        return Err(ScenarioError::at(
            field,
            format!("expected at most {most} {what}, found {}", list.len()),
        ));
    }
    Ok(())
}

fn ten_ms() -> Millis {
    Millis::from_micros(crate::time::Micros::from_millis(10))
}

fn half_an_hour() -> Millis {
    Millis::from_micros(crate::time::Micros::from_secs(1800))
}

fn once() -> i64 {
    1
}
