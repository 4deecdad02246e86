//! Marks on the browser's timeline, so that a profile shows how long a run took.

use wasm_bindgen::JsCast;
use web_sys::Performance;

/// Runs `work` between two marks and measures it under `name`; without a timeline, just runs it.
pub(super) fn measured<R>(name: &str, work: impl FnOnce() -> R) -> R {
    let Some(performance) = performance() else {
        return work();
    };
    // A full buffer of marks is no reason to fail: the measure is a courtesy.
    let _ = performance.mark(name);
    let result = work();
    let _ = performance.measure_with_start_mark(name, name);
    performance.clear_marks_with_mark_name(name);
    result
}

/// A note for whoever has the console's verbose level on.
pub(super) fn note(text: &str) {
    web_sys::console::debug_1(&text.into());
}

fn performance() -> Option<Performance> {
    let key = "performance".into();
    js_sys::Reflect::get(&js_sys::global(), &key).ok()?.dyn_into().ok()
}
