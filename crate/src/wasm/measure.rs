//! What the developer tools show: how long a run took on the timeline, and warnings on the console.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Performance;

#[wasm_bindgen]
extern "C" {
    /// Nothing where there is no timeline.
    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    static PERFORMANCE: Option<Performance>;
}

/// Runs `work` between two marks and measures it under `name`; without a timeline, just runs it.
pub(super) fn measured<R>(name: &str, work: impl FnOnce() -> R) -> R {
    let Some(performance) = PERFORMANCE.with(Clone::clone) else {
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
