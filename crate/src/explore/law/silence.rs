//! When a socket says nothing, and when all that it says is an answer.

use super::{Case, Law, States, at};
use crate::host::Call;
use crate::rule::Rule;
use crate::segment::Flags;
use crate::seq::Seq;
use crate::sim::What;
use crate::tcp::{Sending, State};

pub(super) const GIVES_UP: Law = Law {
    says: "a socket that runs out of patience or of time goes in silence",
    stands: "FIN-13, F2-6, ZW-2",
    check: gives_up,
};

pub(super) const SHUT_RD: Law = Law {
    says: "shutdown(SHUT_RD) sends nothing and changes no state but SYN_SENT, which it ends",
    stands: "SM-5",
    check: shut_rd,
};

pub(super) const TIME_WAIT: Law =
    Law { says: "TIME_WAIT never answers with RST", stands: "RST-3", check: time_wait };

pub(super) const MINI: Law =
    Law { says: "a mini-socket only answers, and is no orphan", stands: "C-14, TW-12", check: mini };

pub(super) const NOBODY: Law =
    Law { says: "a RST where no socket is, is made of what it answers", stands: "RST-2", check: nobody };

/// The ways to go without a word; others have a voice.
const SILENT: &[Rule] = &[
    Rule::OrphanGivesUp,
    Rule::OrphanAtRtoMax,
    Rule::OrphanUnreachable,
    Rule::OrphanProbesUnanswered,
    Rule::OrphanWindowStaysClosed,
    Rule::ProcessGivesUp,
    Rule::UserTimeoutGivesUp,
    Rule::SynGivesUp,
    Rule::SynAckGivesUp,
    Rule::FinWait2Expired,
    Rule::TimeWaitOver,
    Rule::HostForgets,
    Rule::LastAckArrived,
    Rule::MiniKilledByReset,
    Rule::TimeWaitReset,
    Rule::ResetAccepted,
];

fn gives_up(case: &Case<'_>) -> Result<(), String> {
    for event in &case.log.events {
        if !matches!(event.what, What::Entered { to: State::Close, .. }) || !SILENT.contains(&event.rule) {
            continue;
        }
        let origin = case.origin(event);
        for said in case.effects(origin).filter(|effect| effect.socket == event.socket) {
            if matches!(said.what, What::Sent { .. }) {
                return Err(at(said, &format!("it goes by {}", event.rule.key())));
            }
        }
    }
    Ok(())
}

fn shut_rd(case: &Case<'_>) -> Result<(), String> {
    for event in &case.log.events {
        let What::Called { call: Call::ShutdownRd, .. } = event.what else { continue };
        for effect in case.effects(event) {
            // Note: a socket that is still connecting is disconnected, whatever is shut (`inet_shutdown()`).
            let ends = matches!(effect.what, What::Entered { from: State::SynSent, to: State::Close });
            if !ends && matches!(effect.what, What::Sent { .. } | What::Entered { .. }) {
                return Err(at(effect, "shutdown(SHUT_RD) did it"));
            }
        }
    }
    Ok(())
}

fn time_wait(case: &Case<'_>) -> Result<(), String> {
    let mut states = States::of(case);
    for event in &case.log.events {
        if let (Some(id), What::Sent { how: Sending::Reset, .. }) = (event.socket, &event.what)
            && states.get(id) == State::TimeWait
        {
            return Err(at(event, "it is in TIME_WAIT"));
        }
        states.follow(event);
    }
    Ok(())
}

fn mini(case: &Case<'_>) -> Result<(), String> {
    for event in &case.log.events {
        let Some(id) = event.socket.filter(|id| case.log.sockets[id.0 as usize].mini) else { continue };
        if event.what == What::Orphaned {
            return Err(at(event, "it is small"));
        }
        let What::Sent { how, .. } = event.what else { continue };
        let answers = matches!(case.origin(event).what, What::Arrived { .. });
        if !answers || !matches!(how, Sending::Ack | Sending::Reset) {
            return Err(at(event, &format!("mini-socket {} sent it", id.0)));
        }
    }
    Ok(())
}

fn nobody(case: &Case<'_>) -> Result<(), String> {
    for record in &case.log.segments {
        if record.how != Sending::Reset || record.socket.is_some() {
            continue;
        }
        let event = case.event(record.event);
        let What::Arrived { segment } = case.origin(event).what else {
            return Err(at(event, "it answers nothing"));
        };
        let asked = &case.log.segments[segment.0 as usize].segment;
        let (flags, seq, ack) = if asked.flags.has(Flags::ACK) {
            (Flags::RST, asked.ack, Seq::new(0))
        } else {
            (Flags::RST.and(Flags::ACK), Seq::new(0), asked.end_seq())
        };
        let made = &record.segment;
        if (made.flags, made.seq, made.ack, made.len) != (flags, seq, ack, 0) {
            return Err(at(event, &format!("{made:?} answers {asked:?}")));
        }
    }
    Ok(())
}
