//! How long links are.

use super::read;
use lastack::scenario::link::{BLANK, COMFORTABLE, FIRST, View, write};
use lastack::scenario::{Scenario, preset};
use proptest::prelude::*;

#[test]
fn a_preset_has_a_short_one() {
    for found in preset::all() {
        let written = write(&found.scenario, Some(&found.scenario), &View::default());
        assert_eq!(written.text, format!("v=1&s={}", found.scenario.name));
        assert!(written.text.len() < 60, "{}", written.text);
    }
}

#[test]
fn the_names_that_links_give_a_meaning_are_free() {
    assert!(preset::find(FIRST).is_some());
    assert!(preset::find(BLANK).is_none());
}

#[test]
fn what_somebody_changes_is_said_as_it_would_be_by_hand() {
    let base = preset::find("last-ack-lost").expect("a preset").scenario;
    let mut scenario = base.clone();
    scenario.sysctl.b.insert("tcp_orphan_retries".to_owned(), 2.into());
    scenario.lose.push("b:2".to_owned());
    let view = View { t: Some(25_400_000), ..View::default() };
    let written = write(&scenario, Some(&base), &view);
    assert_eq!(written.text, "v=1&s=last-ack-lost&b.tcp_orphan_retries=2&lose=b:2&t=25.4s");
    let again = read(&written.text);
    assert_eq!((again.scenario, again.view), (scenario, view));
}

const TEN_STEPS: &str = r#"{
  "name": "a-long-goodbye", "delay_ms": 40, "kernel": { "version": "6.12", "hz": 1000 },
  "sysctl": { "a": { "tcp_fin_timeout": 5 }, "b": { "tcp_orphan_retries": 2, "tcp_retries2": 6 } },
  "rules": [{ "from": "a", "action": "drop", "has": "A", "after_ms": 62, "before_ms": 1400, "count": -1 }],
  "lose": ["b:4", "b:5"],
  "script": [
    { "at_ms": 0, "host": "a", "do": "setsockopt", "opt": "TCP_USER_TIMEOUT", "value": 5000 },
    { "at_ms": 0, "host": "a", "do": "write", "bytes": 14480 },
    { "at_ms": 120, "host": "b", "do": "read" },
    { "at_ms": 250, "host": "a", "do": "shutdown_wr" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "write", "bytes": 3000 },
    { "when": "eof", "after_ms": 900, "host": "b", "do": "close" },
    { "at_ms": 1200, "host": "a", "do": "vanish" },
    { "at_ms": 1500, "host": "a", "do": "connect", "sock": "again" },
    { "at_ms": 2500, "host": "b", "do": "sysctl", "key": "tcp_orphan_retries", "value": 1 },
    { "at_ms": 3000, "host": "a", "do": "inject", "flags": "RA", "seq": 2, "ack": 3001 }
  ]
}"#;

#[test]
fn ten_steps_of_ones_own_are_no_novel() {
    let scenario = Scenario::from_json(TEN_STEPS).expect("a scenario");
    let written = write(&scenario, None, &View::default());
    assert!(written.text.len() < 400, "{}: {}", written.text.len(), written.text);
    assert_eq!(read(&written.text).scenario, scenario);
}

#[test]
fn ten_times_as_many_go_into_a_message_too() {
    let mut scenario = Scenario::from_json(TEN_STEPS).expect("a scenario");
    let steps = scenario.script.clone();
    for _ in 1..10 {
        scenario.script.extend(steps.iter().cloned());
    }
    let written = write(&scenario, None, &View::default());
    assert!(written.text.starts_with("v=1&s=blank&z1:"), "{}", written.text);
    assert!(written.text.len() < COMFORTABLE, "{}", written.text.len());
    assert_eq!(read(&written.text).scenario, scenario);
}

#[test]
fn what_no_run_depends_on_is_left_out_before_a_link_gets_too_long() {
    let mut scenario = Scenario::from_json(TEN_STEPS).expect("a scenario");
    let mut noise =
        (0..3_000u32).map(|n| char::from(b'!' + (n.wrapping_mul(2_654_435_761) >> 24) as u8 % 90));
    scenario.note = noise.by_ref().collect();
    scenario.about = "Why a long goodbye is long.".to_owned();
    let written = write(&scenario, None, &View::default());
    assert_eq!(written.left_out, ["note"]);
    assert!(written.text.len() < COMFORTABLE, "{}", written.text.len());
    scenario.note.clear();
    assert_eq!(read(&written.text).scenario, scenario);
}

proptest! {
    #![proptest_config(super::random::config(10))]

    /// A change or two, as somebody makes them while he plays.
    #[test]
    fn a_usual_link_fits_on_two_lines(
        (names, sysctl, at) in (prop::collection::vec(super::scenarios::names(), 0..3), 0u8..20, 0u64..120_000_000),
    ) {
        let base = preset::find("icmp-unreachable").expect("a preset").scenario;
        let mut scenario = Scenario { lose: names, ..base.clone() };
        scenario.sysctl.a.insert("tcp_orphan_retries".to_owned(), i64::from(sysctl).into());
        let view = View { t: Some(at), panel: Some("machines".to_owned()), ..View::default() };
        prop_assert!(write(&scenario, Some(&base), &view).text.len() < 200);
    }
}
