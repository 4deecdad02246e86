//! The engine does what kernels were recorded doing, and the judge would say so if it didn't.
//!
//! `kernel/` holds the project's copy of recordings that agree. The rest spoils one of them in one
//! place: each row of the contract must notice.

#[path = "../examples/conform/judge/mod.rs"]
mod judge;

use judge::{Tally, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

fn kernel() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kernel")
}

fn recordings() -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(kernel()).expect("the folder is ours");
    let path = |entry: io::Result<fs::DirEntry>| entry.expect("the folder is ours").path();
    let is_recording = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    entries.map(path).filter(is_recording).collect()
}

fn text_of(name: &str) -> String {
    fs::read_to_string(kernel().join(name).with_extension("json")).expect("the recording is ours")
}

#[test]
fn every_recording_agrees() {
    let mut total = Tally::default();
    let mut failures = String::new();
    for path in recordings() {
        let name = path.file_stem().expect("a recording has a name");
        let name = name.to_string_lossy();
        let verdict = Verdict::of(&text_of(&name));
        if !verdict.tally.is_whole() {
            failures += &format!("{}\n{}", verdict.line(&name), verdict.details());
        }
        total += verdict.tally;
    }
    assert!(total.is_whole(), "{failures}{total}");
}

/// What the judge says of `name` after `spoil`.
fn spoiled(name: &str, spoil: impl FnOnce(&mut Value)) -> String {
    let mut recording: Value = serde_json::from_str(&text_of(name)).expect("a recording is JSON");
    let verdict = Verdict::of(&recording.to_string());
    assert!(verdict.tally.is_whole(), "{}", verdict.line(name));
    spoil(&mut recording);
    Verdict::of(&recording.to_string()).line(name)
}

/// Six segments: FIN, ACK, FIN, an ACK that is lost, the probe with the FIN, an ACK.
const ONCE: &str = "fourth-wave-lost-once";
/// Its segments by their place on the wire.
const PROBE: usize = 4;
const LAST_ACK: usize = 5;

fn assert_notices(name: &str, what: &str, spoil: impl FnOnce(&mut Value)) {
    let line = spoiled(name, spoil);
    assert!(line.starts_with(&format!("FAIL {name}: ")), "{line}");
    assert!(line.contains(what), "expected `{what}` in: {line}");
}

/// Moves a segment, and its arrival with it.
fn later(segment: &mut Value, ms: f64) {
    let moved = |time: &Value| json!(time.as_f64().expect("a time") + ms);
    segment["t_ms"] = moved(&segment["t_ms"]);
    for arrival in segment["arrive_ms"].as_array_mut().into_iter().flatten() {
        *arrival = moved(arrival);
    }
}

fn rows(value: &mut Value) -> &mut Vec<Value> {
    value.as_array_mut().expect("a list")
}

/// The place of the row with that value under that key.
fn place(rows: &Value, key: &str, value: &str) -> usize {
    let mut rows = rows.as_array().expect("a list").iter();
    rows.position(|row| row[key] == value).expect("the recording has such a row")
}

#[test]
fn a_segment_more_is_noticed() {
    assert_notices(ONCE, "a's segment 4: recorded A seq 2", |r| {
        let again = r["packets"][LAST_ACK].clone();
        rows(&mut r["packets"]).push(again);
    });
}

#[test]
fn a_segment_less_is_noticed() {
    assert_notices(ONCE, "a's segment 3: recorded no more", |r| {
        rows(&mut r["packets"]).pop();
    });
}

#[test]
fn every_field_of_a_segment_is_noticed() {
    let wrong = [
        ("seq", json!(3)),
        ("ack", json!(1)),
        ("len", json!(1)),
        ("flags", json!("FA")),
        ("sack", json!([[1, 2]])),
        ("win", json!(0)),
        ("fate", json!("dropped")),
        ("arrive_ms", json!([311.69, 311.69])),
    ];
    for (field, value) in wrong {
        assert_notices(ONCE, "a's segment 3", |r| r["packets"][LAST_ACK][field] = value);
    }
}

#[test]
fn a_timer_that_is_a_step_of_the_wheel_off_is_noticed() {
    for ms in [40.0, -40.0] {
        assert_notices(ONCE, "engine by a timer", |r| {
            later(&mut r["packets"][PROBE], ms);
            later(&mut r["packets"][LAST_ACK], ms);
        });
    }
}

#[test]
fn an_answer_that_is_late_is_noticed() {
    assert_notices(ONCE, "after its cause", |r| later(&mut r["packets"][LAST_ACK], 26.0));
    assert_notices(ONCE, "after its cause", |r| later(&mut r["packets"][LAST_ACK], -2.0));
}

#[test]
fn a_state_less_is_noticed() {
    for state in ["CLOSE_WAIT", "FIN_WAIT2", "LAST_ACK", "TIME_WAIT", "GONE"] {
        assert_notices(ONCE, state, |r| {
            let row = place(&r["states"], "state", state);
            rows(&mut r["states"]).remove(row);
        });
    }
}

