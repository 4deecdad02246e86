//! A closed window, and a FIN behind it.

use super::told::{Story, tell};
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;

/// b's small buffer is full at 40 ms, a has more to say and closes at 100 ms.
fn blocked(more: &[&str]) -> Story {
    let lines = ["rcvbuf=2304", "0 a write bytes=1448", "100 a write bytes=1000"];
    tell(&[&lines[..], more].concat())
}

#[test]
fn a_fin_waits_behind_a_closed_window_and_the_persist_timer_asks() {
    blocked(&["100 a close", "1000 b read", "eof b read", "eof b close"])
        .sends(&[
            "0 a:1 PA 1/1 +1448",
            "10 b:1 A 1/1449 win 0",
            "324 a:2 A 1448/1 asks",
            "334 b:2 A 1/1449 win 0",
            "800 a:3 A 1448/1 asks",
            "1000 b:3 A 1/1449",
            "1010 a:4 FPA 1449/1 +1000",
            "1020 b:4 FA 1/2450",
            "1030 a:5 A 2450/2",
        ])
        .lives(A, "100 FIN_WAIT1, 1030 FIN_WAIT2, 1030 mini, 1030 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "10 DATA, 1020 DATA, 1020 CLOSE_WAIT, 1020 EOF, 1020 LAST_ACK, 1040 CLOSE, 1040 gone")
        .by(A, Rule::FinWaits, &[100])
        .by(A, Rule::WindowProbed, &[324, 800])
        .by(A, Rule::WindowOpens, &[1010])
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn an_orphan_dies_after_as_many_unanswered_probes_as_tcp_orphan_retries_says() {
    blocked(&["sysctl a tcp_orphan_retries 2", "drop from=a after_ms=100 count=-1", "100 a close"])
        .sends(&[
            "0 a:1 PA 1/1 +1448",
            "10 b:1 A 1/1449 win 0",
            "324 a:2 A 1448/1 asks lost",
            "768 a:3 A 1448/1 asks lost",
        ])
        .lives(A, "100 FIN_WAIT1, 1664 CLOSE, 1664 gone")
        .lives(B, "10 DATA")
        .by(A, Rule::OrphanProbesUnanswered, &[1664])
        .counts(A, "TCPAbortOnTimeout 1, TCPWinProbe 2")
        .ends(A, "gone: orphan-probes-unanswered")
        .ends(B, "waits in ESTABLISHED");
}

#[test]
fn an_orphan_whose_probes_are_answered_dies_once_they_are_two_minutes_apart() {
    let story = blocked(&["sysctl a tcp_orphan_retries 2", "100 a close"]);
    story
        .lives(A, "100 FIN_WAIT1, 350208 CLOSE, 350208 gone")
        .lives(B, "10 DATA")
        .by(A, Rule::OrphanWindowStaysClosed, &[350208])
        .ends(A, "gone: orphan-window-stays-closed")
        .ends(B, "waits in ESTABLISHED");
    assert_eq!(story.asks(A), [324, 800, 1696, 3488, 7168, 14336, 28672, 57344, 114_688, 229_376]);
}

#[test]
fn a_window_that_stays_closed_never_ends_a_socket_that_somebody_holds() {
    let story = blocked(&["sysctl a tcp_orphan_retries 2", "100 a shutdown_wr", "run_ms=86400000"]);
    story.lives(A, "100 FIN_WAIT1").ends(A, "waits in FIN_WAIT1").ends(B, "waits in ESTABLISHED");
    let asked = story.asks(A);
    assert_eq!(asked.len(), 723);
    let gaps: Vec<u64> = asked[10..].windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps.iter().all(|gap| (120_000..140_000).contains(gap)), "one in two minutes: {gaps:?}");
}

#[test]
fn tcp_user_timeout_ends_it_all_the_same() {
    blocked(&["100 a setsockopt opt=TCP_USER_TIMEOUT value=3000", "100 a shutdown_wr"])
        .sends(&[
            "0 a:1 PA 1/1 +1448",
            "10 b:1 A 1/1449 win 0",
            "324 a:2 A 1448/1 asks",
            "334 b:2 A 1/1449 win 0",
            "800 a:3 A 1448/1 asks",
            "1696 a:4 A 1448/1 asks",
            "1706 b:3 A 1/1449 win 0",
        ])
        .lives(A, "100 FIN_WAIT1, 3328 ETIMEDOUT, 3328 CLOSE")
        .by(A, Rule::UserTimeoutGivesUp, &[3328])
        .ends(A, "held: user-timeout-gives-up")
        .ends(B, "waits in ESTABLISHED");
}

#[test]
fn a_window_update_that_is_lost_is_asked_for() {
    blocked(&["drop from=b after_ms=300 count=1", "300 b read", "100 a close", "eof b read", "eof b close"])
        .sends(&[
            "0 a:1 PA 1/1 +1448",
            "10 b:1 A 1/1449 win 0",
            "300 b:2 A 1/1449 lost",
            "324 a:2 A 1448/1 asks",
            "334 b:3 A 1/1449",
            "344 a:3 FPA 1449/1 +1000",
            "354 b:4 FA 1/2450",
            "364 a:4 A 2450/2",
        ])
        .lives(A, "100 FIN_WAIT1, 364 FIN_WAIT2, 364 mini, 364 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "10 DATA, 354 DATA, 354 CLOSE_WAIT, 354 EOF, 354 LAST_ACK, 374 CLOSE, 374 gone")
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}
