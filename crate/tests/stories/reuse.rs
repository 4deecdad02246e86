//! Ports that a TIME_WAIT holds, and who may have them.

use super::told::{Story, tell};
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;

/// a is in TIME_WAIT from 20 ms on.
fn time_wait(more: &[&str]) -> Story {
    let closed = ["0 a close", "eof b close"];
    tell(&[&closed[..], more].concat())
}

#[test]
fn a_bound_port_may_be_taken_again_at_once_whatever_tcp_tw_reuse_says() {
    for mode in [0, 1, 2] {
        time_wait(&[&format!("sysctl a tcp_tw_reuse {mode}"), "50 a connect sock=again", "run_ms=200"])
            .sends(&[
                "0 a:1 FA 1/1",
                "10 b:1 FA 1/2",
                "20 a:2 A 2/2",
                "50 a:3 S 0/0",
                "60 b:2 SA 0/1",
                "70 a:4 A 1/1",
            ])
            .lives(
                A,
                "0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT, 50 CLOSE, 50 gone, 50 SYN_SENT, \
                 70 ESTABLISHED, 70 CONNECTED",
            )
            .lives(B, "10 CLOSE_WAIT, 10 EOF, 10 LAST_ACK, 30 CLOSE, 30 gone, 60 SYN_RECV, 80 ESTABLISHED")
            .answers(A, &["0 close = 0", "50 again.connect = in progress"])
            .ends(A, "gone: time-wait-reused")
            .by(A, Rule::TimeWaitReused, &[50]);
    }
}

#[test]
fn without_timestamps_not_even_a_bound_port_may_be() {
    time_wait(&["sysctl a tcp_timestamps 0", "50 a connect sock=again", "run_ms=200"])
        .answers(A, &["0 close = 0", "50 again.connect = EADDRNOTAVAIL"])
        .lives(A, "0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT")
        .by(A, Rule::PortTaken, &[50]);
}

/// One port to choose from, and it is in TIME_WAIT.
fn ephemeral(kernel: &str, mode: u8, at_ms: u32) -> Story {
    time_wait(&[
        &format!("kernel.version={kernel}"),
        "ephemeral=true",
        "sysctl a ip_local_port_range 40000 40000",
        &format!("sysctl a tcp_tw_reuse {mode}"),
        &format!("{at_ms} a connect sock=again ephemeral=true"),
        "run_ms=3000",
    ])
}

#[test]
fn an_ephemeral_port_may_be_taken_with_tcp_tw_reuse_after_its_delay_on_6_18() {
    let reused = |mode, at_ms| {
        ephemeral("6.18", mode, at_ms).trace.events.iter().any(|e| e.rule == Rule::TimeWaitReused)
    };
    assert_eq!([0, 1, 2].map(|mode| reused(mode, 2_000)), [false, true, false]);
    assert_eq!([1_019, 1_020, 1_021].map(|at_ms| reused(1, at_ms)), [false, false, true]);
    ephemeral("6.18", 1, 1_000).answers(A, &["0 close = 0", "1000 again.connect = EADDRNOTAVAIL"]);
    ephemeral("6.18", 1, 1_100).answers(A, &["0 close = 0", "1100 again.connect = in progress"]);
}

#[test]
fn before_6_14_the_clock_of_whole_seconds_decides() {
    let reused =
        |at_ms| ephemeral("6.12", 1, at_ms).trace.events.iter().any(|e| e.rule == Rule::TimeWaitReused);
    assert_eq!([500, 999, 1_000, 1_019].map(reused), [false, false, true, true]);
}

#[test]
fn with_the_delay_at_1_ms_it_may_be_taken_almost_at_once() {
    time_wait(&[
        "ephemeral=true",
        "sysctl a ip_local_port_range 40000 40000",
        "sysctl a tcp_tw_reuse 1",
        "sysctl a tcp_tw_reuse_delay 1",
        "22 a connect sock=again ephemeral=true",
        "run_ms=100",
    ])
    .sends(&[
        "0 a:1 FA 1/1",
        "10 b:1 FA 1/2",
        "20 a:2 A 2/2",
        "22 a:3 S 0/0",
        "32 b:2 SA 0/1",
        "42 a:4 A 1/1",
    ])
    .lives(
        A,
        "0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT, 22 CLOSE, 22 gone, 22 SYN_SENT, \
         42 ESTABLISHED, 42 CONNECTED",
    )
    .lives(B, "10 CLOSE_WAIT, 10 EOF, 10 LAST_ACK, 30 CLOSE, 30 gone, 32 SYN_RECV, 52 ESTABLISHED");
}

