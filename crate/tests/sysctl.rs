//! The sysctl table takes and refuses what a real kernel does.

use lastack::host::HostId;
use lastack::host::sysctl::{Build, Read, Setting, SysctlError, SysctlValue, TABLE, of_machine};
use lastack::scenario::{Run, Scenario, preset};
use lastack::sim::{Event, What};
use lastack::tcp::{Errno, Knobs, Profile};
use lastack::trace::Trace;
use serde_json::json;
use std::collections::BTreeSet;

/// Name, what was written, 0 or the errno, what was read back.
const MEASURED: &str = include_str!("sysctl/6.18.txt");
const BUILD: Build = Build { profile: Profile::V6_18, hz: 250 };

fn setting(key: &str, value: impl Into<SysctlValue>) -> Setting {
    Setting::new(BUILD, key, value.into()).expect(key)
}

#[test]
fn a_write_does_what_it_did_to_linux() {
    let mut names = BTreeSet::new();
    for line in MEASURED.lines().filter(|line| !line.starts_with('#')) {
        let [name, written, result, shown] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns: {line}");
        };
        names.insert(name);
        let text = SysctlValue::Text(written.replace("\\t", "\t"));
        // A number must do what its digits do.
        let number =
            written.parse::<i64>().ok().filter(|n| n.to_string() == written).map(SysctlValue::Number);
        for value in [Some(text), number].into_iter().flatten() {
            let mut knobs = Knobs::default();
            let setting = setting(name, value);
            let done = setting.apply(&mut knobs).map_or_else(|e| e.errno().name(), |_| "0");
            assert_eq!(done, result, "{line}");
            if done == "0" {
                assert_eq!(setting.row().read(&knobs, BUILD).to_string(), shown, "{line}");
            } else {
                assert_eq!(knobs, Knobs::default(), "{line}");
            }
            assert_eq!(setting.check().is_ok(), done == "0", "{line}");
        }
    }
    assert_eq!(names, TABLE.iter().map(|row| row.name).collect(), "each row is measured");
}

#[test]
fn a_change_says_what_was_and_what_is() {
    let mut knobs = Knobs::default();
    let change = setting("tcp_invalid_ratelimit", 1).apply(&mut knobs).expect("1 ms");
    assert_eq!((change.from, change.to), (500.into(), 4.into()), "a tick is 4 ms");
    assert_eq!(knobs.tcp_invalid_ratelimit, 1);
    let change = setting("ip_local_port_range", "40000").apply(&mut knobs).expect("one port");
    assert_eq!((change.from, change.to), ("32768 60999".into(), "40000 60999".into()));
    let refused = setting("ip_local_port_range", "50000 40000").apply(&mut knobs).expect_err("backwards");
    let problem = "`ip_local_port_range` must be two ports from 1024 on, the lower first, not 50000 40000";
    assert_eq!(refused.to_string(), problem);
    assert_eq!(knobs.ip_local_port_range, (40_000, 60_999));
}

#[test]
fn seconds_that_are_kept_in_ticks_go_as_far_as_the_ticks() {
    for (hz, most) in [(100, 21_474_836), (250, 8_589_934), (300, 7_158_278), (1000, 2_147_483)] {
        let build = Build { hz, ..BUILD };
        for (value, errno) in [(most, None), (most + 1, Some(Errno::Einval)), (-most, None)] {
            let setting = Setting::new(build, "tcp_keepalive_time", value.into()).expect("a sysctl");
            assert_eq!(setting.check().err().map(|e| e.errno()), errno, "{value} at HZ {hz}");
        }
    }
}

#[test]
fn a_kernel_lacks_what_came_later() {
    let missing = |profile| -> Vec<_> {
        TABLE.iter().filter(|row| !row.exists_in(profile)).map(|row| row.name).collect()
    };
    let came_after_6_12 = ["tcp_rto_max_ms", "tcp_tw_reuse_delay", "tcp_tw_recycle"];
    assert_eq!(missing(Profile::V6_18), ["tcp_tw_recycle"]);
    assert_eq!(missing(Profile::V6_12), came_after_6_12);
    let came_after_6_1 = [
        "tcp_rto_max_ms",
        "tcp_rto_min_us",
        "tcp_pingpong_thresh",
        "tcp_tw_reuse_delay",
        "tcp_syn_linear_timeouts",
        "tcp_backlog_ack_defer",
        "tcp_tw_recycle",
    ];
    assert_eq!(missing(Profile::V6_1), came_after_6_1);

    let old = Build { profile: Profile::V6_1, hz: 250 };
    let refused = Setting::new(old, "tcp_rto_max_ms", 1000.into()).expect("a sysctl").check();
    let refused = refused.expect_err("6.1 has none");
    assert_eq!(refused.to_string(), "`tcp_rto_max_ms` came in Linux 6.15: 6.1 has none");
    assert_eq!((refused.errno(), refused.half()), (Errno::Enoent, "key"));
    let refused = setting("tcp_tw_recycle", 1).check().expect_err("it is gone");
    assert_eq!(refused.to_string(), "`tcp_tw_recycle` went in Linux 4.12: no kernel here has it");
    assert_eq!(refused.errno(), Errno::Enoent);
}

#[test]
fn what_belongs_to_the_machine_is_no_hosts() {
    assert_eq!(of_machine(BUILD, "tcp_max_orphans", &0.into()), Ok(0));
    assert_eq!(of_machine(BUILD, "tcp_max_orphans", &"-1".into()), Ok(-1));
    let refused = setting("tcp_max_orphans", 0).check().expect_err("it is the machine's");
    assert_eq!(refused, SysctlError::OfMachine { key: "tcp_max_orphans" });
    let refused = of_machine(BUILD, "tcp_sack", &0.into()).expect_err("it is a host's");
    assert_eq!(refused.to_string(), "`tcp_sack` belongs to a host, not to the machine");
    let refused = of_machine(BUILD, "tcp_max_orphans", &2_147_483_648.into()).expect_err("no int");
    assert_eq!((refused.errno(), refused.half()), (Errno::Einval, "value"));
}

