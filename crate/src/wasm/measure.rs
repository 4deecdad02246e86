//! What the developer tools show: how long a run took on the timeline, and warnings on the console.

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
    performance.clear_measures_with_measure_name(name);
    let _ = performance.measure_with_start_mark(name, name);
    performance.clear_marks_with_mark_name(name);
    result
}

/// Tells whoever wrote the scenario, on the console.
pub(super) fn warn(text: &str) {
    web_sys::console::warn_1(&text.into());
}

fn performance() -> Option<Performance> {
    let key = "performance".into();
    js_sys::Reflect::get(&js_sys::global(), &key).ok()?.dyn_into().ok()
}
