//! LastAck: the teardown half of Linux TCP, rebuilt as a deterministic engine.
//!
//! A run is a pure function: a [`scenario`] gives a [`trace`], byte for byte the same natively and in
//! WebAssembly. A module knows only what stands above it here:
//!
//! | module | owns |
//! |-|-|
//! | [`words`], [`json`] | texts put together; a value of ours as JSON text |
//! | [`version`] | which engine this is |
//! | [`time`], [`seq`], [`rule`] | virtual time and jiffies; sequence numbers; the reason for each effect |
//! | [`queue`], [`lookup`] | what is due first; where something stands |
//! | [`segment`] | what crosses the wire |
//! | [`tcp`] | one endpoint: states, timers' lengths, what it sends |
//! | [`host`] | sockets and who holds them, the timer wheel, sysctls |
//! | [`net`] | the link: delay and what a rule or a hand loses |
//! | [`sim`] | what happens next, the record of it, time travel |
//! | [`scenario`] | the text that says what a run is; presets |
//! | [`trace`] | what is read from a record: sums, verdict, ladder |
//! | [`conform`] | whether a run is what a kernel was recorded doing |
//! | [`explore`] | every run that a few losses make of a scenario, and the laws of every run |
//! | `wasm` | the boundary to JavaScript |
//!
//! With the feature `many`, which is on unless a page is built, what is kept of a connection is found without a
//! search: a world of a million costs no more for each than one of a few.
//!
//! ```
//! use lastack::scenario::{Run, preset};
//! use lastack::trace::Trace;
//!
//! let preset = preset::find("last-ack-lost").expect("it is a preset");
//! let trace = Trace::of(Run::new(preset.scenario).history().forecast());
//! assert!(trace.verdict.en.starts_with("The server sent its FIN ten times"));
//! ```

pub mod json;
pub mod lookup;
pub mod queue;
pub mod rule;
pub mod seq;
pub mod time;
pub mod version;
pub mod words;

pub mod segment;

pub mod tcp;

pub mod host;

pub mod net;

pub mod sim;

pub mod scenario;
pub mod trace;

// The wasm that a page begins with has none of it.
#[cfg(any(not(target_arch = "wasm32"), feature = "tools"))]
pub mod conform;
#[cfg(any(not(target_arch = "wasm32"), feature = "tools"))]
pub mod explore;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
