//! Whatever somebody writes: reading ends soon, gives a scenario that could be in a file, and names what it left
//! out.

use super::{random, read};
use lastack::scenario::link::{Problem, View, write};
use lastack::scenario::{Scenario, preset};
use proptest::prelude::*;

/// A link, what is said of it, and a link that means the same.
const BAD: &[(&str, &[&str], &str)] = &[
    ("", &[], "s=last-ack-lost"),
    ("#", &[], "s=last-ack-lost"),
    ("&&&", &[], "s=last-ack-lost"),
    ("v=2&s=clean-close&rtt=30", &["v: expected 1"], "s=clean-close&rtt=30"),
    ("v=&s=clean-close", &["v: expected 1"], "s=clean-close"),
    ("v=1&v=2&s=clean-close", &["v: said twice, the first counts"], "s=clean-close"),
    ("s=no-such&rtt=30", &["s=no-such: expected the name of a preset"], "s=last-ack-lost&rtt=30"),
    ("s=clean-close&s=half-close", &["s: said twice, the first counts"], "s=clean-close"),
    ("s=clean-close&frobnicate=1&rtt=30", &["frobnicate: unknown key"], "s=clean-close&rtt=30"),
    ("s=clean-close&b.tcp_no_such=1", &["b.tcp_no_such: unknown key"], "s=clean-close"),
    ("s=clean-close&c.close=1", &["c.close: unknown key"], "s=clean-close"),
    ("s=clean-close&a.dance=1", &["a.dance: unknown key"], "s=clean-close"),
    ("s=clean-close&a.x.tcp_retries2=1", &["a.x.tcp_retries2: unknown key"], "s=clean-close"),
    ("s=clean-close&rtt=30&rtt=40", &["rtt: said twice, the first counts"], "s=clean-close&rtt=30"),
    (
        "s=clean-close&rtt=NaN",
        &["rtt: expected a time from 0 to 24h, as in `50ms` or `25.4s`"],
        "s=clean-close",
    ),
    (
        "s=clean-close&rtt=-5",
        &["rtt: expected a time from 0 to 24h, as in `50ms` or `25.4s`"],
        "s=clean-close",
    ),
    (
        "s=clean-close&rtt=1e9",
        &["rtt: expected a time from 0 to 24h, as in `50ms` or `25.4s`"],
        "s=clean-close",
    ),
    ("s=clean-close&rtt=61s", &["rtt: expected at most 60s"], "s=clean-close"),
    ("s=clean-close&rtt", &["rtt: expected a time from 0 to 24h, as in `50ms` or `25.4s`"], "s=clean-close"),
    ("s=clean-close&hz=251", &["hz: expected 100, 250, 300 or 1000"], "s=clean-close"),
    ("s=clean-close&linux=2.6", &["linux: expected one of 6.1, 6.12, 6.18, found \"2.6\""], "s=clean-close"),
    ("s=clean-close&jiffies=1099511627777", &["jiffies: expected at most 40 bits"], "s=clean-close"),
    ("s=clean-close&jiffies=-1", &["jiffies: expected a whole number from 0 on, found -1"], "s=clean-close"),
    (
        "s=clean-close&b.tcp_orphan_retries=256",
        &["b.tcp_orphan_retries: `tcp_orphan_retries` must be 0 to 255, not 256"],
        "s=clean-close",
    ),
    (
        "s=rto-max&linux=6.1&rtt=30",
        &["b.tcp_rto_max_ms: `tcp_rto_max_ms` came in Linux 6.15: 6.1 has none"],
        "s=rto-max&b.tcp_rto_max_ms=default&linux=6.1&rtt=30",
    ),
    ("s=clean-close&a.write=1048577", &["a.write: bytes: expected at most 1048576"], "s=clean-close"),
    ("s=clean-close&a.close=5@1s", &["a.close: expected before `@`: nothing; found \"5\""], "s=clean-close"),
    (
        "s=clean-close&a.close=eof+",
        &["a.close: expected a time from 0 to 24h, as in `50ms` or `25.4s`"],
        "s=clean-close",
    ),
    (
        "s=clean-close&a.connect=do:exit@1s",
        &["a.connect: expected before `@`: port, to, ephemeral; found \"do:exit\""],
        "s=clean-close",
    ),
    ("s=clean-close&a.listen=0@1s", &["a.listen: port: expected a port, 1 to 65535"], "s=clean-close"),
    (
        "s=clean-close&drop=c",
        &["drop: expected a, b or any, and which of theirs, as in `a:2`, `a:2-` or `a:2-4`"],
        "s=clean-close",
    ),
    (
        "s=clean-close&drop=a:0",
        &["drop: expected a, b or any, and which of theirs, as in `a:2`, `a:2-` or `a:2-4`"],
        "s=clean-close",
    ),
    (
        "s=clean-close&drop=a:4-2",
        &["drop: expected a, b or any, and which of theirs, as in `a:2`, `a:2-` or `a:2-4`"],
        "s=clean-close",
    ),
    ("s=clean-close&delay=a", &["delay: ms: expected with `delay`: milliseconds"], "s=clean-close"),
    ("s=clean-close&drop=a,by:5ms", &["drop: ms: expected only with `delay`"], "s=clean-close"),
    (
        "s=clean-close&drop=a,has:X",
        &["drop: has: expected letters of F S R P A, found \"X\""],
        "s=clean-close",
    ),
    (
        "s=clean-close&lose=a:2,c:3,b:1",
        &["lose: `c:3` names no segment; expected a host and a number from 1, as in `b:2`"],
        "s=clean-close&lose=a:2,b:1",
    ),
    (
        "s=clean-close&lose=a:1-4294967295",
        &["lose: expected at most 256 segments"],
        "s=clean-close&lose=none",
    ),
    ("s=clean-close&script=all", &["script: expected none"], "s=clean-close"),
    ("s=clean-close&name=%zz", &["name: expected two hexadecimal digits after each `%`"], "s=clean-close"),
    ("s=clean-close&name=%FF", &["name: expected UTF-8 behind the percent signs"], "s=clean-close"),
    ("s=clean-close&name=%00", &["name: expected no control characters"], "s=clean-close"),
    ("s=clean-close&z1:!!!", &["z1:: expected base64url without `=`"], "s=clean-close"),
    (
        "s=clean-close&z1:AAAA",
        &["z1:: expected what deflate packed, whole and not too much of it"],
        "s=clean-close",
    ),
    ("s=clean-close&zoom=0.5", &["zoom: expected a whole number, 0 to 10000"], "s=clean-close"),
    (
        "s=clean-close&panel=<script>alert(1)</script>",
        &["panel: expected a name of at most 64 letters, digits, -, _, . and :"],
        "s=clean-close",
    ),
    (
        "s=clean-close&t=9999h&rtt=30",
        &["t: expected a time from 0 to 24h, as in `50ms` or `25.4s`"],
        "s=clean-close&rtt=30",
    ),
    ("s=clean-close&lang=fr", &["lang: expected one of en, zh"], "s=clean-close"),
];

