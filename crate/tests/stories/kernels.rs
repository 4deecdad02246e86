//! What differs between 6.1, 6.12 and 6.18, and on clocks that tick otherwise.

use super::told::{Story, preset_with, tell};
use lastack::host::HostId::{A, B};
use lastack::rule::Rule;
use serde_json::json;

/// Ten segments fill the window of ten; then the FIN is queued.
fn full_window(version: &str) -> Story {
    tell(&[&format!("kernel.version={version}"), "0 a write bytes=14480", "1 a close", "run_ms=100"])
}

#[test]
fn on_6_1_a_lone_fin_ignores_the_congestion_window() {
    full_window("6.1")
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
            "1 a:11 FA 14481/1",
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
            "52 b:11 A 1/14482",
        ])
        .by(A, Rule::FinWaits, &[]);
    full_window("6.12")
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
            "20 a:11 FA 14481/1",
            "72 b:11 A 1/14482",
        ])
        .by(A, Rule::FinWaits, &[1]);
    assert_eq!(full_window("6.18").wire(), full_window("6.12").wire());
}

#[test]
fn a_clean_close_is_the_same_on_all() {
    let on =
        |version: &str| preset_with("clean-close", |scenario| scenario["kernel"]["version"] = json!(version));
    assert_eq!(on("6.1").trace, on("6.18").trace);
    assert_eq!(on("6.12").trace, on("6.18").trace);
}

#[test]
fn a_tick_of_another_length_is_late_by_another_time() {
    let at = |hz: u32| {
        preset_with("last-ack-lost", |scenario| {
            scenario["kernel"]["hz"] = json!(hz);
            scenario["sysctl"]["b"] = json!({"tcp_orphan_retries": 1});
        })
    };
    assert_eq!(
        [100, 250, 300, 1000].map(|hz| at(hz).gaps(B)),
        [[230, 230, 450], [224, 224, 452], [233, 240, 453], [228, 224, 448]]
    );
    assert_eq!([100, 250, 300, 1000].map(|hz| at(hz).gone_ms(B)), [1920, 1856, 1893, 1856].map(Some));
    assert_eq!([100, 250, 300, 1000].map(|hz| at(hz).gone_ms(A)), [Some(61_440); 4]);
}

#[test]
fn a_sysctl_that_is_not_there_yet_cannot_be_written() {
    for (version, answers) in [
        (
            "6.1",
            [
                "0 tcp_rto_min_us 100000: ENOENT",
                "0 tcp_rto_max_ms 60000: ENOENT",
                "0 tcp_tw_reuse_delay 500: ENOENT",
            ],
        ),
        (
            "6.12",
            [
                "0 tcp_rto_min_us: 200000 to 100000",
                "0 tcp_rto_max_ms 60000: ENOENT",
                "0 tcp_tw_reuse_delay 500: ENOENT",
            ],
        ),
        (
            "6.18",
            [
                "0 tcp_rto_min_us: 200000 to 100000",
                "0 tcp_rto_max_ms: 120000 to 60000",
                "0 tcp_tw_reuse_delay: 1000 to 500",
            ],
        ),
    ] {
        tell(&[
            &format!("kernel.version={version}"),
            "0 a sysctl key=tcp_rto_min_us value=100000",
            "0 a sysctl key=tcp_rto_max_ms value=60000",
            "0 a sysctl key=tcp_tw_reuse_delay value=500",
        ])
        .answers(A, &answers);
    }
}

#[test]
fn on_6_18_a_segment_that_ends_beyond_the_window_is_refused_where_something_is_unread() {
    let beyond = |version: &str, then: &str| {
        let version = format!("kernel.version={version}");
        let forged = "50 b inject flags=PA seq=11 ack=1 len=3000";
        tell(&[&version, "rcvbuf=2304", "0 a write bytes=10", then, forged, "run_ms=55"])
    };
    let (unread, read) = ("49 b shutdown_rd", "49 b read");
    beyond("6.18", unread)
        .sends(&["0 a:1 PA 1/1 +10", "10 b:1 A 1/11", "50 a:0 PA 11/1 +3000 forged", "50 b:2 A 1/11"])
        .by(B, Rule::BeyondWindow, &[50]);
    beyond("6.18", read).sends(&["0 a:1 PA 1/1 +10", "10 b:1 A 1/11", "50 a:0 PA 11/1 +3000 forged"]).by(
        B,
        Rule::BeyondWindow,
        &[],
    );
    beyond("6.12", unread).sends(&["0 a:1 PA 1/1 +10", "10 b:1 A 1/11", "50 a:0 PA 11/1 +3000 forged"]).by(
        B,
        Rule::BeyondWindow,
        &[],
    );
}
