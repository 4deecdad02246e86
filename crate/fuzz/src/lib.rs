//! What is tried on whatever bytes somebody comes with: one function for each target.
//!
//! libFuzzer calls it from `fuzz_targets/`, with bytes that it bred; `crate/tests/fuzz` includes this file and calls
//! it on stable, with the corpus and with bytes of its own. A check panics where something is wrong, and says nothing
//! otherwise.

pub mod capture;
pub mod link;
pub mod recording;
pub mod scenario;
pub mod walk;

mod drawn;
mod edits;

/// IPv4 and TCP, read by who knows nothing of the writer.
#[path = "../../tests/export/packet.rs"]
mod packet;
/// The same of pcapng.
#[path = "../../tests/export/pcapng.rs"]
mod pcapng;
/// Random scenarios, as the laws of a run are tried on.
#[expect(dead_code, reason = "the laws need more kinds of them")]
#[path = "../../tests/laws/scenarios.rs"]
mod scenarios;
