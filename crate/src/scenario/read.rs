//! Reading a scenario: from text to values that cannot be wrong, or to an error that names the key.

use super::error::ScenarioError;
use super::format::{Action, Deed, Kernel, Profile, RuleLine, Scenario, StepLine, Sysctls, When};
use super::json::{FromJson, Object, Path, list, word};
use super::millis::Millis;
use crate::host::HostId;
use crate::host::sysctl::Setting;
use crate::net::SegmentName;
use crate::segment::Flags;
use crate::time::Micros;
use litemap::LiteMap;
use serde_json::Value;

/// Steps of a script.
pub(super) const MOST_STEPS: usize = 256;
const MOST_RULES: usize = 64;
const MOST_NAMES: usize = 256;
const LONGEST_TEXT: usize = 256 * 1024;
const LONGEST_DELAY: Millis = Millis::from_micros(Micros::from_secs(30));
/// A counter of 40 bits: no kernel that still runs has counted further, and sums stay far from 64.
const MOST_JIFFIES: u64 = 1 << 40;

impl Scenario {
    /// Reads a scenario, or says which key is wrong and what was expected.
    pub fn from_json(text: &str) -> Result<Scenario, ScenarioError> {
        if text.len() > LONGEST_TEXT {
            let problem = format!(
                "expected at most {LONGEST_TEXT} bytes, found {}",
                text.len()
            );
            return Err(ScenarioError::at("", problem));
        }
        let value: Value =
            serde_json::from_str(text).map_err(|e| ScenarioError::at("", e.to_string()))?;
        FromJson::from_json(&value, &Path::Root)
    }

    /// The scenario as text that [`Scenario::from_json`] reads.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a scenario has nothing that JSON lacks")
    }

    /// Reads it anew as it would be read from a link: what its values alone cannot say is checked too.
    pub fn check(&self) -> Result<(), ScenarioError> {
        Scenario::from_json(&self.to_json()).map(|_| ())
    }
}

impl FromJson for Scenario {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let keys = [
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
        let object = Object::of(value, at, &keys)?;
        let default = Scenario::default();
        let delay_ms = object.or("delay_ms", default.delay_ms)?;
        if delay_ms > LONGEST_DELAY {
            return Err(ScenarioError::at(
                Path::Key(at, "delay_ms").text(),
                "expected at most 30000",
            ));
        }
        Ok(Scenario {
            name: object.or("name", default.name)?,
            about: object.or("about", default.about)?,
            note: object.or("note", default.note)?,
            delay_ms,
            kernel: object.or("kernel", default.kernel)?,
            sysctl: object.or("sysctl", default.sysctl)?,
            rules: object.or("rules", Rules::default())?.0,
            lose: object.or("lose", Names::default())?.0,
            deliver: object.or("deliver", Names::default())?.0,
            script: object.required::<Script>("script")?.0,
            run_ms: object.or("run_ms", default.run_ms)?,
            settle_ms: object.optional("settle_ms")?,
        })
    }
}

impl FromJson for Kernel {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let object = Object::of(
            value,
            at,
            &["version", "hz", "jiffies", "into_it_ms", "ideal"],
        )?;
        let default = Kernel::default();
        let kernel = Kernel {
            version: object.or("version", default.version)?,
            hz: object.or("hz", default.hz)?,
            jiffies: object.or("jiffies", default.jiffies)?,
            into_it_ms: object.or("into_it_ms", default.into_it_ms)?,
            ideal: object.or("ideal", default.ideal)?,
        };
        if ![100, 250, 300, 1000].contains(&kernel.hz) {
            return Err(ScenarioError::at(
                Path::Key(at, "hz").text(),
                "expected 100, 250, 300 or 1000",
            ));
        }
        if kernel.jiffies > MOST_JIFFIES {
            return Err(ScenarioError::at(
                Path::Key(at, "jiffies").text(),
                "expected at most 40 bits",
            ));
        }
        Ok(kernel)
    }
}

impl FromJson for Profile {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(
            value,
            at,
            &[
                ("6.18", Profile::V6_18),
                ("6.12", Profile::V6_12),
                ("6.1", Profile::V6_1),
            ],
        )
    }
}

/// `{"a": {"tcp_orphan_retries": 2}}`, each value within its row of the sysctl table.
impl FromJson for Sysctls {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let object = Object::of(value, at, &["a", "b"])?;
        let a = object.optional("a")?.unwrap_or_default();
        let b = object.optional("b")?.unwrap_or_default();
        Ok(Sysctls { a, b })
    }
}

impl FromJson for LiteMap<String, i64> {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let map = value
            .as_object()
            .ok_or_else(|| at.expected("an object", value))?;
        let mut values = LiteMap::new();
        for (key, value) in map {
            let at = Path::Key(at, key);
            let number = i64::from_json(value, &at)?;
            check_sysctl(key, number, &at)?;
            values.insert(key.clone(), number);
        }
        Ok(values)
    }
}

/// Names of segments, e.g. `["b:2"]`.
#[derive(Default)]
struct Names(Vec<String>);

impl FromJson for Names {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let names: Vec<Name> = list(value, at, MOST_NAMES)?;
        Ok(Names(names.into_iter().map(|name| name.0).collect()))
    }
}

