//! A scenario that cannot be run is refused, and the refusal names the key and what was expected.

use lastack::host::HostId;
use lastack::scenario::{Intervention, Run, Scenario, preset};

/// What is written, the key that is named, and what is said of it.
const REFUSED: &[(&str, &str, &str)] = &[
    // The text as a whole.
    ("", "", "EOF while parsing a value at line 1 column 0"),
    ("{", "", "EOF while parsing an object at line 1 column 1"),
    ("{\"script\": [],}", "", "trailing comma at line 1 column 15"),
    ("[]", "", "expected an object, found a list"),
    ("null", "", "expected an object, found null"),
    ("\"clean-close\"", "", "expected an object, found \"clean-close\""),
    ("{}", "script", "expected this key, but it is missing"),
    // Unknown keys, on every level.
    (
        r#"{"script": [], "dleay_ms": 10}"#,
        "dleay_ms",
        "unknown key; expected one of name, about, note, delay_ms, kernel, sysctl, global_sysctl, rcvbuf, \
         ephemeral, rules, lose, deliver, script, run_ms, settle_ms, stop_when_gone",
    ),
    (
        r#"{"script": [], "kernel": {"herz": 250}}"#,
        "kernel.herz",
        "unknown key; expected one of version, hz, jiffies, into_it_ms, ideal",
    ),
    (r#"{"script": [], "sysctl": {"c": {}}}"#, "sysctl.c", "unknown key; expected one of a, b"),
    (
        r#"{"script": [], "rules": [{"action": "drop", "form": "a"}]}"#,
        "rules[0].form",
        "unknown key; expected one of segment, from, has, hasnt, data, sport, after_ms, before_ms, skip, count, \
         action, ms, type, code",
    ),
    (
        r#"{"script": [{"at_ms": 0, "host": "a", "does": "close"}]}"#,
        "script[0].does",
        "unknown key; expected one of at_ms, when, after_ms, host, do, sock, bytes, seconds, opt, value, port, \
         to, ephemeral, key, flags, seq, ack, len, win, sport, dport",
    ),
    // Wrong types.
    (r#"{"script": {}}"#, "script", "expected a list, found an object"),
    (r#"{"script": [7]}"#, "script[0]", "expected an object, found 7"),
    (r#"{"script": [], "name": 7}"#, "name", "expected a text, found 7"),
    (r#"{"script": [], "delay_ms": "10"}"#, "delay_ms", "expected milliseconds, 0 to 86400000, found \"10\""),
    (r#"{"script": [], "kernel": 250}"#, "kernel", "expected an object, found 250"),
    (
        r#"{"script": [], "kernel": {"jiffies": 0.5}}"#,
        "kernel.jiffies",
        "expected a whole number from 0 on, found another number",
    ),
    (r#"{"script": [], "kernel": {"ideal": 1}}"#, "kernel.ideal", "expected true or false, found 1"),
    (r#"{"script": [], "sysctl": []}"#, "sysctl", "expected an object, found a list"),
    (
        r#"{"script": [], "sysctl": {"b": {"tcp_orphan_retries": true}}}"#,
        "sysctl.b.tcp_orphan_retries",
        "expected a whole number, found true",
    ),
    (
        r#"{"script": [], "rules": [{"action": "drop", "segment": "b:0"}]}"#,
        "rules[0].segment",
        "`b:0` names no segment; expected a host and a number from 1, as in `b:2`",
    ),
    (r#"{"script": [], "lose": "b:2"}"#, "lose", "expected a list, found \"b:2\""),
    (
        r#"{"script": [], "rules": [{"action": "drop", "sport": 65536}]}"#,
        "rules[0].sport",
        "expected a whole number, 0 to 65535, found 65536",
    ),
    (
        r#"{"script": [], "rules": [{"action": "drop", "has": "FX"}]}"#,
        "rules[0].has",
        "expected letters of F S R P A, found \"FX\"",
    ),
    // Times.
    (
        r#"{"script": [{"at_ms": -1, "host": "a", "do": "close"}]}"#,
        "script[0].at_ms",
        "expected milliseconds, 0 to 86400000, found -1",
    ),
    (
        r#"{"script": [{"at_ms": 86400001, "host": "a", "do": "close"}]}"#,
        "script[0].at_ms",
        "expected milliseconds, 0 to 86400000, found 86400001",
    ),
    (
        r#"{"script": [], "run_ms": 1e300}"#,
        "run_ms",
        "expected milliseconds, 0 to 86400000, found another number",
    ),
    (r#"{"script": [], "delay_ms": 30001}"#, "delay_ms", "expected at most 30000"),
    // Words.
    (
        r#"{"script": [{"at_ms": 0, "host": "a", "do": "open"}]}"#,
        "script[0].do",
        "expected one of close, shutdown_wr, shutdown_rd, shutdown_rdwr, read, write, linger, setsockopt, \
         connect, listen, unlisten, exit, vanish, reboot, sysctl, inject, found \"open\"",
    ),
    (
        r#"{"script": [{"at_ms": 0, "host": "c", "do": "close"}]}"#,
        "script[0].host",
        "expected one of a, b, found \"c\"",
    ),
    (
        r#"{"script": [{"when": "rst", "host": "a", "do": "close"}]}"#,
        "script[0].when",
        "expected one of eof, found \"rst\"",
    ),
    (
        r#"{"script": [], "rules": [{"action": "eat"}]}"#,
        "rules[0].action",
        "expected one of drop, delay, duplicate, icmp, found \"eat\"",
    ),
    (
        r#"{"script": [], "kernel": {"version": "2.4"}}"#,
        "kernel.version",
        "expected one of 6.1, 6.12, 6.18, found \"2.4\"",
    ),
    (r#"{"script": [], "kernel": {"hz": 0}}"#, "kernel.hz", "expected 100, 250, 300 or 1000"),
    (r#"{"script": [], "kernel": {"jiffies": 1099511627777}}"#, "kernel.jiffies", "expected at most 40 bits"),
    (
        r#"{"script": [], "deliver": ["a:1", "c:1"]}"#,
        "deliver[1]",
        "`c:1` names no segment; expected a host and a number from 1, as in `b:2`",
    ),
    // Sysctls.
    (
        r#"{"script": [], "sysctl": {"a": {"tcp_orphan_retries": 256}}}"#,
        "sysctl.a.tcp_orphan_retries",
        "`tcp_orphan_retries` must be 0 to 255, not 256",
    ),
    (
        r#"{"script": [], "sysctl": {"b": {"tcp_fin_timeout": 2147484}}, "kernel": {"hz": 1000}}"#,
        "sysctl.b.tcp_fin_timeout",
        "`tcp_fin_timeout` must be -2147483 to 2147483, not 2147484",
    ),
    (
        r#"{"script": [], "sysctl": {"a": {"tcp_sack": "on"}}}"#,
        "sysctl.a.tcp_sack",
        "`tcp_sack` must be 0 to 255, not on",
    ),
    (
        r#"{"script": [], "sysctl": {"a": {"ip_local_port_range": "40001 40000"}}}"#,
        "sysctl.a.ip_local_port_range",
        "`ip_local_port_range` must be two ports from 1024 on, the lower first, not 40001 40000",
    ),
    (
        r#"{"script": [], "sysctl": {"a": {"tcp_tw_reuse_delay": 1}}, "kernel": {"version": "6.12"}}"#,
        "sysctl.a.tcp_tw_reuse_delay",
        "`tcp_tw_reuse_delay` came in Linux 6.14: 6.12 has none",
    ),
    (
        r#"{"script": [], "sysctl": {"a": {"tcp_tw_recycle": 1}}}"#,
        "sysctl.a.tcp_tw_recycle",
        "`tcp_tw_recycle` went in Linux 4.12: no kernel here has it",
    ),
    (
        r#"{"script": [], "sysctl": {"a": {"tcp_max_orphans": 0}}}"#,
        "sysctl.a.tcp_max_orphans",
        "`tcp_max_orphans` belongs to the machine, not to a host",
    ),
    (
        r#"{"script": [{"at_ms": 0, "host": "a", "do": "sysctl", "key": "tcp_fin_timeout", "value": true}]}"#,
        "script[0].value",
        "expected a whole number, found true",
    ),
    // What belongs together.
    (
        r#"{"script": [{"host": "a", "do": "close"}]}"#,
        "script[0].at_ms",
        "expected a time, or `when`: \"eof\"",
    ),
    (
        r#"{"script": [{"at_ms": 0, "when": "eof", "host": "a", "do": "close"}]}"#,
        "script[0].when",
        "expected either `at_ms` or `when`, not both",
    ),
    (
        r#"{"script": [{"at_ms": 0, "after_ms": 5, "host": "a", "do": "close"}]}"#,
        "script[0].after_ms",
        "expected only with `when`",
    ),
    (
        r#"{"script": [{"at_ms": 0, "do": "close"}]}"#,
        "script[0].host",
        "expected this key, but it is missing",
    ),
    (r#"{"script": [{"at_ms": 0, "host": "a"}]}"#, "script[0].do", "expected this key, but it is missing"),
    (
        r#"{"script": [{"at_ms": 0, "host": "a", "do": "sysctl", "value": 1}]}"#,
        "script[0].key",
        "expected this key, but it is missing",
    ),
    (
        r#"{"script": [{"at_ms": 0, "host": "a", "do": "sysctl", "key": "tcp_fin_timeout"}]}"#,
        "script[0].value",
        "expected this key, but it is missing",
    ),
    (
        r#"{"script": [{"at_ms": 0, "host": "a", "do": "close", "value": 1}]}"#,
        "script[0].value",
        "expected only with `setsockopt` or `sysctl`",
    ),
    (
        r#"{"script": [{"at_ms": 0, "host": "a", "do": "close", "key": "tcp_fin_timeout"}]}"#,
        "script[0].key",
        "expected only with `sysctl`",
    ),
    (
        r#"{"script": [], "rules": [{"from": "a"}]}"#,
        "rules[0].action",
        "expected this key, but it is missing",
    ),
    (
        r#"{"script": [], "rules": [{"action": "delay"}]}"#,
        "rules[0].ms",
        "expected with `delay`: milliseconds",
    ),
    (
        r#"{"script": [], "rules": [{"action": "drop", "ms": 5}]}"#,
        "rules[0].ms",
        "expected only with `delay`",
    ),
    (
        r#"{"script": [], "rules": [{"action": "drop", "count": -2}]}"#,
        "rules[0].count",
        "expected a number of segments, or -1 for all",
    ),
];

#[test]
fn each_mistake_is_named_with_what_was_expected() {
    for (text, field, problem) in REFUSED {
        let refused = Scenario::from_json(text).expect_err(text);
        assert_eq!((refused.field.as_str(), refused.problem.as_str()), (*field, *problem), "{text}");
    }
}

#[test]
fn the_message_says_the_key_first() {
    let refused = Scenario::from_json(r#"{"script": [], "kernel": {"hz": 60}}"#).expect_err("no such HZ");
    assert_eq!(refused.to_string(), "kernel.hz: expected 100, 250, 300 or 1000");
    let refused = Scenario::from_json("[]").expect_err("no object");
    assert_eq!(refused.to_string(), "expected an object, found a list");
}

#[test]
fn an_unknown_sysctl_is_told_which_there_are() {
    let refused = Scenario::from_json(r#"{"script": [], "sysctl": {"b": {"tcp_orphan_retry": 1}}}"#)
        .expect_err("no such sysctl");
    assert_eq!(refused.field, "sysctl.b.tcp_orphan_retry");
    let expected = "`tcp_orphan_retry` is no sysctl of this engine; expected one of tcp_orphan_retries, ";
    assert!(refused.problem.starts_with(expected), "{}", refused.problem);

    let step = r#"{"at_ms": 0, "host": "a", "do": "sysctl", "key": "tcp_orphan_retry", "value": 1}"#;
    let refused = Scenario::from_json(&format!("{{\"script\": [{step}]}}")).expect_err("no such sysctl");
    assert_eq!(refused.field, "script[0].key");
    assert!(refused.problem.starts_with(expected), "{}", refused.problem);
}

#[test]
fn what_is_too_much_says_how_much_may_be() {
    let close = r#"{"at_ms": 0, "host": "a", "do": "close"}"#;
    let script = |n| format!("{{\"script\": [{}]}}", vec![close; n].join(","));
    assert!(Scenario::from_json(&script(256)).is_ok());
    let list = |key, entry: &str, n| format!("{{\"script\": [], \"{key}\": [{}]}}", vec![entry; n].join(","));
    let drop = r#"{"action": "drop"}"#;
    let long = format!("{{\"script\": [], \"note\": \"{}\"}}", "x".repeat(256 * 1024));
    for (text, field, problem) in [
        (script(257), "script", "expected at most 256 entries, found 257"),
        (list("rules", drop, 65), "rules", "expected at most 64 entries, found 65"),
        (list("lose", "\"a:1\"", 257), "lose", "expected at most 256 entries, found 257"),
        (long, "", "expected at most 262144 bytes, found 262170"),
    ] {
        let refused = Scenario::from_json(&text).expect_err("it is too much");
        assert_eq!((refused.field.as_str(), refused.problem.as_str()), (field, problem));
    }
}

#[test]
fn what_somebody_wrote_is_shortened_in_what_is_said_of_it() {
    let long = "é".repeat(10_000);
    for text in [
        format!("{{\"script\": [], \"{long}\": 1}}"),
        format!("{{\"script\": \"{long}\"}}"),
        format!("{{\"script\": [], \"lose\": [\"{long}\"]}}"),
    ] {
        let said = Scenario::from_json(&text).expect_err("no scenario").to_string();
        assert!(said.chars().count() < 300, "{said}");
    }
}

#[test]
fn depth_without_end_is_an_error_like_any_other() {
    for open in ["[", "{\"script\":"] {
        let refused = Scenario::from_json(&open.repeat(50_000)).expect_err("no scenario");
        assert!(!refused.problem.is_empty());
    }
}

#[test]
fn a_wrong_intervention_is_refused_and_leaves_the_run_alone() {
    let refused: &[(&str, &str, &str)] = &[
        ("{}", "kind", "expected this key, but it is missing"),
        (
            r#"{"kind": "reboot"}"#,
            "kind",
            "expected one of step, sysctl, lose, deliver, delay, duplicate, icmp, found \"reboot\"",
        ),
        (r#"{"kind": "lose"}"#, "segment", "expected this key, but it is missing"),
        (
            r#"{"kind": "lose", "segment": "b:0"}"#,
            "segment",
            "`b:0` names no segment; expected a host and a number from 1, as in `b:2`",
        ),
        (
            r#"{"kind": "deliver", "segment": "b:1", "host": "b"}"#,
            "host",
            "unknown key; expected one of kind, segment",
        ),
        (r#"{"kind": "delay", "segment": "b:1"}"#, "ms", "expected this key, but it is missing"),
        (
            r#"{"kind": "delay", "segment": "b", "ms": 5}"#,
            "segment",
            "`b` names no segment; expected a host and a number from 1, as in `b:2`",
        ),
        (
            r#"{"kind": "delay", "segment": "b:1", "ms": -5}"#,
            "ms",
            "expected milliseconds, 0 to 86400000, found -5",
        ),
        (
            r#"{"kind": "duplicate", "segment": "b:1", "ms": 5}"#,
            "ms",
            "unknown key; expected one of kind, segment",
        ),
        (r#"{"kind": "icmp", "segment": "b:1", "type": 3}"#, "code", "expected this key, but it is missing"),
        (
            r#"{"kind": "icmp", "segment": "b:1", "type": 256, "code": 1}"#,
            "type",
            "expected a whole number, 0 to 255, found 256",
        ),
        (
            r#"{"kind": "sysctl", "host": "b", "key": "tcp_orphan_retries"}"#,
            "value",
            "expected this key, but it is missing",
        ),
        (
            r#"{"kind": "sysctl", "host": "b", "key": "tcp_orphan_retries", "value": 256}"#,
            "value",
            "`tcp_orphan_retries` must be 0 to 255, not 256",
        ),
    ];
    let preset = preset::find("last-ack-lost").expect("the first preset");
    let mut run = Run::new(preset.scenario.clone());
    for (text, field, problem) in refused {
        let refused = Intervention::from_json(text).and_then(|act| run.intervene(&act)).expect_err(text);
        assert_eq!((refused.field.as_str(), refused.problem.as_str()), (*field, *problem), "{text}");
    }
    assert_eq!(run.scenario(), &preset.scenario);
    assert_eq!(run.history().forecast(), Run::new(preset.scenario).history().forecast());
}

#[test]
fn a_script_that_is_full_takes_no_more() {
    let step = r#"{"at_ms": 0, "host": "a", "do": "close"}"#;
    let text = format!("{{\"script\": [{}]}}", [step; 256].join(","));
    let mut run = Run::new(Scenario::from_json(&text).expect("256 steps are allowed"));
    let act = Intervention::Sysctl { host: HostId::B, key: "tcp_orphan_retries".into(), value: 1.into() };
    let refused = run.intervene(&act).expect_err("a step too many");
    assert_eq!((refused.field.as_str(), refused.problem.as_str()), ("script", "expected at most 256 steps"));
    assert!(run.scenario().check().is_ok());
}

#[test]
fn rules_that_are_full_take_no_more_than_one_in_place_of_another() {
    let rules: Vec<String> =
        (1..=64).map(|nth| format!(r#"{{"segment": "a:{nth}", "action": "duplicate"}}"#)).collect();
    let text = format!(r#"{{"script": [], "rules": [{}]}}"#, rules.join(","));
    let mut run = Run::new(Scenario::from_json(&text).expect("64 rules are allowed"));
    let twice = |segment: &str| Intervention::Duplicate { segment: segment.to_owned() };
    let refused = run.intervene(&twice("b:1")).expect_err("a rule too many");
    assert_eq!((refused.field.as_str(), refused.problem.as_str()), ("rules", "expected at most 64 rules"));
    run.intervene(&twice("a:64")).expect("it has a rule already");
    assert!(run.scenario().check().is_ok());
}