#[test]
fn a_state_more_is_noticed() {
    assert_notices(ONCE, "recorded CLOSING", |r| {
        let mut row = r["states"][place(&r["states"], "state", "FIN_WAIT2")].clone();
        row["state"] = json!("CLOSING");
        let before = place(&r["states"], "state", "TIME_WAIT");
        rows(&mut r["states"]).insert(before, row);
    });
}

#[test]
fn a_state_out_of_time_is_noticed() {
    for ms in [-30.0, 40.0] {
        assert_notices(ONCE, "TIME_WAIT recorded at", |r| {
            let row = place(&r["states"], "state", "TIME_WAIT");
            later(&mut r["states"][row], ms);
        });
    }
}

#[test]
fn the_timer_and_the_count_of_a_state_are_noticed() {
    assert_notices(ONCE, "recorded with timer keepalive", |r| {
        let row = place(&r["states"], "state", "FIN_WAIT2");
        r["states"][row]["timer"] = json!("keepalive");
    });
    assert_notices(ONCE, "retrans 1", |r| {
        let row = place(&r["states"], "state", "LAST_ACK");
        r["states"][row]["retrans"] = json!(1);
    });
}

#[test]
fn every_counter_of_the_list_is_noticed() {
    assert_notices(ONCE, "b's TCPLossProbes: recorded 2, engine 1", |r| {
        r["counters"]["b"]["TCPLossProbes"] = json!(2);
    });
    assert_notices(ONCE, "a's TW: recorded 0, engine 1", |r| {
        r["counters"]["a"]["TW"] = json!(0);
    });
    assert_notices(ONCE, "a's TCPKeepAlive: recorded 1, engine 0", |r| {
        r["counters"]["a"]["TCPKeepAlive"] = json!(1);
    });
}

#[test]
fn a_counter_beyond_the_list_is_not_judged() {
    let line = spoiled(ONCE, |r| r["counters"]["a"]["InSegs"] = json!(99));
    assert_eq!(line, format!("PASS {ONCE}"));
}

#[test]
fn what_a_call_returned_is_noticed() {
    assert_notices(ONCE, "recorded main close = ENOTCONN, engine main close = 0", |r| {
        let row = place(&r["app"], "event", "close = 0");
        r["app"][row]["event"] = json!("close = Transport endpoint is not connected (ENOTCONN)");
    });
}

#[test]
fn a_call_less_is_noticed() {
    assert_notices(ONCE, "b's call 1: recorded none", |r| {
        rows(&mut r["app"]).pop();
    });
}

#[test]
fn what_poll_said_is_noticed() {
    assert_notices(ONCE, "recorded no POLLRDHUP", |r| {
        let row = place(&r["app"], "event", "main: POLLRDHUP");
        rows(&mut r["app"]).remove(row);
    });
    assert_notices(ONCE, "recorded POLLHUP, engine didn't", |r| {
        let row = place(&r["app"], "event", "main: POLLRDHUP");
        let mut more = r["app"][row].clone();
        more["event"] = json!("main: POLLHUP");
        rows(&mut r["app"]).insert(row, more);
    });
    assert_notices(ONCE, "POLLIN recorded at", |r| {
        let row = place(&r["app"], "event", "main: POLLIN");
        later(&mut r["app"][row], 35.0);
    });
}

#[test]
fn the_error_that_so_error_gave_is_noticed() {
    let name = "shutdown-never-acked-retries2";
    assert_notices(name, "recorded SO_ERROR ECONNRESET, engine ETIMEDOUT", |r| {
        let row = place(&r["app"], "event", "main: SO_ERROR ETIMEDOUT");
        r["app"][row]["event"] = json!("main: SO_ERROR ECONNRESET");
    });
}

#[test]
fn a_quiet_end_is_no_excuse_for_what_came_before() {
    assert_notices(ONCE, "recorded no more", |r| {
        rows(&mut r["packets"]).pop();
        r["end_ms"] = json!(400.0);
    });
}

#[test]
fn what_cannot_be_read_fails_and_says_why() {
    let line = Verdict::of("{").line("x");
    assert!(line.starts_with("FAIL x: "), "{line}");
    assert_notices(ONCE, "packets[0].t_ms", |r| r["packets"][0]["t_ms"] = json!("soon"));
    assert_notices(ONCE, "kernel", |r| r["kernel"] = json!("5.4.0"));
    assert_notices(ONCE, "kernel", |r| r["kernel"] = json!("the newest"));
    assert_notices(ONCE, "script[0]", |r| r["scenario"]["script"][0]["do"] = json!("dance"));
    assert_notices(ONCE, "no_such_key", |r| r["scenario"]["no_such_key"] = json!(1));
}
