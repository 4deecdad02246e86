//! What calls give: SO_LINGER, TCP_LINGER2, options, sysctls, and descriptors that are none.

use super::told::tell;
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;

// SO_LINGER.

#[test]
fn linger_0_is_a_reset() {
    tell(&["0 a linger seconds=0", "0 a close"])
        .sends(&["0 a:1 RA 1/1"])
        .lives(A, "0 CLOSE, 0 gone")
        .lives(B, "10 ECONNRESET, 10 CLOSE")
        .answers(A, &["0 linger = 0", "0 close = 0"])
        .counts(A, "EstabResets 1, OutRsts 1, TCPAbortOnData 1")
        .ends(A, "gone: linger-zero")
        .ends(B, "held: reset-accepted");
}

#[test]
fn linger_0_in_last_ack_sends_nothing_at_all() {
    tell(&[
        "drop from=a has=A hasnt=F count=-1",
        "0 a close",
        "10 b linger seconds=0",
        "50 b shutdown_wr",
        "60 b close",
    ])
    .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2", "50 b:2 FA 1/2", "60 a:2 A 2/2 lost"])
    .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 60 TIME_WAIT, 61440 CLOSE, 61440 gone")
    .lives(B, "10 CLOSE_WAIT, 10 EOF, 50 LAST_ACK, 60 CLOSE, 60 gone")
    .answers(B, &["10 linger = 0", "50 shutdown_wr = 0", "60 close = 0"])
    .counts(B, "DelayedACKs 1, TCPAbortOnData 1")
    .ends(A, "gone: time-wait-over")
    .ends(B, "gone: linger-zero");
}

