//! Who ends what would wait for ever: TCP_USER_TIMEOUT, keepalive, a host that starts anew.

use super::told::tell;
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;

#[test]
fn tcp_user_timeout_bounds_a_fin_that_somebody_holds() {
    tell(&["drop from=a count=-1", "0 a setsockopt opt=TCP_USER_TIMEOUT value=3000", "0 a shutdown_wr"])
        .sends(&[
            "0 a:1 FA 1/1 lost",
            "224 a:2 FA 1/1 probe lost",
            "448 a:3 FA 1/1 again 1 lost",
            "896 a:4 FA 1/1 again 2 lost",
            "1792 a:5 FA 1/1 again 3 lost",
        ])
        .lives(A, "0 FIN_WAIT1, 3456 ETIMEDOUT, 3456 CLOSE")
        .counts(
            A,
            "RetransSegs 4, TCPAbortOnTimeout 1, TCPLossProbes 1, TCPLostRetransmit 2, \
             TCPTimeouts 4, TcpTimeoutRehash 3",
        )
        .ends(A, "held: user-timeout-gives-up");
}

#[test]
fn tcp_user_timeout_replaces_tcp_orphan_retries() {
    tell(&[
        "sysctl a tcp_orphan_retries 8",
        "drop from=a count=-1",
        "0 a setsockopt opt=TCP_USER_TIMEOUT value=2000",
        "0 a close",
    ])
    .sends(&[
        "0 a:1 FA 1/1 lost",
        "224 a:2 FA 1/1 probe lost",
        "448 a:3 FA 1/1 again 1 lost",
        "896 a:4 FA 1/1 again 2 lost",
        "1792 a:5 FA 1/1 again 3 lost",
    ])
    .lives(A, "0 FIN_WAIT1, 2464 CLOSE, 2464 gone")
    .ends(A, "gone: user-timeout-gives-up");
}

#[test]
fn tcp_user_timeout_bounds_data_that_nobody_acknowledges() {
    tell(&[
        "drop from=a count=-1",
        "0 a setsockopt opt=TCP_USER_TIMEOUT value=1000",
        "0 a write bytes=100",
        "5000 a write bytes=1",
        "5000 a write bytes=1",
    ])
    .sends(&[
        "0 a:1 PA 1/1 +100 lost",
        "224 a:2 PA 1/1 +100 probe lost",
        "448 a:3 PA 1/1 +100 again 1 lost",
        "896 a:4 PA 1/1 +100 again 2 lost",
    ])
    .lives(A, "1472 ETIMEDOUT, 1472 CLOSE")
    .answers(A, &["0 setsockopt = 0", "0 write = 100", "5000 write = ETIMEDOUT", "5000 write = EPIPE"])
    .ends(A, "held: user-timeout-gives-up");
}

#[test]
fn keepalive_ends_a_dead_peer_with_a_reset_and_etimedout() {
    tell(&[
        "sysctl a tcp_keepalive_time 10",
        "sysctl a tcp_keepalive_intvl 2",
        "sysctl a tcp_keepalive_probes 3",
        "0 a setsockopt opt=SO_KEEPALIVE value=1",
        "drop from=a count=-1",
        "60000 a read",
        "60000 a read",
    ])
    .sends(&[
        "10240 a:1 A 0/1 asks lost",
        "12256 a:2 A 0/1 asks lost",
        "14272 a:3 A 0/1 asks lost",
        "16288 a:4 RA 1/1 lost",
    ])
    .lives(A, "16288 ETIMEDOUT, 16288 CLOSE")
    .answers(A, &["0 setsockopt = 0", "60000 read = ETIMEDOUT", "60000 read = 0"])
    .counts(A, "EstabResets 1, OutRsts 1, TCPAbortOnTimeout 1, TCPKeepAlive 3")
    .ends(A, "held: keepalive-gives-up")
    .ends(B, "waits in ESTABLISHED");
}

