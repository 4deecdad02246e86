//! Random scenarios: every kind of step, of rule and of setting, with values that somebody might choose
//! and some that nobody would.

use lastack::host::HostId;
use lastack::host::sysctl::{Build, SysctlValue, TABLE, Unit};
use lastack::scenario::{Deed, Intervention, Scenario};
use lastack::tcp::{Profile, SocketOption};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

prop_compose! {
    /// Up to a dozen steps over at most an hour.
    pub(crate) fn scenarios()(
        (kernel, build) in kernels(),
    )(
        delay in prop_oneof![4 => 1u32..100, 1 => 0u32..3, 1 => 0u32..30_000],
        a in sysctls(build),
        b in sysctls(build),
        orphans in prop::option::weighted(0.1, -1i32..3),
        rcvbuf in prop::option::weighted(0.3, prop_oneof![0u32..3_000, 0u32..100_000]),
        ephemeral in prop::bool::weighted(0.2),
        rules in prop::collection::vec(rules(), 0..4),
        lose in prop::collection::vec(names(), 0..3),
        deliver in prop::collection::vec(names(), 0..2),
        script in prop::collection::vec(steps(), 1..13),
        run_ms in prop_oneof![3 => 500u32..20_000, 2 => 20_000u32..300_000, 1 => 300_000u32..3_600_000],
        kernel in Just(kernel),
    ) -> Scenario {
        let scenario = without_nulls(json!({
            "delay_ms": delay,
            "kernel": kernel,
            "sysctl": {"a": a, "b": b},
            "global_sysctl": orphans.map(|most| json!({"tcp_max_orphans": most})),
            "rcvbuf": rcvbuf,
            "ephemeral": ephemeral,
            "rules": rules,
            "lose": lose,
            "deliver": deliver,
            "script": script,
            "run_ms": run_ms,
        }));
        Scenario::from_json(&scenario.to_string()).expect("it is made to be valid")
    }
}

/// The same with nothing forged: whatever arrives, one of the two has sent.
pub(crate) fn honest() -> impl Strategy<Value = Scenario> {
    scenarios().prop_map(|mut scenario| {
        scenario.script.retain(|line| !matches!(line.deed, Deed::Inject(_)));
        scenario
    })
}

/// Where to go, as shares of the whole run.
pub(crate) fn places() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.0..=1.0, 1..5)
}

pub(crate) fn kernels() -> impl Strategy<Value = (Value, Build)> {
    let version = prop::sample::select(Profile::ALL.to_vec());
    let hz = prop::sample::select(vec![100u32, 250, 300, 1000]);
    (version, hz, 0u64..1 << 40, 0u32..1000, prop::bool::weighted(0.1)).prop_map(
        |(profile, hz, jiffies, into_it_us, ideal)| {
            let into_it_ms = f64::from(into_it_us) / 1000.0;
            let kernel = json!({"version": profile.name(), "hz": hz, "jiffies": jiffies,
                "into_it_ms": into_it_ms, "ideal": ideal});
            (kernel, Build { profile, hz })
        },
    )
}

/// A few sysctls, each with a value that somebody might set, or any that may be.
pub(crate) fn sysctls(build: Build) -> impl Strategy<Value = BTreeMap<String, SysctlValue>> {
    let row = rows().prop_filter("this kernel has it", move |row| TABLE[*row].exists_in(build.profile));
    prop::collection::btree_map(row, any::<i64>(), 0..4).prop_map(move |picked| {
        let taken = |(row, number): (usize, i64)| (TABLE[row].name.to_owned(), taken(row, number, build));
        picked.into_iter().map(taken).collect()
    })
}

/// Those that a host has.
fn rows() -> impl Strategy<Value = usize> {
    (0..TABLE.len()).prop_filter("a host's own", |row| !TABLE[*row].global())
}

/// A value that the kernel takes.
fn taken(row: usize, number: i64, build: Build) -> SysctlValue {
    let (min, max) = TABLE[row].range(build);
    let usual = [min, 0, 1, 2, 3, 5, 8, 15, 60, 61, 90, 1_000, 2_000, max];
    let picked = usual.get(usize::try_from(number.rem_euclid(20)).expect("below 20")).unwrap_or(&number);
    spelled(row, (*picked).clamp(min, max), max)
}

