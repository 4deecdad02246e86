//! RST and SYN that nobody asked for: what an exact number is, and what it is answered with (RFC 5961).

use super::told::{Story, tell};
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;

/// b in ESTABLISHED gets a RST of that number; the window of 65,160 begins at 1.
fn reset_at(seq: i64) -> Story {
    tell(&[&format!("0 b inject flags=R seq={seq}")])
}

#[test]
fn in_established_only_the_next_number_is_exact() {
    reset_at(1)
        .sends(&["0 a:0 R 1/0 forged"])
        .lives(B, "0 ECONNRESET, 0 CLOSE")
        .ends(A, "waits in ESTABLISHED")
        .ends(B, "held: reset-accepted");
    for inside in [2, 65_160, 65_161] {
        let story = reset_at(inside);
        story.lives(B, "").by(B, Rule::ResetNotExact, &[0]);
        assert_eq!(story.wire()[1..], ["0 b:1 A 1/1"], "{inside}");
    }
    for outside in [-1, 0, 65_162] {
        let story = reset_at(outside);
        story.lives(B, "").by(B, Rule::ResetOutsideWindow, &[0]);
        assert_eq!(story.wire().len(), 1, "{outside}");
    }
}

#[test]
fn after_the_peers_fin_the_number_before_is_exact_too() {
    let close_wait = |seq| {
        tell(&[
            "0 a shutdown_wr",
            &format!("100 b inject flags=R seq={seq}"),
            "200 b write bytes=1",
            "200 b read",
        ])
    };
    close_wait(2)
        .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2", "100 a:0 R 2/0 forged"])
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 100 EPIPE, 100 CLOSE")
        .answers(B, &["200 write = EPIPE", "200 read = 0"])
        .ends(B, "held: reset-accepted");
    close_wait(1)
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 100 EPIPE, 100 CLOSE")
        .answers(B, &["200 write = EPIPE", "200 read = 0"])
        .ends(B, "held: reset-accepted");
    close_wait(3)
        .sends(&[
            "0 a:1 FA 1/1",
            "12 b:1 A 1/2",
            "100 a:0 R 3/0 forged",
            "100 b:2 A 1/2",
            "200 b:3 PA 1/2 +1",
            "210 a:2 A 2/2",
        ])
        .lives(B, "10 CLOSE_WAIT, 10 EOF")
        .answers(B, &["200 write = 1", "200 read = 0"])
        .ends(B, "waits in CLOSE_WAIT");
}

#[test]
fn in_last_ack_an_exact_reset_ends_it() {
    let last_ack = |seq| {
        tell(&[
            "drop from=a skip=1 count=-1",
            "0 a close",
            "eof b close",
            &format!("50 b inject flags=R seq={seq}"),
            "run_ms=100",
        ])
    };
    last_ack(2)
        .sends(&["0 a:1 FA 1/1", "10 b:1 FA 1/2", "20 a:2 A 2/2 lost", "50 a:0 R 2/0 forged"])
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 10 LAST_ACK, 50 CLOSE, 50 gone")
        .ends(B, "gone: reset-accepted");
    last_ack(1)
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 10 LAST_ACK, 50 CLOSE, 50 gone")
        .ends(B, "gone: reset-accepted");
    last_ack(3)
        .sends(&["0 a:1 FA 1/1", "10 b:1 FA 1/2", "20 a:2 A 2/2 lost", "50 a:0 R 3/0 forged", "50 b:2 A 2/2"])
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 10 LAST_ACK")
        .ends(B, "waits in LAST_ACK");
}

#[test]
fn a_mini_socket_in_fin_wait_2_takes_any_reset_in_its_window() {
    for (seq, ends) in [(1, true), (60_000, true), (0, false), (70_000, false)] {
        let story = tell(&["0 a close", &format!("100 a inject flags=R seq={seq}"), "run_ms=200"]);
        let end = if ends { ", 100 CLOSE, 100 gone" } else { "" };
        story.lives(A, &format!("0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini{end}"));
        let answer = (!ends).then_some("100 a:2 A 2/1");
        let answered = story.wire().split_off(3);
        assert_eq!(answered, answer.into_iter().collect::<Vec<_>>(), "{seq}");
    }
}

