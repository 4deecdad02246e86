//! Waves that arrive: the clean closes, TIME_WAIT, and FIN_WAIT2 with nobody left to hold it.

use super::told::{preset_with, tell, turned};
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;
use serde_json::json;

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

// What meets TIME_WAIT.

#[test]
fn a_bare_ack_in_time_wait_begins_it_anew_and_is_not_answered() {
    tell(&["0 a close", "eof b close", "20000 a inject flags=A seq=2 ack=2"])
        .sends(&["0 a:1 FA 1/1", "10 b:1 FA 1/2", "20 a:2 A 2/2", "20000 b:0 A 2/2 forged"])
        .lives(A, "0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT, 81920 CLOSE, 81920 gone")
        .by(A, Rule::TimeWaitAckRestarts, &[20000, 81920]);
}

#[test]
fn whatever_else_meets_time_wait_is_answered_with_where_we_are() {
    tell(&[
        "drop from=a after_ms=900 count=-1",
        "0 a close",
        "eof b close",
        "1000 a inject flags=A seq=1 ack=2",
        "1100 a inject flags=A seq=1 ack=2",
        "1200 a inject flags=PA seq=2 ack=2 len=10",
        "2000 a inject flags=F seq=1",
        "run_ms=3000",
    ])
    .sends(&[
        "0 a:1 FA 1/1",
        "10 b:1 FA 1/2",
        "20 a:2 A 2/2",
        "1000 b:0 A 1/2 forged",
        "1000 a:3 A 2/2 lost",
        "1100 b:0 A 1/2 forged",
        "1200 b:0 PA 2/2 +10 forged",
        "1200 a:4 A 2/2 lost",
        "2000 b:0 F 1/0 forged",
        "2000 a:5 A 2/2 lost",
    ])
    .by(A, Rule::TimeWaitOldSegment, &[1000, 1100, 1200])
    .by(A, Rule::AnswerRateLimited, &[1100])
    .counts(A, "TCPACKSkippedTimeWait 1, TW 1")
    .ends(A, "waits in TIME_WAIT");
}
