//! When an acknowledgment goes: at once, after 40 ms, or on the answer.

use super::told::tell;
use lastack::host::HostId::B;
use lastack::rule::Rule;

#[test]
fn a_fin_is_acknowledged_after_40_ms_where_data_came_before() {
    tell(&["0 a write bytes=100", "11 b read", "300 a close"])
        .sends(&["0 a:1 PA 1/1 +100", "10 b:1 A 1/101", "300 a:2 FA 101/1", "352 b:2 A 1/102"])
        .lives(B, "10 DATA, 310 CLOSE_WAIT, 310 EOF")
        .by(B, Rule::FinAckDelayed, &[310, 352]);
}

#[test]
fn the_first_segments_are_acknowledged_at_once_and_later_ones_after_40_ms() {
    let writes: Vec<String> = (0..20).map(|n| format!("{} a write bytes=10", n * 100)).collect();
    let writes: Vec<&str> = writes.iter().map(String::as_str).collect();
    tell(&writes).sends_from(
        B,
        &[
            "10 b:1 A 1/11",
            "110 b:2 A 1/21",
            "210 b:3 A 1/31",
            "310 b:4 A 1/41",
            "410 b:5 A 1/51",
            "510 b:6 A 1/61",
            "610 b:7 A 1/71",
            "710 b:8 A 1/81",
            "810 b:9 A 1/91",
            "910 b:10 A 1/101",
            "1010 b:11 A 1/111",
            "1110 b:12 A 1/121",
            "1210 b:13 A 1/131",
            "1310 b:14 A 1/141",
            "1410 b:15 A 1/151",
            "1510 b:16 A 1/161",
            "1652 b:17 A 1/171",
            "1752 b:18 A 1/181",
            "1852 b:19 A 1/191",
            "1952 b:20 A 1/201",
        ],
    );
}

#[test]
fn an_answer_carries_the_acknowledgment() {
    tell(&[
        "0 a write bytes=10",
        "11 b read",
        "11 b write bytes=10",
        "30 a read",
        "30 a write bytes=10",
        "41 b read",
        "45 b write bytes=10",
        "60 a read",
        "60 a write bytes=10",
        "75 b read",
        "75 b write bytes=10",
        "run_ms=300",
    ])
    .sends(&[
        "0 a:1 PA 1/1 +10",
        "10 b:1 A 1/11",
        "11 b:2 PA 1/11 +10",
        "21 a:2 A 11/11",
        "30 a:3 PA 11/11 +10",
        "45 b:3 PA 11/21 +10",
        "60 a:4 PA 21/21 +10",
        "75 b:4 PA 21/31 +10",
        "128 a:5 A 31/31",
    ])
    .by(B, Rule::DataAckDelayed, &[40, 70]);
}

#[test]
fn tcp_quickack_sends_what_is_owed() {
    tell(&[
        "0 b setsockopt opt=TCP_QUICKACK value=0",
        "0 a write bytes=10",
        "20 b setsockopt opt=TCP_QUICKACK value=1",
        "run_ms=200",
    ])
    .sends(&["0 a:1 PA 1/1 +10", "20 b:1 A 1/11"]);
}

#[test]
fn nagle_holds_a_small_segment_while_one_is_out_but_never_a_fin() {
    tell(&[
        "0 a connect sock=again port=40001",
        "100 a write sock=again bytes=10",
        "101 a write sock=again bytes=10",
        "102 a write sock=again bytes=10",
        "200 a write sock=again bytes=10",
        "201 a write sock=again bytes=10",
        "202 a close sock=again",
        "run_ms=300",
    ])
    .sends(&[
        "0 a:1@40001 S 0/0",
        "10 b:1@40001 SA 0/1",
        "20 a:2@40001 A 1/1",
        "100 a:3@40001 PA 1/1 +10",
        "110 b:2@40001 A 1/11",
        "120 a:4@40001 PA 11/1 +20",
        "130 b:3@40001 A 1/31",
        "200 a:5@40001 PA 31/1 +10",
        "202 a:6@40001 FPA 41/1 +10",
        "210 b:4@40001 A 1/41",
        "256 b:5@40001 A 1/52",
    ]);
}

#[test]
fn without_nagle_each_goes_at_once() {
    tell(&[
        "0 a connect sock=again port=40001",
        "100 a setsockopt sock=again opt=TCP_NODELAY value=1",
        "100 a write sock=again bytes=10",
        "101 a write sock=again bytes=10",
        "run_ms=300",
    ])
    .sends(&[
        "0 a:1@40001 S 0/0",
        "10 b:1@40001 SA 0/1",
        "20 a:2@40001 A 1/1",
        "100 a:3@40001 PA 1/1 +10",
        "101 a:4@40001 PA 11/1 +10",
        "110 b:2@40001 A 1/11",
        "111 b:3@40001 A 1/21",
    ]);
}

#[test]
fn two_full_segments_are_acknowledged_at_once() {
    tell(&["0 b setsockopt opt=TCP_QUICKACK value=0", "0 a write bytes=2896", "run_ms=300"]).sends(&[
        "0 a:1 A 1/1 +1448",
        "0 a:2 PA 1449/1 +1448",
        "10 b:1 A 1/2897",
    ]);
}
