//! Links: what one means, and the one that a run has.
//!
//! A package of its own, which a page fetches for a link that says more than a preset, or once somebody changed
//! something. There is no engine in it, and no preset: the page hands that over.

use super::objects::{object, parse, stringify};
use crate::scenario::Scenario;
use crate::scenario::link::{self, Reading, View, Written};
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What the text behind `#` means. `preset` is the one that it names, or the first where there is none of that
/// name.
#[wasm_bindgen(js_name = readLink)]
pub fn read_link(
    hash: &str,
    #[wasm_bindgen(unchecked_param_type = "Partial<Scenario> & Pick<Scenario, 'script'>")] preset: JsValue,
) -> Result<Ts<Reading>, JsValue> {
    let preset = scenario(&preset)?;
    object(&link::read(hash, &|name| (preset.name == name).then(|| preset.clone())))
}

/// The link of a run that began as that preset, or as none; without how it is looked at.
#[wasm_bindgen(js_name = writeLink)]
pub fn write_link(
    #[wasm_bindgen(unchecked_param_type = "Scenario")] run: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(Partial<Scenario> & Pick<Scenario, 'script'>) | null")]
    preset: JsValue,
) -> Result<Ts<Written>, JsValue> {
    let preset = if preset.is_null() { None } else { Some(scenario(&preset)?) };
    object(&link::write(&scenario(&run)?, preset.as_ref(), &View::default()))
}

fn scenario(value: &JsValue) -> Result<Scenario, JsValue> {
    Ok(Scenario::parse(&stringify(value)?, parse)?)
}
