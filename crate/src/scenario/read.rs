//! Reading a scenario: from text to values that cannot be wrong, or to an error that names the key.

use super::error::ScenarioError;
use super::format::{Action, Deed, Kernel, Profile, RuleLine, Scenario, StepLine, Sysctls, When};
use super::json::{FromJson, Object, Path, list, word};
use super::millis::Millis;
use super::value::{self, Parser, Value};
use crate::host::HostId;
use crate::host::sysctl::Setting;
use crate::json;
use crate::net::SegmentName;
use crate::segment::Flags;
use crate::time::Micros;
use litemap::LiteMap;

/// Steps of a script.
pub(super) const MOST_STEPS: usize = 256;
const MOST_RULES: usize = 64;
/// Segments that a scenario may name to lose, and as many to deliver.
pub(super) const MOST_NAMES: usize = 256;
const LONGEST_TEXT: usize = 256 * 1024;
const LONGEST_DELAY: Millis = Millis::from_micros(Micros::from_secs(30));
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
            "rules",
            "lose",
            "deliver",
            "script",
            "run_ms",
            "settle_ms",
        ];
        let mut object = Object::of(value, at, keys);
        let mut scenario = Scenario::default();
        object.read("name", &mut scenario.name);
        object.read("about", &mut scenario.about);
        object.read("note", &mut scenario.note);
        object.read("delay_ms", &mut scenario.delay_ms);
        object.read("kernel", &mut scenario.kernel);
        object.read("sysctl", &mut scenario.sysctl);
        object.read("rules", &mut scenario.rules);
        object.read("lose", &mut scenario.lose);
        object.read("deliver", &mut scenario.deliver);
        object.require("script", &mut scenario.script);
        object.read("run_ms", &mut scenario.run_ms);
        object.read("settle_ms", &mut scenario.settle_ms);
        if scenario.delay_ms > LONGEST_DELAY {
            object.refuse("delay_ms", "expected at most 30000");
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
        word(value, at, &[("6.18", Profile::V6_18), ("6.12", Profile::V6_12), ("6.1", Profile::V6_1)])
    }
}

/// `{"a": {"tcp_orphan_retries": 2}}`, each value within its row of the sysctl table.
impl FromJson for Sysctls {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let mut object = Object::of(value, at, &["a", "b"]);
        let mut sysctls = Sysctls::default();
        object.read("a", &mut sysctls.a);
        object.read("b", &mut sysctls.b);
        object.done(sysctls)
    }
}

impl FromJson for LiteMap<String, i64> {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let map = value.as_object().ok_or_else(|| at.expected("an object", value))?;
        let mut values = LiteMap::new();
        for (key, value) in map {
            let at = Path::Key(at, key);
            let number = i64::from_json(value, &at)?;
            Setting::new(key, number).map_err(|e| ScenarioError::at(at.text(), e.to_string()))?;
            values.insert(key.clone(), number);
        }
        Ok(values)
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

impl FromJson for Vec<RuleLine> {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        list(value, at, MOST_RULES, RuleLine::from_json)
    }
}

impl FromJson for RuleLine {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let keys = &[
            "from",
            "has",
            "hasnt",
            "data",
            "sport",
            "after_ms",
            "before_ms",
            "skip",
            "count",
            "action",
            "ms",
        ];
        let mut object = Object::of(value, at, keys);
        let mut rule = RuleLine::new(Action::Drop);
        object.require("action", &mut rule.action);
        object.read("from", &mut rule.from);
        object.read("has", &mut rule.has);
        object.read("hasnt", &mut rule.hasnt);
        object.read("data", &mut rule.data);
        object.read("sport", &mut rule.sport);
        object.read("after_ms", &mut rule.after_ms);
        object.read("before_ms", &mut rule.before_ms);
        object.read("skip", &mut rule.skip);
        object.read("count", &mut rule.count);
        object.read("ms", &mut rule.ms);
        if rule.count < -1 || rule.count > i64::from(u32::MAX) {
            object.refuse("count", "expected a number of segments, or -1 for all");
        }
        match (rule.action, rule.ms) {
            (Action::Delay, None) => object.refuse("ms", "expected with `delay`: milliseconds"),
            (Action::Drop | Action::Duplicate, Some(_)) => object.refuse("ms", "expected only with `delay`"),
            (Action::Delay, Some(_)) | (Action::Drop | Action::Duplicate, None) => {}
        }
        object.done(rule)
    }
}

impl FromJson for Action {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &[("drop", Action::Drop), ("delay", Action::Delay), ("duplicate", Action::Duplicate)])
    }
}

impl FromJson for Flags {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let flags = value.as_str().and_then(|letters| Flags::parse(letters).ok());
        flags.ok_or_else(|| at.expected("letters of F S R P A", value))
    }
}

impl FromJson for Vec<StepLine> {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        list(value, at, MOST_STEPS, StepLine::from_json)
    }
}

impl FromJson for StepLine {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let keys = &["at_ms", "when", "after_ms", "host", "do", "sock", "key", "value"];
        let mut object = Object::of(value, at, keys);
        let mut step = StepLine::new(HostId::A, Deed::Close);
        object.require("host", &mut step.host);
        object.require("do", &mut step.deed);
        object.read("at_ms", &mut step.at_ms);
        object.read("when", &mut step.when);
        object.read("after_ms", &mut step.after_ms);
        object.read("sock", &mut step.sock);
        object.read("key", &mut step.key);
        object.read("value", &mut step.value);
        match (step.at_ms, step.when, step.after_ms) {
            (Some(_), None, None) | (None, Some(When::Eof), _) => {}
            (None, None, _) => object.refuse("at_ms", "expected a time, or `when`: \"eof\""),
            (Some(_), Some(_), _) => object.refuse("when", "expected either `at_ms` or `when`, not both"),
            (Some(_), None, Some(_)) => object.refuse("after_ms", "expected only with `when`"),
        }
        match (step.deed, &step.key, step.value) {
            (Deed::Sysctl, Some(key), Some(value)) => {
                if let Err(e) = Setting::new(key, value) {
                    object.refuse(e.half(), &e.to_string());
                }
            }
            (Deed::Sysctl, None, _) => object.refuse("key", "expected the name of a sysctl"),
            (Deed::Sysctl, Some(_), None) => object.refuse("value", "expected a whole number"),
            (Deed::Close | Deed::ShutdownWr | Deed::Vanish, None, None) => {}
            (Deed::Close | Deed::ShutdownWr | Deed::Vanish, Some(_), _) => {
                object.refuse("key", "expected only with `sysctl`");
            }
            (Deed::Close | Deed::ShutdownWr | Deed::Vanish, None, Some(_)) => {
                object.refuse("value", "expected only with `sysctl`");
            }
        }
        object.done(step)
    }
}

impl FromJson for HostId {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &[("a", HostId::A), ("b", HostId::B)])
    }
}

impl FromJson for When {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &[("eof", When::Eof)])
    }
}

impl FromJson for Deed {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let words = &[
            ("close", Deed::Close),
            ("shutdown_wr", Deed::ShutdownWr),
            ("vanish", Deed::Vanish),
            ("sysctl", Deed::Sysctl),
        ];
        word(value, at, words)
    }
}

impl FromJson for Millis {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let fits = value.as_f64().and_then(Millis::from_f64);
        fits.ok_or_else(|| at.expected("milliseconds, 0 to 86400000", value))
    }
}
