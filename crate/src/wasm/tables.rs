//! The engine's tables: presets, sysctls, states.

use super::objects::{object, parse};
use crate::host::sysctl::{self, Unit};
use crate::scenario::Scenario;
use crate::scenario::preset;
use crate::tcp::{Knobs, State};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A published scenario. Its words are in `web/src/strings`.
#[derive(Serialize, Tsify)]
#[tsify(hashmap_as_object)]
pub struct PresetRow {
    pub name: String,
    pub scenario: Scenario,
}

/// A sysctl of either host.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[tsify(missing_as_null)]
pub struct SysctlRow {
    pub name: &'static str,
    pub unit: Unit,
    pub min: u32,
    pub max: u32,
    pub default: u32,
    /// One of those to meet first.
    pub front: bool,
    /// The first stands for the second while the socket counts as alive.
    pub stands_for: Option<(u32, u32)>,
}

/// A state in both spellings.
#[derive(Serialize, Tsify)]
pub struct StateRow {
    pub kernel: State,
    pub rfc: &'static str,
}

/// All presets, the product's question first.
#[wasm_bindgen]
pub fn presets() -> Result<Vec<Ts<PresetRow>>, JsValue> {
    hand_over(preset::scenarios(parse).map(|scenario| PresetRow { name: scenario.name.clone(), scenario }))
}

/// Every sysctl that the engine reads.
#[wasm_bindgen]
pub fn sysctls() -> Result<Vec<Ts<SysctlRow>>, JsValue> {
    let defaults = Knobs::default();
    hand_over(sysctl::TABLE.iter().map(|row| SysctlRow {
        name: row.name,
        unit: row.unit,
        min: row.min,
        max: row.max,
        default: row.read(&defaults),
        front: row.front,
        stands_for: row.stands_for,
    }))
}

/// Every state, as the kernel and as the RFC spell it.
#[wasm_bindgen]
pub fn states() -> Result<Vec<Ts<StateRow>>, JsValue> {
    hand_over(State::ALL.iter().map(|state| StateRow { kernel: *state, rfc: state.rfc_name() }))
}

fn hand_over<T: Tsify + Serialize>(rows: impl Iterator<Item = T>) -> Result<Vec<Ts<T>>, JsValue> {
    rows.map(|row| object(&row)).collect()
}
