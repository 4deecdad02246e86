//! What somebody can do to a run from outside, now.

use super::error::ScenarioError;
use super::format::Deed;
use super::json::{FromJson, Object, Path, word};
use super::read::Task;
use super::value::{self, Parser, Value};
use crate::host::HostId;
use crate::host::sysctl::SysctlValue;
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
}

#[derive(Clone, Copy)]
enum Kind {
    Step,
    Sysctl,
    Lose,
    Deliver,
}

impl Intervention {
    /// Reads one, or says which key is wrong and what was expected.
    pub fn from_json(text: &str) -> Result<Intervention, ScenarioError> {
        Intervention::parse(text, value::parse)
    }

    /// The same with a parser of one's own.
    pub fn parse(text: &str, parser: Parser) -> Result<Intervention, ScenarioError> {
        let value = parser(text).map_err(|e| ScenarioError::at("", e))?;
        FromJson::from_json(&value, &Path::Root)
    }
}

impl FromJson for Intervention {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let mut kind = Kind::Lose;
        let mut object = Object::of(value, at, &Task::with_keys(&["kind", "segment"]));
        object.require("kind", &mut kind);
        object.done(())?;
        match kind {
            Kind::Step => {
                let mut object = Object::of(value, at, &Task::with_keys(&["kind"]));
                let Task { host, deed, sock } = Task::read(&mut object, value);
                object.done(Intervention::Step { host, deed, sock })
            }
            Kind::Sysctl => {
                let mut object = Object::of(value, at, &["kind", "host", "key", "value"]);
                let (mut host, mut key, mut number) = (HostId::A, String::new(), SysctlValue::Number(0));
                object.require("host", &mut host);
                object.require("key", &mut key);
                object.require("value", &mut number);
                object.done(Intervention::Sysctl { host, key, value: number })
            }
            Kind::Lose => segment(value, at).map(|segment| Intervention::Lose { segment }),
            Kind::Deliver => segment(value, at).map(|segment| Intervention::Deliver { segment }),
        }
    }
}

fn segment(value: &Value, at: &Path<'_>) -> Result<String, ScenarioError> {
    let mut object = Object::of(value, at, &["kind", "segment"]);
    let mut segment = String::new();
    object.require("segment", &mut segment);
    object.done(segment)
}

impl FromJson for Kind {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let words = [
            ("step", Kind::Step),
            ("sysctl", Kind::Sysctl),
            ("lose", Kind::Lose),
            ("deliver", Kind::Deliver),
        ];
        word(value, at, &words)
    }
}