fn spelled(row: usize, number: i64, max: i64) -> SysctlValue {
    match TABLE[row].unit {
        Unit::Ports => SysctlValue::Text(format!("{number} {max}")),
        Unit::Boundary
        | Unit::Seconds
        | Unit::Milliseconds
        | Unit::Microseconds
        | Unit::Mode
        | Unit::Switch
        | Unit::Bits
        | Unit::Sockets
        | Unit::Segments
        | Unit::PerSecond => SysctlValue::Number(number),
    }
}

fn hosts() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "b"])
}

pub(crate) fn names() -> impl Strategy<Value = String> {
    (hosts(), 1..12).prop_map(|(host, nth)| format!("{host}:{nth}"))
}

prop_compose! {
    pub(crate) fn rules()(
        segment in prop::option::weighted(0.2, names()),
        from in prop::option::of(hosts()),
        has in prop::option::of(prop::sample::select(vec!["F", "A", "R", "S", "FA", "P"])),
        hasnt in prop::option::of(prop::sample::select(vec!["F", "R", "S"])),
        data in prop::option::weighted(0.2, any::<bool>()),
        after in prop::option::weighted(0.2, 0u32..5_000),
        before in prop::option::weighted(0.2, 0u32..100_000),
        skip in 0u32..4,
        count in -1i64..5,
        action in prop_oneof![
            3 => Just(json!({"action": "drop"})),
            1 => Just(json!({"action": "duplicate"})),
            2 => prop_oneof![0u32..500, 0u32..100_000].prop_map(|ms| json!({"action": "delay", "ms": ms})),
            2 => (prop::sample::select(vec![3u8, 3, 3, 11, 12, 5]), 0u8..14)
                .prop_map(|(kind, code)| json!({"action": "icmp", "type": kind, "code": code})),
        ],
    ) -> Value {
        merged(action, json!({
            "segment": segment, "from": from, "has": has, "hasnt": hasnt, "data": data, "after_ms": after, "before_ms": before,
            "skip": skip, "count": count,
        }))
    }
}

prop_compose! {
    fn steps()(
        host in hosts(),
        when in prop_oneof![
            4 => (0u32..500).prop_map(|at| json!({"at_ms": at})),
            2 => (0u32..100_000).prop_map(|at| json!({"at_ms": at})),
            2 => (0u32..3_000).prop_map(|after| json!({"when": "eof", "after_ms": after})),
        ],
        deed in deeds(),
    ) -> Value {
        merged(merged(when, deed), json!({"host": host}))
    }
}

/// What a step does, with its keys.
fn deeds() -> impl Strategy<Value = Value> {
    let calls = prop::sample::select(vec![
        "close",
        "close",
        "close",
        "shutdown_wr",
        "shutdown_rd",
        "shutdown_rdwr",
        "vanish",
    ]);
    let bytes = prop_oneof![0u32..3, 1u32..300, 1_000u32..30_000, 0u32..1_048_577];
    let seconds = prop_oneof![-1i32..4, any::<i32>()];
    prop_oneof![
        6 => (calls, socks()).prop_map(|(call, sock)| json!({"do": call, "sock": sock})),
        4 => (bytes.clone(), socks()).prop_map(|(n, sock)| json!({"do": "write", "bytes": n, "sock": sock})),
        3 => (bytes, socks()).prop_map(|(n, sock)| json!({"do": "read", "bytes": n, "sock": sock})),
        1 => (seconds, socks()).prop_map(|(n, sock)| json!({"do": "linger", "seconds": n, "sock": sock})),
        2 => options(),
        3 => connects(),
        1 => prop::option::of(ports()).prop_map(|port| json!({"do": "listen", "port": port})),
        1 => prop::sample::select(vec!["unlisten", "exit", "reboot"]).prop_map(|call| json!({"do": call})),
        1 => (rows(), any::<i64>()).prop_map(|(row, number)| {
            // What is absurd too: the kernel refuses it, and the run goes on.
            let absurd = number % 3 == 0;
            let value =
                if absurd { spelled(row, number >> 24, 7) } else { taken(row, number, Build::default()) };
            json!({"do": "sysctl", "key": TABLE[row].name, "value": value})
        }),
        3 => forgeries(),
    ]
    .prop_map(without_nulls)
}

