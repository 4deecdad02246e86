//! Reading sysctls: names, with a number or a text for a value.

use super::super::format::{GlobalSysctls, Sysctls};
use super::super::json::{FromJson, Object, Path, Read};
use super::Value;
use crate::host::sysctl::SysctlValue;
use litemap::LiteMap;

/// `{"a": {"tcp_orphan_retries": 2}}`; which of them the kernel takes is asked once its version is known.
impl FromJson for Sysctls {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let mut object = Object::of(value, at);
        object.read("a", &mut self.a);
        object.read("b", &mut self.b);
        object.done()
    }
}

impl FromJson for LiteMap<String, SysctlValue> {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        for (key, value) in value.as_object().ok_or_else(|| at.expected("an object", value))? {
            let mut number = SysctlValue::Number(0);
            number.read_json(value, &Path::Key(at, key))?;
            self.insert(key.clone(), number);
        }
        Ok(())
    }
}

/// A number, or a text as `sysctl -w` takes it.
impl FromJson for SysctlValue {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        if let Some(text) = value.as_str() {
            *self = text.into();
            return Ok(());
        }
        let mut number = 0;
        i64::read_json(&mut number, value, at)?;
        *self = SysctlValue::Number(number);
        Ok(())
    }
}

impl FromJson for GlobalSysctls {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let mut object = Object::of(value, at);
        object.read("tcp_max_orphans", &mut self.tcp_max_orphans);
        object.done()
    }
}
