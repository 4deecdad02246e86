//! Connections that are opened while another one ends.

use super::told::{Story, tell};
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;

#[test]
fn a_connection_to_a_listener_stands_after_three_segments() {
    tell(&["0 a connect sock=again port=40001", "100 a write sock=again bytes=10", "200 a close sock=again"])
        .sends(&[
            "0 a:1@40001 S 0/0",
            "10 b:1@40001 SA 0/1",
            "20 a:2@40001 A 1/1",
            "100 a:3@40001 PA 1/1 +10",
            "110 b:2@40001 A 1/11",
            "200 a:4@40001 FA 11/1",
            "252 b:3@40001 A 1/12",
        ])
        .lives(
            A,
            "0 SYN_SENT@40001, 20 ESTABLISHED@40001, 20 CONNECTED@40001, 200 FIN_WAIT1@40001, \
             262 FIN_WAIT2@40001, 262 mini@40001, 61440 CLOSE@40001, 61440 gone@40001",
        )
        .lives(B, "10 SYN_RECV@40001, 30 ESTABLISHED@40001, 210 CLOSE_WAIT@40001")
        .answers(A, &["0 again.connect = in progress", "100 again.write = 10", "200 again.close = 0"])
        .counts(A, "ActiveOpens 1, TW 1")
        .counts(B, "DelayedACKs 1, PassiveOpens 1")
        .ends(B, "waits in ESTABLISHED");
}

#[test]
fn where_nobody_listens_it_is_refused() {
    tell(&[
        "0 a connect sock=again port=40001 to=81",
        "100 a write sock=again bytes=1",
        "200 a close sock=again",
    ])
    .sends(&["0 a:1@40001:81 S 0/0", "10 b:1@40001:81 RA 0/1"])
    .lives(A, "0 SYN_SENT@40001:81, 20 ECONNREFUSED@40001:81, 20 CLOSE@40001:81, 200 gone@40001:81")
    .answers(A, &["0 again.connect = in progress", "100 again.write = ECONNREFUSED", "200 again.close = 0"])
    .by(A, Rule::ConnectionRefused, &[20]);
}

#[test]
fn on_6_18_a_lost_syn_goes_again_each_second_and_on_6_1_the_timeout_doubles() {
    let lost = |version: &str| {
        let version = format!("kernel.version={version}");
        tell(&[&version, "drop has=S count=-1", "0 a connect sock=again port=40001"])
    };
    let (new, old) = (lost("6.18"), lost("6.1"));
    assert_eq!(new.gaps(A), [1024, 1024, 1024, 1024, 1024, 2016, 4128, 8192, 16128, 34048]);
    assert_eq!(old.gaps(A), [1024, 2016, 4128, 8192, 16128, 34048]);
    new.lives(A, "0 SYN_SENT@40001, 135168 ETIMEDOUT@40001, 135168 CLOSE@40001").by(
        A,
        Rule::SynGivesUp,
        &[135168],
    );
    old.lives(A, "0 SYN_SENT@40001, 131072 ETIMEDOUT@40001, 131072 CLOSE@40001").by(
        A,
        Rule::SynGivesUp,
        &[131072],
    );
}

#[test]
fn a_syn_that_is_lost_once_costs_a_second() {
    tell(&["drop has=S", "0 a connect sock=again port=40001", "1500 a close sock=again"])
        .sends(&[
            "0 a:1@40001 S 0/0 lost",
            "1024 a:2@40001 S 0/0 again 1",
            "1034 b:1@40001 SA 0/1",
            "1044 a:3@40001 A 1/1",
            "1500 a:4@40001 FA 1/1",
            "1512 b:2@40001 A 1/2",
        ])
        .lives(
            A,
            "0 SYN_SENT@40001, 1044 ESTABLISHED@40001, 1044 CONNECTED@40001, 1500 FIN_WAIT1@40001, \
             1522 FIN_WAIT2@40001, 1522 mini@40001, 63488 CLOSE@40001, 63488 gone@40001",
        )
        .lives(B, "1034 SYN_RECV@40001, 1054 ESTABLISHED@40001, 1510 CLOSE_WAIT@40001");
}

