//! Reading a scenario: from text to values that cannot be wrong, or to an error that names the key.

mod rule;
mod step;
mod sysctl;

pub(super) use step::Task;

use super::error::ScenarioError;
use super::format::{Kernel, Scenario};
use super::json::{FromJson, Object, Path, list, word};
use super::millis::Millis;
use super::value::{self, Parser, Value};
use crate::host::HostId;
use crate::host::sysctl::Setting;
use crate::json;
use crate::net::SegmentName;
use crate::tcp::Profile;
use crate::time::Micros;

/// Steps of a script.
pub(super) const MOST_STEPS: usize = 256;
/// Segments that a scenario may name to lose, and as many to deliver.
pub(super) const MOST_NAMES: usize = 256;
const LONGEST_TEXT: usize = 256 * 1024;
const LONGEST_DELAY: Millis = Millis::from_micros(Micros::from_secs(30));
/// setsockopt() takes an int.
const LARGEST_RCVBUF: u32 = i32::MAX as u32;
/// A counter of 40 bits: no kernel that still runs has counted further, and sums stay far from 64.
const MOST_JIFFIES: u64 = 1 << 40;

impl Scenario {
    /// Reads a scenario, or says which key is wrong and what was expected.
    pub fn from_json(text: &str) -> Result<Scenario, ScenarioError> {
        Scenario::parse(text, value::parse)
    }

    /// The same with a parser of one's own.
    pub fn parse(text: &str, parser: Parser) -> Result<Scenario, ScenarioError> {
        if text.len() > LONGEST_TEXT {
            let problem = format!("expected at most {LONGEST_TEXT} bytes, found {}", text.len());
            return Err(ScenarioError::at("", problem));
        }
        let value = parser(text).map_err(|e| ScenarioError::at("", e))?;
        FromJson::from_json(&value, &Path::Root)
    }

    /// The scenario as text that [`Scenario::from_json`] reads.
    pub fn to_json(&self) -> String {
        json::text(self)
    }

    /// Reads it anew as it would be read from a link: what its values alone cannot say is checked too.
    pub fn check(&self) -> Result<(), ScenarioError> {
        Scenario::from_json(&self.to_json()).map(|_| ())
    }
}

impl FromJson for Scenario {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let keys = &[
            "name",
            "about",
            "note",
            "delay_ms",
            "kernel",
            "sysctl",
            "global_sysctl",
            "rcvbuf",
            "ephemeral",
            "rules",
            "lose",
            "deliver",
            "script",
            "run_ms",
            "settle_ms",
            "stop_when_gone",
        ];
        let mut object = Object::of(value, at, keys);
        let mut scenario = Scenario::default();
        object.read("name", &mut scenario.name);
        object.read("about", &mut scenario.about);
        object.read("note", &mut scenario.note);
        object.read("delay_ms", &mut scenario.delay_ms);
        object.read("kernel", &mut scenario.kernel);
        object.read("sysctl", &mut scenario.sysctl);
        for (host, key, value) in scenario.sysctl.all() {
            let setting = Setting::new(scenario.kernel.build(), key, value.clone());
            if let Err(e) = setting.and_then(|setting| setting.check()) {
                let hosts = Path::Key(at, "sysctl");
                let keys = Path::Key(&hosts, host);
                object.refuse_with(ScenarioError::at(Path::Key(&keys, key).text(), e.to_string()));
            }
        }
        object.read("global_sysctl", &mut scenario.global_sysctl);
        object.read("rcvbuf", &mut scenario.rcvbuf);
        object.read("ephemeral", &mut scenario.ephemeral);
        object.read("rules", &mut scenario.rules);
        object.read("lose", &mut scenario.lose);
        object.read("deliver", &mut scenario.deliver);
        object.require("script", &mut scenario.script);
        object.read("run_ms", &mut scenario.run_ms);
        object.read("settle_ms", &mut scenario.settle_ms);
        object.read("stop_when_gone", &mut scenario.stop_when_gone);
        if scenario.delay_ms > LONGEST_DELAY {
            object.refuse("delay_ms", "expected at most 30000");
        }
        if scenario.rcvbuf.is_some_and(|bytes| bytes > LARGEST_RCVBUF) {
            object.refuse("rcvbuf", "expected at most 2147483647");
        }
        object.done(scenario)
    }
}

impl FromJson for Kernel {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let mut object = Object::of(value, at, &["version", "hz", "jiffies", "into_it_ms", "ideal"]);
        let mut kernel = Kernel::default();
        object.read("version", &mut kernel.version);
        object.read("hz", &mut kernel.hz);
        object.read("jiffies", &mut kernel.jiffies);
        object.read("into_it_ms", &mut kernel.into_it_ms);
        object.read("ideal", &mut kernel.ideal);
        if ![100, 250, 300, 1000].contains(&kernel.hz) {
            object.refuse("hz", "expected 100, 250, 300 or 1000");
        }
        if kernel.jiffies > MOST_JIFFIES {
            object.refuse("jiffies", "expected at most 40 bits");
        }
        object.done(kernel)
    }
}

impl FromJson for Profile {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &Profile::ALL.map(|profile| (profile.name(), profile)))
    }
}

/// Names of segments, e.g. `["b:2"]`.
impl FromJson for Vec<String> {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        list(value, at, MOST_NAMES, |value, at| {
            let text = String::from_json(value, at)?;
            match text.parse::<SegmentName>() {
                Ok(name) => Ok(name.to_string()),
                Err(e) => Err(ScenarioError::at(at.text(), e.to_string())),
            }
        })
    }
}

impl FromJson for HostId {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &[("a", HostId::A), ("b", HostId::B)])
    }
}

impl FromJson for Millis {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let fits = value.as_f64().and_then(Millis::from_f64);
        fits.ok_or_else(|| at.expected("milliseconds, 0 to 86400000", value))
    }
}

impl FromJson for i32 {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let fits = value.as_i64().and_then(|n| i32::try_from(n).ok());
        fits.ok_or_else(|| at.expected("a whole number, -2147483648 to 2147483647", value))
    }
}

impl FromJson for u8 {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let fits = value.as_u64().and_then(|n| u8::try_from(n).ok());
        fits.ok_or_else(|| at.expected("a whole number, 0 to 255", value))
    }
}
