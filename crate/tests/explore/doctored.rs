//! Each law sees when it is broken: a run that keeps them all, with one thing changed.

use super::preset;
use lastack::explore::Played;
use lastack::explore::law::{self, Case, LAWS};
use lastack::host::{Call, HostId};
use lastack::rule::Rule;
use lastack::scenario::Scenario;
use lastack::segment::Flags;
use lastack::sim::{Event, EventId, Fate, Log, SegmentId, Setup, What};
use lastack::tcp::{Counter, Sending, State, Timer, Wait};
use lastack::time::{Instant, Micros};

/// A law by how it begins, a run, and what is changed of it.
type Doctored = (&'static str, &'static str, fn(&mut Setup, &mut Log));

/// Closes, and reads no more before that.
const SHUT_RD: &str = r#"{"script": [
    {"at_ms": 0, "host": "a", "do": "shutdown_rd"},
    {"at_ms": 10, "host": "a", "do": "close"},
    {"when": "eof", "host": "b", "do": "close"}]}"#;

/// Closes, and is sent something all the same.
const IN_VAIN: &str = r#"{"script": [
    {"at_ms": 0, "host": "a", "do": "close"},
    {"when": "eof", "host": "b", "do": "write", "bytes": 100}]}"#;

/// The server keeps its side open, and the client hears only its second ACK.
const FIN_TWICE: &str = r#"{
    "rules": [{"from": "b", "action": "drop"}],
    "script": [{"at_ms": 0, "host": "a", "do": "close"}]}"#;

/// Before it closes, somebody forges a RST: of the number that it expects.
const RESET: &str = r#"{"script": [
    {"at_ms": 0, "host": "a", "do": "inject", "flags": "R", "seq": 1, "ack": 0},
    {"at_ms": 10, "host": "b", "do": "close"}]}"#;

