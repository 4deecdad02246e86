//! The truths of the product, told as packets: everything that was sent, and nothing more; where each
//! socket went, and why it ended. Times are milliseconds.

use lastack::host::HostId::{self, A, B};
use lastack::scenario::{Run, Scenario, preset};
use lastack::sim::{Fate, What};
use lastack::tcp::Sending;
use lastack::trace::Trace;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A run that is told.
struct Story {
    trace: Trace,
}

/// A run of the preset, after `change`.
fn preset_with(name: &str, change: impl FnOnce(&mut Value)) -> Story {
    let scenario = preset::find(name).expect("a preset of that name").scenario;
    let mut value = serde_json::from_str(&scenario.to_json()).expect("a scenario is JSON");
    change(&mut value);
    story(&value)
}

fn story(scenario: &Value) -> Story {
    let scenario = Scenario::from_json(&scenario.to_string()).expect("a scenario that can be run");
    Story { trace: Trace::of(Run::new(scenario).history().forecast()) }
}

/// The preset with that sysctl on that host.
fn turned(name: &str, host: &str, key: &str, value: u32) -> Story {
    preset_with(name, |scenario| scenario["sysctl"][host][key] = json!(value))
}

impl Story {
    /// Every segment that was sent: when, its name, its flags and numbers, how, and whether it is lost.
    fn wire(&self) -> Vec<String> {
        let line = |record: &lastack::sim::SegmentRecord| {
            let how = match record.how {
                Sending::First | Sending::Ack => String::new(),
                Sending::Retransmission { nth } => format!(" again {nth}"),
                Sending::LossProbe => " probe".to_owned(),
                Sending::Reset => String::new(),
                Sending::FastRetransmission => " again".to_owned(),
                Sending::WindowProbe => " window probe".to_owned(),
                Sending::Forged => " forged".to_owned(),
            };
            let sack: String =
                record.relative.sack.iter().map(|[from, to]| format!(" sack {from}-{to}")).collect();
            let fate = match record.fate {
                Fate::Delivered { .. } => "",
                Fate::Lost { .. } => " lost",
            };
            let (at, relative) = (record.sent_at.as_millis(), &record.relative);
            let (name, flags) = (record.name, record.segment.flags);
            format!("{at} {name} {flags} {}/{}{sack}{how}{fate}", relative.seq, relative.ack)
        };
        self.trace.segments.iter().map(line).collect()
    }

    #[track_caller]
    fn sends(&self, expected: &[&str]) -> &Self {
        assert_eq!(self.wire(), expected);
        self
    }

    /// The states of a host's connection and what its application noticed, in order. From `mini` on, a
    /// mini-socket speaks for the full one.
    fn life(&self, host: HostId) -> String {
        let mut words = Vec::new();
        let mut replaced = BTreeSet::new();
        for event in self.trace.events.iter().filter(|event| event.host == host) {
            if event.socket.is_some_and(|id| replaced.contains(&id)) {
                continue;
            }
            let word = match &event.what {
                What::Parked { .. } => {
                    replaced.extend(event.socket);
                    json!("mini")
                }
                What::Entered { to, .. } => serde_json::to_value(to).expect("a state has a name"),
                What::Woke { signal, .. } => serde_json::to_value(signal).expect("a signal has a name"),
                What::Freed => json!("gone"),
                What::Called { .. }
                | What::Returned { .. }
                | What::SysctlChanged { .. }
                | What::SysctlRefused { .. }
                | What::Sent { .. }
                | What::Lost { .. }
                | What::Arrived { .. }
                | What::Injected { .. }
                | What::IcmpArrived { .. }
                | What::Ignored
                | What::Armed { .. }
                | What::Disarmed { .. }
                | What::Fired { .. }
                | What::Born { .. }
                | What::Orphaned
                | What::Counted { .. } => continue,
            };
            words.push(format!("{} {}", event.at.as_millis(), word.as_str().unwrap_or_default()));
        }
        words.join(", ")
    }

    #[track_caller]
    fn lives(&self, host: HostId, expected: &str) -> &Self {
        assert_eq!(self.life(host), expected);
        self
    }

    /// Why the host's last socket ended, or where it still waits.
    #[track_caller]
    fn ends(&self, host: HostId, expected: &str) -> &Self {
        let ending = serde_json::to_value(self.trace.summary.side(host).ending).expect("an ending is JSON");
        let told = match ending["kind"].as_str() {
            Some("waits") => format!("waits in {}", ending["state"].as_str().unwrap_or_default()),
            Some(kind) => format!("{kind}: {}", ending["rule"].as_str().unwrap_or_default()),
            None => unreachable!("an ending is tagged"),
        };
        assert_eq!(told, expected);
        self
    }

