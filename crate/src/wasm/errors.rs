//! Errors as JavaScript knows them: real `Error` objects with a `name`, and a `field` where one is wrong.

use crate::scenario::{ScenarioError, WishError};
use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

impl From<ScenarioError> for JsValue {
    fn from(e: ScenarioError) -> JsValue {
        error("ScenarioError", &e.text(), Some(&e.field))
    }
}

impl From<WishError> for JsValue {
    fn from(e: WishError) -> JsValue {
        error("SegmentError", &e.text(), None)
    }
}

/// A time that is no number of microseconds from 0 on.
pub(super) fn no_time() -> JsValue {
    error("TimeError", "expected microseconds from 0 on", None)
}

/// A value that JSON cannot say, or that isn't UTF-8.
pub(super) fn unreadable(why: &str) -> JsValue {
    error("ScenarioError", why, None)
}

fn error(name: &str, message: &str, field: Option<&str>) -> JsValue {
    let error = Error::new(message);
    error.set_name(name);
    if let Some(field) = field {
        // Setting a property of an object that we just made cannot fail.
        let _ = Reflect::set(&error, &"field".into(), &field.into());
    }
    error.into()
}
