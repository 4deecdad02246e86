//! LastAck: the teardown half of Linux TCP, rebuilt as a deterministic engine.
//!
//! A run is a pure function: a [`scenario`] gives a [`trace`], byte for byte the same natively and in
//! WebAssembly. A module knows only what stands above it here.

pub mod rule;
pub mod seq;
pub mod time;

pub mod segment;

pub mod tcp;

pub mod host;

pub mod net;

pub mod sim;

pub mod scenario;
pub mod trace;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
