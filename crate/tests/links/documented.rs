//! Every link that web/LINKS.md shows is read without a complaint, and every key of the grammar is in it.

use super::read;
use lastack::scenario::link::{LONGEST_LINK, SCALES};
use lastack::sim::MOST_EVENTS;

const TEXT: &str = include_str!("../../../web/LINKS.md");

/// What stands between backticks and begins with `#`, or alone on a line of a block.
fn examples() -> Vec<&'static str> {
    let mut found: Vec<&str> =
        TEXT.split('`').filter(|piece| piece.starts_with('#') && !piece.contains('\n')).collect();
    found.extend(TEXT.lines().filter(|line| line.starts_with("#v=")));
    found
}

#[test]
fn what_is_shown_can_be_used() {
    let examples = examples();
    assert!(examples.len() > 20, "only {}", examples.len());
    for link in examples {
        let problems: Vec<_> = read(link).problems.iter().map(|problem| problem.text()).collect();
        assert!(problems.is_empty(), "{link}: {problems:?}");
    }
}

#[test]
fn every_key_is_explained() {
    for key in [
        "v",
        "s",
        "rtt",
        "linux",
        "hz",
        "jiffies",
        "into",
        "clock",
        "rcvbuf",
        "ephemeral",
        "run",
        "name",
        "about",
        "note",
        "script",
        "rules",
        "drop",
        "delay",
        "dup",
        "icmp",
        "lose",
        "deliver",
        "t",
        "n",
        "sel",
        "scale",
        "zoom",
        "panel",
        "compare",
        "story",
        "lang",
        "e",
        "a.close",
        "a.inject",
        "a.connect",
        "z1:",
    ] {
        assert!(TEXT.contains(&format!("`{key}")), "{key} is not explained");
    }
    for word in SCALES {
        assert!(TEXT.contains(word), "{word}");
    }
    assert!(TEXT.contains("65,536") && LONGEST_LINK == 65_536);
    assert!(TEXT.contains("16,000 events") && MOST_EVENTS == 16_000);
}
