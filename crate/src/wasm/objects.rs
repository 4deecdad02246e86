//! Values of ours as JavaScript objects, and what JavaScript says as values for our readers.

use super::errors::unreadable;
use crate::json;
use crate::scenario::Value;
use js_sys::{Array, Error, JSON, Object};
use litemap::LiteMap;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::{JsCast, JsValue};

/// The object that `value` is in JavaScript, with its type in the `.d.ts`. It crosses as one text, which
/// the browser reads faster than it makes an object key by key.
pub(super) fn object<T: Serialize + Tsify>(value: &T) -> Result<Ts<T>, JsValue> {
    Ok(Ts::new_unchecked(untyped(value)?))
}

/// The same for a list, which has no type of its own.
pub(super) fn untyped<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    JSON::parse(&json::ascii(value))
}

/// What `JSON.stringify` makes of it.
pub(super) fn stringify(value: &JsValue) -> Result<String, JsValue> {
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string());
    text.ok_or_else(|| unreadable("expected an object that JSON can say"))
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
    // A list has entries too: its places are their keys.
    let (mut list, mut map) = (Vec::new(), LiteMap::new());
    let is_list = Array::is_array(parsed);
    let entries = Object::entries(parsed.unchecked_ref());
    for place in 0..entries.length() {
        let entry: Array = entries.get(place).unchecked_into();
        let value = read(&entry.get(1), below)?;
        if is_list {
            list.push(value);
        } else {
            map.insert(entry.get(0).as_string()?, value);
        }
    }
    Some(if is_list { Value::Array(list) } else { Value::Object(map) })
}
