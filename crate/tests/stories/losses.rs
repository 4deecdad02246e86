//! Losses among data, and how each is noticed and made good.

use super::told::tell;
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;

#[test]
fn rack_waits_a_quarter_of_the_round_trip_for_what_may_only_be_late() {
    tell(&["drop from=a data=true count=1", "0 a write bytes=4344", "200 a close"])
        .sends(&[
            "0 a:1 A 1/1 +1448 lost",
            "0 a:2 PA 1449/1 +1448",
            "0 a:3 PA 2897/1 +1448",
            "10 b:1 A 1/1 sack 1449-2897",
            "10 b:2 A 1/1 sack 1449-4345",
            "32 a:4 A 1/1 +1448 again",
            "42 b:3 A 1/4345",
            "200 a:5 FA 4345/1",
            "252 b:4 A 1/4346",
        ])
        .by(A, Rule::MayOnlyBeLate, &[20, 32])
        .counts(A, "RetransSegs 1, TCPFastRetrans 1, TCPSackRecovery 1, TW 1");
}

#[test]
fn once_three_segments_have_overtaken_it_nothing_is_waited_for() {
    tell(&["drop from=a data=true count=1", "0 a write bytes=7240", "200 a close"])
        .sends(&[
            "0 a:1 A 1/1 +1448 lost",
            "0 a:2 PA 1449/1 +1448",
            "0 a:3 A 2897/1 +1448",
            "0 a:4 PA 4345/1 +1448",
            "0 a:5 PA 5793/1 +1448",
            "10 b:1 A 1/1 sack 1449-2897",
            "10 b:2 A 1/1 sack 1449-4345",
            "10 b:3 A 1/1 sack 1449-5793",
            "10 b:4 A 1/1 sack 1449-7241",
            "20 a:6 A 1/1 +1448 again",
            "30 b:5 A 1/7241",
            "200 a:7 FA 7241/1",
            "252 b:6 A 1/7242",
        ])
        .lives(A, "200 FIN_WAIT1, 262 FIN_WAIT2, 262 mini, 61440 CLOSE, 61440 gone")
        .lives(B, "30 DATA, 210 CLOSE_WAIT, 210 EOF")
        .by(A, Rule::MayOnlyBeLate, &[20])
        .counts(A, "RetransSegs 1, TCPFastRetrans 1, TCPSackRecovery 1, TW 1");
}

#[test]
fn without_sack_three_duplicate_acks_say_it() {
    tell(&["sysctl a tcp_sack 0", "drop from=a data=true count=1", "0 a write bytes=7240", "200 a close"])
        .sends(&[
            "0 a:1 A 1/1 +1448 lost",
            "0 a:2 PA 1449/1 +1448",
            "0 a:3 A 2897/1 +1448",
            "0 a:4 PA 4345/1 +1448",
            "0 a:5 PA 5793/1 +1448",
            "10 b:1 A 1/1",
            "10 b:2 A 1/1",
            "10 b:3 A 1/1",
            "10 b:4 A 1/1",
            "20 a:6 A 1/1 +1448 again",
            "30 b:5 A 1/7241",
            "200 a:7 FA 7241/1",
            "252 b:6 A 1/7242",
        ])
        .lives(A, "200 FIN_WAIT1, 262 FIN_WAIT2, 262 mini, 61440 CLOSE, 61440 gone")
        .lives(B, "30 DATA, 210 CLOSE_WAIT, 210 EOF")
        .counts(A, "RetransSegs 1, TCPFastRetrans 1, TCPRenoRecovery 1, TW 1");
}

#[test]
fn a_segment_that_was_only_late_is_undone_by_d_sack() {
    tell(&["delay from=a data=true count=1 ms=60", "0 a write bytes=7240", "200 a close"])
        .sends(&[
            "0 a:1 A 1/1 +1448",
            "0 a:2 PA 1449/1 +1448",
            "0 a:3 A 2897/1 +1448",
            "0 a:4 PA 4345/1 +1448",
            "0 a:5 PA 5793/1 +1448",
            "10 b:1 A 1/1 sack 1449-2897",
            "10 b:2 A 1/1 sack 1449-4345",
            "10 b:3 A 1/1 sack 1449-5793",
            "10 b:4 A 1/1 sack 1449-7241",
            "20 a:6 A 1/1 +1448 again",
            "30 b:5 A 1/7241",
            "70 b:6 A 1/7241 sack 1-1449",
            "200 a:7 FA 7241/1",
            "252 b:7 A 1/7242",
        ])
        .by(A, Rule::DsackReceived, &[80])
        .counts(
            A,
            "RetransSegs 1, TCPDSACKRecv 1, TCPDSACKUndo 1, TCPFastRetrans 1, TCPSackRecovery 1, TW 1",
        );
}