#[test]
fn a_syn_ack_that_is_lost_comes_again() {
    tell(&["drop has=SA", "0 a connect sock=again port=40001", "run_ms=3000"])
        .sends(&[
            "0 a:1@40001 S 0/0",
            "10 b:1@40001 SA 0/1 lost",
            // The request's timer stays with its processor, and such timers come first in a tick.
            "1024 b:2@40001 SA 0/1 again 1",
            "1024 a:2@40001 S 0/0 again 1",
            "1034 a:3@40001 A 1/1",
            "1034 b:3@40001 SA 0/1 again 2",
            "1044 a:4@40001 A 1/1",
        ])
        .lives(A, "0 SYN_SENT@40001, 1034 ESTABLISHED@40001, 1034 CONNECTED@40001")
        .lives(B, "10 SYN_RECV@40001, 1044 ESTABLISHED@40001");
}

#[test]
fn close_before_it_is_open_sends_nothing_and_the_syn_ack_is_reset() {
    tell(&["0 a connect sock=again port=40001", "5 a close sock=again"])
        .sends(&["0 a:1@40001 S 0/0", "10 b:1@40001 SA 0/1", "20 a:2@40001 R 1/0"])
        .lives(A, "0 SYN_SENT@40001, 5 CLOSE@40001, 5 gone@40001")
        .lives(B, "10 SYN_RECV@40001, 30 CLOSE@40001, 30 gone@40001")
        .answers(A, &["0 again.connect = in progress", "5 again.close = 0"]);
}

#[test]
fn two_syns_that_cross_make_one_connection() {
    // Each SYN-ACK repeats a SYN that had come, and the ACK of it says so.
    let crossed = "10 SYN_SENT, 20 SYN_RECV, 30 ESTABLISHED, 30 CONNECTED";
    tell(&[
        "0 a vanish",
        "0 b vanish",
        "0 b unlisten",
        "10 a connect sock=again",
        "10 b connect sock=again",
        "100 a write sock=again bytes=10",
        "run_ms=200",
    ])
    .sends(&[
        "10 a:1 S 0/0",
        "10 b:1 S 0/0",
        "20 b:2 SA 0/1",
        "20 a:2 SA 0/1",
        "30 a:3 A 1/1 sack 0-1",
        "30 b:3 A 1/1 sack 0-1",
        "100 a:4 PA 1/1 +10",
        "110 b:4 A 1/11",
    ])
    .lives(A, &format!("0 CLOSE, 0 gone, {crossed}"))
    .lives(B, &format!("0 CLOSE, 0 gone, {crossed}, 110 DATA"))
    .by(A, Rule::SynCrossesSyn, &[20])
    .by(B, Rule::SynCrossesSyn, &[20]);
}

#[test]
fn unlisten_resets_what_nobody_accepted() {
    tell(&["0 a connect sock=again port=40001", "100 b unlisten", "200 a connect sock=third port=40002"])
        .sends(&[
            "0 a:1@40001 S 0/0",
            "10 b:1@40001 SA 0/1",
            "20 a:2@40001 A 1/1",
            "100 b:2@40001 RA 1/1",
            "200 a:3@40002 S 0/0",
            "210 b:3@40002 RA 0/1",
        ])
        .lives(
            A,
            "0 SYN_SENT@40001, 20 ESTABLISHED@40001, 20 CONNECTED@40001, 110 ECONNRESET@40001, \
             110 CLOSE@40001, 200 SYN_SENT@40002, 220 ECONNREFUSED@40002, 220 CLOSE@40002",
        )
        .lives(B, "10 SYN_RECV@40001, 30 ESTABLISHED@40001, 100 CLOSE@40001, 100 gone@40001")
        .by(B, Rule::ListenEnds, &[100]);
}

#[test]
fn what_is_not_open_yet_outlives_its_listener_until_its_timer() {
    tell(&[
        "drop from=a hasnt=S count=-1",
        "0 a connect sock=again port=40001",
        "100 b unlisten",
        "run_ms=1100",
    ])
    .sends(&["0 a:1@40001 S 0/0", "10 b:1@40001 SA 0/1", "20 a:2@40001 A 1/1 lost"])
    .lives(A, "0 SYN_SENT@40001, 20 ESTABLISHED@40001, 20 CONNECTED@40001")
    .lives(B, "10 SYN_RECV@40001, 1024 CLOSE@40001, 1024 gone@40001")
    .by(B, Rule::ListenEnds, &[100, 1024]);
}

