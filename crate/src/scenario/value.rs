//! A JSON value, whoever parsed its text: serde_json natively, the browser in the wasm, where a second
//! parser would be what a visitor downloads for nothing.

use litemap::LiteMap;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// JSON, with numbers as JavaScript has them: `1`, `1.0` and `1e0` are the same.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    Array(Vec<Value>),
    /// By key; of a key that is there twice, the last.
    Object(LiteMap<String, Value>),
}

impl Value {
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(flag) = self { Some(*flag) } else { None }
    }

    pub fn as_f64(&self) -> Option<f64> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    /// Nothing for what is no whole number, or beyond what a double counts without a gap.
    pub fn as_i64(&self) -> Option<i64> {
        const LAST: f64 = 9_007_199_254_740_991.0;
        self.as_f64().filter(|n| (-LAST..=LAST).contains(n) && *n == n.trunc()).map(|n| n as i64)
    }

    pub fn as_u64(&self) -> Option<u64> {
        self.as_i64().and_then(|n| u64::try_from(n).ok())
    }

    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self { Some(text) } else { None }
    }

    pub fn as_array(&self) -> Option<&Vec<Value>> {
        if let Value::Array(entries) = self { Some(entries) } else { None }
    }

    pub fn as_object(&self) -> Option<&LiteMap<String, Value>> {
        if let Value::Object(entries) = self { Some(entries) } else { None }
    }

    /// What stands under that key of an object.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Below(DEEPEST).deserialize(from)
    }
}

/// As serde_json has it. Without a bound, text of brackets alone would overflow the stack.
const DEEPEST: u8 = 128;

/// Reads a value that may hold so many more levels.
#[derive(Clone, Copy)]
struct Below(u8);

impl Below {
    fn deeper<E: Error>(self) -> Result<Below, E> {
        self.0.checked_sub(1).map(Below).ok_or_else(|| E::custom("recursion limit exceeded"))
    }
}

impl<'de> DeserializeSeed<'de> for Below {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Below {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let below = self.deeper()?;
        let mut entries = Vec::new();
        while let Some(entry) = from.next_element_seed(below)? {
            entries.push(entry);
        }
        Ok(Value::Array(entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let below = self.deeper()?;
        let mut entries = LiteMap::new();
        while let Some(key) = from.next_key()? {
            entries.insert(key, from.next_value_seed(below)?);
        }
        Ok(Value::Object(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value {
        serde_json::from_str(text).expect("it is JSON")
    }

    #[test]
    fn a_whole_number_is_one_however_it_is_written() {
        for (text, whole) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("250.0", Some(250)),
            ("1e3", Some(1000)),
            ("-7", Some(-7)),
            ("9007199254740991", Some(9_007_199_254_740_991)),
            ("9007199254740993", None),
            ("0.5", None),
            ("1e300", None),
        ] {
            assert_eq!(read(text).as_i64(), whole, "{text}");
            assert_eq!(read(text).as_u64(), whole.and_then(|n| u64::try_from(n).ok()), "{text}");
        }
    }

    #[test]
    fn keys_are_in_order_and_the_last_of_two_counts() {
        let value = read(r#"{"b": 1, "a": [null, true, "x"], "b": 2}"#);
        let keys: Vec<_> = value.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["a", "b"]);
        assert_eq!(value.get("b").and_then(Value::as_u64), Some(2));
        let entries = [Value::Null, Value::Bool(true), Value::String("x".to_owned())];
        assert_eq!(value.get("a").and_then(Value::as_array).map(Vec::as_slice), Some(&entries[..]));
    }
}