fn socks() -> impl Strategy<Value = Option<&'static str>> {
    prop::sample::select(vec![None, None, None, Some("again"), Some("third")])
}

/// Of main, and others.
fn ports() -> impl Strategy<Value = u16> {
    prop::sample::select(vec![40_000u16, 8_080, 40_001, 81])
}

fn connects() -> impl Strategy<Value = Value> {
    let port = prop_oneof![
        3 => prop::option::of(ports()).prop_map(|port| json!({"port": port})),
        1 => Just(json!({"ephemeral": true})),
    ];
    (port, prop::option::weighted(0.3, ports()), socks())
        .prop_map(|(port, to, sock)| merged(port, json!({"do": "connect", "to": to, "sock": sock})))
}

fn options() -> impl Strategy<Value = Value> {
    let option = prop::sample::select(SocketOption::ALL.to_vec());
    let value = prop_oneof![4 => -1i32..4, 2 => 0i32..5_000, 1 => any::<i32>()];
    (option, value, socks()).prop_map(|(option, value, sock)| {
        json!({"do": "setsockopt", "opt": option.name(), "value": value, "sock": sock})
    })
}

fn forgeries() -> impl Strategy<Value = Value> {
    let flags = prop::sample::select(vec!["A", "PA", "FA", "F", "R", "RA", "S", "SA", "SF", "FPA", ""]);
    let number = || {
        prop_oneof![
            4 => -2i64..5,
            2 => 0i64..3_000,
            1 => -70_000i64..70_000,
            1 => any::<i32>().prop_map(i64::from),
        ]
    };
    let len = prop_oneof![2 => Just(0u32), 2 => 1u32..2_000, 1 => 0u32..65_496];
    let win = prop_oneof![Just(0u16), Just(1_000), any::<u16>()];
    let port = || prop::option::weighted(0.3, ports());
    (flags, number(), number(), len, win, port(), port()).prop_map(
        |(flags, seq, ack, len, win, sport, dport)| {
            json!({
                "do": "inject", "flags": flags, "seq": seq, "ack": ack, "len": len, "win": win,
                "sport": sport, "dport": dport,
            })
        },
    )
}

pub(crate) fn interventions() -> impl Strategy<Value = Intervention> {
    let host = prop::sample::select(HostId::BOTH.to_vec());
    prop_oneof![
        names().prop_map(|segment| Intervention::Lose { segment }),
        names().prop_map(|segment| Intervention::Deliver { segment }),
        names().prop_map(|segment| Intervention::Duplicate { segment }),
        (names(), 0u32..3_000).prop_map(|(segment, ms)| {
            let act = json!({"kind": "delay", "segment": segment, "ms": ms});
            Intervention::from_json(&act.to_string()).expect("it is made to be valid")
        }),
        (names(), prop::sample::select(vec![3u8, 11, 12]), 0u8..14)
            .prop_map(|(segment, icmp_type, code)| Intervention::Icmp { segment, icmp_type, code }),
        (host, rows(), any::<i64>()).prop_map(|(host, row, number)| {
            let value = taken(row, number, Build::default());
            Intervention::Sysctl { host, key: TABLE[row].name.to_owned(), value }
        }),
        steps().prop_map(|step| {
            let mut step = step;
            let keys = step.as_object_mut().expect("a step is an object");
            for time in ["at_ms", "when", "after_ms"] {
                keys.remove(time);
            }
            keys.insert("kind".to_owned(), json!("step"));
            Intervention::from_json(&step.to_string()).expect("it is made to be valid")
        }),
    ]
}

fn merged(mut one: Value, other: Value) -> Value {
    if let (Some(keys), Value::Object(more)) = (one.as_object_mut(), other) {
        keys.extend(more);
    }
    without_nulls(one)
}

pub(crate) fn without_nulls(mut value: Value) -> Value {
    if let Some(map) = value.as_object_mut() {
        map.retain(|_, value| !value.is_null());
    }
    value
}
