//! The engine's tables: sysctls, states.

use super::objects::untyped;
use crate::host::sysctl::{self, Build, Read, SysctlValue, Unit};
use crate::tcp::{Profile, State};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A sysctl of either host.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
#[tsify(missing_as_null)]
pub struct SysctlRow {
    pub name: &'static str,
    pub unit: Unit,
    pub min: i64,
    pub max: i64,
    pub default: SysctlValue,
    /// One of those to meet first.
    pub front: bool,
    /// The first stands for the second while the socket counts as alive.
    pub stands_for: Option<(u8, u8)>,
    pub read: Read,
    /// The first version of Linux that has it, where that matters here, and those of ours that do.
    pub since: Option<&'static str>,
    pub kernels: Vec<Profile>,
    /// The version that took it away.
    pub gone_in: Option<&'static str>,
    /// It belongs to the machine of both hosts.
    pub global: bool,
    /// No teardown asks for it.
    pub inert: bool,
}

/// A state in both spellings.
#[derive(Serialize, Tsify)]
pub struct StateRow {
    pub kernel: State,
    pub rfc: &'static str,
}

/// Every sysctl of the engine, with its range at HZ 250.
#[wasm_bindgen(unchecked_return_type = "SysctlRow[]")]
pub fn sysctls() -> Result<JsValue, JsValue> {
    let mut rows = Vec::new();
    for row in sysctl::TABLE {
        let (min, max) = row.range(Build::default());
        let mut kernels = Vec::new();
        for profile in Profile::ALL {
            if row.exists_in(profile) {
                kernels.push(profile);
            }
        }
        rows.push(SysctlRow {
            name: row.name,
            unit: row.unit,
            min,
            max,
            default: row.default(),
            front: row.front,
            stands_for: row.stands_for,
            read: row.read,
            since: row.since.map(|since| since.version),
            kernels,
            gone_in: row.gone_in(),
            global: row.global(),
            inert: row.inert,
        });
    }
    untyped(&rows)
}

/// Every state, as the kernel and as the RFC spell it.
#[wasm_bindgen(unchecked_return_type = "StateRow[]")]
pub fn states() -> Result<JsValue, JsValue> {
    untyped(&State::ALL.map(|state| StateRow { kernel: state, rfc: state.rfc_name() }))
}