const DOCTORED: &[Doctored] = &[
    ("ids are dense", "clean-close", |_, log| log.events.swap(1, 2)),
    ("what arrives was sent", "clean-close", |_, log| {
        log.segments[0].fate = Fate::Delivered { at: vec![Instant::from_micros(5)] };
    }),
    ("a timer is never early", "clean-close", |_, log| {
        let armed = |what: &What| matches!(what, What::Armed { .. });
        if let What::Armed { fires, .. } = &mut first(log, armed).what {
            *fires = Instant::ZERO;
        }
    }),
    ("a socket is orphaned once", "clean-close", |_, log| {
        let mut again = first(log, |what| *what == What::Freed).clone();
        again.id = EventId(log.events.len() as u32);
        again.what = What::Fired { timer: Timer::Retransmit };
        log.events.push(again);
    }),
    ("a state changes along", "clean-close", |_, log| {
        first(log, |what| matches!(what, What::Entered { .. })).rule = Rule::TimeWaitOver;
    }),
    ("nobody acknowledges", "clean-close", |_, log| {
        let record = log.segments.last_mut().expect("some were sent");
        record.segment.ack = record.segment.ack + 7;
        record.relative.ack += 7;
    }),
    ("a socket takes back", "last-ack-lost", |_, log| {
        let from_b = log.segments.iter_mut().filter(|record| record.from == HostId::B);
        let last = from_b.last().expect("it repeats its FIN");
        last.segment.ack = last.segment.ack - 1;
    }),
    ("a socket sends what was written", "last-ack-lost", |_, log| {
        log.segments.last_mut().expect("some were sent").relative.seq += 1;
        assert!(log.segments.last().is_some_and(|record| record.segment.flags.has(Flags::ACK)));
        let fin = log.segments.iter_mut().rfind(|record| record.segment.flags.has(Flags::FIN));
        fin.expect("a FIN was sent").relative.seq += 1;
    }),
    ("a segment and its header fit", "last-ack-lost", |_, log| log.segments[0].segment.len = 1449),
    ("no RST answers a RST", "late-last-ack", |_, log| {
        for record in &mut log.segments {
            record.segment.flags = record.segment.flags.and(Flags::RST);
        }
    }),
    ("only a RST resets", RESET, |_, log| {
        log.segments[0].segment.flags = Flags::SYN;
    }),
    ("only a RST resets", RESET, |_, log| {
        log.segments[0].segment.seq = log.segments[0].segment.seq + 1;
    }),
    ("only a RST resets", RESET, |_, log| {
        log.segments[0].segment.seq = log.segments[0].segment.seq - 1;
    }),
    ("the next bytes for an orphan", IN_VAIN, |_, log| silence(log, HostId::A)),
    ("a socket that runs out of patience", "last-ack-lost", |_, log| {
        let abort = What::Counted { counter: Counter::TCPAbortOnTimeout };
        first(log, |what| *what == abort).what = What::Sent { segment: SegmentId(0), how: Sending::Reset };
    }),
    ("shutdown(SHUT_RD) sends nothing", SHUT_RD, |_, log| {
        let shut = |what: &What| matches!(what, What::Called { call: Call::ShutdownRd, .. });
        let call = first(log, shut).id;
        let effect = log.events.iter_mut().find(|event| event.cause == Some(call));
        effect.expect("a call has an effect").what = sent(Sending::Ack);
    }),
    ("TIME_WAIT never answers", "last-ack-lost", |_, log| of_mini(log).what = sent(Sending::Reset)),
    ("a mini-socket only answers", "last-ack-lost", |_, log| of_mini(log).what = sent(Sending::LossProbe)),
    ("a RST where no socket is", "late-last-ack", |_, log| {
        let nobodys = |how, socket: Option<_>| how == Sending::Reset && socket.is_none();
        let record = log.segments.iter_mut().find(|record| nobodys(record.how, record.socket));
        let segment = &mut record.expect("a late ACK meets nobody").segment;
        segment.seq = segment.seq + 1;
    }),
    ("only close() and the end", "clean-close", |_, log| {
        for event in &mut log.events {
            if let What::Called { call, .. } = &mut event.what {
                *call = Call::ShutdownWr;
            }
        }
    }),
    ("an orphan has closed its own side", "clean-close", |_, log| {
        let entered = |what: &What| matches!(what, What::Entered { to: State::LastAck, .. });
        first(log, entered).what = What::Ignored;
    }),
    ("the peer's FIN after ours", "clean-close", |_, log| silence(log, HostId::A)),
    ("a FIN that meets TIME_WAIT", "last-ack-lost", |_, log| {
        let mini = |event: &&mut Event| matches!(event.what, What::Armed { timer: Timer::TimeWait, .. });
        log.events.iter_mut().filter(mini).last().expect("it begins again and again").what = What::Ignored;
    }),
    ("what comes once more", FIN_TWICE, |_, log| {
        let sent = |event: &&mut Event| event.host == HostId::B && matches!(event.what, What::Sent { .. });
        log.events.iter_mut().rfind(sent).expect("it answers twice").what = What::Ignored;
    }),
    ("an orphan waits in FIN_WAIT2", "clean-close", |setup, _| setup.knobs[0].tcp_fin_timeout = 59),
    ("an orphan waits in FIN_WAIT2", "clean-close", |_, log| {
        fin_timeout(log, |fires| fires + Micros::from_secs(9))
    }),
    ("an orphan waits in FIN_WAIT2", "clean-close", |_, log| {
        fin_timeout(log, |fires| Instant::from_micros(fires.as_micros() - 3_000_000))
    }),
    ("nobody gives up on a retransmission", "last-ack-lost", |_, log| {
        for event in &mut log.events {
            if let What::Sent { how, .. } = &mut event.what {
                *how = Sending::Ack;
            }
        }
    }),
    ("a socket gives up at the first timeout", "last-ack-lost", |setup, _| {
        setup.knobs[1].tcp_orphan_retries = 9;
    }),
    ("a socket gives up at the first timeout", "last-ack-lost", |setup, _| {
        setup.knobs[1].tcp_orphan_retries = 7;
    }),
    ("a closed window is probed", "zero-window-silent", |setup, _| setup.knobs[0].tcp_orphan_retries = 1),
    ("TIME_WAIT lasts 60 s", "clean-close", |_, log| {
        let waits = |what: &What| matches!(what, What::Armed { wait: Wait::TimeWait, .. });
        if let What::Armed { fires, .. } = &mut first(log, waits).what {
            *fires = *fires + Micros::from_secs(10);
        }
    }),
    ("there is one tail loss probe", "last-ack-lost", |_, log| {
        let again = |what: &What| matches!(what, What::Sent { how: Sending::Retransmission { .. }, .. });
        first(log, again).what = sent(Sending::LossProbe);
    }),
    ("there is no tail loss probe", "last-ack-lost", |setup, _| setup.ends[1].options.sack = false),
    ("there is no tail loss probe", "last-ack-lost", |setup, _| setup.knobs[1].tcp_early_retrans = 2),
    ("a socket's challenge ACKs", "new-client", |_, log| {
        let challenge = What::Counted { counter: Counter::TCPChallengeACK };
        let again = first(log, |what| *what == challenge).clone();
        log.events.push(again);
    }),
    ("RetransSegs, OutRsts", "last-ack-lost", |_, log| {
        first(log, |what| *what == What::Counted { counter: Counter::RetransSegs }).what = What::Ignored;
    }),
    ("each mini-socket is counted", "clean-close", |_, log| {
        first(log, |what| *what == What::Counted { counter: Counter::TW }).what = What::Ignored;
    }),
];

