//! What the developer tools show: how long a run took on the timeline, and warnings on the console.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

// By their names, not by web-sys: where there is no timeline, each is an error, as it is where a buffer of
// marks is full.
#[wasm_bindgen(js_namespace = performance)]
extern "C" {
    #[wasm_bindgen(catch)]
    fn mark(name: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    fn measure(name: &str, from: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = clearMarks)]
    fn clear_marks(name: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = clearMeasures)]
    fn clear_measures(name: &str) -> Result<(), JsValue>;
}

/// What is being done under that name, from when this is made until it's dropped, is measured. A courtesy:
/// that it cannot be is no reason to fail.
pub(super) struct Measured(&'static str);

impl Measured {
    pub(super) fn begin(name: &'static str) -> Measured {
        let _ = mark(name);
        Measured(name)
    }
}

impl Drop for Measured {
    fn drop(&mut self) {
        let Measured(name) = self;
        let _ = clear_measures(name);
        let _ = measure(name, name);
        let _ = clear_marks(name);
    }
}

/// Tells whoever wrote the scenario, on the console.
pub(super) fn warn(text: &str) {
    web_sys::console::warn_1(&text.into());
}