struct Name(String);

impl FromJson for Name {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let text = String::from_json(value, at)?;
        match text.parse::<SegmentName>() {
            Ok(name) => Ok(Name(name.to_string())),
            Err(e) => Err(ScenarioError::at(at.text(), e.to_string())),
        }
    }
}

#[derive(Default)]
struct Rules(Vec<RuleLine>);

impl FromJson for Rules {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        list(value, at, MOST_RULES).map(Rules)
    }
}

impl FromJson for RuleLine {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let keys = [
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
        let object = Object::of(value, at, &keys)?;
        let rule = RuleLine {
            from: object.optional("from")?,
            has: object.optional("has")?,
            hasnt: object.optional("hasnt")?,
            data: object.optional("data")?,
            sport: object.optional("sport")?,
            after_ms: object.optional("after_ms")?,
            before_ms: object.optional("before_ms")?,
            skip: object.or("skip", 0)?,
            count: object.or("count", 1)?,
            action: object.required("action")?,
            ms: object.optional("ms")?,
        };
        let wrong =
            |key: &str, problem: &str| Err(ScenarioError::at(Path::Key(at, key).text(), problem));
        if rule.count < -1 || rule.count > i64::from(u32::MAX) {
            return wrong("count", "expected a number of segments, or -1 for all");
        }
        match (rule.action, rule.ms) {
            (Action::Delay, None) => wrong("ms", "expected with `delay`: milliseconds"),
            (Action::Drop | Action::Duplicate, Some(_)) => {
                wrong("ms", "expected only with `delay`")
            }
            (Action::Delay, Some(_)) | (Action::Drop | Action::Duplicate, None) => Ok(rule),
        }
    }
}

impl FromJson for Action {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(
            value,
            at,
            &[
                ("drop", Action::Drop),
                ("delay", Action::Delay),
                ("duplicate", Action::Duplicate),
            ],
        )
    }
}

impl FromJson for Flags {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let flags = value
            .as_str()
            .and_then(|letters| Flags::parse(letters).ok());
        flags.ok_or_else(|| at.expected("letters of F S R P A", value))
    }
}

struct Script(Vec<StepLine>);

impl FromJson for Script {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        list(value, at, MOST_STEPS).map(Script)
    }
}

impl FromJson for StepLine {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let keys = [
            "at_ms", "when", "after_ms", "host", "do", "sock", "key", "value",
        ];
        let object = Object::of(value, at, &keys)?;
        let step = StepLine {
            at_ms: object.optional("at_ms")?,
            when: object.optional("when")?,
            after_ms: object.optional("after_ms")?,
            host: object.required("host")?,
            deed: object.required("do")?,
            sock: object.optional("sock")?,
            key: object.optional("key")?,
            value: object.optional("value")?,
        };
        let wrong =
            |key: &str, problem: &str| Err(ScenarioError::at(Path::Key(at, key).text(), problem));
        match (step.at_ms, step.when, step.after_ms) {
            (Some(_), None, None) | (None, Some(When::Eof), _) => {}
            (None, None, _) => return wrong("at_ms", "expected a time, or `when`: \"eof\""),
            (Some(_), Some(_), _) => {
                return wrong("when", "expected either `at_ms` or `when`, not both");
            }
            (Some(_), None, Some(_)) => return wrong("after_ms", "expected only with `when`"),
        }
        match (step.deed, &step.key, step.value) {
            (Deed::Sysctl, Some(key), Some(value)) => {
                check_sysctl(key, value, &Path::Key(at, "key"))?
            }
            (Deed::Sysctl, None, _) => return wrong("key", "expected the name of a sysctl"),
            (Deed::Sysctl, Some(_), None) => return wrong("value", "expected a whole number"),
            (Deed::Close | Deed::ShutdownWr | Deed::Vanish, None, None) => {}
            (Deed::Close | Deed::ShutdownWr | Deed::Vanish, Some(_), _) => {
                return wrong("key", "expected only with `sysctl`");
            }
            (Deed::Close | Deed::ShutdownWr | Deed::Vanish, None, Some(_)) => {
                return wrong("value", "expected only with `sysctl`");
            }
        }
        Ok(step)
    }
}

const HOSTS: [(&str, HostId); 2] = [("a", HostId::A), ("b", HostId::B)];

impl FromJson for HostId {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &HOSTS)
    }
}

impl FromJson for When {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &[("eof", When::Eof)])
    }
}

impl FromJson for Deed {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let words = [
            ("close", Deed::Close),
            ("shutdown_wr", Deed::ShutdownWr),
            ("vanish", Deed::Vanish),
            ("sysctl", Deed::Sysctl),
        ];
        word(value, at, &words)
    }
}

impl FromJson for Millis {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let fits = value.as_f64().and_then(Millis::from_f64);
        fits.ok_or_else(|| at.expected("milliseconds, 0 to 86400000", value))
    }
}

fn check_sysctl(key: &str, value: i64, at: &Path<'_>) -> Result<(), ScenarioError> {
    match Setting::new(key, value) {
        Ok(_) => Ok(()),
        Err(e) => Err(ScenarioError::at(at.text(), e.to_string())),
    }
}