#[test]
fn a_timeout_that_was_spurious_is_undone_by_timestamps() {
    tell(&[
        "delay from=b count=-1 before_ms=200 ms=400",
        "sysctl a tcp_early_retrans 0",
        "0 a write bytes=2896",
        "1000 a close",
    ])
    .sends(&[
        "0 a:1 A 1/1 +1448",
        "0 a:2 PA 1449/1 +1448",
        "10 b:1 A 1/1449",
        "10 b:2 A 1/2897",
        "224 a:3 A 1/1 +1448 again 1",
        "234 b:3 A 1/2897 sack 1-1449",
        "420 a:4 A 2897/1",
        "1000 a:5 FA 2897/1",
        "1052 b:4 A 1/2898",
    ])
    .by(A, Rule::TimeoutWasSpurious, &[244])
    .counts(
        A,
        "PAWSEstab 1, RetransSegs 1, TCPDSACKRecv 1, TCPLossUndo 1, TCPTimeouts 1, TW 1, TcpTimeoutRehash 1",
    );
}

#[test]
fn a_tail_that_is_lost_is_found_by_the_probe() {
    tell(&["drop from=a data=true skip=4 count=1", "0 a write bytes=7240", "1000 a close"])
        .sends(&[
            "0 a:1 A 1/1 +1448",
            "0 a:2 PA 1449/1 +1448",
            "0 a:3 A 2897/1 +1448",
            "0 a:4 PA 4345/1 +1448",
            "0 a:5 PA 5793/1 +1448 lost",
            "10 b:1 A 1/1449",
            "10 b:2 A 1/2897",
            "10 b:3 A 1/4345",
            "10 b:4 A 1/5793",
            "244 a:6 PA 5793/1 +1448 probe",
            "254 b:5 A 1/7241",
            "1000 a:7 FA 7241/1",
            "1052 b:6 A 1/7242",
        ])
        .by(A, Rule::ProbeSent, &[244, 1062])
        .counts(A, "RetransSegs 1, TCPLossProbeRecovery 1, TCPLossProbes 1, TW 1");
}

#[test]
fn a_fin_behind_it_finds_it_sooner() {
    tell(&["drop from=a data=true skip=4 count=1", "0 a write bytes=7240", "1 a close"])
        .sends(&[
            "0 a:1 A 1/1 +1448",
            "0 a:2 PA 1449/1 +1448",
            "0 a:3 A 2897/1 +1448",
            "0 a:4 PA 4345/1 +1448",
            "0 a:5 PA 5793/1 +1448 lost",
            "1 a:6 FA 7241/1",
            "10 b:1 A 1/1449",
            "10 b:2 A 1/2897",
            "10 b:3 A 1/4345",
            "10 b:4 A 1/5793",
            "11 b:5 A 1/5793 sack 7241-7242",
            "32 a:7 PA 5793/1 +1448 again",
            "42 b:6 A 1/7242",
        ])
        .counts(A, "RetransSegs 1, TCPFastRetrans 1, TCPSackRecovery 1, TW 1");
}

#[test]
fn what_comes_out_of_order_is_told_newest_first() {
    tell(&[
        "0 b inject flags=PA seq=101 ack=1 len=100",
        "1 b inject flags=PA seq=301 ack=1 len=100",
        "2 b inject flags=PA seq=501 ack=1 len=100",
        "3 b inject flags=PA seq=201 ack=1 len=100",
        "10 b inject flags=PA seq=1 ack=1 len=100",
        "11 b inject flags=PA seq=1 ack=1 len=100",
        "12 b inject flags=PA seq=501 ack=1 len=100",
    ])
    .sends(&[
        "0 a:0 PA 101/1 +100 forged",
        "0 b:1 A 1/1 sack 101-201",
        "1 a:0 PA 301/1 +100 forged",
        "1 b:2 A 1/1 sack 301-401 sack 101-201",
        "2 a:0 PA 501/1 +100 forged",
        "2 b:3 A 1/1 sack 501-601 sack 301-401 sack 101-201",
        "3 a:0 PA 201/1 +100 forged",
        "3 b:4 A 1/1 sack 101-401 sack 501-601",
        "10 a:0 PA 1/1 +100 forged",
        "10 b:5 A 1/401 sack 501-601",
        "11 a:0 PA 1/1 +100 forged",
        "11 b:6 A 1/401 sack 1-101 sack 501-601",
        "12 a:0 PA 501/1 +100 forged",
        "12 b:7 A 1/401 sack 501-601 sack 501-601",
        "20 a:1 A 1/1",
        "30 b:8 A 1/401 sack 501-601",
    ])
    .lives(B, "10 DATA");
}