fn texts(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(Problem::text).collect()
}

#[test]
fn what_is_wrong_is_named_and_the_rest_is_kept() {
    for (link, problems, meant) in BAD {
        let (found, meant) = (read(link), read(meant));
        assert_eq!(texts(&found.problems), *problems, "{link}");
        assert_eq!(texts(&meant.problems), Vec::<String>::new());
        assert_eq!((found.scenario, found.view), (meant.scenario, meant.view), "{link}");
        assert!(found.preset.is_some());
    }
}

#[test]
fn no_preset_at_hand_is_no_harm() {
    let reading = lastack::scenario::link::read("s=clean-close&rtt=30", &|_| None);
    assert_eq!(reading.preset, None);
    assert_eq!(texts(&reading.problems), ["s=clean-close: expected the name of a preset"]);
    assert!(reading.scenario.check().is_ok());
}

#[test]
fn what_is_too_long_or_too_much_is_cut() {
    let kept = |link: &str| {
        let reading = read(link);
        assert!(reading.problems.len() <= 24, "{} problems", reading.problems.len());
        assert!(!reading.problems.is_empty());
        assert!(reading.scenario.check().is_ok());
        reading
    };
    let a_megabyte = 1 << 20;
    let long = kept(&format!("v=1&s=clean-close&rtt=30&name={}", "x".repeat(a_megabyte)));
    assert_eq!(long.scenario.delay_ms, read("rtt=30").scenario.delay_ms);
    assert_eq!(texts(&long.problems), ["expected at most 65536 bytes, found 1048606; the end was left out"]);
    assert_eq!(kept(&"挥".repeat(a_megabyte)).preset.as_deref(), Some("last-ack-lost"));
    let many = kept(&"&x".repeat(a_megabyte));
    assert_eq!(texts(&many.problems)[1..], ["expected at most 1024", "x: unknown key"]);
    kept(&(0..a_megabyte).map(|n| format!("&k{n}")).collect::<String>());
    kept(&"%".repeat(a_megabyte));
    assert_eq!(kept(&"&a.close=1s".repeat(1_000)).scenario.script.len(), 256);
    assert_eq!(kept(&"&drop=a:2-".repeat(1_000)).scenario.rules.len(), 64);
    assert_eq!(kept(&format!("lose={}", "a:1-200,".repeat(1_000))).scenario.lose.len(), 200);
    kept(&format!("drop={}", "a,".repeat(10_000)));
    kept(&format!("s={}", "[{".repeat(20_000)));
}

