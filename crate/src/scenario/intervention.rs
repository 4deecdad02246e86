//! What somebody can do to a run from outside, now.

use super::error::ScenarioError;
use super::format::Deed;
use super::json::{FromJson, Object, Path, Read, word};
use super::millis::Millis;
use super::read::{allow_all_keys, read_task};
use super::value::{self, Parser, Value};
use crate::host::HostId;
use crate::host::sysctl::SysctlValue;
use crate::time::Micros;
use serde::Serialize;

/// Something done to a run from outside, now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Intervention {
    /// What a line of a script does: an application's call, a crash, a forged segment.
    Step {
        host: HostId,
        // The override makes an intersection: see `StepLine`.
        #[serde(flatten)]
        #[cfg_attr(target_arch = "wasm32", tsify(type = "Deed"))]
        deed: Deed,
        /// Which socket of that host; `main` if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        sock: Option<String>,
    },
    /// Set a sysctl of one host from now on.
    Sysctl { host: HostId, key: String, value: SysctlValue },
    /// Lose a segment, e.g. `b:2`.
    Lose { segment: String },
    /// Deliver a segment, whatever the rules say.
    Deliver { segment: String },
    /// So much later than the link would have it.
    Delay { segment: String, ms: Millis },
    /// It arrives twice.
    Duplicate { segment: String },
    /// It is lost, and its sender gets an ICMP error of this type and code.
    Icmp {
        segment: String,
        #[serde(rename = "type")]
        icmp_type: u8,
        code: u8,
    },
}

impl Intervention {
    /// Reads one, or says which key is wrong and what was expected.
    pub fn from_json(text: &str) -> Result<Intervention, ScenarioError> {
        Intervention::parse(text, value::parse)
    }

    /// The same with a parser of one's own.
    pub fn parse(text: &str, parser: Parser) -> Result<Intervention, ScenarioError> {
        let value = parser(text).map_err(|e| ScenarioError::at(String::new(), e))?;
        let mut intervention = Intervention::Lose { segment: String::new() };
        intervention.read_json(&value, &Path::Root)?;
        Ok(intervention)
    }
}

/// Each word of `kind`, and what it is before its keys are read.
static KINDS: [(&str, Intervention); 7] = [
    ("step", Intervention::Step { host: HostId::A, deed: Deed::Close, sock: None }),
    ("sysctl", Intervention::Sysctl { host: HostId::A, key: String::new(), value: SysctlValue::Number(0) }),
    ("lose", Intervention::Lose { segment: String::new() }),
    ("deliver", Intervention::Deliver { segment: String::new() }),
    ("delay", Intervention::Delay { segment: String::new(), ms: Millis::from_micros(Micros::ZERO) }),
    ("duplicate", Intervention::Duplicate { segment: String::new() }),
    ("icmp", Intervention::Icmp { segment: String::new(), icmp_type: 0, code: 0 }),
];

impl FromJson for Intervention {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let mut any = Object::of(value, at);
        any.require("kind", &mut Kind(self));
        for key in ["segment", "ms", "type", "code"] {
            any.allow(key);
        }
        allow_all_keys(&mut any);
        any.done()?;
        let mut object = Object::of(value, at);
        object.allow("kind");
        match self {
            Intervention::Step { host, deed, sock } => read_task(&mut object, host, deed, sock),
            Intervention::Sysctl { host, key, value } => {
                object.require("host", host);
                object.require("key", key);
                object.require("value", value);
            }
            Intervention::Lose { segment }
            | Intervention::Deliver { segment }
            | Intervention::Duplicate { segment } => object.require("segment", segment),
            Intervention::Delay { segment, ms } => {
                object.require("segment", segment);
                object.require("ms", ms);
            }
            Intervention::Icmp { segment, icmp_type, code } => {
                object.require("segment", segment);
                object.require("type", icmp_type);
                object.require("code", code);
            }
        }
        object.done()
    }
}

/// What is to be of that kind.
struct Kind<'a>(&'a mut Intervention);

impl FromJson for Kind<'_> {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        *self.0 = KINDS[word(value, at, &|nth| KINDS.get(nth).map(|(word, _)| *word))?].1.clone();
        Ok(())
    }
}
