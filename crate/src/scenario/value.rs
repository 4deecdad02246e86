//! A JSON value, whoever parsed its text: serde_json natively, the browser in the wasm, where a second
//! parser would be what a visitor downloads for nothing.

use litemap::LiteMap;

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

/// What reads JSON text: it gives the value, or says why the text is no JSON.
pub type Parser = fn(&str) -> Result<Value, String>;

/// The parser of whoever has none at hand. The wasm has one, so this one isn't in it.
pub fn parse(text: &str) -> Result<Value, String> {
    serde_json::from_str::<serde_json::Value>(text).map(Value::from).map_err(|e| e.to_string())
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) => Value::Bool(flag),
            serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
            serde_json::Value::String(text) => Value::String(text),
            serde_json::Value::Array(entries) => Value::Array(entries.into_iter().map(Value::from).collect()),
            serde_json::Value::Object(entries) => {
                Value::Object(entries.into_iter().map(|(key, value)| (key, Value::from(value))).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Value {
        parse(text).expect("it is JSON")
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