    fn retransmissions(&self, host: HostId) -> u32 {
        self.trace.summary.side(host).retransmissions
    }

    fn gone_ms(&self, host: HostId) -> Option<u64> {
        self.trace.summary.side(host).gone_at.map(|at| at.as_millis())
    }

    /// When each segment of a host went out, in milliseconds after the one before it.
    fn gaps(&self, host: HostId) -> Vec<u64> {
        let fins = self.trace.segments.iter().filter(|r| r.from == host && r.segment.seq_len() > 0);
        let times: Vec<u64> = fins.map(|record| record.sent_at.as_millis()).collect();
        times.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

// Four waves, and three (truth 12).

#[test]
fn a_clean_close_is_four_waves() {
    preset_with("clean-close", |_| {})
        .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2", "60 b:2 FA 1/2", "70 a:2 A 2/2"])
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 70 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 80 CLOSE, 80 gone")
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn a_server_that_closes_on_end_of_file_makes_it_three() {
    preset_with("clean-close", |scenario| scenario["script"][1]["after_ms"] = json!(0))
        .sends(&["0 a:1 FA 1/1", "10 b:1 FA 1/2", "20 a:2 A 2/2"])
        .lives(A, "0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 10 LAST_ACK, 30 CLOSE, 30 gone")
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn when_both_close_at_once_both_have_time_wait() {
    let both = "0 FIN_WAIT1, 10 CLOSING, 20 mini, 20 TIME_WAIT, 61440 CLOSE, 61440 gone";
    preset_with("simultaneous-close", |_| {})
        .sends(&["0 a:1 FA 1/1", "0 b:1 FA 1/1", "10 b:2 A 2/2", "10 a:2 A 2/2"])
        .lives(A, both)
        .lives(B, both)
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: time-wait-over");
}

// The last ACK never arrives (truths 1 to 4).

#[test]
fn with_0_the_server_sends_its_fin_ten_times_and_vanishes() {
    let story = preset_with("last-ack-lost", |_| {});
    story
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 70 TIME_WAIT, 118784 CLOSE, 118784 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 114688 CLOSE, 114688 gone")
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: orphan-gives-up");
    assert_eq!(story.gaps(B), [224, 224, 452, 896, 1792, 3776, 7168, 14336, 28416]);
    let lost_acks = story.wire().iter().filter(|line| line.ends_with(" A 2/2 lost")).count();
    assert_eq!((lost_acks, story.wire().len()), (10, 22));
}

#[test]
fn with_8_it_is_the_run_that_0_gives() {
    let zero = preset_with("last-ack-lost", |_| {});
    assert_eq!(zero.trace, turned("last-ack-lost", "b", "tcp_orphan_retries", 8).trace);
}

#[test]
fn with_1_it_is_three_retransmissions() {
    turned("last-ack-lost", "b", "tcp_orphan_retries", 1)
        .sends(&[
            "0 a:1 FA 1/1",
            "12 b:1 A 1/2",
            "60 b:2 FA 1/2",
            "70 a:2 A 2/2 lost",
            "284 b:3 FA 1/2 probe",
            "294 a:3 A 2/2 lost",
            "508 b:4 FA 1/2 again 1",
            "518 a:4 A 2/2 lost",
            "960 b:5 FA 1/2 again 2",
            "970 a:5 A 2/2 lost",
        ])
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 70 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 1856 CLOSE, 1856 gone")
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: orphan-gives-up");
}

#[test]
fn with_3_it_is_four_as_it_may_be_with_2() {
    let three = turned("last-ack-lost", "b", "tcp_orphan_retries", 3);
    three
        .sends(&[
            "0 a:1 FA 1/1",
            "12 b:1 A 1/2",
            "60 b:2 FA 1/2",
            "70 a:2 A 2/2 lost",
            "284 b:3 FA 1/2 probe",
            "294 a:3 A 2/2 lost",
            "508 b:4 FA 1/2 again 1",
            "518 a:4 A 2/2 lost",
            "960 b:5 FA 1/2 again 2",
            "970 a:5 A 2/2 lost",
            "1856 b:6 FA 1/2 again 3",
            "1866 a:6 A 2/2 lost",
        ])
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 70 TIME_WAIT, 63488 CLOSE, 63488 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 3648 CLOSE, 3648 gone")
        .ends(B, "gone: orphan-gives-up");
    assert_eq!(three.trace, turned("last-ack-lost", "b", "tcp_orphan_retries", 2).trace);
}

#[test]
fn without_a_tail_loss_probe_the_first_gap_doubles() {
    let story = preset_with("last-ack-lost", |scenario| {
        scenario["sysctl"]["b"] = json!({"tcp_orphan_retries": 1, "tcp_early_retrans": 0});
    });
    story
        .sends(&[
            "0 a:1 FA 1/1",
            "12 b:1 A 1/2",
            "60 b:2 FA 1/2",
            "70 a:2 A 2/2 lost",
            "284 b:3 FA 1/2 again 1",
            "294 a:3 A 2/2 lost",
            "736 b:4 FA 1/2 again 2",
            "746 a:4 A 2/2 lost",
        ])
        .ends(B, "gone: orphan-gives-up");
    assert_eq!(story.gaps(B), [224, 452]);
}

#[test]
fn a_last_ack_that_is_lost_once_costs_one_probe() {
    preset_with("last-ack-lost-once", |_| {})
        .sends(&[
            "0 a:1 FA 1/1",
            "12 b:1 A 1/2",
            "60 b:2 FA 1/2",
            "70 a:2 A 2/2 lost",
            "284 b:3 FA 1/2 probe",
            "294 a:3 A 2/2",
        ])
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 70 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 304 CLOSE, 304 gone")
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

// A coin flip (truth 5).

/// The coin-flip preset, started at another place of the timer wheel.
fn flipped(jiffies: u64) -> Story {
    preset_with("coin-flip", |scenario| scenario["kernel"]["jiffies"] = json!(jiffies))
}

#[test]
fn where_in_the_wheel_it_starts_decides_three_or_four() {
    let heads = flipped(0);
    heads
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 1920 CLOSE, 1920 gone")
        .ends(B, "gone: orphan-gives-up");
    assert_eq!((heads.retransmissions(B), heads.gaps(B)), (3, vec![228, 228, 476]));
    let tails = flipped(2);
    tails
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 3736 CLOSE, 3736 gone")
        .ends(B, "gone: orphan-gives-up");
    assert_eq!((tails.retransmissions(B), tails.gaps(B)), (4, vec![228, 228, 468, 928]));

    let flips: String = (0..16).map(|jiffies| flipped(jiffies).retransmissions(B).to_string()).collect();
    assert_eq!(flips, "3344444333444443");
}

// A longer round trip (truth 6).

#[test]
fn a_longer_round_trip_can_mean_fewer_retransmissions() {
    let far = |delay| preset_with("last-ack-lost", |scenario| scenario["delay_ms"] = json!(delay));
    assert_eq!([10, 100, 1000].map(|delay| far(delay).retransmissions(B)), [9, 8, 5]);
}

// Every orphan, in whatever state (truth 7).

#[test]
fn a_first_fin_that_never_arrives_makes_an_orphan_of_the_client() {
    let story = preset_with("first-fin-lost", |_| {});
    story
        .lives(A, "0 FIN_WAIT1, 114688 CLOSE, 114688 gone")
        .lives(B, "")
        .ends(A, "gone: orphan-gives-up")
        .ends(B, "waits in ESTABLISHED");
    assert_eq!(story.gaps(A), [224, 224, 448, 896, 1792, 3584, 7168, 14336, 28672]);
    assert!(story.wire().iter().all(|line| line.contains(" FA 1/1 ") || line.ends_with(" FA 1/1 lost")));

    turned("first-fin-lost", "a", "tcp_orphan_retries", 1)
        .sends(&[
            "0 a:1 FA 1/1 lost",
            "224 a:2 FA 1/1 probe lost",
            "448 a:3 FA 1/1 again 1 lost",
            "896 a:4 FA 1/1 again 2 lost",
        ])
        .lives(A, "0 FIN_WAIT1, 1792 CLOSE, 1792 gone");
}

#[test]
fn in_closing_it_is_the_same() {
    preset_with("simultaneous-close", |scenario| {
        scenario["rules"] = json!([{"from": "b", "action": "drop", "skip": 1, "count": -1}]);
        scenario["sysctl"]["a"]["tcp_orphan_retries"] = json!(1);
    })
    .sends(&[
        "0 a:1 FA 1/1",
        "0 b:1 FA 1/1",
        "10 b:2 A 2/2 lost",
        "10 a:2 A 2/2",
        "224 a:3 FA 1/2 probe",
        "234 b:3 A 2/2 lost",
        "448 a:4 FA 1/2 again 1",
        "458 b:4 A 2/2 lost",
        "896 a:5 FA 1/2 again 2",
        "906 b:5 A 2/2 lost",
    ])
    .lives(A, "0 FIN_WAIT1, 10 CLOSING, 1792 CLOSE, 1792 gone")
    .lives(B, "0 FIN_WAIT1, 10 CLOSING, 20 mini, 20 TIME_WAIT, 61440 CLOSE, 61440 gone")
    .ends(A, "gone: orphan-gives-up")
    .ends(B, "gone: time-wait-over");
}

// shutdown() is not close() (truths 8 and 9).

#[test]
fn after_shutdown_tcp_retries2_decides_and_the_application_is_told() {
    story(&json!({
        "sysctl": {"a": {"tcp_retries2": 3, "tcp_orphan_retries": 1}},
        "rules": [{"from": "a", "action": "drop", "count": -1}],
        "script": [{"at_ms": 0, "host": "a", "do": "shutdown_wr"}],
    }))
    .sends(&[
        "0 a:1 FA 1/1 lost",
        "224 a:2 FA 1/1 probe lost",
        "448 a:3 FA 1/1 again 1 lost",
        "896 a:4 FA 1/1 again 2 lost",
        "1792 a:5 FA 1/1 again 3 lost",
    ])
    .lives(A, "0 FIN_WAIT1, 3584 ETIMEDOUT, 3584 CLOSE")
    .ends(A, "held: process-gives-up")
    .ends(B, "waits in ESTABLISHED");
}

#[test]
fn a_half_closed_socket_waits_in_fin_wait_2_for_ever() {
    story(&json!({
        "sysctl": {"a": {"tcp_fin_timeout": 1}},
        "script": [{"at_ms": 0, "host": "a", "do": "shutdown_wr"}],
        "run_ms": 86_400_000,
    }))
    .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2"])
    .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2")
    .lives(B, "10 CLOSE_WAIT, 10 EOF")
    .ends(A, "waits in FIN_WAIT2")
    .ends(B, "waits in CLOSE_WAIT");
}

#[test]
fn a_half_closed_socket_that_retried_too_long_dies_at_the_next_timeout_after_close() {
    story(&json!({
        "sysctl": {"a": {"tcp_orphan_retries": 1}},
        "rules": [{"from": "a", "action": "drop", "count": -1}],
        "script": [
            {"at_ms": 0, "host": "a", "do": "shutdown_wr"},
            {"at_ms": 10_000, "host": "a", "do": "close"},
        ],
    }))
    .sends(&[
        "0 a:1 FA 1/1 lost",
        "224 a:2 FA 1/1 probe lost",
        "448 a:3 FA 1/1 again 1 lost",
        "896 a:4 FA 1/1 again 2 lost",
        "1792 a:5 FA 1/1 again 3 lost",
        "3584 a:6 FA 1/1 again 4 lost",
        "7168 a:7 FA 1/1 again 5 lost",
    ])
    .lives(A, "0 FIN_WAIT1, 14336 CLOSE, 14336 gone")
    .ends(A, "gone: orphan-gives-up");
}

// tcp_fin_timeout (truths 10 and 11).

#[test]
fn time_wait_is_60_s_whatever_tcp_fin_timeout_says() {
    let usual = preset_with("clean-close", |_| {});
    for seconds in [1, 5, 60, 61, 90, 3600] {
        let story = turned("clean-close", "a", "tcp_fin_timeout", seconds);
        assert_eq!(story.gone_ms(A), Some(61_440), "{seconds}");
        assert_eq!(story.wire(), usual.wire(), "{seconds}");
    }
}

#[test]
fn a_tcp_fin_timeout_of_61_is_two_seconds() {
    for (seconds, life) in [
        (1, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 1024 CLOSE, 1024 gone"),
        (5, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 5120 CLOSE, 5120 gone"),
        (60, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 61440 CLOSE, 61440 gone"),
        // From 61 on the full socket is kept for t - 60, then a mini-socket as long again.
        (61, "0 FIN_WAIT1, 22 FIN_WAIT2, 1024 mini, 2048 CLOSE, 2048 gone"),
        (90, "0 FIN_WAIT1, 22 FIN_WAIT2, 30720 mini, 61440 CLOSE, 61440 gone"),
    ] {
        turned("server-never-closes", "a", "tcp_fin_timeout", seconds)
            .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2"])
            .lives(A, life)
            .lives(B, "10 CLOSE_WAIT, 10 EOF")
            .ends(A, "gone: fin-wait-2-expired")
            .ends(B, "waits in CLOSE_WAIT");
    }
}

// Resets (truths 17, 18 and 20).

#[test]
fn a_late_wave_4_draws_a_reset_that_ends_time_wait() {
    let late = |rfc1337: u32| {
        preset_with("clean-close", |scenario| {
            scenario["sysctl"] = json!({"a": {"tcp_rfc1337": rfc1337}, "b": {"tcp_orphan_retries": 1}});
            scenario["rules"] = json!([{"from": "a", "skip": 1, "count": -1, "action": "delay", "ms": 5000}]);
        })
    };
    let sent = [
        "0 a:1 FA 1/1",
        "12 b:1 A 1/2",
        "60 b:2 FA 1/2",
        "70 a:2 A 2/2",
        "284 b:3 FA 1/2 probe",
        "294 a:3 A 2/2",
        "508 b:4 FA 1/2 again 1",
        "518 a:4 A 2/2",
        "960 b:5 FA 1/2 again 2",
        "970 a:5 A 2/2",
        "5080 b:6 R 2/0",
        "5304 b:7 R 2/0",
        "5528 b:8 R 2/0",
        "5980 b:9 R 2/0",
    ];
    late(0)
        .sends(&sent)
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 70 TIME_WAIT, 5090 CLOSE, 5090 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 1856 CLOSE, 1856 gone")
        .ends(A, "gone: time-wait-reset")
        .ends(B, "gone: orphan-gives-up");
    late(1)
        .sends(&sent)
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 70 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .ends(A, "gone: time-wait-over");
}

#[test]
fn without_room_for_time_wait_the_fin_is_answered_with_a_reset() {
    preset_with("last-ack-lost-once", |scenario| scenario["sysctl"]["a"]["tcp_max_tw_buckets"] = json!(0))
        .sends(&[
            "0 a:1 FA 1/1",
            "12 b:1 A 1/2",
            "60 b:2 FA 1/2",
            "70 a:2 R 2/0 lost",
            "284 b:3 FA 1/2 probe",
            "294 a:3 R 2/0",
        ])
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 CLOSE, 22 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 304 CLOSE, 304 gone")
        .ends(A, "gone: time-wait-table-full")
        .ends(B, "gone: reset-accepted");
}

// What the network does twice.

#[test]
fn a_fin_that_comes_twice_is_acknowledged_at_once_with_a_d_sack() {
    preset_with("clean-close", |scenario| {
        scenario["rules"] = json!([{"from": "a", "has": "F", "count": 1, "action": "duplicate"}]);
    })
    .sends(&["0 a:1 FA 1/1", "10 b:1 A 1/2 sack 1-2", "60 b:2 FA 1/2", "70 a:2 A 2/2"])
    .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 80 CLOSE, 80 gone")
    .ends(A, "gone: time-wait-over")
    .ends(B, "gone: last-ack-arrived");
}

// tcp_rto_max_ms (truth 22).

#[test]
fn a_smaller_tcp_rto_max_ms_is_deadly_with_0_and_only_with_0() {
    let capped = |retries: u32| {
        preset_with("last-ack-lost", |scenario| {
            scenario["sysctl"]["b"] = json!({"tcp_orphan_retries": retries, "tcp_rto_max_ms": 1000});
        })
    };
    capped(0)
        .sends(&[
            "0 a:1 FA 1/1",
            "12 b:1 A 1/2",
            "60 b:2 FA 1/2",
            "70 a:2 A 2/2 lost",
            "284 b:3 FA 1/2 probe",
            "294 a:3 A 2/2 lost",
            "508 b:4 FA 1/2 again 1",
            "518 a:4 A 2/2 lost",
            "960 b:5 FA 1/2 again 2",
            "970 a:5 A 2/2 lost",
            "1856 b:6 FA 1/2 again 3",
            "1866 a:6 A 2/2 lost",
        ])
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 2880 CLOSE, 2880 gone")
        .ends(B, "gone: orphan-at-rto-max");
    let eight = capped(8);
    eight.ends(B, "gone: orphan-gives-up");
    assert_eq!((eight.retransmissions(B), eight.gone_ms(B)), (9, Some(8_000)));
}

// Timers (truth 24).

#[test]
fn on_an_ideal_clock_every_gap_is_exact() {
    let story = preset_with("last-ack-lost", |scenario| scenario["kernel"]["ideal"] = json!(true));
    assert_eq!(story.gaps(B), [220, 220, 440, 880, 1760, 3520, 7040, 14080, 28160]);
    assert_eq!(story.gone_ms(A), Some(56_390 + 60_000));
}