#[test]
fn linger_2_waits_until_the_fin_is_acknowledged() {
    tell(&["0 a linger seconds=2", "0 a close", "eof+50 b close"])
        .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2", "60 b:2 FA 1/2", "70 a:2 A 2/2"])
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 70 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 LAST_ACK, 80 CLOSE, 80 gone")
        .answers(A, &["0 linger = 0", "0 close = blocks", "22 close returns 0"])
        .by(A, Rule::CloseOrphans, &[22])
        .ends(A, "gone: time-wait-over")
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn linger_2_waits_two_seconds_and_leaves_an_orphan() {
    tell(&["sysctl a tcp_orphan_retries 3", "drop from=a count=-1", "0 a linger seconds=2", "0 a close"])
        .sends(&[
            "0 a:1 FA 1/1 lost",
            "224 a:2 FA 1/1 probe lost",
            "448 a:3 FA 1/1 again 1 lost",
            "896 a:4 FA 1/1 again 2 lost",
            "1792 a:5 FA 1/1 again 3 lost",
        ])
        .lives(A, "0 FIN_WAIT1, 3584 CLOSE, 3584 gone")
        .answers(A, &["0 linger = 0", "0 close = blocks", "2016 close returns 0"])
        .by(A, Rule::LingerIsOver, &[2016])
        .by(A, Rule::CloseOrphans, &[2016])
        .ends(A, "gone: orphan-gives-up")
        .ends(B, "waits in ESTABLISHED");
}

#[test]
fn in_last_ack_linger_waits_for_the_last_ack() {
    tell(&["0 a close", "10 b linger seconds=2", "50 b close"])
        .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2", "50 b:2 FA 1/2", "60 a:2 A 2/2"])
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 50 LAST_ACK, 70 CLOSE, 70 gone")
        .answers(B, &["10 linger = 0", "50 close = blocks", "70 close returns 0"])
        .ends(B, "gone: last-ack-arrived");
}

#[test]
fn a_reset_ends_the_waiting_too() {
    tell(&["drop from=a count=1", "0 a linger seconds=2", "0 a close", "100 a inject flags=R seq=1"])
        .sends(&["0 a:1 FA 1/1 lost", "100 b:0 R 1/0 forged"])
        .lives(A, "0 FIN_WAIT1, 100 CLOSE, 100 gone")
        .answers(A, &["0 linger = 0", "0 close = blocks", "100 close returns 0"])
        .ends(A, "gone: reset-accepted");
}

#[test]
fn a_process_that_exits_does_not_linger() {
    tell(&["0 a linger seconds=2", "0 a exit", "eof b close"])
        .sends(&["0 a:1 FA 1/1", "10 b:1 FA 1/2", "20 a:2 A 2/2"])
        .lives(A, "0 FIN_WAIT1, 20 FIN_WAIT2, 20 mini, 20 TIME_WAIT, 61440 CLOSE, 61440 gone")
        .answers(A, &["0 linger = 0", "0 exit = 0"])
        .by(A, Rule::CloseOrphans, &[0])
        .ends(A, "gone: time-wait-over");
}

#[test]
fn a_process_that_ends_while_it_lingers_leaves_an_orphan_once() {
    let ends = |how| {
        tell(&[
            "sysctl a tcp_orphan_retries 1",
            "drop from=a count=-1",
            "0 a linger seconds=2",
            "0 a close",
            how,
        ])
    };
    ends("100 a exit")
        .lives(A, "0 FIN_WAIT1, 1792 CLOSE, 1792 gone")
        .answers(A, &["0 linger = 0", "0 close = blocks", "100 exit = 0"])
        .by(A, Rule::CloseOrphans, &[100])
        .ends(A, "gone: orphan-gives-up");
    ends("100 a reboot").sends(&["0 a:1 FA 1/1 lost"]).lives(A, "0 FIN_WAIT1, 100 CLOSE, 100 gone");
}

#[test]
fn a_process_that_exits_with_linger_0_resets() {
    tell(&["0 a linger seconds=0", "0 a exit"])
        .sends(&["0 a:1 RA 1/1"])
        .lives(A, "0 CLOSE, 0 gone")
        .lives(B, "10 ECONNRESET, 10 CLOSE")
        .ends(A, "gone: linger-zero")
        .ends(B, "held: reset-accepted");
}

// TCP_LINGER2.

#[test]
fn linger2_of_less_than_0_resets_instead_of_waiting() {
    let option = "0 a setsockopt opt=TCP_LINGER2 value=-1";
    tell(&[option, "0 a close"])
        .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2", "22 a:2 R 2/0"])
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 CLOSE, 22 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 32 EPIPE, 32 CLOSE")
        .counts(A, "OutRsts 1, TCPAbortOnData 1")
        .ends(A, "gone: no-fin-wait-2")
        .ends(B, "held: reset-accepted");
    tell(&[option, "0 a shutdown_wr", "50 a close"])
        .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2", "50 a:2 RA 2/1"])
        .lives(A, "0 FIN_WAIT1, 22 FIN_WAIT2, 50 CLOSE, 50 gone")
        .lives(B, "10 CLOSE_WAIT, 10 EOF, 60 EPIPE, 60 CLOSE")
        .counts(A, "OutRsts 1, TCPAbortOnLinger 1")
        .ends(A, "gone: no-fin-wait-2")
        .ends(B, "held: reset-accepted");
}

#[test]
fn linger2_is_tcp_fin_timeout_for_one_socket() {
    for (seconds, life) in [
        (0, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 10240 CLOSE, 10240 gone"),
        (3, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 3072 CLOSE, 3072 gone"),
        (60, "0 FIN_WAIT1, 22 FIN_WAIT2, 22 mini, 61440 CLOSE, 61440 gone"),
        // What exceeds 60 s counts twice, and the 60 s not at all.
        (61, "0 FIN_WAIT1, 22 FIN_WAIT2, 1024 mini, 2048 CLOSE, 2048 gone"),
        (120, "0 FIN_WAIT1, 22 FIN_WAIT2, 61440 mini, 122880 CLOSE, 122880 gone"),
        // More than 120 s are 120 s.
        (300, "0 FIN_WAIT1, 22 FIN_WAIT2, 61440 mini, 122880 CLOSE, 122880 gone"),
    ] {
        let option = format!("0 a setsockopt opt=TCP_LINGER2 value={seconds}");
        tell(&["sysctl a tcp_fin_timeout 10", &option, "0 a close"])
            .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2"])
            .lives(A, life)
            .ends(A, "gone: fin-wait-2-expired");
    }
}

// Descriptors.

#[test]
fn a_closed_descriptor_is_ebadf() {
    tell(&[
        "0 a close",
        "100 a close",
        "100 a read",
        "100 a write bytes=1",
        "100 a shutdown_wr",
        "100 a linger seconds=0",
        "100 a setsockopt opt=SO_KEEPALIVE value=1",
        "100 a vanish",
        "100 a read sock=stranger",
    ])
    .answers(
        A,
        &[
            "0 close = 0",
            "100 close = EBADF",
            "100 read = EBADF",
            "100 write = EBADF",
            "100 shutdown_wr = EBADF",
            "100 linger = EBADF",
            "100 setsockopt = EBADF",
            "100 vanish = EBADF",
            "100 stranger.read = EBADF",
        ],
    )
    .sends(&["0 a:1 FA 1/1", "12 b:1 A 1/2"])
    .by(A, Rule::NoSuchSocket, &[100])
    .ends(A, "gone: fin-wait-2-expired");
}

#[test]
fn a_descriptor_in_use_cannot_connect() {
    tell(&[
        "0 a connect",
        "0 a connect sock=again port=40001",
        "1 a connect sock=again port=40001",
        "50 a connect sock=again port=40001",
    ])
    .answers(
        A,
        &[
            "0 connect = EISCONN",
            "0 again.connect = in progress",
            "1 again.connect = EALREADY",
            "50 again.connect = EISCONN",
        ],
    )
    .sends(&["0 a:1@40001 S 0/0", "10 b:1@40001 SA 0/1", "20 a:2@40001 A 1/1"])
    .by(A, Rule::AlreadyConnected, &[0, 1, 50])
    .ends(A, "waits in ESTABLISHED");
}

#[test]
fn a_port_has_one_listener() {
    tell(&["0 b listen", "0 b listen port=81", "0 b listen port=81", "1 b unlisten", "2 b listen port=81"])
        .answers(
            B,
            &[
                "0 listen = EADDRINUSE",
                "0 listen = 0",
                "0 listen = EADDRINUSE",
                "1 unlisten = 0",
                "2 listen = 0",
            ],
        )
        .sends(&[])
        .by(B, Rule::PortTaken, &[0]);
}

#[test]
fn after_shutdown_one_cannot_write_and_after_the_end_one_reads_nothing() {
    tell(&[
        "0 a shutdown_wr",
        "0 a write bytes=1",
        "0 a read",
        "eof b close",
        "eof a read",
        "eof a read",
        "eof a shutdown_wr",
    ])
    .answers(
        A,
        &[
            "0 shutdown_wr = 0",
            "0 write = EPIPE",
            "0 read = EAGAIN",
            "20 read = 0",
            "20 read = 0",
            "20 shutdown_wr = ENOTCONN",
        ],
    )
    .sends(&["0 a:1 FA 1/1", "10 b:1 FA 1/2", "20 a:2 A 2/2"])
    .lives(A, "0 FIN_WAIT1, 20 FIN_WAIT2, 20 EOF, 20 mini, 20 TIME_WAIT, 61440 CLOSE, 61440 gone")
    .ends(A, "held: time-wait-over");
}

// setsockopt().

#[test]
fn an_absurd_option_is_einval_and_changes_nothing() {
    let absurd = [
        "0 a setsockopt opt=TCP_USER_TIMEOUT value=-1",
        "0 a setsockopt opt=TCP_KEEPIDLE value=0",
        "0 a setsockopt opt=TCP_KEEPIDLE value=32768",
        "0 a setsockopt opt=TCP_KEEPINTVL value=0",
        "0 a setsockopt opt=TCP_KEEPCNT value=128",
        "0 a setsockopt opt=TCP_RTO_MAX_MS value=999",
        "0 a setsockopt opt=TCP_RTO_MAX_MS value=120001",
        "0 a close",
    ];
    let story = tell(&absurd);
    story.answers(
        A,
        &[
            "0 setsockopt = EINVAL",
            "0 setsockopt = EINVAL",
            "0 setsockopt = EINVAL",
            "0 setsockopt = EINVAL",
            "0 setsockopt = EINVAL",
            "0 setsockopt = EINVAL",
            "0 setsockopt = EINVAL",
            "0 close = 0",
        ],
    );
    story.by(A, Rule::OptionRefused, &[0]);
    assert_eq!(story.wire(), tell(&["0 a close"]).wire());
}

#[test]
fn an_older_kernel_knows_no_tcp_rto_max_ms() {
    for (version, answer) in [
        ("6.1", "0 setsockopt = ENOPROTOOPT"),
        ("6.12", "0 setsockopt = ENOPROTOOPT"),
        ("6.18", "0 setsockopt = 0"),
    ] {
        let kernel = format!("kernel.version={version}");
        tell(&[&kernel, "0 a setsockopt opt=TCP_RTO_MAX_MS value=1000"]).answers(A, &[answer]).sends(&[]);
    }
}

// Sysctls.

#[test]
fn what_the_kernel_does_not_take_changes_nothing() {
    tell(&[
        "0 a sysctl key=tcp_orphan_retries value=256",
        "0 a sysctl key=tcp_orphan_retries value=-1",
        "0 a sysctl key=tcp_orphan_retries value=many",
        "0 a sysctl key=tcp_rto_max_ms value=999",
        "0 a sysctl key=tcp_fin_timeout value=2147483648",
        "0 a sysctl key=tcp_orphan_retries value=2",
    ])
    .answers(
        A,
        &[
            "0 tcp_orphan_retries 256: EINVAL",
            "0 tcp_orphan_retries -1: EINVAL",
            "0 tcp_orphan_retries \"many\": EINVAL",
            "0 tcp_rto_max_ms 999: EINVAL",
            "0 tcp_fin_timeout 2147483648: EINVAL",
            "0 tcp_orphan_retries: 0 to 2",
        ],
    )
    .sends(&[]);
    tell(&["kernel.version=6.1", "0 a sysctl key=tcp_rto_max_ms value=1000"])
        .answers(A, &["0 tcp_rto_max_ms 1000: ENOENT"]);
}

#[test]
fn tcp_orphan_retries_is_read_at_the_next_timeout() {
    tell(&["drop from=a count=-1", "0 a close", "1000 a sysctl key=tcp_orphan_retries value=1"])
        .sends(&[
            "0 a:1 FA 1/1 lost",
            "224 a:2 FA 1/1 probe lost",
            "448 a:3 FA 1/1 again 1 lost",
            "896 a:4 FA 1/1 again 2 lost",
        ])
        .answers(A, &["0 close = 0", "1000 tcp_orphan_retries: 0 to 1"])
        .lives(A, "0 FIN_WAIT1, 1792 CLOSE, 1792 gone")
        .ends(A, "gone: orphan-gives-up");
}

#[test]
fn tcp_rto_max_ms_is_read_when_a_socket_is_made() {
    let lines = ["sysctl a tcp_syn_retries 2", "sysctl a tcp_orphan_retries 8", "drop from=a count=-1"];
    let now = ["0 a sysctl key=tcp_rto_max_ms value=1000"];
    let old = tell(&[&lines[..], &now, &["1 a close"]].concat());
    assert_eq!(old.gaps(A), tell(&[&lines[..], &["1 a close"]].concat()).gaps(A));
    let new = tell(&[&lines[..], &now, &["1 a connect sock=again port=40001"]].concat());
    new.sends(&[
        "1 a:1@40001 S 0/0 lost",
        "1024 a:2@40001 S 0/0 again 1 lost",
        "2048 a:3@40001 S 0/0 again 2 lost",
    ])
    .lives(A, "1 SYN_SENT@40001, 3072 ETIMEDOUT@40001, 3072 CLOSE@40001")
    .ends(A, "waits in ESTABLISHED");
}
