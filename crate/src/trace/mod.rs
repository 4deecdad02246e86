//! The trace of a run, and what is written from it: sums, the verdict, the ladder as text, what tools print, other
//! people's formats, a hash; and the graph of the states that it may go through.
//!
//! Reads the record; never writes into it.

mod ends;
// The wasm that a page begins with has none of it.
#[cfg(any(not(target_arch = "wasm32"), feature = "tools"))]
pub mod export;
pub mod graph;
mod ladder;
mod options;
mod summary;
pub mod tools;
mod verdict;

pub use ladder::ladder;
pub use summary::{Ending, Side, Summary};
pub use verdict::{Words, verdict};

use crate::json;
use crate::sim::{Event, Log, SegmentRecord, SocketRecord};
use crate::time::Instant;
use crate::version::ENGINE;
use serde::Serialize;

/// A whole run: what happened, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Trace {
    /// The version of the engine that made it.
    pub engine: u32,
    pub events: Vec<Event>,
    pub segments: Vec<SegmentRecord>,
    pub sockets: Vec<SocketRecord>,
    /// When the last thing happened, in microseconds.
    pub ended_at: Instant,
    /// One sentence or two that say how it ended.
    pub verdict: Words,
    pub summary: Summary,
}

impl Trace {
    /// Of a run that has come to its end.
    pub fn of(log: Log) -> Trace {
        let summary = Summary::of(&log);
        let ended_at = log.events.last().map_or(Instant::ZERO, |event| event.at);
        let verdict = verdict(&summary);
        let Log { events, segments, sockets, .. } = log;
        Trace { engine: ENGINE, events, segments, sockets, ended_at, verdict, summary }
    }

    /// The whole trace as JSON, byte for byte what `JSON.stringify` makes of the object that JavaScript
    /// gets.
    pub fn to_json(&self) -> String {
        json::text(self)
    }

    /// [`fnv_1a`] of its JSON: equal traces, equal hashes, on any machine.
    pub fn hash(&self) -> String {
        fnv_1a(self.to_json().as_bytes())
    }
}

/// FNV-1a over 64 bits, in hexadecimal.
pub fn fnv_1a(bytes: &[u8]) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let hash = bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
    let nibbles = (0..16).rev().map(|nth| (hash >> (4 * nth)) as usize & 0xf);
    nibbles.map(|nibble| char::from(b"0123456789abcdef"[nibble])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(fnv_1a(b"foobar"), "85944171f73967e8");
    }
}
