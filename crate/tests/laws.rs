//! Laws of every run, tried on random small scenarios. The seed is fixed: who runs this sees the same.

use lastack::host::HostId;
use lastack::host::sysctl::{Build, SysctlValue, TABLE, Unit};
use lastack::scenario::{Intervention, Run, Scenario};
use lastack::segment::Flags;
use lastack::sim::{EventId, Fate, History, Log, What};
use lastack::tcp::{Profile, State};
use lastack::time::Instant;
use lastack::trace::{Ending, Trace};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A run of two sockets that takes more steps than this will never end.
const MOST_STEPS: usize = 20_000;

/// Seconds: twice as long is still within a run.
const LONGEST_FIN_TIMEOUT: i64 = 40_000;

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 2048,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x4c61_7374_4163_6b21),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_record_is_dense_and_in_order(scenario in scenarios()) {
        let log = played(&scenario);
        let mut last = Instant::ZERO;
        for (i, event) in log.events.iter().enumerate() {
            prop_assert_eq!(event.id, EventId(i as u32));
            prop_assert!(event.at >= last, "event {} is before the one before it", i);
            prop_assert!(event.cause.is_none_or(|cause| cause < event.id), "event {} is before its cause", i);
            last = event.at;
        }
        let mut sent = [0, 0];
        for (i, record) in log.segments.iter().enumerate() {
            sent[record.from.index()] += 1;
            prop_assert_eq!(record.id.0 as usize, i);
            prop_assert_eq!((record.name.from, record.name.nth), (record.from, sent[record.from.index()]));
        }
        for (i, socket) in log.sockets.iter().enumerate() {
            prop_assert_eq!(socket.id.0 as usize, i);
        }
    }

    #[test]
    fn what_arrives_was_sent_and_what_is_lost_does_not_arrive(scenario in scenarios()) {
        let log = played(&scenario);
        let mut arrivals: BTreeMap<_, Vec<Instant>> = BTreeMap::new();
        for event in &log.events {
            if let What::Arrived { segment } = event.what {
                prop_assert_eq!(log.segments[segment.0 as usize].from, event.host.peer());
                arrivals.entry(segment).or_default().push(event.at);
            }
        }
        for record in &log.segments {
            let expected = match &record.fate {
                Fate::Delivered { at } => at.clone(),
                Fate::Lost { .. } => vec![],
            };
            prop_assert_eq!(arrivals.remove(&record.id).unwrap_or_default(), expected, "{}", record.name);
        }
    }

    #[test]
    fn nobody_acknowledges_what_was_not_sent(scenario in scenarios()) {
        let log = played(&scenario);
        // Counted from the initial sequence numbers: the SYN that nobody saw took one.
        let mut sent = [1, 1];
        let mut acked = [1, 1];
        for record in &log.segments {
            let (us, them) = (record.from.index(), record.from.peer().index());
            let end = record.relative.seq + record.segment.seq_len();
            sent[us] = sent[us].max(end);
            if record.segment.flags.has(Flags::ACK) {
                prop_assert!(record.relative.ack <= sent[them], "{}", record.name);
                prop_assert!(record.relative.ack >= acked[us], "{} takes back", record.name);
                acked[us] = record.relative.ack;
            }
            for [from, to] in &record.relative.sack {
                prop_assert!(from < to && *to <= sent[them], "{}", record.name);
            }
        }
    }

    #[test]
    fn a_host_has_one_fin_however_often_it_sends_it(scenario in scenarios()) {
        let log = played(&scenario);
        for host in HostId::BOTH {
            let ours = log.segments.iter().filter(|r| r.from == host && r.segment.flags.has(Flags::FIN));
            prop_assert!(ours.map(|record| record.relative.seq).all(|seq| seq == 1));
        }
    }

    #[test]
    fn no_reset_answers_a_reset(scenario in scenarios()) {
        let log = played(&scenario);
        for record in log.segments.iter().filter(|record| record.segment.flags.has(Flags::RST)) {
            let cause = log.events[record.event.0 as usize].cause;
            let answered = cause.map(|id| &log.events[id.0 as usize].what);
            if let Some(What::Arrived { segment }) = answered {
                let answered = &log.segments[segment.0 as usize];
                prop_assert!(!answered.segment.flags.has(Flags::RST), "{} answers {}", record.name, answered.name);
            }
        }
    }

    #[test]
    fn a_timer_is_never_early_and_fires_when_it_was_said_to(scenario in scenarios()) {
        let log = played(&scenario);
        for event in &log.events {
            match (&event.what, event.cause.map(|id| &log.events[id.0 as usize].what)) {
                (What::Armed { due, fires, .. }, _) => {
                    prop_assert!(fires >= due && *fires >= event.at, "{}", event.id.0);
                }
                (What::Fired { timer }, Some(What::Armed { timer: armed, fires, .. })) => {
                    prop_assert_eq!((timer, event.at), (armed, *fires));
                }
                (What::Fired { .. }, cause) => {
                    prop_assert!(false, "event {} fires because of {:?}", event.id.0, cause);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn in_the_end_both_sides_are_gone_or_somebody_holds_them(scenario in scenarios()) {
        let timeout = |host| match scenario.sysctl.of(host).get("tcp_fin_timeout") {
            Some(SysctlValue::Number(seconds)) => *seconds,
            Some(SysctlValue::Text(_)) | None => 0,
        };
        prop_assume!(HostId::BOTH.into_iter().all(|host| timeout(host) < LONGEST_FIN_TIMEOUT));
        let trace = Trace::of(played(&scenario));
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

    #[test]
    fn the_text_of_a_scenario_gives_the_same_run(scenario in scenarios()) {
        let again = Scenario::from_json(&scenario.to_json());
        prop_assert_eq!(again.as_ref(), Ok(&scenario));
        prop_assert_eq!(played(&scenario), again.map(|again| played(&again)).unwrap_or_default());
    }

    #[test]
    fn to_seek_is_to_replay(scenario in scenarios(), places in places()) {
        let end = played(&scenario).events.last().map_or(0, |event| event.at.as_micros() + 1);
        let mut seeking = History::new(scenario.setup());
        for place in places {
            let at = Instant::from_micros((end as f64 * place) as u64);
            let mut fresh = History::new(scenario.setup());
            prop_assert_eq!(seeking.seek(at), fresh.tick(at), "at {:?}", at);
            prop_assert_eq!(seeking.log(), fresh.log());
            prop_assert_eq!(seeking.forecast(), fresh.forecast());
        }
    }

    #[test]
    fn each_step_can_be_undone(scenario in scenarios()) {
        let mut history = History::new(scenario.setup());
        let mut been = vec![(history.progress(), history.log().clone())];
        while history.progress().next.is_some() && been.len() < 200 {
            history.step();
            been.push((history.progress(), history.log().clone()));
        }
        for (progress, log) in been.into_iter().rev() {
            prop_assert_eq!((history.progress(), history.log()), (progress, &log));
            history.step_back();
        }
    }

    #[test]
    fn an_edit_keeps_the_past_and_can_be_read_back(
        scenario in scenarios(),
        place in 0.0..1.0,
        act in interventions(),
    ) {
        let before = played(&scenario);
        let end = before.events.last().map_or(0, |event| event.at.as_micros());
        let at = Instant::from_micros((end as f64 * place) as u64);
        let mut run = Run::new(scenario);
        let happened = run.tick(at).events;
        run.intervene(&act).expect("it is a valid one");
        let past = match &act {
            Intervention::Step { .. } | Intervention::Sysctl { .. } => happened,
            // A segment of the past is lost in the past.
            Intervention::Lose { segment } | Intervention::Deliver { segment } => {
                let record = before.segments.iter().find(|record| record.name.to_string() == *segment);
                record.map_or(happened, |record| happened.min(record.event.0 as usize + 1))
            }
        };
        prop_assert_eq!(run.history().log().events.get(..past), before.events.get(..past));
        let after = run.history().forecast();
        prop_assert_eq!(&after, &played(run.scenario()));
        prop_assert_eq!(run.history().log(), &played_until(run.scenario(), run.progress().now));
    }

    #[test]
    fn a_loss_that_is_given_back_leaves_no_trace(
        mut scenario in scenarios(),
        nth in 0usize..64,
        place in 0.0..1.0,
    ) {
        // What the rules do anyway is written down as theirs, whoever asked for it first.
        scenario.lose.clear();
        scenario.deliver.clear();
        let before = played(&scenario);
        prop_assume!(!before.segments.is_empty());
        let record = &before.segments[nth % before.segments.len()];
        let end = before.events.last().map_or(0, |event| event.at.as_micros());
        let mut run = Run::new(scenario);
        run.tick(Instant::from_micros((end as f64 * place) as u64));
        let name = record.name.to_string();
        let edits = match record.fate {
            Fate::Delivered { .. } => [Run::lose, Run::give_back],
            Fate::Lost { .. } => [Run::give_back, Run::lose],
        };
        for edit in edits {
            edit(&mut run, &name).expect("it is a name");
            prop_assert_eq!(run.history().forecast(), played(run.scenario()));
        }
        prop_assert_eq!(run.history().forecast(), before);
    }
}

/// The whole run.
fn played(scenario: &Scenario) -> Log {
    let mut history = History::new(scenario.setup());
    for _ in 0..MOST_STEPS {
        if history.progress().next.is_none() {
            return history.log().clone();
        }
        history.step();
    }
    panic!("no end after {MOST_STEPS} steps: {}", scenario.to_json());
}

fn played_until(scenario: &Scenario, until: Instant) -> Log {
    let mut history = History::new(scenario.setup());
    history.tick(until);
    history.log().clone()
}

/// Where to go, as shares of the whole run.
fn places() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.0..=1.0, 1..8)
}

prop_compose! {
    /// Long enough for everything to end: a day.
    fn scenarios()(
        delay in prop_oneof![0u32..300, 0u32..30_000],
        kernel in kernels(),
        a in sysctls(),
        b in sysctls(),
        rules in prop::collection::vec(rules(), 0..4),
        lose in prop::collection::vec(names(), 0..4),
        deliver in prop::collection::vec(names(), 0..2),
        script in prop::collection::vec(steps(), 1..6),
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
    fn kernels()(
        hz in prop::sample::select(vec![100, 250, 300, 1000]),
        jiffies in 0u64..1 << 40,
        into_it_us in 0u32..1000,
        ideal in prop::bool::weighted(0.1),
    ) -> Value {
        json!({"hz": hz, "jiffies": jiffies, "into_it_ms": f64::from(into_it_us) / 1000.0, "ideal": ideal})
    }
}

/// A few sysctls, each with a value that somebody might set, or any that may be.
fn sysctls() -> impl Strategy<Value = BTreeMap<String, SysctlValue>> {
    prop::collection::btree_map(rows(), any::<i64>(), 0..4).prop_map(|picked| {
        picked.into_iter().map(|(row, number)| (TABLE[row].name.to_owned(), value(row, number))).collect()
    })
}

/// Those that a host has.
fn rows() -> impl Strategy<Value = usize> {
    (0..TABLE.len())
        .prop_filter("a host's own", |row| !TABLE[*row].global() && TABLE[*row].exists_in(Profile::V6_18))
}

fn value(row: usize, number: i64) -> SysctlValue {
    // What fits the fastest ticks fits all.
    let (min, max) = TABLE[row].range(Build { hz: 1000, ..Build::default() });
    let usual = [min, 0, 1, 2, 3, 5, 8, 15, 60, 61, 90, 1_000, 2_000, max];
    let picked = usual.get(usize::try_from(number.rem_euclid(20)).expect("below 20")).unwrap_or(&number);
    let number = (*picked).clamp(min, max);
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

fn names() -> impl Strategy<Value = String> {
    (hosts(), 1..8).prop_map(|(host, nth)| format!("{host}:{nth}"))
}

prop_compose! {
    fn rules()(
        from in prop::option::of(hosts()),
        has in prop::option::of(prop::sample::select(vec!["F", "A", "R", "FA"])),
        hasnt in prop::option::of(prop::sample::select(vec!["F", "R"])),
        after in prop::option::weighted(0.2, 0u32..5_000),
        before in prop::option::weighted(0.2, 0u32..100_000),
        skip in 0u32..4,
        count in -1i64..5,
        (action, ms) in prop_oneof![
            Just(("drop", None)),
            Just(("duplicate", None)),
            prop_oneof![0u32..500, 0u32..100_000].prop_map(|ms| ("delay", Some(ms))),
        ],
    ) -> Value {
        without_nulls(json!({
            "from": from, "has": has, "hasnt": hasnt, "after_ms": after, "before_ms": before,
            "skip": skip, "count": count, "action": action, "ms": ms,
        }))
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

fn interventions() -> impl Strategy<Value = Intervention> {
    prop_oneof![
        names().prop_map(|segment| Intervention::Lose { segment }),
        names().prop_map(|segment| Intervention::Deliver { segment }),
        (prop::bool::ANY, rows(), any::<i64>()).prop_map(|(a, row, number)| {
            let host = if a { HostId::A } else { HostId::B };
            Intervention::Sysctl { host, key: TABLE[row].name.to_owned(), value: value(row, number) }
        }),
    ]
}

fn without_nulls(mut value: Value) -> Value {
    if let Some(map) = value.as_object_mut() {
        map.retain(|_, value| !value.is_null());
    }
    value
}