#[test]
fn a_pack_is_as_small_as_what_is_in_it() {
    let mut scenario = preset::find("clean-close").expect("a preset").scenario;
    let step = scenario.script[0].clone();
    scenario.script.extend(std::iter::repeat_n(step, 200));
    let text = write(&scenario, None, &View::default()).text;
    let (start, pack) = text.split_once("z1:").expect("it is packed");
    // Half of it, a letter of it wrong, twice, packed again: named, and nothing of it is taken.
    for bad in [&pack[..pack.len() / 2], &pack.replace('a', "b"), "", "AQ", &pack.repeat(2)] {
        let reading = read(&format!("{start}z1:{bad}&t=3s"));
        assert_eq!(reading.view.t, Some(3_000_000));
        assert!(reading.scenario.check().is_ok());
    }
    let twice = read(&format!("{text}&z1:{pack}"));
    assert_eq!(texts(&twice.problems), ["z1:: said twice, the first counts"]);
    assert_eq!(twice.scenario, scenario);
}

proptest! {
    #![proptest_config(random::config(4))]

    #[test]
    fn any_text_is_read(text in prop_oneof![".*", "[ -~]{0,300}", pieces()]) {
        let reading = read(&text);
        prop_assert!(reading.scenario.check().is_ok(), "{text}");
        prop_assert!(reading.problems.len() <= 24);
        for problem in &reading.problems {
            prop_assert!(problem.key.chars().count() <= 41);
        }
        // What was understood has a link, which says the same.
        let base = reading.preset.as_deref().and_then(super::published);
        let written = write(&reading.scenario, base.as_ref(), &reading.view);
        prop_assert_eq!(read(&written.text).scenario, reading.scenario);
    }
}

/// A link of which something was changed.
fn pieces() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        "[ab]\\.(close|read|write|inject|connect|TCP_LINGER2|tcp_orphan_retries|x\\.close)",
        "(drop|delay|dup|icmp|lose|deliver|rtt|t|sel|hz|jiffies|name|run|z1:[A-Za-z0-9_-]{0,8})",
        "[a-z.:%]{0,6}",
    ];
    let value = prop_oneof![
        "[0-9]{0,12}",
        "[-+0-9a-z:,.@%']{0,16}",
        "(a|b|any):[0-9]{1,2}-?(,has:[FSRPA]{0,2})?",
        "eof(\\+[0-9]{1,4}ms)?",
        ".{0,8}"
    ];
    prop::collection::vec((key, value), 0..12)
        .prop_map(|pairs| pairs.into_iter().map(|(key, value)| format!("{key}={value}&")).collect())
}

#[test]
fn a_scenario_of_a_link_could_be_in_a_file() {
    let scenario: Scenario = read("s=blank&a.close=0&b.close=eof+50ms&drop=a:2-").scenario;
    assert_eq!(Scenario::from_json(&scenario.to_json()).as_ref(), Ok(&scenario));
}
