//! Where a connection that somebody closes comes to in the end.

use super::config;
use super::scenarios::{kernels, names, rules, sysctls, without_nulls};
use lastack::host::HostId;
use lastack::host::sysctl::SysctlValue;
use lastack::scenario::Scenario;
use lastack::sim::{End, History, What};
use lastack::tcp::State;
use lastack::trace::{Ending, Trace};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Seconds: twice as long is still within a run.
const LONGEST_FIN_TIMEOUT: i64 = 40_000;

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn in_the_end_both_sides_are_gone_or_somebody_holds_them(scenario in closings()) {
        let timeout = |host| match scenario.sysctl.of(host).get("tcp_fin_timeout") {
            Some(SysctlValue::Number(seconds)) => *seconds,
            Some(SysctlValue::Text(_)) | None => 0,
        };
        prop_assume!(HostId::BOTH.into_iter().all(|host| timeout(host) < LONGEST_FIN_TIMEOUT));
        let (log, end) = History::new(scenario.setup()).forecast_to_end();
        prop_assert_eq!(end, End::Quiet);
        let trace = Trace::of(log);
        for host in HostId::BOTH {
            let orphaned = trace.events.iter().any(|event| event.host == host && event.what == What::Orphaned);
            let side = trace.summary.side(host);
            match side.ending {
                Ending::Gone { .. } => prop_assert!(side.gone_at.is_some()),
                Ending::Held { .. } => prop_assert!(!orphaned, "nobody holds an orphan"),
                Ending::Waits { state: State::Established } => {
                    prop_assert!(!orphaned && side.fins == 0, "{:?} closed and is still open", host);
                }
                Ending::Waits { state: State::CloseWait | State::FinWait2 } => {
                    prop_assert!(!orphaned, "{:?}: an orphan waits for ever", host);
                }
                Ending::Waits { state } => prop_assert!(false, "{:?} is stuck in {:?}", host, state),
            }
        }
    }
}

prop_compose! {
    /// Nothing is written, and nothing opened anew. Long enough for everything to end: a day.
    fn closings()(
        (kernel, build) in kernels(),
    )(
        delay in prop_oneof![0u32..300, 0u32..30_000],
        a in sysctls(build),
        b in sysctls(build),
        rules in prop::collection::vec(rules(), 0..4),
        lose in prop::collection::vec(names(), 0..4),
        deliver in prop::collection::vec(names(), 0..2),
        script in prop::collection::vec(steps(), 1..6),
        kernel in Just(kernel),
    ) -> Scenario {
        let scenario = json!({
            "delay_ms": delay,
            "kernel": kernel,
            "sysctl": {"a": a, "b": b},
            "rules": rules,
            "lose": lose,
            "deliver": deliver,
            "script": script,
            "run_ms": 86_400_000,
        });
        Scenario::from_json(&scenario.to_string()).expect("it is made to be valid")
    }
}

prop_compose! {
    fn steps()(
        host in hosts(),
        (at, after) in prop_oneof![
            prop_oneof![0u32..100, 0u32..100_000].prop_map(|at| (Some(at), None)),
            (0u32..3_000).prop_map(|after| (None, Some(after))),
        ],
        deed in prop_oneof![
            6 => Just("close"),
            3 => Just("shutdown_wr"),
            1 => Just("vanish"),
            1 => Just("sysctl"),
        ],
        stranger in prop::bool::weighted(0.05),
        retries in prop_oneof![12 => 0u32..12, 1 => 250u32..260],
    ) -> Value {
        let sysctl = deed == "sysctl";
        without_nulls(json!({
            "at_ms": at,
            "when": after.map(|_| "eof"),
            "after_ms": after,
            "host": host,
            "do": deed,
            "sock": (stranger && !sysctl).then_some("another"),
            "key": sysctl.then_some("tcp_orphan_retries"),
            "value": sysctl.then_some(retries),
        }))
    }
}

fn hosts() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "b"])
}
