//! Data around the FIN: what rides on what, what is never delivered, and who is told.

use super::told::tell;
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;

#[test]
fn a_fin_that_finds_nothing_waiting_goes_alone() {
    tell(&["0 a write bytes=100", "0 a close", "eof b read", "eof b close"])
        .sends(&[
            "0 a:1 PA 1/1 +100",
            "0 a:2 FA 101/1",
            "10 b:1 A 1/101",
            "10 b:2 FA 1/102",
            "20 a:3 A 102/2",
        ])
        .lives(A, "0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "10 DATA, 10 CLOSE_WAIT, 10 EOF, 10 LAST_ACK, 30 CLOSE, 30 gone")
        .answers(A, &["0 write = 100", "0 close = 0"])
        .answers(B, &["10 read = 100", "10 close = 0"])
        .by(A, Rule::FinGoesAlone, &[0])
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn a_fin_rides_on_the_data_that_waits() {
    tell(&["0 a write bytes=15000", "0 a close", "eof b read", "eof b close"])
        .sends(&[
            "0 a:1 A 1/1 +1448",
            "0 a:2 PA 1449/1 +1448",
            "0 a:3 A 2897/1 +1448",
            "0 a:4 PA 4345/1 +1448",
            "0 a:5 A 5793/1 +1448",
            "0 a:6 PA 7241/1 +1448",
            "0 a:7 A 8689/1 +1448",
            "0 a:8 PA 10137/1 +1448",
            "0 a:9 A 11585/1 +1448",
            "0 a:10 PA 13033/1 +1448",
            "10 b:1 A 1/1449",
            "10 b:2 A 1/2897",
            "10 b:3 A 1/4345",
            "10 b:4 A 1/5793",
            "10 b:5 A 1/7241",
            "10 b:6 A 1/8689",
            "10 b:7 A 1/10137",
            "10 b:8 A 1/11585",
            "10 b:9 A 1/13033",
            "10 b:10 A 1/14481",
            "20 a:11 FPA 14481/1 +520",
            "30 b:11 FA 1/15002",
            "40 a:12 A 15002/2",
        ])
        .lives(A, "0 FIN_WAIT1, 40 FIN_WAIT2, 40 mini, 40 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .answers(B, &["30 read = 15000", "30 close = 0"])
        .by(A, Rule::FinWaits, &[0])
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn data_and_fin_that_are_lost_come_back_as_one_segment() {
    tell(&["drop from=a count=3", "0 a write bytes=100", "0 a close", "eof b read", "eof b close"])
        .sends(&[
            "0 a:1 PA 1/1 +100 lost",
            "0 a:2 FA 101/1 lost",
            "48 a:3 FA 101/1 probe lost",
            "272 a:4 FPA 1/1 +100 again 1",
            "282 b:1 FA 1/102",
            "292 a:5 A 102/2",
        ])
        .lives(A, "0 FIN_WAIT1, 292 FIN_WAIT2, 292 mini, 292 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "282 DATA, 282 CLOSE_WAIT, 282 EOF, 282 LAST_ACK, 302 CLOSE, 302 gone")
        .answers(B, &["282 read = 100", "282 close = 0"])
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn a_fin_that_overtakes_data_waits_for_it() {
    tell(&["delay from=a data=true ms=5", "0 a write bytes=100", "0 a close", "eof b read", "eof b close"])
        .sends(&[
            "0 a:1 PA 1/1 +100",
            "0 a:2 FA 101/1",
            "10 b:1 A 1/1 sack 101-102",
            "15 b:2 A 1/102",
            "15 b:3 FA 1/102",
            "25 a:3 A 102/2",
        ])
        .lives(A, "0 FIN_WAIT1, 25 FIN_WAIT2, 25 mini, 25 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "15 DATA, 15 CLOSE_WAIT, 15 EOF, 15 LAST_ACK, 35 CLOSE, 35 gone")
        .by(B, Rule::OutOfOrder, &[10])
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn unread_data_makes_close_a_reset() {
    tell(&["0 a write bytes=100", "20 b close"])
        .sends(&["0 a:1 PA 1/1 +100", "10 b:1 A 1/101", "20 b:2 RA 1/101"])
        .lives(A, "30 ECONNRESET, 30 CLOSE")
        .lives(B, "10 DATA, 20 CLOSE, 20 gone")
        .counts(B, "EstabResets 1, OutRsts 1, TCPAbortOnClose 1")
        .ends(A, "held: reset-accepted")
        .ends(B, "gone: close-unread");
}

#[test]
fn half_read_data_makes_close_a_reset_too() {
    tell(&["0 a write bytes=100", "20 b read bytes=99", "20 b close"])
        .sends(&["0 a:1 PA 1/1 +100", "10 b:1 A 1/101", "20 b:2 RA 1/101"])
        .answers(B, &["20 read = 99", "20 close = 0"])
        .ends(A, "held: reset-accepted")
        .ends(B, "gone: close-unread");
}

#[test]
fn an_end_of_file_that_nobody_read_is_no_unread_data() {
    tell(&["drop from=a count=2", "0 a write bytes=100", "0 a close", "300 b read bytes=100", "300 b close"])
        .sends(&[
            "0 a:1 PA 1/1 +100 lost",
            "0 a:2 FA 101/1 lost",
            "48 a:3 FA 101/1 probe",
            "58 b:1 A 1/1 sack 101-102",
            "68 a:4 PA 1/1 +100 again",
            "78 b:2 A 1/102",
            "300 b:3 FA 1/102",
            "310 a:5 A 102/2",
        ])
        .lives(B, "78 DATA, 78 CLOSE_WAIT, 78 EOF, 300 LAST_ACK, 320 CLOSE, 320 gone")
        .answers(B, &["300 read = 100", "300 close = 0"])
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn data_for_an_orphan_in_fin_wait_1_ends_it_with_a_reset() {
    tell(&["drop from=a has=F count=1", "0 a close", "5 b write bytes=100"])
        .sends(&["0 a:1 FA 1/1 lost", "5 b:1 PA 1/1 +100", "15 a:2 R 1/0"])
        .lives(A, "0 FIN_WAIT1, 15 CLOSE, 15 gone")
        .lives(B, "25 ECONNRESET, 25 CLOSE")
        .counts(A, "OutRsts 1, TCPAbortOnData 1")
        .ends(A, "gone: data-for-nobody")
        .ends(B, "held: reset-accepted");
}

#[test]
fn data_for_a_mini_socket_ends_it_with_a_reset() {
    tell(&["0 a close", "50 b write bytes=100", "100 b write bytes=1"])
        .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2", "50 b:2 PA 1/2 +100", "60 a:2 R 2/0"])
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 60 CLOSE, 60 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 70 EPIPE, 70 CLOSE")
        .answers(B, &["50 write = 100", "100 write = EPIPE"])
        .counts(A, "OutRsts 1, TW 1")
        .ends(A, "gone: mini-gets-data")
        .ends(B, "held: reset-accepted");
}

#[test]
fn a_half_closed_socket_still_gets_its_answer() {
    tell(&[
        "0 a shutdown_wr",
        "30 a write bytes=1",
        "eof+40 b write bytes=2000",
        "eof+50 b close",
        "eof a read",
        "eof a read",
        "eof a close",
    ])
    .sends(&[
        "0 a:1 FA 1/1",
        "12 b:1 A 1/2",
        "50 b:2 A 1/2 +1448",
        "50 b:3 PA 1449/2 +552",
        "60 b:4 FA 2001/2",
        "60 a:2 A 2/1449",
        "60 a:3 A 2/2001",
        "70 a:4 A 2/2002",
    ])
    .lives(
        A,
        "0 FIN_WAIT1, 22 FIN_WAIT2, 60 DATA, 60 DATA, 70 EOF, 70 mini, 70 TIME_WAIT, 61440 CLOSE, 61440 gone",
    )
    .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 80 CLOSE, 80 gone")
    .answers(A, &["0 shutdown_wr = 0", "30 write = EPIPE", "70 read = 2000", "70 read = 0", "70 close = 0"])
    .ends(A, "gone: time-wait-over")
    .ends(B, "gone: last-ack-arrived");
}

#[test]
fn after_shutdown_rd_data_is_still_taken() {
    tell(&["0 b shutdown_rd", "0 a write bytes=100", "100 b read", "100 b read"])
        .sends(&["0 a:1 PA 1/1 +100", "10 b:1 A 1/101"])
        .lives(B, "0 EOF")
        .answers(B, &["0 shutdown_rd = 0", "100 read = 100", "100 read = 0"])
        .ends(B, "waits in ESTABLISHED");
}

#[test]
fn after_shutdown_of_both_ways_data_is_a_reset_and_the_application_is_told() {
    tell(&["0 a shutdown_rdwr", "50 b write bytes=100", "100 a read", "100 a read", "100 a close"])
        .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2", "50 b:2 PA 1/2 +100", "60 a:2 R 2/0"])
        .lives(A, "0 EOF, 0 FIN_WAIT1, 22 FIN_WAIT2, 60 ECONNRESET, 60 CLOSE, 100 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 70 EPIPE, 70 CLOSE")
        .answers(A, &["0 shutdown_rdwr = 0", "100 read = ECONNRESET", "100 read = 0", "100 close = 0"])
        .counts(A, "OutRsts 1, TCPAbortOnData 1")
        .ends(A, "gone: data-for-nobody")
        .ends(B, "held: reset-accepted");
}

#[test]
fn a_write_takes_what_the_send_buffer_has_room_for() {
    tell(&["delay_ms=30000", "0 a write bytes=1048576", "0 a write bytes=1", "run_ms=0"])
        .answers(A, &["0 write = 46336", "0 write = EAGAIN"])
        .by(A, Rule::WriteFindsNoRoom, &[0])
        .sends(&[
            "0 a:1 A 1/1 +1448",
            "0 a:2 PA 1449/1 +1448",
            "0 a:3 A 2897/1 +1448",
            "0 a:4 PA 4345/1 +1448",
            "0 a:5 A 5793/1 +1448",
            "0 a:6 PA 7241/1 +1448",
            "0 a:7 A 8689/1 +1448",
            "0 a:8 PA 10137/1 +1448",
            "0 a:9 A 11585/1 +1448",
            "0 a:10 PA 13033/1 +1448",
        ]);
}

#[test]
fn the_last_of_each_burst_is_marked_and_a_burst_is_half_the_window_nearby_and_two_segments_far_away() {
    let marked = |delay_ms: u32| {
        let delay = format!("delay_ms={delay_ms}");
        let story = tell(&[&delay, "0 a write bytes=14480", "run_ms=0"]);
        story.wire().iter().map(|line| if line.contains(" PA ") { '|' } else { '.' }).collect::<String>()
    };
    let (near, far) = ("....|....|", ".|.|.|.|.|");
    assert_eq!([1, 2, 5, 10, 100].map(marked), [near, near, far, far, far]);
}
