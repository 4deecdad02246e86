//! Errors as JavaScript knows them: real `Error` objects with a `name`, and a `field` where one is wrong.

use crate::scenario::{ScenarioError, WishError};
use crate::words::{clipped, said};
use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

/// What is thrown. The name says which enum of ours it was.
#[derive(Debug)]
pub(super) enum Thrown {
    Scenario(ScenarioError),
    Segment(WishError),
    /// A time that is no number of microseconds from 0 on.
    Time,
    /// No preset has this name.
    Preset(String),
    /// A value that JSON cannot say, or that isn't UTF-8.
    Unreadable(String),
}

impl From<ScenarioError> for Thrown {
    fn from(e: ScenarioError) -> Self {
        Thrown::Scenario(e)
    }
}

impl From<WishError> for Thrown {
    fn from(e: WishError) -> Self {
        Thrown::Segment(e)
    }
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> JsValue {
        let (name, message, field) = match thrown {
            Thrown::Scenario(e) => ("ScenarioError", e.text(), Some(e.field.clone())),
            Thrown::Segment(e) => ("SegmentError", e.text(), None),
            Thrown::Time => ("TimeError", "expected microseconds from 0 on".to_owned(), None),
            Thrown::Preset(name) => {
                ("PresetError", said(&["`", &clipped(&name, 40), "` is no preset"]), None)
            }
            Thrown::Unreadable(why) => ("ScenarioError", why, None),
        };
        let error = Error::new(&message);
        error.set_name(name);
        if let Some(field) = field {
            // Setting a property of an object that we just made cannot fail.
            let _ = Reflect::set(&error, &"field".into(), &field.into());
        }
        error.into()
    }
}