#[test]
fn a_refusal_says_what_may_be_and_little_of_what_was() {
    let refused = setting("tcp_orphan_retries", 256).check().expect_err("256 does not fit");
    assert_eq!(refused.to_string(), "`tcp_orphan_retries` must be 0 to 255, not 256");
    let long = "é".repeat(10_000);
    let refused = setting("tcp_orphan_retries", long.as_str()).check().expect_err("no number");
    assert!(refused.to_string().chars().count() < 100, "{refused}");
    let refused = Setting::new(BUILD, &long, 1.into()).expect_err("no such sysctl");
    assert_eq!(refused.errno(), Errno::Enoent);
    let refused = Setting::new(BUILD, "tcp_fin_timeouts", 1.into()).expect_err("no such sysctl");
    assert!(refused.to_string().starts_with("`tcp_fin_timeouts` is no sysctl"), "{refused}");
}

#[test]
fn a_row_starts_with_a_value_that_it_may_have() {
    for row in TABLE.iter().filter(|row| row.exists_in(Profile::V6_18) && !row.global()) {
        assert_eq!(setting(row.name, row.default()).check(), Ok(()), "{}", row.name);
        assert_eq!(row.read(&Knobs::default(), BUILD), row.default(), "{}", row.name);
    }
}

#[test]
fn every_row_speaks_both_languages() {
    for row in TABLE {
        assert!(row.sentence().en.ends_with('.') && row.sentence().zh.ends_with('。'), "{}", row.name);
    }
}

/// Preset `last-ack-lost`, with `steps` in its script.
fn last_ack_lost(steps: &[serde_json::Value]) -> Trace {
    let preset = preset::find("last-ack-lost").expect("the first preset").scenario;
    let mut scenario: serde_json::Value = serde_json::from_str(&preset.to_json()).expect("JSON");
    scenario["script"].as_array_mut().expect("a script").extend_from_slice(steps);
    let scenario = Scenario::from_json(&scenario.to_string()).expect("a scenario that can be run");
    Trace::of(Run::new(scenario).history().forecast())
}

fn set(at_ms: u32, key: &str, value: impl Into<SysctlValue>) -> serde_json::Value {
    json!({"at_ms": at_ms, "host": "b", "do": "sysctl", "key": key, "value": value.into()})
}

#[test]
fn a_write_that_is_refused_says_so_and_changes_nothing() {
    let wanted: &[(&str, SysctlValue, &str)] = &[
        ("tcp_orphan_retries", 256.into(), "EINVAL"),
        ("tcp_orphan_retries", "1 second".into(), "0 → 1"),
        ("tcp_orphan_retries", "".into(), "1 → 1"),
        ("tcp_orphan_retries", "one".into(), "EINVAL"),
        ("tcp_fin_timeout", (-1).into(), "60 → -1"),
        ("tcp_max_orphans", 0.into(), "ENOENT"),
        ("tcp_tw_recycle", 1.into(), "ENOENT"),
        ("ip_local_port_range", "40000 40000".into(), "32768 60999 → 40000 40000"),
        ("tcp_stdurg", 1.into(), "0 → 1"),
    ];
    let steps: Vec<_> = wanted.iter().map(|(key, value, _)| set(1, key, value.clone())).collect();
    let results = |trace: &Trace| -> Vec<_> {
        let result = |event: &Event| {
            if let What::SysctlChanged { from, to, .. } = &event.what {
                return Some(format!("{from} → {to}"));
            }
            if let What::SysctlRefused { errno, .. } = &event.what { Some(errno.to_string()) } else { None }
        };
        trace.events.iter().filter_map(result).collect()
    };
    let expected: Vec<_> = wanted.iter().map(|(.., result)| *result).collect();
    assert_eq!(results(&last_ack_lost(&steps)), expected);
}

/// When b sent what, and when it was gone.
fn course(trace: &Trace) -> String {
    let sent: Vec<_> =
        trace.segments.iter().map(|record| (record.sent_at, record.name.to_string())).collect();
    format!("{sent:?} {:?}", trace.summary.side(HostId::B))
}

#[test]
fn what_a_socket_took_with_it_is_not_asked_again() {
    let usual = course(&last_ack_lost(&[]));
    for (key, value) in
        [("tcp_rto_max_ms", 1000), ("tcp_rto_min_us", 5000), ("tcp_sack", 0), ("tcp_timestamps", 0)]
    {
        let row = TABLE.iter().find(|row| row.name == key).expect(key);
        assert_ne!(row.read, Read::EachUse, "{key}");
        assert_eq!(course(&last_ack_lost(&[set(1, key, value)])), usual, "{key}");
    }
    for (key, value) in [("tcp_orphan_retries", 1), ("tcp_early_retrans", 0)] {
        assert_ne!(course(&last_ack_lost(&[set(1, key, value)])), usual, "{key}");
    }
    // The probe is armed at 60 ms: what comes later is too late for it.
    assert_eq!(course(&last_ack_lost(&[set(61, "tcp_early_retrans", 0)])), usual);
    for row in TABLE.iter().filter(|row| row.inert && row.gone_in().is_none()) {
        assert_eq!(course(&last_ack_lost(&[set(1, row.name, 1)])), usual, "{}", row.name);
    }
}