#[test]
fn keepalive_leaves_a_living_peer_alone() {
    tell(&[
        "0 a setsockopt opt=TCP_KEEPIDLE value=10",
        "0 a setsockopt opt=TCP_KEEPINTVL value=2",
        "0 a setsockopt opt=SO_KEEPALIVE value=1",
        "run_ms=25000",
    ])
    .sends(&["10240 a:1 A 0/1 asks", "10250 b:1 A 1/1", "20480 a:2 A 0/1 asks", "20490 b:2 A 1/1"])
    .lives(A, "")
    .lives(B, "")
    .ends(A, "waits in ESTABLISHED");
}

#[test]
fn keepalive_finds_a_peer_that_lost_the_connection() {
    tell(&[
        "0 a setsockopt opt=TCP_KEEPIDLE value=10",
        "0 a setsockopt opt=SO_KEEPALIVE value=1",
        "0 a shutdown_wr",
        "1000 b vanish",
    ])
    .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2", "10240 a:2 A 1/1 asks", "10250 b:2 R 1/0"])
    .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 10260 ECONNRESET, 10260 CLOSE")
    .lives(B, "10 CLOSE_WAIT, 10 EOF, 1000 CLOSE, 1000 gone")
    .ends(A, "held: reset-accepted")
    .ends(B, "gone: host-forgets");
}

#[test]
fn a_socket_that_vanished_answers_with_a_reset() {
    tell(&["0 b vanish", "100 a close"])
        .sends(&["100 a:1 FA 1/1", "110 b:1 R 1/0"])
        .lives(A, "100 FIN_WAIT1, 120 CLOSE, 120 gone")
        .lives(B, "0 CLOSE, 0 gone")
        .by(B, Rule::ListenerResets, &[110])
        .ends(A, "gone: reset-accepted")
        .ends(B, "gone: host-forgets");
}

#[test]
fn a_reboot_forgets_every_socket_and_listens_anew() {
    tell(&[
        "0 a connect sock=again port=40001",
        "100 b reboot",
        "200 a write bytes=1 sock=again",
        "200 a close",
        "300 a connect sock=third port=40002",
    ])
    .sends(&[
        "0 a:1@40001 S 0/0",
        "10 b:1@40001 SA 0/1",
        "20 a:2@40001 A 1/1",
        "200 a:3@40001 PA 1/1 +1",
        "200 a:4 FA 1/1",
        "210 b:2@40001 R 1/0",
        "210 b:3 R 1/0",
        "300 a:5@40002 S 0/0",
        "310 b:4@40002 SA 0/1",
        "320 a:6@40002 A 1/1",
    ])
    .lives(
        A,
        "0 SYN_SENT@40001, 20 ESTABLISHED@40001, 20 CONNECTED@40001, 200 FIN_WAIT1, \
         220 ECONNRESET@40001, 220 CLOSE@40001, 220 CLOSE, 220 gone, 300 SYN_SENT@40002, \
         320 ESTABLISHED@40002, 320 CONNECTED@40002",
    )
    .lives(
        B,
        "10 SYN_RECV@40001, 30 ESTABLISHED@40001, 100 CLOSE, 100 gone, 100 CLOSE@40001, \
         100 gone@40001, 310 SYN_RECV@40002, 330 ESTABLISHED@40002",
    )
    .answers(
        A,
        &[
            "0 again.connect = in progress",
            "200 again.write = 1",
            "200 close = 0",
            "300 third.connect = in progress",
        ],
    )
    .by(B, Rule::ListenerResets, &[210])
    .ends(A, "gone: reset-accepted")
    .ends(B, "gone: host-forgets");
}

#[test]
fn a_reboot_in_time_wait_leaves_nobody_to_acknowledge_the_last_fin() {
    tell(&["drop from=a skip=1 count=1", "0 a close", "eof+50 b close", "200 a reboot"])
        .sends(&[
            "0 a:1 FA 1/1",
            "12 b:1 A 1/2",
            "60 b:2 FA 1/2",
            "70 a:2 A 2/2 lost",
            "284 b:3 FA 1/2 probe",
            "294 a:3 R 2/0",
        ])
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 70 TIME_WAIT, 200 CLOSE, 200 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 304 CLOSE, 304 gone")
        .ends(A, "gone: host-restarts")
        .ends(B, "gone: reset-accepted");
}