#[test]
fn a_run_that_was_tampered_with_breaks_the_law() {
    for (begins, run, doctor) in DOCTORED {
        let scenario = if run.starts_with('{') {
            Scenario::from_json(run).expect("it is a scenario")
        } else {
            preset(run)
        };
        let Played { mut setup, mut log, .. } = Played::of(&scenario, &mut |_, _, _| {});
        let until = setup.horizon;
        assert_eq!(law::check(&Case { setup: &setup, log: &log, until }), Ok(()), "{run}");
        doctor(&mut setup, &mut log);
        let law = LAWS.iter().find(|law| law.says.starts_with(begins)).expect("there is such a law");
        assert!(law.check(&Case { setup: &setup, log: &log, until }).is_err(), "{begins}");
    }
}

#[test]
fn every_law_is_tried() {
    for law in LAWS {
        assert!(DOCTORED.iter().any(|(begins, ..)| law.says.starts_with(begins)), "{}", law.says);
    }
}

#[test]
fn who_is_left_at_the_end_is_seen() {
    let scenario = preset("last-ack-lost");
    let mut begun = Vec::new();
    let played = Played::of(&scenario, &mut |_, world, log| begun.push((world.clone(), log.clone())));
    let Played { setup, world, log, end } = &played;
    assert_eq!(law::who_is_left(setup, world, log, *end), Ok(()));
    // Nobody gives up where an hour has not passed: a process waits for its FIN's ACK, or for a window.
    for waiting in [
        r#"{"run_ms": 5000, "lose": ["a:1"], "rules": [{"action": "drop", "count": -1}], "script": [{"at_ms": 0, "host": "a", "do": "shutdown_wr"}]}"#,
        r#"{"run_ms": 600000, "rcvbuf": 4096, "rules": [{"from": "b", "action": "drop", "after_ms": 9000, "count": -1}], "script": [{"at_ms": 0, "host": "a", "do": "write", "bytes": 60000}]}"#,
    ] {
        let scenario = Scenario::from_json(waiting).expect("it is a scenario");
        let Played { setup, world, log, end } = Played::of(&scenario, &mut |_, _, _| {});
        let broken = law::who_is_left(&setup, &world, &log, end).expect_err(waiting);
        assert!(broken.says.starts_with("in the end nobody waits"), "{broken}");
    }
    // Half way through, an orphan waits for its ACK.
    let (world, log) = &begun[begun.len() / 2];
    assert!(law::who_is_left(setup, world, log, *end).is_err());
    // Of another moment, the record is not that of these hosts.
    let shorter = Log { events: log.events[..4].to_vec(), ..log.clone() };
    let (world, log) = (&played.world, &shorter);
    assert!(law::who_is_left(setup, world, log, *end).is_err());
}

fn first(log: &mut Log, is: impl Fn(&What) -> bool) -> &mut Event {
    log.events.iter_mut().find(|event| is(&event.what)).expect("the run has one")
}

/// What a mini-socket sends.
fn of_mini(log: &mut Log) -> &mut Event {
    let Log { events, sockets, .. } = log;
    let mini = |event: &Event| event.socket.is_some_and(|id| sockets[id.0 as usize].mini);
    let sends = |event: &Event| matches!(event.what, What::Sent { .. });
    events.iter_mut().find(|event| mini(event) && sends(event)).expect("it answers a FIN")
}

/// When a FIN_WAIT2 is over, is another moment.
fn fin_timeout(log: &mut Log, of: fn(Instant) -> Instant) {
    let waits = |what: &What| matches!(what, What::Armed { wait: Wait::FinTimeout { .. }, .. });
    if let What::Armed { fires, .. } = &mut first(log, waits).what {
        *fires = of(*fires);
    }
}

/// Nothing of that host was sent.
fn silence(log: &mut Log, host: HostId) {
    for event in log.events.iter_mut().filter(|event| event.host == host) {
        if let What::Sent { .. } = event.what {
            event.what = What::Ignored;
        }
    }
}

fn sent(how: Sending) -> What {
    What::Sent { segment: SegmentId(0), how }
}
