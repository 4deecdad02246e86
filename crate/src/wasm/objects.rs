//! Values of ours as JavaScript objects, and what JavaScript says as values for our readers.

use super::errors::Thrown;
use crate::json;
use crate::scenario::Value;
use js_sys::{Array, Error, JSON, Object};
use litemap::LiteMap;
use serde::{Serialize, Serializer as _};
use serde_wasm_bindgen::Serializer;
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsValue};

/// The object that `value` is in JavaScript, with its type in the `.d.ts`. It crosses as one text, which
/// the browser reads faster than it makes an object key by key.
pub(super) fn object<T: Serialize + Tsify>(value: &T) -> Result<Ts<T>, JsValue> {
    Ok(Ts::new_unchecked(JSON::parse(&json::text(value))?))
}

/// The same for what is a few numbers, some of which may be missing, and crosses at each step.
pub(super) fn numbers<T: Tsify, const N: usize>(entries: [(&str, Option<u64>); N]) -> Result<Ts<T>, JsValue> {
    let serializer = Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    Ok(Ts::new_unchecked(serializer.collect_map(entries)?))
}

/// What `JSON.stringify` makes of it.
pub(super) fn stringify(value: &JsValue) -> Result<String, Thrown> {
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string());
    text.ok_or_else(|| Thrown::Unreadable("expected an object that JSON can say".to_owned()))
}

/// Reads JSON text as the browser does.
pub(super) fn parse(text: &str) -> Result<Value, String> {
    let parsed = JSON::parse(text).map_err(|e| String::from(Error::from(e).message()))?;
    read(&parsed, DEEPEST).ok_or_else(|| "recursion limit exceeded".to_owned())
}

/// As serde_json has it. Without a bound, text of brackets alone would overflow the stack.
const DEEPEST: u32 = 128;

/// What `JSON.parse` gave; nothing where it holds more levels than that.
fn read(parsed: &JsValue, levels: u32) -> Option<Value> {
    if parsed.is_null() {
        return Some(Value::Null);
    }
    if let Some(flag) = parsed.as_bool() {
        return Some(Value::Bool(flag));
    }
    if let Some(number) = parsed.as_f64() {
        return Some(Value::Number(number));
    }
    if let Some(text) = parsed.as_string() {
        return Some(Value::String(text));
    }
    let below = levels.checked_sub(1)?;
    if let Some(list) = parsed.dyn_ref::<Array>() {
        let mut entries = Vec::new();
        for entry in list.iter() {
            entries.push(read(&entry, below)?);
        }
        return Some(Value::Array(entries));
    }
    let mut entries = LiteMap::new();
    for entry in Object::entries(parsed.unchecked_ref()).iter() {
        let entry: Array = entry.unchecked_into();
        entries.insert(entry.get(0).as_string()?, read(&entry.get(1), below)?);
    }
    Some(Value::Object(entries))
}
