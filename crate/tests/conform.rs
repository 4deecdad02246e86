//! The engine does what kernels were recorded doing, and the judge would say so if it didn't.
//!
//! `kernel/`, and `kernel-6.12/` and so on for older ones, hold the project's copy of recordings. The README
//! says which agree. The rest spoils one of them in one place: each row of the contract must notice.

use lastack::conform::{Judged, Table, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{fs, io};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn paths(folder: &Path) -> BTreeSet<PathBuf> {
    let path = |entry: io::Result<fs::DirEntry>| entry.expect("the folder is ours").path();
    fs::read_dir(folder).expect("the folder is ours").map(path).collect()
}

/// Every recording by name, and what came of it.
fn judged() -> &'static [(String, Verdict)] {
    static JUDGED: OnceLock<Vec<(String, Verdict)>> = OnceLock::new();
    JUDGED.get_or_init(|| {
        let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_folder = |path: &PathBuf| path.is_dir() && stem(path).starts_with("kernel");
        let recordings = paths(&tests()).into_iter().filter(is_folder).flat_map(|folder| paths(&folder));
        let recordings = recordings.filter(|path| path.extension().is_some_and(|end| end == "json"));
        let text = |path: &Path| fs::read_to_string(path).expect("the recording is ours");
        recordings.map(|path| (stem(&path), Verdict::of(&text(&path)))).collect()
    })
}

fn text_of(name: &str) -> String {
    fs::read_to_string(tests().join("kernel").join(name).with_extension("json"))
        .expect("the recording is ours")
}

/// What the README says between its two marks.
fn told() -> String {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md"));
    let readme = readme.expect("the README is ours");
    let after = readme.split_once("<!-- the table of agreement -->\n").map(|(_, after)| after);
    let between = after.and_then(|after| after.split_once("<!-- end of the table -->"));
    between.map(|(table, _)| table.to_owned()).expect("the README has both marks")
}

