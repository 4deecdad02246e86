//! Reading sysctls: names, with a number or a text for a value.

use super::super::error::ScenarioError;
use super::super::format::{GlobalSysctls, Sysctls};
use super::super::json::{FromJson, Object, Path};
use super::Value;
use crate::host::sysctl::SysctlValue;
use litemap::LiteMap;

/// `{"a": {"tcp_orphan_retries": 2}}`; which of them the kernel takes is asked once its version is known.
impl FromJson for Sysctls {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let mut object = Object::of(value, at, &["a", "b"]);
        let mut sysctls = Sysctls::default();
        object.read("a", &mut sysctls.a);
        object.read("b", &mut sysctls.b);
        object.done(sysctls)
    }
}

impl FromJson for LiteMap<String, SysctlValue> {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let map = value.as_object().ok_or_else(|| at.expected("an object", value))?;
        let mut values = LiteMap::new();
        for (key, value) in map {
            values.insert(key.clone(), FromJson::from_json(value, &Path::Key(at, key))?);
        }
        Ok(values)
    }
}

/// A number, or a text as `sysctl -w` takes it.
impl FromJson for SysctlValue {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        match value.as_str() {
            Some(text) => Ok(text.into()),
            None => i64::from_json(value, at).map(SysctlValue::Number),
        }
    }
}

impl FromJson for GlobalSysctls {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let mut object = Object::of(value, at, &["tcp_max_orphans"]);
        let mut sysctls = GlobalSysctls::default();
        object.read("tcp_max_orphans", &mut sysctls.tcp_max_orphans);
        object.done(sysctls)
    }
}
