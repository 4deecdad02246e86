//! Reading a scenario: from text to values that cannot be wrong, or to an error that names the key.

mod rule;
mod step;
mod sysctl;

pub(super) use rule::MOST_RULES;
pub(super) use step::{allow_all_keys, read_task};

use super::error::ScenarioError;
use super::format::{Kernel, Scenario};
use super::json::{FromJson, Object, Path, Read, list, word};
use super::millis::Millis;
use super::value::{self, Parser, Value};
use crate::host::HostId;
use crate::host::sysctl::Setting;
use crate::json;
use crate::net::{SegmentName, SegmentNameError};
use crate::tcp::Profile;
use crate::time::Micros;
use crate::words::number;

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
            let (most, found) = (number(LONGEST_TEXT as i64), number(text.len() as i64));
            return Err(Path::Root.refused(&["expected at most ", &most, " bytes, found ", &found]));
        }
        let value = parser(text).map_err(|e| ScenarioError::at(String::new(), e))?;
        let mut scenario = Scenario::default();
        scenario.read_json(&value, &Path::Root)?;
        Ok(scenario)
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
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let mut object = Object::of(value, at);
        object.read("name", &mut self.name);
        object.read("about", &mut self.about);
        object.read("note", &mut self.note);
        object.read("delay_ms", &mut self.delay_ms);
        object.read("kernel", &mut self.kernel);
        object.read("sysctl", &mut self.sysctl);
        for (host, key, value) in self.sysctl.all() {
            let setting = Setting::new(self.kernel.build(), key, value.clone());
            if let Err(e) = setting.and_then(|setting| setting.check()) {
                let hosts = Path::Key(at, "sysctl");
                let keys = Path::Key(&hosts, host);
                object.refuse_with(Path::Key(&keys, key).refused(&[&e.text()]));
            }
        }
        object.read("global_sysctl", &mut self.global_sysctl);
        object.read("rcvbuf", &mut self.rcvbuf);
        object.read("ephemeral", &mut self.ephemeral);
        object.read("rules", &mut self.rules);
        object.read("lose", &mut self.lose);
        object.read("deliver", &mut self.deliver);
        object.require("script", &mut self.script);
        object.read("run_ms", &mut self.run_ms);
        object.read("settle_ms", &mut self.settle_ms);
        object.read("stop_when_gone", &mut self.stop_when_gone);
        if self.delay_ms > LONGEST_DELAY {
            object.refuse("delay_ms", &["expected at most 30000"]);
        }
        if self.rcvbuf.is_some_and(|bytes| bytes > LARGEST_RCVBUF) {
            object.refuse("rcvbuf", &["expected at most 2147483647"]);
        }
        object.done()
    }
}

impl FromJson for Kernel {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let mut object = Object::of(value, at);
        object.read("version", &mut self.version);
        object.read("hz", &mut self.hz);
        object.read("jiffies", &mut self.jiffies);
        object.read("into_it_ms", &mut self.into_it_ms);
        object.read("ideal", &mut self.ideal);
        if ![100, 250, 300, 1000].contains(&self.hz) {
            object.refuse("hz", &["expected 100, 250, 300 or 1000"]);
        }
        if self.jiffies > MOST_JIFFIES {
            object.refuse("jiffies", &["expected at most 40 bits"]);
        }
        object.done()
    }
}

impl FromJson for Profile {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let place = word(value, at, &|nth| Profile::ALL.get(nth).map(|profile| profile.name()))?;
        *self = Profile::ALL[place];
        Ok(())
    }
}

/// Names of segments, e.g. `["b:2"]`.
impl FromJson for Vec<String> {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        list(value, at, MOST_NAMES, &mut |value, at| {
            let mut name: Option<SegmentName> = None;
            name.read_json(value, at)?;
            self.extend(name.map(SegmentName::text));
            Ok(())
        })
    }
}

impl FromJson for Option<SegmentName> {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let mut name = String::new();
        name.read_json(value, at)?;
        *self = Some(name.parse().map_err(|e: SegmentNameError| at.refused(&[&e.text()]))?);
        Ok(())
    }
}

impl FromJson for HostId {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        *self = HostId::BOTH[word(value, at, &|nth| ["a", "b"].get(nth).copied())?];
        Ok(())
    }
}

impl FromJson for Millis {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let fits = value.as_f64().and_then(Millis::from_f64);
        *self = fits.ok_or_else(|| at.expected("milliseconds, 0 to 86400000", value))?;
        Ok(())
    }
}