#[test]
fn every_recording_agrees_or_the_readme_says_that_it_does_not() {
    let told = told();
    let mut failures = String::new();
    for (name, verdict) in judged().iter().filter(|(_, verdict)| !verdict.tally.is_whole()) {
        if !told.contains(&format!("\n| {name} |")) {
            failures += &format!("{}\n{}", verdict.line(name), verdict.details());
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn what_the_lab_records_of_an_exported_scenario_agrees() {
    let recordings = paths(&tests().join("lab"));
    let recordings = recordings.iter().filter(|path| path.extension().is_some_and(|end| end == "json"));
    let mut judged = 0;
    for path in recordings {
        let verdict = Verdict::of(&fs::read_to_string(path).expect("the recording is ours"));
        assert!(verdict.tally.is_whole(), "{}", verdict.line(&path.to_string_lossy()));
        judged += 1;
    }
    assert!(judged > 10, "{judged} recordings");
}

#[test]
fn the_readme_says_what_agrees() {
    let mut table = Table::default();
    for (name, verdict) in judged() {
        table.add(name, verdict).expect("a recording of ours can be read");
    }
    let how = "Put what this prints between the marks in README.md: \
               cargo run --release -p lastack --example conform -- --table crate/tests/kernel*";
    assert!(told() == table.markdown(), "{how}\n\n{}", table.markdown());
}

#[test]
fn a_group_is_told_from_what_a_scenario_does() {
    let about = |change: &dyn Fn(&mut Value)| {
        let mut recording: Value = serde_json::from_str(&text_of(ONCE)).expect("a recording is JSON");
        change(&mut recording["scenario"]);
        let mut table = Table::default();
        table.add("", &Verdict::of(&recording.to_string())).expect("it can be read");
        let markdown = table.markdown();
        let row = markdown.lines().nth(2).expect("a row for the group");
        row.split(" | ").next().expect("its title").trim_start_matches("| ").to_owned()
    };
    assert_eq!(about(&|_| ()), "waves that are lost");
    assert_eq!(about(&|scenario| scenario["name"] = json!("forged-inject-icmp")), "waves that are lost");
    assert_eq!(about(&|scenario| scenario["rules"] = json!([])), "nothing is lost");
    assert_eq!(
        about(&|scenario| {
            rows(&mut scenario["script"]).push(json!({"at_ms": 9e5, "host": "a", "do": "write", "bytes": 1}));
        }),
        "data, and something is lost, late or doubled"
    );
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
    let arrivals = segment.get_mut("arrive_ms").and_then(Value::as_array_mut);
    for arrival in arrivals.into_iter().flatten() {
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

/// Nine FINs, each of the later ones answered by an ICMP error that undoes the doubling.
const REFUSED: &str = "icmp-unreachable-in-last-ack";

#[test]
fn a_machine_that_icmp_errors_show_to_be_late_is_no_late_timer_by_a_step_of_the_wheel() {
    let text = text_of(REFUSED);
    let recording: Value = serde_json::from_str(&text).expect("a recording is JSON");
    let timed = |packet: &&Value| packet["fate"] == "dropped" && packet["t_ms"].as_f64() > Some(300.0);
    let packets = recording["packets"].as_array().expect("a list").iter();
    let moments: Vec<f64> = packets.filter(timed).filter_map(|packet| packet["t_ms"].as_f64()).collect();
    assert!(moments.len() > 5, "{moments:?}");
    for from in moments {
        for ms in [32.0, 12.0, -32.0] {
            assert_notices(REFUSED, "engine by a timer", |r| {
                for list in ["packets", "states", "app"] {
                    let since = |row: &&mut Value| row["t_ms"].as_f64() >= Some(from);
                    rows(&mut r[list]).iter_mut().filter(since).for_each(|row| later(row, ms));
                }
            });
        }
    }
}

#[test]
fn a_reset_from_nowhere_has_no_number_that_a_connection_could_have() {
    let name = "again-after-unlisten";
    let with = |seq: i64| {
        spoiled(name, |r| {
            let row = place(&r["packets"], "flags", "RA");
            r["packets"][row]["seq"] = json!(seq);
        })
    };
    for far in [1 << 24, 3_000_000_000, -5] {
        assert_eq!(with(far), format!("PASS {name}"));
    }
    assert!(with(1).contains("recorded RA seq 1 "), "{}", with(1));
}

#[test]
fn a_block_below_the_initial_number_may_be_written_either_way() {
    let name = "forged-data-old-in-close-wait";
    let line = spoiled(name, |r| {
        let has_sack = |packet: &&mut Value| packet["sack"].is_array();
        for packet in rows(&mut r["packets"]).iter_mut().filter(has_sack) {
            for edge in rows(&mut packet["sack"]).iter_mut().flat_map(rows) {
                let n = edge.as_i64().expect("a number");
                assert!(n > i64::from(u32::MAX) / 2, "a block below the initial number");
                *edge = json!(n - (1 << 32));
            }
        }
    });
    assert_eq!(line, format!("PASS {name}"));
}

#[test]
fn silence_from_before_the_start_is_read_from_the_timer_alone() {
    let name = "keepalive-in-fin-wait2";
    assert_notices(name, "engine by a timer", |r| {
        let row = place(&r["states"], "state", "FIN_WAIT2");
        assert_eq!(r["states"][row]["timer"], "keepalive");
        r["states"][row]["expires_ms"] = json!(1900);
    });
    assert_notices(name, "engine by a timer", |r| later(&mut r["packets"][2], 32.0));
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
    // As in `keepalive-peer-vanished-again` b reads what came 4 ms before and nobody saw; a reads after 18 ms.
    assert_notices("keepalive-peer-vanished-again", "a's main: recorded no POLLIN", |r| {
        let row = place(&r["app"], "event", "main: POLLIN");
        rows(&mut r["app"]).remove(row);
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
fn a_run_that_comes_to_no_end_is_judged_by_its_beginning() {
    let mut recording: Value = serde_json::from_str(&text_of(ONCE)).expect("a recording is JSON");
    {
        let unlimited = json!({"tcp_invalid_ratelimit": 0, "tcp_challenge_ack_limit": i32::MAX});
        let forged = |host, len| json!({"at_ms": 0, "host": host, "do": "inject", "flags": "PA", "seq": 1, "ack": 1, "len": len});
        let scenario = &mut recording["scenario"];
        scenario["sysctl"] = json!({"a": unlimited, "b": unlimited});
        scenario["rules"] = json!([{"action": "duplicate", "count": -1}]);
        scenario["script"] = json!([forged("a", 1000), forged("b", 5000)]);
        scenario["run_ms"] = json!(86_400_000);
    }
    let Judged { judgement, .. } = Judged::of(&recording.to_string()).expect("it can be run");
    let endless = "the engine came to no end";
    assert!(judgement.differences.iter().any(|difference| difference.to_string().contains(endless)));
    // No more than so many steps, each of which sends one or two.
    assert!(judgement.differences.len() < 6_500, "{} differences", judgement.differences.len());
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
    let no_host = "packets[1].from: expected one of a, b, found `c`";
    assert_notices(ONCE, no_host, |r| r["packets"][1]["from"] = json!("c"));
    let no_fate = "packets[0].fate: invalid type: null, expected a string";
    assert_notices(ONCE, no_fate, |r| r["packets"][0]["fate"] = json!(null));
    assert_notices(ONCE, "packets[1].t_ms: expected milliseconds", |r| r["packets"][1]["t_ms"] = json!(null));
    let no_object = "states[0]: invalid type: sequence, expected an object";
    assert_notices(ONCE, no_object, |r| r["states"][0] = json!([0, "a", 1, 2, "GONE", null, null, null]));
    let blocks = vec![[1, 2]; 5];
    assert_notices(ONCE, "packets[0].sack: expected at most 4 entries", |r| {
        r["packets"][0]["sack"] = json!(blocks);
    });
    let times = vec![1.0; 17];
    assert_notices(ONCE, "packets[0].arrive_ms: expected at most 16 entries", |r| {
        r["packets"][0]["arrive_ms"] = json!(times);
    });
}

#[test]
fn what_cannot_be_read_is_said_in_one_line_that_fits() {
    let with = |spoil: &dyn Fn(&mut Value)| {
        let mut recording: Value = serde_json::from_str(&text_of(ONCE)).expect("a recording is JSON");
        spoil(&mut recording);
        recording.to_string()
    };
    for long in ["x".repeat(100_000), format!("main: {}", "\n\u{1b}[31m".repeat(1_000)), "[".repeat(100_000)]
    {
        for text in [
            long.clone(),
            with(&|r| r["kernel"] = json!(long)),
            with(&|r| r["app"][0]["event"] = json!(long)),
            with(&|r| r["packets"][0]["fate"] = json!(long)),
            with(&|r| r["states"][0]["timer"] = json!([long])),
            with(&|r| r["scenario"]["name"] = json!([long])),
            with(&|r| r["scenario"]["script"][0]["do"] = json!(long)),
        ] {
            let problem = Judged::of(&text).err().expect("nobody can read it").to_string();
            assert!(problem.chars().count() < 700, "{} characters", problem.chars().count());
            assert!(!problem.contains(char::is_control), "{problem}");
        }
    }
}

/// Whoever drops a file may drop anything: whatever stands in a recording, the judge says what is wrong with it or
/// judges it, soon.
#[test]
fn no_value_in_a_recording_makes_the_judge_panic() {
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(0.5),
        json!(4_294_967_295_u32),
        json!(u64::MAX),
        json!(1e9),
        json!(-1e9),
        json!(1e300),
        json!(""),
        json!("x = 0"),
        json!("GONE"),
        json!([]),
        json!({}),
    ];
    for name in [ONCE, "icmp-11-0-on-orphan-fin", "again-second-client-in-parallel"] {
        let recording: Value = serde_json::from_str(&text_of(name)).expect("a recording is JSON");
        let mut places = Vec::new();
        list_places(&recording, String::new(), &mut places);
        for place in &places {
            for value in &odd {
                let mut other = recording.clone();
                *other.pointer_mut(place).expect("the place was found there") = value.clone();
                if let Err(e) = Judged::of(&other.to_string()) {
                    let said = e.to_string();
                    let is_told =
                        ["expected", "is none of the flags", "is no sysctl", "must be", "missing field"];
                    assert!(
                        !e.field.is_empty() && is_told.iter().any(|told| said.contains(told)),
                        "{place} {value}: {said}"
                    );
                    assert!(!said.contains("expected value"), "{place} {value}: {said}");
                }
            }
        }
    }
}

/// Where values stand, each as a JSON pointer.
fn list_places(value: &Value, at: String, places: &mut Vec<String>) {
    if let Some(map) = value.as_object() {
        for (key, value) in map {
            list_places(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), places);
        }
    }
    for (i, value) in value.as_array().into_iter().flatten().enumerate() {
        list_places(value, format!("{at}/{i}"), places);
    }
    if !at.is_empty() {
        places.push(at);
    }
}
