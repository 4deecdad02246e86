//! What somebody can do to a run from outside, now.

use super::error::ScenarioError;
use super::json::{FromJson, Object, Path, word};
use super::value::{self, Parser, Value};
use crate::host::HostId;
use serde::Serialize;

/// Something done to a run from outside, now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Intervention {
    /// Set a sysctl of one host from now on.
    Sysctl { host: HostId, key: String, value: i64 },
    /// Lose a segment, e.g. `b:2`.
    Lose { segment: String },
    /// Deliver a segment, whatever the rules say.
    Deliver { segment: String },
}

#[derive(Clone, Copy)]
enum Kind {
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
        let mut object = Object::of(value, at, &["kind", "host", "key", "value", "segment"]);
        object.require("kind", &mut kind);
        object.done(())?;
        let keys: &[&str] = match kind {
            Kind::Sysctl => &["kind", "host", "key", "value"],
            Kind::Lose | Kind::Deliver => &["kind", "segment"],
        };
        let mut object = Object::of(value, at, keys);
        let (mut host, mut key, mut number, mut segment) = (HostId::A, String::new(), 0, String::new());
        match kind {
            Kind::Sysctl => {
                object.require("host", &mut host);
                object.require("key", &mut key);
                object.require("value", &mut number);
            }
            Kind::Lose | Kind::Deliver => object.require("segment", &mut segment),
        }
        object.done(match kind {
            Kind::Sysctl => Intervention::Sysctl { host, key, value: number },
            Kind::Lose => Intervention::Lose { segment },
            Kind::Deliver => Intervention::Deliver { segment },
        })
    }
}

impl FromJson for Kind {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &[("sysctl", Kind::Sysctl), ("lose", Kind::Lose), ("deliver", Kind::Deliver)])
    }
}
