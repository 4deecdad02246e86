//! One fault at a time.

use super::preset;
use lastack::explore::{Ending, Kind, Played, lone};
use lastack::host::HostId;
use lastack::rule::Rule;
use lastack::scenario::link::{self, View};
use lastack::scenario::preset as presets;
use lastack::sim::{Fate, What};
use lastack::trace::{Ending as Outcome, Summary};
use std::collections::BTreeSet;

#[test]
fn each_segment_comes_twice_and_late() {
    let scenario = preset("clean-close");
    let sent = Played::of(&scenario, &mut |_, _, _| {}).log.segments.len();
    let faults = lone(&scenario);
    let twice = faults.iter().filter(|fault| fault.kind == Kind::Duplicate);
    let mut doubled = 0;
    for fault in twice {
        let log = Played::of(&fault.scenario, &mut |_, _, _| {}).log;
        let delivered = |fate: &Fate| matches!(fate, Fate::Delivered { at } if at.len() == 2);
        doubled += log.segments.iter().filter(|record| delivered(&record.fate)).count();
    }
    assert_eq!(doubled, sent);
    let late = faults.iter().filter(|fault| fault.kind == Kind::Reordering);
    let overtaken = late.filter(|fault| {
        let log = Played::of(&fault.scenario, &mut |_, _, _| {}).log;
        let mut arrived = [0, 0];
        log.events.iter().any(|event| {
            let What::Arrived { segment } = event.what else { return false };
            let record = &log.segments[segment.0 as usize];
            let newest = &mut arrived[record.from.index()];
            *newest = record.name.nth.max(*newest);
            record.name.nth < *newest
        })
    });
    assert!(overtaken.count() >= 2, "each side's first wave can come after its second");
}

#[test]
fn a_segment_comes_after_each_later_one() {
    let faults = lone(&preset("clean-close"));
    let sent = Played::of(&preset("clean-close"), &mut |_, _, _| {}).log.segments;
    // Of a host's n segments, the first comes after each of n - 1, and so on; and each comes in the middle of
    // TIME_WAIT and after it. A scenario that loses none has that many.
    let pairs = |host| {
        let n = sent.iter().filter(|record| record.from == host).count();
        n * (n - 1) / 2 + 2 * n
    };
    let late = faults.iter().filter(|fault| fault.kind == Kind::Reordering).count();
    assert_eq!(late, pairs(HostId::A) + pairs(HostId::B));
}

#[test]
fn no_fault_is_for_nothing_no_two_are_alike_and_each_has_a_link() {
    for name in ["clean-close", "last-ack-lost", "new-client", "late-last-ack", "coin-flip"] {
        let scenario = preset(name);
        let mut seen = vec![Played::of(&scenario, &mut |_, _, _| {}).log];
        let faults = lone(&scenario);
        for fault in &faults {
            let text = link::write(&fault.scenario, Some(&scenario), &View::default()).text;
            let read = link::read(&text, &|name| presets::find(name).map(|preset| preset.scenario));
            assert_eq!(read.scenario, fault.scenario, "{text}");
            seen.push(Played::of(&fault.scenario, &mut |_, _, _| {}).log);
        }
        let texts: BTreeSet<_> = seen.iter().map(|log| format!("{log:?}")).collect();
        assert_eq!(texts.len(), faults.len() + 1, "{name}");
    }
}

#[test]
fn a_reset_is_aimed_exactly_and_beside() {
    let scenario = preset("server-never-closes");
    let resets: Vec<_> = lone(&scenario).into_iter().filter(|fault| fault.kind == Kind::Reset).collect();
    let played = |nth: usize| {
        let log = Played::of(&resets[nth].scenario, &mut |_, _, _| {}).log;
        Ending::of(&log, &Summary::of(&log)).side(HostId::A).outcome
    };
    // The first eight strike the client before its close(), the next eight the server, and eight more the client just
    // after it: exact, one behind, one before, far away; each
    // without an acknowledgment and with one.
    let ended = Outcome::Gone { rule: Rule::ResetAccepted };
    for first in [0, 16] {
        assert_eq!([first, first + 1].map(played), [ended; 2]);
        for beside in first + 2..first + 8 {
            assert_ne!(played(beside), ended, "{beside}");
        }
    }
}
