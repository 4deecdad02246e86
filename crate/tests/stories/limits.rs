//! Limits: orphans, challenge ACKs, and what routers report.

use super::told::tell;
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;
use lastack::sim::MOST_EVENTS;

#[test]
fn one_orphan_too_many_is_reset_as_it_closes() {
    tell(&["global_sysctl.tcp_max_orphans=0", "0 a close"])
        .sends(&["0 a:1 FA 1/1", "0 a:2 RA 2/1"])
        .lives(A, "0 FIN_WAIT1, 0 CLOSE, 0 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 10 EPIPE, 10 CLOSE")
        .answers(A, &["0 close = 0"])
        .counts(A, "OutRsts 1, TCPAbortOnMemory 1")
        .ends(A, "gone: too-many-orphans")
        .ends(B, "held: reset-accepted");
}

#[test]
fn the_second_orphan_is_the_one_too_many() {
    tell(&["global_sysctl.tcp_max_orphans=1", "0 a close", "0 b close"])
        .sends(&[
            "0 a:1 FA 1/1",
            "0 b:1 FA 1/1",
            "0 b:2 RA 2/1",
            "10 b:3 R 1/0",
            "10 a:2 A 2/2",
            "20 b:4 R 2/0",
        ])
        .lives(A, "0 FIN_WAIT1, 10 CLOSING, 10 CLOSE, 10 gone")
        .lives(B, "0 FIN_WAIT1, 0 CLOSE, 0 gone")
        .ends(A, "gone: reset-accepted")
        .ends(B, "gone: too-many-orphans");
}

#[test]
fn a_soft_error_halves_what_is_allowed_at_the_next_timeout() {
    let told = |icmp| tell(&["global_sysctl.tcp_max_orphans=1", icmp, "0 a close", "run_ms=600"]);
    told("icmp from=a count=2")
        .sends(&[
            "0 a:1 FA 1/1 lost",
            "224 a:2 FA 1/1 probe lost",
            "448 a:3 RA 2/1",
            "458 b:1 A 1/1",
            "468 a:4 R 1/0",
        ])
        .lives(A, "0 FIN_WAIT1, 448 CLOSE, 448 gone")
        .lives(B, "478 ECONNRESET, 478 CLOSE")
        .by(A, Rule::TooManyOrphans, &[448])
        .ends(A, "gone: too-many-orphans")
        .ends(B, "held: reset-accepted");
    told("drop from=a count=2")
        .sends(&["0 a:1 FA 1/1 lost", "224 a:2 FA 1/1 probe lost", "448 a:3 FA 1/1 again 1", "460 b:1 A 1/2"])
        .lives(A, "0 FIN_WAIT1, 470 FIN_WAIT2, 470 mini");
}

#[test]
fn a_time_wait_is_no_orphan() {
    tell(&[
        "global_sysctl.tcp_max_orphans=1",
        "0 a close",
        "eof+50 b close",
        "200 a connect sock=again port=40001",
        "300 a close sock=again",
        "eof+50 b close",
        "run_ms=1000",
    ])
    .sends(&[
        "0 a:1 FA 1/1",
        "12 b:1 A 1/2",
        "60 b:2 FA 1/2",
        "70 a:2 A 2/2",
        "200 a:3@40001 S 0/0",
        "210 b:3@40001 SA 0/1",
        "220 a:4@40001 A 1/1",
        "300 a:5@40001 FA 1/1",
        "312 b:4@40001 A 1/2",
    ])
    .lives(
        A,
        "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 70 TIME_WAIT, 200 SYN_SENT@40001, \
         220 ESTABLISHED@40001, 220 CONNECTED@40001, 300 FIN_WAIT1@40001, 322 FIN_WAIT2@40001, \
         322 mini@40001",
    )
    .lives(
        B,
        "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 80 CLOSE, 80 gone, 210 SYN_RECV@40001, \
         230 ESTABLISHED@40001, 310 CLOSE_WAIT@40001",
    )
    .by(A, Rule::TooManyOrphans, &[])
    .by(B, Rule::TooManyOrphans, &[]);
}

// ICMP.

