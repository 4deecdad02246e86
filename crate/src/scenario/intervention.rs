//! What somebody can do to a run from outside, now.

use super::error::ScenarioError;
use super::json::{FromJson, Object, Path, word};
use crate::host::HostId;
use serde::Serialize;
use serde_json::Value;

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
        let value: Value = serde_json::from_str(text).map_err(|e| ScenarioError::at("", e.to_string()))?;
        FromJson::from_json(&value, &Path::Root)
    }
}

impl FromJson for Intervention {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let kind = Object::of(value, at, &["kind", "host", "key", "value", "segment"])?.require("kind")?;
        let keys: &[&str] = match kind {
            Kind::Sysctl => &["kind", "host", "key", "value"],
            Kind::Lose | Kind::Deliver => &["kind", "segment"],
        };
        let object = Object::of(value, at, keys)?;
        Ok(match kind {
            Kind::Sysctl => Intervention::Sysctl {
                host: object.require("host")?,
                key: object.require("key")?,
                value: object.require("value")?,
            },
            Kind::Lose => Intervention::Lose { segment: object.require("segment")? },
            Kind::Deliver => Intervention::Deliver { segment: object.require("segment")? },
        })
    }
}

impl FromJson for Kind {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &[("sysctl", Kind::Sysctl), ("lose", Kind::Lose), ("deliver", Kind::Deliver)])
    }
}
