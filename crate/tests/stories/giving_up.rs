//! Waves that don't arrive: how often a FIN is sent again, and when that ends.

use super::told::{Story, preset_with, story, tell, turned};
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;
use serde_json::json;

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

// Data that nobody acknowledges.

#[test]
fn behind_data_that_was_repeated_too_long_the_fin_is_never_sent() {
    tell(&["sysctl a tcp_orphan_retries 2", "drop from=a count=-1", "0 a write bytes=100", "5000 a close"])
        .sends(&[
            "0 a:1 PA 1/1 +100 lost",
            "224 a:2 PA 1/1 +100 probe lost",
            "448 a:3 PA 1/1 +100 again 1 lost",
            "896 a:4 PA 1/1 +100 again 2 lost",
            "1792 a:5 PA 1/1 +100 again 3 lost",
            "3584 a:6 PA 1/1 +100 again 4 lost",
        ])
        .lives(A, "5000 FIN_WAIT1, 7168 CLOSE, 7168 gone")
        .ends(A, "gone: orphan-gives-up");
}

#[test]
fn the_give_up_clock_starts_with_the_first_timeout_and_not_with_the_probe() {
    tell(&["sysctl a tcp_orphan_retries 1", "drop from=a count=-1", "0 a write bytes=100", "0 a close"])
        .sends(&[
            "0 a:1 PA 1/1 +100 lost",
            "0 a:2 FA 101/1 lost",
            "48 a:3 FA 101/1 probe lost",
            "272 a:4 FPA 1/1 +100 again 1 lost",
            "736 a:5 FPA 1/1 +100 again 2 lost",
        ])
        .by(A, Rule::ProbeSent, &[48])
        .by(A, Rule::GiveUpClockStarts, &[272])
        .lives(A, "0 FIN_WAIT1, 1632 CLOSE, 1632 gone")
        .ends(A, "gone: orphan-gives-up");
}