#[test]
fn an_icmp_error_does_not_end_a_closing_socket() {
    tell(&["icmp from=a type=3 code=3 count=1", "0 a close", "eof b close"])
        .sends(&["0 a:1 FA 1/1 lost", "224 a:2 FA 1/1 probe", "234 b:1 FA 1/2", "244 a:3 A 2/2"])
        .lives(A, "0 FIN_WAIT1, 244 FIN_WAIT2, 244 mini, 244 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "234 CLOSE_WAIT, 234 EOF, 234 LAST_ACK, 254 CLOSE, 254 gone")
        .by(A, Rule::IcmpIsSoft, &[10])
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn what_a_router_said_last_is_the_error_in_the_end() {
    tell(&[
        "sysctl a tcp_retries2 1",
        "icmp from=a type=3 code=3 count=-1",
        "0 a shutdown_wr",
        "5000 a read",
    ])
    .sends(&[
        "0 a:1 FA 1/1 lost",
        "224 a:2 FA 1/1 probe lost",
        "448 a:3 FA 1/1 again 1 lost",
        "896 a:4 FA 1/1 again 2 lost",
    ])
    .lives(A, "0 FIN_WAIT1, 1792 ECONNREFUSED, 1792 CLOSE")
    .answers(A, &["0 shutdown_wr = 0", "5000 read = ECONNREFUSED"])
    .ends(A, "held: process-gives-up");
}

#[test]
fn host_unreachable_undoes_each_backoff() {
    let told = |rule| tell(&["sysctl a tcp_orphan_retries 2", rule, "0 a close"]);
    let unreachable = told("icmp from=a type=3 code=1 count=-1");
    unreachable
        .sends(&[
            "0 a:1 FA 1/1 lost",
            "224 a:2 FA 1/1 probe lost",
            "448 a:3 FA 1/1 again 1 lost",
            "668 a:4 FA 1/1 again 2 lost",
            "888 a:5 FA 1/1 again 3 lost",
            "1108 a:6 FA 1/1 again 4 lost",
            "1328 a:7 FA 1/1 again 5 lost",
            "1548 a:8 FA 1/1 again 6 lost",
            "1768 a:9 FA 1/1 again 7 lost",
        ])
        .lives(A, "0 FIN_WAIT1, 1988 CLOSE, 1988 gone")
        .ends(A, "gone: orphan-gives-up");
    assert_eq!(told("drop from=a count=-1").gaps(A), [224, 224, 448, 896]);
}

#[test]
fn an_icmp_error_ends_what_is_not_open_yet() {
    tell(&["icmp from=a has=S", "0 a connect sock=again port=40001", "100 a read sock=again"])
        .sends(&["0 a:1@40001 S 0/0 lost"])
        .lives(A, "0 SYN_SENT@40001, 10 EHOSTUNREACH@40001, 10 CLOSE@40001")
        .answers(A, &["0 again.connect = in progress", "100 again.read = EHOSTUNREACH"])
        .by(A, Rule::IcmpEndsOpening, &[10])
        .ends(A, "waits in ESTABLISHED");
}

#[test]
fn with_rto_at_its_most_a_soft_error_is_the_end_of_an_orphan() {
    tell(&[
        "sysctl a tcp_rto_max_ms 1000",
        "sysctl a tcp_orphan_retries 8",
        "icmp from=a type=3 code=3 count=-1",
        "0 a close",
    ])
    .lives(A, "0 FIN_WAIT1, 2816 CLOSE, 2816 gone")
    .ends(A, "gone: orphan-unreachable");
}

// Challenge ACKs.

#[test]
fn a_socket_challenges_once_in_half_a_second() {
    tell(&[
        "0 b inject flags=S seq=1",
        "100 b inject flags=S seq=1",
        "499 b inject flags=R seq=2",
        "500 b inject flags=R seq=2",
        "600 b inject flags=S seq=1",
        "1001 b inject flags=S seq=1",
    ])
    .sends(&[
        "0 a:0 S 1/0 forged",
        "0 b:1 A 1/1",
        "100 a:0 S 1/0 forged",
        "499 a:0 R 2/0 forged",
        "500 a:0 R 2/0 forged",
        "500 b:2 A 1/1",
        "600 a:0 S 1/0 forged",
        "1001 a:0 S 1/0 forged",
        "1001 b:3 A 1/1",
    ])
    .lives(B, "")
    .by(B, Rule::AnswerRateLimited, &[100, 499, 600])
    .counts(B, "TCPACKSkippedChallenge 3, TCPChallengeACK 3, TCPSYNChallenge 4")
    .ends(B, "waits in ESTABLISHED");
}

#[test]
fn without_tcp_invalid_ratelimit_it_challenges_each_time() {
    tell(&["sysctl b tcp_invalid_ratelimit 0", "0 b inject flags=S seq=1", "1 b inject flags=S seq=1"])
        .sends(&["0 a:0 S 1/0 forged", "0 b:1 A 1/1", "1 a:0 S 1/0 forged", "1 b:2 A 1/1"])
        .counts(B, "TCPChallengeACK 2, TCPSYNChallenge 2");
}

#[test]
fn a_host_challenges_no_more_than_tcp_challenge_ack_limit_a_second() {
    tell(&[
        "sysctl b tcp_challenge_ack_limit 1",
        "sysctl b tcp_invalid_ratelimit 0",
        "0 b inject flags=S seq=1",
        "500 b inject flags=S seq=1",
        "1000 b inject flags=S seq=1",
    ])
    .sends(&[
        "0 a:0 S 1/0 forged",
        "0 b:1 A 1/1",
        "500 a:0 S 1/0 forged",
        "1000 a:0 S 1/0 forged",
        "1000 b:2 A 1/1",
    ])
    .by(B, Rule::AnswerRateLimited, &[500])
    .counts(B, "TCPChallengeACK 2, TCPSYNChallenge 3");
}

/// RFC 5961 §7 has a rate limit for this: two hosts that somebody led astray contradict each other for ever.
/// A run doesn't.
#[test]
fn an_ack_storm_without_a_rate_limit_ends_with_the_runs_last_event() {
    let storm = [
        "delay_ms=0",
        "sysctl a tcp_invalid_ratelimit 0",
        "sysctl b tcp_invalid_ratelimit 0",
        "0 a inject flags=PA seq=1 ack=1 len=100",
        "0 b inject flags=PA seq=1 ack=1 len=100",
    ];
    // One comes, and the other goes.
    let acks = tell(&storm).wire().len();
    assert!(acks.abs_diff(MOST_EVENTS as usize / 2) < 10, "{acks}");
    let limited = [&storm[..1], &storm[3..]].concat();
    assert_eq!(tell(&limited).wire().len(), 6);
}
