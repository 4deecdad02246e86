//! The boundary: the engine as JavaScript sees it. The only place that knows JavaScript.
//!
//! Objects cross as JSON text, which the browser parses in both directions: going out that is faster than to
//! make them key by key, and coming in an unknown key is an error that names it. What a step hands over is three fields,
//! which are set one by one. The types of all of them reach the `.d.ts` from the Rust types.

#[cfg(feature = "tools")]
pub mod endings;
mod errors;
#[cfg(feature = "tools")]
pub mod export;
#[cfg(feature = "tools")]
pub mod judge;
#[cfg(feature = "link")]
pub mod link;
#[cfg(feature = "engine")]
mod measure;
mod objects;
#[cfg(feature = "engine")]
pub mod simulation;
#[cfg(feature = "engine")]
pub mod tables;
#[cfg(feature = "tools")]
pub mod tools;

use wasm_bindgen::prelude::wasm_bindgen;

/// Runs once when the module is loaded: a panic, which is our bug, says where it was.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Half the size of the standard library's, and faster.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