#[test]
fn time_wait_takes_an_exact_reset_unless_tcp_rfc1337_is_set() {
    for (rfc1337, seq, gone) in [(0, 2, 1000), (0, 3, 61_440), (0, 1, 61_440), (1, 2, 61_440)] {
        let rfc1337 = format!("sysctl a tcp_rfc1337 {rfc1337}");
        let story =
            tell(&[&rfc1337, "0 a close", "eof b close", &format!("1000 a inject flags=R seq={seq}")]);
        story.lives(
            A,
            &format!("0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT, {gone} CLOSE, {gone} gone"),
        );
        assert_eq!(story.wire().len(), 4, "nothing answers a RST");
    }
}

#[test]
fn a_syn_never_ends_a_connection_and_is_challenged_wherever_it_lies() {
    for seq in [-70_000, 0, 1, 500, 700_000] {
        let story = tell(&[&format!("0 b inject flags=S seq={seq}")]);
        assert_eq!(story.wire()[1..], ["0 b:1 A 1/1"], "{seq}");
        story.lives(B, "").by(B, Rule::SynInConnection, &[0]);
    }
}

#[test]
fn an_acknowledgment_of_what_was_never_sent_is_challenged() {
    tell(&["0 b inject flags=A seq=1 ack=2"])
        .sends(&["0 a:0 A 1/2 forged", "0 b:1 A 1/1"])
        .lives(B, "")
        .counts(B, "TCPChallengeACK 1");
}

#[test]
fn nobody_answers_a_segment_with_a_reset_of_its_number_and_never_a_reset() {
    tell(&[
        "0 b inject flags=A seq=5 ack=7 dport=81",
        "1 b inject flags=S seq=5 dport=81",
        "2 b inject flags=FPA seq=5 ack=7 len=10 dport=81",
        "3 b inject flags=R seq=5 dport=81",
        "4 b inject flags=RA seq=5 ack=7 dport=81",
    ])
    .sends(&[
        "0 a:0@40000:81 A 5/7 forged",
        "0 b:1@40000:81 R 7/0",
        "1 a:0@40000:81 S 5/0 forged",
        "1 b:2@40000:81 RA 0/6",
        "2 a:0@40000:81 FPA 5/7 +10 forged",
        "2 b:3@40000:81 R 7/0",
        "3 a:0@40000:81 R 5/0 forged",
        "4 a:0@40000:81 RA 5/7 forged",
    ])
    .lives(B, "");
}

#[test]
fn a_segment_outside_the_window_is_answered_with_where_we_are() {
    tell(&[
        "0 a write bytes=100",
        "100 b inject flags=A seq=70000 ack=1",
        "200 b inject flags=A seq=70000 ack=1",
        "300 b inject flags=PA seq=70000 ack=1 len=10",
        "400 b inject flags=PA seq=50 ack=1 len=10",
    ])
    .sends(&[
        "0 a:1 PA 1/1 +100",
        "10 b:1 A 1/101",
        "100 a:0 A 70000/1 forged",
        "100 b:2 A 1/101",
        "200 a:0 A 70000/1 forged",
        "300 a:0 PA 70000/1 +10 forged",
        "300 b:3 A 1/101",
        "400 a:0 PA 50/1 +10 forged",
        "400 b:4 A 1/101 sack 50-60",
    ])
    .lives(B, "10 DATA")
    .by(B, Rule::AnswerRateLimited, &[200])
    .counts(B, "BeyondWindow 3, DelayedACKLost 1, TCPACKSkippedSeq 1, TCPDSACKOldSent 1");
}
