//! Who becomes an orphan, and how FINs are acknowledged.

use super::{Case, Law, States, at};
use crate::host::{Call, SocketId};
use crate::rule::Rule;
use crate::segment::Flags;
use crate::sim::{Event, What};
use crate::tcp::{State, Timer};

pub(super) const ORPHANS: Law = Law {
    says: "only close() and the end of a process make orphans: shutdown() never does",
    stands: "C-13, SM-7",
    check: orphans,
};

pub(super) const CLOSE_WAIT: Law = Law {
    says: "an orphan has closed its own side: none is in ESTABLISHED or CLOSE_WAIT",
    stands: "SM-1, ST-7",
    check: close_wait,
};

pub(super) const FIN_ACKED: Law = Law {
    says: "the peer's FIN after ours is acknowledged at once",
    stands: "SM-13, SM-15, SM-21, F2-8",
    check: fin_acked,
};

pub(super) const FIN_AGAIN: Law = Law {
    says: "a FIN that meets TIME_WAIT is acknowledged and begins the 60 s anew",
    stands: "TW-3, TW-4",
    check: fin_again,
};

fn orphans(case: &Case<'_>) -> Result<(), String> {
    for event in case.log.events.iter().filter(|event| event.what == What::Orphaned) {
        let origin = case.origin(event);
        let fits = match &origin.what {
            What::Called { call, .. } => matches!(call, Call::Close | Call::Exit),
            // A close() that lingered returns.
            What::Arrived { .. } | What::Fired { .. } | What::IcmpArrived { .. } => {
                lingers(case, event.socket)
            }
            What::Returned { .. }
            | What::Injected { .. }
            | What::Born { .. }
            | What::SysctlChanged { .. }
            | What::SysctlRefused { .. }
            | What::Sent { .. }
            | What::Lost { .. }
            | What::Ignored
            | What::Entered { .. }
            | What::Armed { .. }
            | What::Disarmed { .. }
            | What::Woke { .. }
            | What::Orphaned
            | What::Parked { .. }
            | What::Freed
            | What::Counted { .. } => false,
        };
        if !fits {
            return Err(at(event, &format!("{:?} made it one", origin.what)));
        }
    }
    Ok(())
}

/// Whether a close() of this socket ever blocked.
fn lingers(case: &Case<'_>, socket: Option<SocketId>) -> bool {
    case.log
        .events
        .iter()
        .any(|event| event.socket == socket && matches!(event.what, What::Armed { timer: Timer::Linger, .. }))
}

fn close_wait(case: &Case<'_>) -> Result<(), String> {
    let mut states = States::of(case);
    for event in &case.log.events {
        if let (Some(id), What::Orphaned) = (event.socket, &event.what) {
            let state = states.get(id);
            if matches!(state, State::Established | State::CloseWait | State::SynSent) {
                return Err(at(event, &format!("it is in {state}")));
            }
        }
        states.follow(event);
    }
    Ok(())
}

fn fin_acked(case: &Case<'_>) -> Result<(), String> {
    for event in &case.log.events {
        let What::Entered { .. } = event.what else { continue };
        let came = matches!(event.rule, Rule::FinInFinWait2 | Rule::FinCrossesFin | Rule::FinMeetsMini);
        if came && !acks(case, case.origin(event)) {
            return Err(at(event, "no ACK goes"));
        }
    }
    Ok(())
}

fn fin_again(case: &Case<'_>) -> Result<(), String> {
    let mut states = States::of(case);
    for event in &case.log.events {
        if let (Some(id), What::Arrived { segment }) = (event.socket, &event.what)
            && states.get(id) == State::TimeWait
        {
            let flags = case.log.segments[segment.0 as usize].segment.flags;
            let again = flags.has(Flags::FIN.and(Flags::ACK)) && !flags.any(Flags::SYN.and(Flags::RST));
            let armed = |effect: &Event| matches!(effect.what, What::Armed { timer: Timer::TimeWait, .. });
            if again && !(acks(case, event) && case.effects(event).any(armed)) {
                return Err(at(event, "no ACK goes, or the time runs on"));
            }
        }
        states.follow(event);
    }
    Ok(())
}

/// Whether an ACK goes in answer to what arrived.
pub(super) fn acks(case: &Case<'_>, arrival: &Event) -> bool {
    case.effects(arrival).any(|effect| {
        let What::Sent { segment, .. } = effect.what else { return false };
        let flags = case.log.segments[segment.0 as usize].segment.flags;
        flags.has(Flags::ACK) && !flags.has(Flags::RST)
    })
}
