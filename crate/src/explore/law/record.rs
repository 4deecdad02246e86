//! The record is in order, and what it says of segments, timers and sockets agrees with itself.

use super::{Case, Law, at};
use crate::host::SocketId;
use crate::sim::{EventId, Fate, SegmentId, What};
use crate::tcp::TimerSlot;
use crate::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const IN_ORDER: Law = Law {
    says: "ids are dense, time runs on, and a cause comes before its effect",
    stands: "design §6",
    check: in_order,
};

pub(super) const ARRIVALS: Law = Law {
    says: "what arrives was sent, when it was said to, and what is lost does not arrive",
    stands: "design §6",
    check: arrivals,
};

pub(super) const TIMERS: Law =
    Law { says: "a timer is never early, and fires when it was said to", stands: "TMR-1", check: timers };

pub(super) const LIVES: Law = Law {
    says: "a socket is orphaned once and freed once; after that nothing of it is sent, and no timer of it fires",
    stands: "C-13; issue 6",
    check: lives,
};

fn in_order(case: &Case<'_>) -> Result<(), String> {
    let log = case.log;
    let mut last = Instant::ZERO;
    for (i, event) in log.events.iter().enumerate() {
        if event.id != EventId(i as u32) {
            return Err(at(event, &format!("it stands at {i}")));
        }
        if event.at < last {
            return Err(at(event, "it is before the one before it"));
        }
        if event.cause.is_some_and(|cause| cause >= event.id) {
            return Err(at(event, "it is before its cause"));
        }
        last = event.at;
    }
    let mut sent = [0, 0];
    for (i, record) in log.segments.iter().enumerate() {
        let nth = &mut sent[record.from.index()];
        *nth += u32::from(record.name.nth > 0);
        let named = record.name.from == record.from && (record.name.nth == 0 || record.name.nth == *nth);
        if record.id != SegmentId(i as u32) || !named {
            return Err(format!("the segment at {i} is called {}", record.name));
        }
    }
    match log.sockets.iter().enumerate().find(|(i, socket)| socket.id != SocketId(*i as u32)) {
        Some((i, socket)) => Err(format!("the socket at {i} is called {}", socket.id.0)),
        None => Ok(()),
    }
}

fn arrivals(case: &Case<'_>) -> Result<(), String> {
    let log = case.log;
    let mut arrivals: BTreeMap<SegmentId, Vec<Instant>> = BTreeMap::new();
    for event in &log.events {
        if let What::Arrived { segment } = event.what {
            if log.segments[segment.0 as usize].from != event.host.peer() {
                return Err(at(event, "it arrives where it was sent"));
            }
            arrivals.entry(segment).or_default().push(event.at);
        }
    }
    for record in &log.segments {
        let mut expected = match &record.fate {
            Fate::Delivered { at } => at.clone(),
            Fate::Lost { .. } => Vec::new(),
        };
        let mut found = arrivals.remove(&record.id).unwrap_or_default();
        // At the last moment some are still to come.
        expected.retain(|at| *at < case.until);
        found.retain(|at| *at < case.until);
        if found != expected {
            return Err(format!("{} arrives at {found:?}, and was to at {expected:?}", record.name));
        }
    }
    Ok(())
}

fn timers(case: &Case<'_>) -> Result<(), String> {
    for event in &case.log.events {
        if let What::Armed { due, fires, .. } = event.what
            && (fires < due || fires < event.at)
        {
            return Err(at(event, "it fires too early"));
        }
        let What::Fired { timer } = event.what else { continue };
        let armed = case.cause(event).map(|cause| &cause.what);
        match armed {
            Some(What::Armed { timer: armed, fires, .. }) if (*armed, *fires) == (timer, event.at) => {}
            _ => return Err(at(event, &format!("it was armed by {armed:?}"))),
        }
    }
    Ok(())
}

fn lives(case: &Case<'_>) -> Result<(), String> {
    let mut freed = BTreeSet::new();
    let mut orphaned = BTreeSet::new();
    let mut armed: BTreeSet<(SocketId, TimerSlot)> = BTreeSet::new();
    for event in &case.log.events {
        let Some(id) = event.socket else { continue };
        if freed.contains(&id) {
            return Err(at(event, "its socket is gone"));
        }
        match event.what {
            What::Armed { timer, .. } => {
                armed.insert((id, timer.slot()));
            }
            What::Disarmed { timer } | What::Fired { timer } => {
                if !armed.remove(&(id, timer.slot())) {
                    return Err(at(event, "that timer does not run"));
                }
            }
            What::Orphaned => {
                if !orphaned.insert(id) {
                    return Err(at(event, "for the second time"));
                }
            }
            What::Freed => {
                if let Some((_, slot)) = armed.iter().find(|(owner, _)| *owner == id) {
                    return Err(at(event, &format!("a timer is left in {slot:?}")));
                }
                freed.insert(id);
            }
            What::Called { .. }
            | What::Returned { .. }
            | What::Injected { .. }
            | What::Born { .. }
            | What::SysctlChanged { .. }
            | What::SysctlRefused { .. }
            | What::Sent { .. }
            | What::Lost { .. }
            | What::IcmpArrived { .. }
            | What::Arrived { .. }
            | What::Ignored
            | What::Entered { .. }
            | What::Woke { .. }
            | What::Parked { .. }
            | What::Counted { .. } => {}
        }
    }
    Ok(())
}
