//! Every kind of step and of rule is read with the keys that it takes, and no others.

use lastack::net::{Action, IcmpError};
use lastack::scenario::{Intervention, Run, Scenario, ScenarioError};
use lastack::sim::{Do, Forged};
use lastack::tcp::{OfferedWindow, Profile};
use serde_json::{Value, json};

/// A scenario of one step, whose keys but for when and where these are.
fn step(keys: &str) -> Result<Scenario, ScenarioError> {
    Scenario::from_json(&format!(r#"{{"script": [{{"at_ms": 0, "host": "a", {keys}}}]}}"#))
}

fn rule(keys: &str) -> Result<Scenario, ScenarioError> {
    Scenario::from_json(&format!(r#"{{"script": [], "rules": [{{{keys}}}]}}"#))
}

/// A step as it's written, and the call that comes of it.
const CALLS: &[(&str, &str)] = &[
    (r#""do": "close""#, r#"main {"name":"close"}"#),
    (r#""do": "close", "sock": "again""#, r#"again {"name":"close"}"#),
    (r#""do": "shutdown_wr""#, r#"main {"name":"shutdown_wr"}"#),
    (r#""do": "shutdown_rd""#, r#"main {"name":"shutdown_rd"}"#),
    (r#""do": "shutdown_rdwr""#, r#"main {"name":"shutdown_rdwr"}"#),
    (r#""do": "read""#, r#"main {"name":"read","bytes":1048576}"#),
    (r#""do": "read", "bytes": 500"#, r#"main {"name":"read","bytes":500}"#),
    (r#""do": "write", "bytes": 0"#, r#"main {"name":"write","bytes":0}"#),
    (r#""do": "write", "bytes": 1048576"#, r#"main {"name":"write","bytes":1048576}"#),
    (r#""do": "linger", "seconds": -1"#, r#"main {"name":"linger","seconds":-1}"#),
    (
        r#""do": "setsockopt", "opt": "TCP_LINGER2", "value": -1"#,
        r#"main {"name":"setsockopt","opt":"TCP_LINGER2","value":-1}"#,
    ),
    (
        r#""do": "setsockopt", "opt": "TCP_KEEPCNT", "value": 2147483647"#,
        r#"main {"name":"setsockopt","opt":"TCP_KEEPCNT","value":2147483647}"#,
    ),
    (r#""do": "connect""#, r#"main {"name":"connect","port":40000,"to":8080}"#),
    (
        r#""do": "connect", "sock": "again", "port": 1, "to": 65535"#,
        r#"again {"name":"connect","port":1,"to":65535}"#,
    ),
    (r#""do": "connect", "ephemeral": true"#, r#"main {"name":"connect","port":null,"to":8080}"#),
    (r#""do": "listen""#, r#"main {"name":"listen","port":40000}"#),
    (r#""do": "listen", "port": 80"#, r#"main {"name":"listen","port":80}"#),
    (r#""do": "unlisten""#, r#"main {"name":"unlisten"}"#),
    (r#""do": "exit""#, r#"main {"name":"exit"}"#),
    (r#""do": "vanish""#, r#"main {"name":"vanish"}"#),
    (r#""do": "reboot""#, r#"main {"name":"reboot"}"#),
];

#[test]
fn each_call_comes_to_the_engine_as_written() {
    for (keys, expected) in CALLS {
        let scenario = step(keys).expect(keys);
        let call = match &scenario.setup().script[0].act {
            Do::Call { name, call } => format!("{name} {}", json!(call)),
            Do::Sysctl(_) | Do::Inject(_) => panic!("{keys} is a call"),
        };
        let (sock, call) = call.split_once(' ').expect("a name, then the call");
        let (expected_sock, expected) = expected.split_once(' ').expect("a name, then the call");
        let read = |text: &str| serde_json::from_str::<Value>(text).expect("a call is JSON");
        assert_eq!((sock, read(call)), (expected_sock, read(expected)), "{keys}");
        assert_eq!(Scenario::from_json(&scenario.to_json()), Ok(scenario), "{keys}");
    }
}

#[test]
fn a_forged_segment_comes_to_the_engine_as_written() {
    let forged = |keys: &str| {
        let scenario = step(keys).expect(keys);
        assert_eq!(Scenario::from_json(&scenario.to_json()), Ok(scenario.clone()), "{keys}");
        match scenario.setup().script[0].act {
            Do::Inject(Forged { flags, seq, ack, len, win, sport, dport }) => {
                format!("{flags} {seq} {ack} {len} {win} {sport:?} {dport:?}")
            }
            Do::Call { .. } | Do::Sysctl(_) => panic!("{keys} is forged"),
        }
    };
    assert_eq!(forged(r#""do": "inject", "flags": "R", "seq": 2"#), "R 2 0 0 1000 None None");
    let before = r#""do": "inject", "flags": "A", "seq": -100, "ack": -1"#;
    assert_eq!(forged(before), "A 4294967196 4294967295 0 1000 None None");
    let full = r#""do": "inject", "flags": "PA", "seq": 4294967295, "ack": 1, "len": 65495, "win": 0,
                  "sport": 8080, "dport": 40001"#;
    assert_eq!(forged(full), "PA 4294967295 1 65495 0 Some(8080) Some(40001)");
}

/// What is written in a step, the key that is named, and what is said of it.
const REFUSED: &[(&str, &str, &str)] = &[
    (r#""do": "close", "bytes": 1"#, "bytes", "expected only with `read` or `write`"),
    (r#""do": "read", "seconds": 1"#, "seconds", "expected only with `linger`"),
    (r#""do": "read", "opt": "TCP_NODELAY""#, "opt", "expected only with `setsockopt`"),
    (r#""do": "write", "bytes": 1, "to": 80"#, "to", "expected only with `connect`"),
    (r#""do": "write", "bytes": 1, "port": 80"#, "port", "expected only with `connect` or `listen`"),
    (r#""do": "close", "ephemeral": true"#, "ephemeral", "expected only with `connect`"),
    (
        r#""do": "exit", "sock": "main""#,
        "sock",
        "expected only with `close`, `shutdown_wr`, `shutdown_rd`, `shutdown_rdwr`, `read`, `write`, `linger`, \
         `setsockopt`, `connect` or `vanish`",
    ),
    (r#""do": "unlisten", "seq": 1"#, "seq", "expected only with `inject`"),
    (r#""do": "write""#, "bytes", "expected this key, but it is missing"),
    (r#""do": "write", "bytes": 1048577"#, "bytes", "expected at most 1048576"),
    (r#""do": "read", "bytes": 1048577"#, "bytes", "expected at most 1048576"),
    (r#""do": "read", "bytes": -1"#, "bytes", "expected a whole number, 0 to 4294967295, found -1"),
    (r#""do": "linger""#, "seconds", "expected this key, but it is missing"),
    (
        r#""do": "linger", "seconds": 2147483648"#,
        "seconds",
        "expected a whole number, -2147483648 to 2147483647, found 2147483648",
    ),
    (r#""do": "setsockopt", "value": 1"#, "opt", "expected this key, but it is missing"),
    (r#""do": "setsockopt", "opt": "TCP_NODELAY""#, "value", "expected this key, but it is missing"),
    (
        r#""do": "setsockopt", "opt": "TCP_LINGER", "value": 1"#,
        "opt",
        "expected one of TCP_USER_TIMEOUT, TCP_LINGER2, TCP_QUICKACK, TCP_NODELAY, TCP_KEEPIDLE, \
         TCP_KEEPINTVL, TCP_KEEPCNT, TCP_RTO_MAX_MS, SO_KEEPALIVE, found \"TCP_LINGER\"",
    ),
    (
        r#""do": "setsockopt", "opt": "TCP_NODELAY", "value": "1""#,
        "value",
        "expected a whole number, -2147483648 to 2147483647, found \"1\"",
    ),
    (r#""do": "connect", "port": 0"#, "port", "expected a port, 1 to 65535"),
    (
        r#""do": "connect", "port": 1, "ephemeral": true"#,
        "port",
        "expected either `port` or `ephemeral`, not both",
    ),
    (r#""do": "listen", "port": 65536"#, "port", "expected a whole number, 0 to 65535, found 65536"),
    (r#""do": "inject", "seq": 1"#, "flags", "expected this key, but it is missing"),
    (r#""do": "inject", "flags": "R""#, "seq", "expected this key, but it is missing"),
    (r#""do": "inject", "flags": "RX", "seq": 1"#, "flags", "expected letters of F S R P A, found \"RX\""),
    (r#""do": "inject", "flags": "A", "seq": 1, "len": 65496"#, "len", "expected at most 65495"),
    (
        r#""do": "inject", "flags": "A", "seq": 1, "win": 65536"#,
        "win",
        "expected a whole number, 0 to 65535, found 65536",
    ),
    (
        r#""do": "inject", "flags": "A", "seq": 4294967296"#,
        "seq",
        "expected at least -2147483648 and at most 4294967295",
    ),
    (
        r#""do": "inject", "flags": "A", "seq": 1, "ack": -2147483649"#,
        "ack",
        "expected at least -2147483648 and at most 4294967295",
    ),
    (r#""do": "inject", "flags": "A", "seq": 1, "sport": 0"#, "sport", "expected a port, 1 to 65535"),
];

#[test]
fn a_step_takes_its_own_keys_and_no_others() {
    for (keys, key, problem) in REFUSED {
        let refused = step(keys).expect_err(keys);
        assert_eq!(
            (refused.field.clone(), refused.problem.as_str()),
            (format!("script[0].{key}"), *problem),
            "{keys}"
        );
    }
}

#[test]
fn an_icmp_error_is_host_unreachable_unless_it_says() {
    let action = |keys: &str| {
        let scenario = rule(keys).expect(keys);
        assert_eq!(Scenario::from_json(&scenario.to_json()), Ok(scenario.clone()), "{keys}");
        scenario.setup().link.faults[0].action
    };
    assert_eq!(action(r#""action": "icmp""#), Action::Icmp(IcmpError { kind: 3, code: 1 }));
    let prohibited = Action::Icmp(IcmpError { kind: 3, code: 13 });
    assert_eq!(action(r#""action": "icmp", "type": 3, "code": 13"#), prohibited);
    for (keys, key, problem) in [
        (r#""action": "drop", "code": 1"#, "code", "expected only with `icmp`"),
        (r#""action": "delay", "ms": 1, "type": 3"#, "type", "expected only with `icmp`"),
        (r#""action": "icmp", "ms": 1"#, "ms", "expected only with `delay`"),
        (r#""action": "icmp", "type": 256"#, "type", "expected a whole number, 0 to 255, found 256"),
    ] {
        let refused = rule(keys).expect_err(keys);
        assert_eq!((refused.field.clone(), refused.problem.as_str()), (format!("rules[0].{key}"), problem));
    }
}

#[test]
fn what_concerns_the_machine_and_the_sockets_is_read_from_the_top() {
    let scenario = |keys: &str| Scenario::from_json(&format!(r#"{{"script": [], {keys}}}"#));
    let setup = scenario(
        r#""global_sysctl": {"tcp_max_orphans": 0}, "rcvbuf": 4096, "ephemeral": true, "stop_when_gone": false,
           "kernel": {"version": "6.1"}, "sysctl": {"a": {"ip_local_port_range": "40000 40000"}}"#,
    )
    .expect("it is a scenario")
    .setup();
    assert_eq!((setup.profile, setup.tcp_max_orphans), (Profile::V6_1, 0));
    assert_eq!(setup.knobs[0].ip_local_port_range, (40_000, 40_000));
    let [a, b] = setup.ends;
    assert_eq!((a.bound, b.bound), (false, false));
    // As tcp_info and the first window of `zero-window-fin-fits-nowhere` have it.
    assert_eq!((a.snd_wnd, a.snd_wscale, b.rcv_wscale), (2_896, 0, 0));
    assert_eq!(b.rcv_wnd, OfferedWindow::Buffer { in_force: 2_896, mss: 1_448 });
    assert_eq!((b.snd_wnd, b.snd_wscale), (64_512, 10));
    for (keys, field, problem) in [
        (
            r#""global_sysctl": {"tcp_mem": 1}"#,
            "global_sysctl.tcp_mem",
            "unknown key; expected one of tcp_max_orphans",
        ),
        (
            r#""global_sysctl": {"tcp_max_orphans": 2147483648}"#,
            "global_sysctl.tcp_max_orphans",
            "expected a whole number, -2147483648 to 2147483647, found 2147483648",
        ),
        (r#""rcvbuf": 2147483648"#, "rcvbuf", "expected at most 2147483647"),
        (r#""ephemeral": 1"#, "ephemeral", "expected true or false, found 1"),
        (r#""stop_when_gone": 0"#, "stop_when_gone", "expected true or false, found 0"),
    ] {
        let refused = scenario(keys).expect_err(keys);
        assert_eq!((refused.field.as_str(), refused.problem.as_str()), (field, problem), "{keys}");
    }
}

#[test]
fn a_step_may_be_done_now() {
    let closing = Scenario::from_json(r#"{"script": [{"at_ms": 5000, "host": "a", "do": "close"}]}"#);
    let mut run = Run::new(closing.expect("it is a scenario"));
    for text in [
        r#"{"kind": "step", "host": "b", "do": "vanish"}"#,
        r#"{"kind": "step", "host": "a", "do": "inject", "flags": "R", "seq": 1}"#,
        r#"{"kind": "step", "host": "a", "do": "sysctl", "key": "tcp_orphan_retries", "value": 1}"#,
    ] {
        let act = Intervention::from_json(text).expect(text);
        run.intervene(&act).expect(text);
    }
    assert_eq!(run.scenario().script.len(), 4);
    let again = Run::new(run.scenario().clone());
    assert_eq!(again.history().forecast(), run.history().forecast());
    for (text, field, problem) in [
        (r#"{"kind": "step", "do": "vanish"}"#, "host", "expected this key, but it is missing"),
        (
            r#"{"kind": "step", "host": "b", "do": "write", "bytes": 1, "seq": 1}"#,
            "seq",
            "expected only with `inject`",
        ),
    ] {
        let refused = Intervention::from_json(text).expect_err(text);
        assert_eq!((refused.field.as_str(), refused.problem.as_str()), (field, problem), "{text}");
    }
    let refused = Intervention::from_json(r#"{"kind": "step", "host": "b", "do": "close", "at_ms": 5}"#)
        .expect_err("it has no time");
    assert_eq!(refused.field, "at_ms");
    assert!(refused.problem.starts_with("unknown key; expected one of kind, "));
}
