//! A recording of a kernel, judged as `conform` does.
//!
//! Only in the package that is built with the feature `tools`: a page fetches that one when somebody drops a recording.

use super::objects::object;
use super::simulation::Simulation;
use crate::conform::{Judged, Judgement};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A recording, what is said of it, and the run of the engine that this was said of.
#[wasm_bindgen]
pub struct JudgedRecording(Judged);

/// Judges the recording in that text. Throws a `RecordingError` that names the field and what is wrong there.
#[wasm_bindgen(js_name = judgeRecording)]
pub fn judge_recording(text: &str) -> Result<JudgedRecording, JsValue> {
    Ok(JudgedRecording(Judged::of(text)?))
}

#[wasm_bindgen]
impl JudgedRecording {
    pub fn judgement(&self) -> Result<Ts<Judgement>, JsValue> {
        object(&self.0.judgement)
    }

    /// The very run that was judged, at t = 0: with the estimates, the windows and the times of the network that
    /// were recorded, which its scenario by itself has not.
    pub fn simulation(&self) -> Simulation {
        Simulation::recorded(self.0.run.clone())
    }
}
