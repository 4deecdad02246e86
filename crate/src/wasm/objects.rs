//! Values of ours as JavaScript objects, and JavaScript values as text for our readers.

use super::errors::Thrown;
use js_sys::JSON;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;

/// The object that `value` is in JavaScript: maps as objects, nothing as `null`, and its type in the
/// `.d.ts`.
pub(super) fn object<T: Serialize + Tsify>(value: &T) -> Result<Ts<T>, JsValue> {
    let serializer = Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    let made = value.serialize(&serializer).map_err(|e| Thrown::Unreadable(e.to_string()))?;
    Ok(Ts::new_unchecked(made))
}

/// What `JSON.stringify` makes of it.
pub(super) fn stringify(value: &JsValue) -> Result<String, Thrown> {
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string());
    text.ok_or_else(|| Thrown::Unreadable("expected an object that JSON can say".to_owned()))
}
