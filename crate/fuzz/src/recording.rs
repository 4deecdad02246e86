//! A file that may be a recording of a kernel: noise, and a recording of which something was changed. What can be
//! read is replayed and judged.

use super::drawn::Bytes;
use super::edits::edited;
use lastack::conform::{Judged, setups};
use lastack::time::Instant;
use lastack::trace::Trace;
use serde_json::Value;

/// Of different kinds: a closed window, an ICMP error, a second connection, forged segments, end of file waited for.
const RECORDED: [&str; 6] = [
    include_str!("../../tests/lab/half-close.json"),
    include_str!("../../tests/lab/icmp-unreachable.json"),
    include_str!("../../tests/lab/fin-meets-new-client.json"),
    include_str!("../../tests/lab/time-wait-rst.json"),
    include_str!("../../tests/tools/window-closed.json"),
    include_str!("../../tests/kernel/forged-rst-in-window-in-established.json"),
];

pub fn check(bytes: &[u8]) {
    check_text(&String::from_utf8_lossy(bytes));
    check_text(&changed(&mut Bytes(bytes)).to_string());
}

/// A recording of which something was changed, and something more while there are bytes.
fn changed(bytes: &mut Bytes<'_>) -> Value {
    let mut document =
        serde_json::from_str::<Value>(bytes.one_of::<&str>(&RECORDED)).expect("a recording is JSON");
    for _ in 0..MOST_EDITS {
        if !bytes.is_empty() {
            document = edited(&document, bytes);
        }
    }
    document
}

/// A document of which more was changed is no recording any more.
const MOST_EDITS: usize = 4;

fn check_text(text: &str) {
    let judged = match Judged::of(text) {
        Ok(judged) => judged,
        Err(e) => return assert!(!e.to_string().is_empty()),
    };
    assert!(!setups(text).expect("what was judged was read").is_empty());
    let judgement = &judged.judgement;
    assert_eq!(judgement.agrees, judgement.differences.is_empty());
    for share in [judgement.segments, judgement.timers, judgement.states, judgement.calls, judgement.counters]
    {
        assert!(share.good <= share.of);
    }
    let log = judged.run.history().forecast();
    let end = log.events.last().map_or(Instant::ZERO, |event| event.at);
    assert_eq!(judged.run.clone().tick(end).events, log.events.len());
    assert!(Trace::of(log).to_json().starts_with('{'));
}
