//! What the developer tools show: how long a run took on the timeline, and warnings on the console.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Performance;

#[wasm_bindgen]
extern "C" {
    /// Nothing where there is no timeline.
    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    static PERFORMANCE: Option<Performance>;
}

/// What is being done under that name, from when this is made until it's dropped, is measured.
pub(super) struct Measured {
    name: &'static str,
    performance: Option<Performance>,
}

impl Measured {
    pub(super) fn begin(name: &'static str) -> Measured {
        let performance = PERFORMANCE.with(Clone::clone);
        if let Some(performance) = &performance {
            // A full buffer of marks is no reason to fail: the measure is a courtesy.
            let _ = performance.mark(name);
        }
        Measured { name, performance }
    }
}

impl Drop for Measured {
    fn drop(&mut self) {
        let Measured { name, performance } = self;
        if let Some(performance) = performance {
            performance.clear_measures_with_measure_name(name);
            let _ = performance.measure_with_start_mark(name, name);
            performance.clear_marks_with_mark_name(name);
        }
    }
}

/// Tells whoever wrote the scenario, on the console.
pub(super) fn warn(text: &str) {
    web_sys::console::warn_1(&text.into());
}
