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
}

const RUN: &str = "lastack: run";

/// A run begins, whose end is [`measured`]. A courtesy: that it cannot be is no reason to fail.
pub(super) fn begun() {
    let _ = mark(RUN);
}

/// The run that began last is over.
pub(super) fn measured() {
    let _ = measure(RUN, RUN);
    let _ = clear_marks(RUN);
}

/// Tells whoever wrote the scenario, on the console.
pub(super) fn warn(text: &str) {
    web_sys::console::warn_1(&text.into());
}
