//! JSON that was valid, and of which something was changed: what is wrong sits deeper than noise would reach.

use super::drawn::Bytes;
use serde_json::{Map, Value, json};

/// The document with one of its values changed, as the bytes say.
pub(crate) fn edited(document: &Value, bytes: &mut Bytes<'_>) -> Value {
    let mut document = document.clone();
    let path = path(bytes);
    match bytes.byte() % 11 {
        0..=5 => *at(&mut document, &path) = value(bytes),
        6..=8 => {
            let copied = at(&mut document, &self::path(bytes)).clone();
            *at(&mut document, &path) = copied;
        }
        9 => shorten(at(&mut document, &path)),
        _ => repeat(at(&mut document, &path), 2 + bytes.byte() % 3),
    }
    document
}

/// Which child, and which of its children; where a value has none, it is the one.
fn path(bytes: &mut Bytes<'_>) -> Vec<u8> {
    let depth = bytes.byte() % 5;
    (0..depth).map(|_| bytes.byte()).collect()
}

/// What somebody may put where something else was expected: mostly a number, at a bound of some type.
fn value(bytes: &mut Bytes<'_>) -> Value {
    const NUMBERS: [i64; 16] = [
        0,
        -1,
        1,
        2,
        8,
        41,
        255,
        256,
        1_000,
        32_767,
        65_535,
        65_536,
        1_048_576,
        1_048_577,
        i64::MAX,
        i64::MIN,
    ];
    const FRACTIONS: [f64; 6] = [0.001, 0.5, -0.0, 1e15, 1.5e300, 18_446_744_073_709_551_615.0];
    const TEXTS: [&str; 10] = [
        "",
        "a",
        "eof",
        "main",
        "a:0",
        "b:4294967296",
        "FSRPA",
        "close = 0",
        "main: POLLRDHUP",
        "9999999999999999999999999999999999999999",
    ];
    match bytes.byte() % 12 {
        0..=2 => json!(bytes.one_of(&NUMBERS)),
        3 => json!((1_i64 << (bytes.byte() % 63)) - i64::from(bytes.byte() % 3)),
        4 => json!(i16::from_le_bytes(bytes.array())),
        5 => json!(i64::from_le_bytes(bytes.array())),
        6 => json!(bytes.one_of(&FRACTIONS)),
        7 => json!(f64::from(u32::from_le_bytes(bytes.array())) / 1_000.0),
        8 => json!(bytes.one_of(&TEXTS)),
        9 => {
            let length = bytes.byte() % 16;
            let text: String = (0..length).map(|_| char::from(bytes.byte())).collect();
            json!(text)
        }
        10 => json!("挥".repeat(usize::from(bytes.byte()))),
        _ => bytes
            .one_of(&[json!(null), json!(true), json!(false), json!([]), json!({}), json!([[[[[]]]]])])
            .clone(),
    }
}

fn at<'a>(mut value: &'a mut Value, path: &[u8]) -> &'a mut Value {
    for step in path {
        let step = usize::from(*step);
        let children = match &*value {
            Value::Array(list) => list.len(),
            Value::Object(map) => map.len(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
        };
        if children == 0 {
            return value;
        }
        value = match value {
            Value::Array(list) => &mut list[step % children],
            Value::Object(map) => map.values_mut().nth(step % children).expect("it is one of so many"),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                unreachable!("it has children")
            }
        };
    }
    value
}

fn shorten(value: &mut Value) {
    match value {
        Value::Array(list) => drop(list.pop()),
        Value::Object(map) => {
            let last = map.keys().next_back().cloned();
            last.and_then(|key| map.remove(&key));
        }
        Value::String(text) => drop(text.pop()),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn repeat(value: &mut Value, times: u8) {
    match value {
        Value::Array(list) => {
            let entries = list.len() * usize::from(times);
            *list = list.iter().cycle().take(entries).cloned().collect();
        }
        Value::Object(map) => {
            let more: Map<String, Value> =
                map.iter().map(|(key, value)| (format!("{key}{times}"), value.clone())).collect();
            map.extend(more);
        }
        Value::String(text) => *text = text.repeat(usize::from(times)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
