//! Errors as JavaScript knows them: real `Error` objects with a `name`, and a `field` where one is wrong.

#[cfg(feature = "tools")]
use crate::conform::RecordingError;
use crate::scenario::{ScenarioError, WishError};
#[cfg(feature = "tools")]
use crate::trace::export::Format;
#[cfg(feature = "tools")]
use crate::words::{clipped, listed, said};
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

#[cfg(feature = "tools")]
impl From<RecordingError> for JsValue {
    fn from(e: RecordingError) -> JsValue {
        error("RecordingError", &e.to_string(), Some(&e.field))
    }
}

/// A time that is no number of microseconds from 0 on.
#[cfg(feature = "engine")]
pub(super) fn no_time() -> JsValue {
    error("TimeError", "expected microseconds from 0 on", None)
}

/// A value that JSON cannot say, or that isn't UTF-8.
pub(super) fn unreadable(why: &str) -> JsValue {
    error("ScenarioError", why, None)
}

/// An option of an export that there is not, or a value that it cannot have.
#[cfg(feature = "tools")]
pub(super) fn no_option(name: &str, problem: &str) -> JsValue {
    error("ExportError", &said(&[name, ": ", problem]), Some(name))
}

/// A format that there is not.
#[cfg(feature = "tools")]
pub(super) fn no_format(found: &str) -> JsValue {
    let known = listed(&Format::ALL.map(Format::name));
    let problem = ["expected one of ", &known, ", found \"", &clipped(found, 40), "\""];
    no_option("format", &said(&problem))
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