/// Eighteen clients of a queue of seventeen.
fn crowd(more: &[&str]) -> Story {
    let clients: Vec<String> =
        (0..18).map(|n| format!("{n} a connect sock=c{n} port={}", 41_000 + n)).collect();
    let clients: Vec<&str> = clients.iter().map(String::as_str).collect();
    tell(&[&clients[..], more].concat())
}

/// What was sent of the eighteenth.
fn last(story: &Story) -> Vec<String> {
    story.wire().into_iter().filter(|line| line.contains("@41017")).collect()
}

#[test]
fn the_accept_queue_has_room_for_one_more_than_the_backlog() {
    let story = crowd(&["run_ms=500"]);
    let open = |port: u16| {
        story.life(A).contains(&format!("ESTABLISHED@{port}"))
            && story.life(B).contains(&format!("ESTABLISHED@{port}"))
    };
    assert_eq!((0..18).filter(|n| open(41_000 + n)).count(), 17);
    assert_eq!(last(&story), ["17 a:18@41017 S 0/0", "27 b:18@41017 SA 0/1", "37 a:36@41017 A 1/1"]);
    story.by(B, Rule::AcceptQueueFull, &[47]);
}

#[test]
fn a_syn_that_finds_it_full_is_not_answered() {
    let story = crowd(&["500 a connect sock=late port=42000", "run_ms=2000"]);
    let late: Vec<_> = story.wire().into_iter().filter(|line| line.contains("@42000")).collect();
    assert_eq!(late, ["500 a:37@42000 S 0/0", "1504 a:39@42000 S 0/0 again 1"]);
}

#[test]
fn with_tcp_abort_on_overflow_the_last_ack_of_the_handshake_is_reset() {
    let story = crowd(&["sysctl b tcp_abort_on_overflow 1", "run_ms=500"]);
    assert_eq!(
        last(&story),
        ["17 a:18@41017 S 0/0", "27 b:18@41017 SA 0/1", "37 a:36@41017 A 1/1", "47 b:19@41017 R 1/0"]
    );
    story.by(B, Rule::AcceptQueueFull, &[47]);
}

#[test]
fn a_new_client_that_meets_last_ack_resets_it_and_comes_again_two_ticks_later() {
    tell(&[
        "drop from=a has=A hasnt=F count=-1 before_ms=500",
        "sysctl b tcp_orphan_retries 8",
        "0 a close",
        "eof b close",
        "500 a reboot",
        "600 a connect sock=again",
        "1000 a close sock=again",
        "run_ms=2000",
    ])
    .sends(&[
        "0 a:1 FA 1/1",
        "10 b:1 FA 1/2",
        "20 a:2 A 2/2 lost",
        "232 b:2 FA 1/2 probe",
        "242 a:3 A 2/2 lost",
        "456 b:3 FA 1/2 again 1",
        "466 a:4 A 2/2 lost",
        "600 a:5 S 0/0",
        "610 b:4 A 2/2",
        "620 a:6 R 2/0",
        "632 a:7 S 0/0 again 1",
        "642 b:5 SA 0/1",
        "652 a:8 A 1/1",
        "1000 a:9 FA 1/1",
        "1012 b:6 A 1/2",
    ])
    .lives(
        A,
        "0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT, 500 CLOSE, 500 gone, 600 SYN_SENT, \
         652 ESTABLISHED, 652 CONNECTED, 1000 FIN_WAIT1, 1022 FIN_WAIT2, 1022 mini",
    )
    .lives(
        B,
        "10 CLOSE_WAIT, 10 EOF, 10 LAST_ACK, 630 CLOSE, 630 gone, 642 SYN_RECV, 662 ESTABLISHED, \
         1010 CLOSE_WAIT",
    )
    .by(B, Rule::SynInConnection, &[610])
    .by(A, Rule::SynSentForeignAck, &[620])
    .by(A, Rule::SynAgainAtOnce, &[620, 632])
    .by(B, Rule::ResetAccepted, &[630]);
}
