//! Which RST is sent, and which ends a socket.

use super::expected::{Expected, follow, is_forged};
use super::{Case, Law, at};
use crate::rule::Rule;
use crate::segment::{Flags, Segment};
use crate::sim::{Event, What};
use crate::tcp::{Sending, State};
use std::collections::BTreeSet;

pub(super) const NONE_FOR_ONE: Law =
    Law { says: "no RST answers a RST", stands: "RST-2; RFC 9293 §3.5.2", check: none_for_one };

pub(super) const EXACT: Law = Law {
    says: "only a RST resets, and a full socket only one that has the number it expects next, or of the peer's FIN",
    stands: "SM-26; RFC 5961 §3.2",
    check: exact,
};

pub(super) const FOR_NOBODY: Law = Law {
    says: "the next bytes for an orphan in FIN_WAIT1 or FIN_WAIT2 end it with a RST, where nothing but RSTs is forged",
    stands: "SM-16, SM-17; RFC 9293 §3.6.1, SHLD-3",
    check: for_nobody,
};

fn none_for_one(case: &Case<'_>) -> Result<(), String> {
    let log = case.log;
    for record in log.segments.iter().filter(|record| record.how == Sending::Reset) {
        let event = case.event(record.event);
        let What::Arrived { segment } = case.origin(event).what else { continue };
        let answered = &log.segments[segment.0 as usize];
        if answered.segment.flags.has(Flags::RST) {
            return Err(at(event, &format!("it answers {}", answered.name)));
        }
    }
    Ok(())
}

fn exact(case: &Case<'_>) -> Result<(), String> {
    follow(case, &mut |event, state, expected| {
        let What::Entered { to: State::Close, .. } = event.what else { return Ok(()) };
        let (of_full, of_small) = (Rule::ResetAccepted, [Rule::MiniKilledByReset, Rule::TimeWaitReset]);
        if event.rule != of_full && !of_small.contains(&event.rule) {
            return Ok(());
        }
        let Some(rst) = reset_behind(case, event) else { return Err(at(event, "no RST did it")) };
        match expected {
            Some(expected) if event.rule == of_full && !expected.takes(rst.seq, state) => {
                Err(at(event, &format!("{rst:?} did it")))
            }
            Some(_) | None => Ok(()),
        }
    })
}

fn for_nobody(case: &Case<'_>) -> Result<(), String> {
    if is_forged(case) {
        return Ok(());
    }
    let mut orphans = BTreeSet::new();
    follow(case, &mut |event, state, expected| {
        if event.what == What::Orphaned {
            orphans.extend(event.socket);
        }
        let What::Arrived { segment } = event.what else { return Ok(()) };
        let record = &case.log.segments[segment.0 as usize];
        let waits = matches!(state, State::FinWait1 | State::FinWait2);
        let next = expected.is_some_and(|Expected { acknowledged, arrived }| {
            acknowledged == arrived && record.segment.seq == arrived
        });
        let flags = record.segment.flags;
        let is_plain = flags.has(Flags::ACK) && !flags.any(Flags::SYN.and(Flags::RST));
        let is_news = next && is_plain && record.segment.len > 0;
        if !is_news || !waits || !event.socket.is_some_and(|id| orphans.contains(&id)) {
            return Ok(());
        }
        let resets = |effect: &Event| matches!(effect.what, What::Sent { how: Sending::Reset, .. });
        if case.effects(event).any(resets) { Ok(()) } else { Err(at(event, "no RST goes")) }
    })
}

/// The RST that set this off.
fn reset_behind<'a>(case: &'a Case<'_>, event: &'a Event) -> Option<&'a Segment> {
    let What::Arrived { segment } = case.origin(event).what else { return None };
    Some(&case.log.segments[segment.0 as usize].segment).filter(|segment| segment.flags.has(Flags::RST))
}
