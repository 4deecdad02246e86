//! One fault at a time.

use super::preset;
use lastack::explore::{Ending, Kind, Played, lone};
use lastack::host::HostId;
use lastack::rule::Rule;
use lastack::sim::{Fate, What};
use lastack::trace::{Ending as Outcome, Summary};

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
fn a_reset_is_aimed_exactly_and_beside() {
    let scenario = preset("server-never-closes");
    let resets: Vec<_> = lone(&scenario).into_iter().filter(|fault| fault.kind == Kind::Reset).collect();
    let played = |nth: usize| {
        let log = Played::of(&resets[nth].scenario, &mut |_, _, _| {}).log;
        Ending::of(&log, &Summary::of(&log)).side(HostId::A).outcome
    };
    // The first eight strike the client, just after its close(): exact, one behind, one before, far away; each
    // without an acknowledgment and with one.
    let ended = Outcome::Gone { rule: Rule::ResetAccepted };
    assert_eq!([0, 1].map(played), [ended; 2]);
    for beside in 2..8 {
        assert_ne!(played(beside), ended, "{beside}");
    }
}