#[test]
fn a_fin_wait_2_makes_room_for_a_bound_port_only() {
    tell(&["0 a close", "5000 a connect sock=again", "run_ms=5100"])
        .sends(&[
            "0 a:1 FA 1/1",
            "12 b:1 A 1/2",
            "5000 a:2 S 0/0",
            "5010 b:2 A 1/2",
            "5020 a:3 R 2/0",
            "5032 a:4 S 0/0 again 1",
            "5042 b:3 SA 0/1",
            "5052 a:5 A 1/1",
        ])
        .lives(
            A,
            "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 5000 CLOSE, 5000 gone, 5000 SYN_SENT, \
             5052 ESTABLISHED, 5052 CONNECTED",
        )
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 5030 EPIPE, 5030 CLOSE, 5042 SYN_RECV, 5062 ESTABLISHED")
        .answers(A, &["0 close = 0", "5000 again.connect = in progress"])
        .by(A, Rule::TimeWaitReused, &[5000]);
    tell(&[
        "ephemeral=true",
        "sysctl a ip_local_port_range 40000 40000",
        "sysctl a tcp_tw_reuse 1",
        "0 a close",
        "5000 a connect sock=again ephemeral=true",
        "run_ms=5100",
    ])
    .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2"])
    .answers(A, &["0 close = 0", "5000 again.connect = EADDRNOTAVAIL"])
    .by(A, Rule::PortTaken, &[5000]);
}

#[test]
fn an_ephemeral_connection_takes_the_next_port_that_is_free() {
    time_wait(&[
        "sysctl a ip_local_port_range 40000 40001",
        "50 a connect sock=again ephemeral=true",
        "60 a connect sock=third ephemeral=true",
        "run_ms=200",
    ])
    .sends(&[
        "0 a:1 FA 1/1",
        "10 b:1 FA 1/2",
        "20 a:2 A 2/2",
        "50 a:3@40001 S 0/0",
        "60 b:2@40001 SA 0/1",
        "70 a:4@40001 A 1/1",
    ])
    .answers(A, &["0 close = 0", "50 again.connect = in progress", "60 third.connect = EADDRNOTAVAIL"]);
}

#[test]
fn a_server_in_time_wait_takes_a_new_client_of_the_same_port() {
    tell(&["0 b close", "eof a close", "100 a connect sock=again", "run_ms=300"])
        .sends(&[
            "0 b:1 FA 1/1",
            "10 a:1 FA 1/2",
            "20 b:2 A 2/2",
            "100 a:2 S 0/0",
            "110 b:3 SA 0/1",
            "120 a:3 A 1/1",
        ])
        .lives(
            A,
            "10 CLOSE_WAIT, 10 EOF, 10 LAST_ACK, 30 CLOSE, 30 gone, 100 SYN_SENT, 120 ESTABLISHED, \
             120 CONNECTED",
        )
        .lives(
            B,
            "0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT, 110 CLOSE, 110 gone, 110 SYN_RECV, \
             130 ESTABLISHED",
        )
        .by(B, Rule::TimeWaitNewSyn, &[110]);
}

#[test]
fn without_a_listener_time_wait_answers_a_syn_with_an_ack() {
    tell(&["0 b close", "eof a close", "90 b unlisten", "100 a connect sock=again", "run_ms=300"])
        .sends(&[
            "0 b:1 FA 1/1",
            "10 a:1 FA 1/2",
            "20 b:2 A 2/2",
            "100 a:2 S 0/0",
            "110 b:3 A 2/2",
            "120 a:3 R 2/0",
            "132 a:4 S 0/0 again 1",
            "142 b:4 RA 0/1",
        ])
        .lives(
            A,
            "10 CLOSE_WAIT, 10 EOF, 10 LAST_ACK, 30 CLOSE, 30 gone, 100 SYN_SENT, \
             152 ECONNREFUSED, 152 CLOSE",
        )
        .lives(B, "0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT, 130 CLOSE, 130 gone")
        .by(B, Rule::TimeWaitOldSyn, &[110]);
}
