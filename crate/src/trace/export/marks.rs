//! What a host did, saw or came to, besides segments and timers, in words.

use super::lives::{Life, Lives};
use super::words::{Lang, call};
use crate::host::Call;
use crate::sim::{Event, What};
use crate::tcp::CallResult;
use crate::trace::Trace;
use crate::words::{number, said};

/// What a person would point at.
pub(super) struct Mark {
    pub(super) kind: Kind,
    pub(super) words: String,
    /// What is added more quietly; nothing mostly.
    pub(super) aside: &'static str,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Its host did something.
    Call,
    /// An application noticed something.
    Signal,
    Sysctl,
    Icmp,
    /// Another connection has an end here.
    Born,
    State,
    Gone,
}

/// The words for an event, if a person would point at it; those for a segment are elsewhere.
pub(super) fn mark(trace: &Trace, lives: &Lives, event: &Event, lang: Lang) -> Option<Mark> {
    let life = lives.of_socket(event.socket);
    let (kind, words) = match &event.what {
        What::Called { name, call: asked, result } => {
            (Kind::Call, said(&[&call(name, *asked), &answer(*asked, *result)]))
        }
        What::Returned { name, call: asked, result } => {
            (Kind::Signal, said(&[&call(name, *asked), " → ", &result.text()]))
        }
        What::SysctlChanged { key, to, .. } => (Kind::Sysctl, said(&[key, " = ", &to.text()])),
        What::SysctlRefused { key, errno, .. } => (Kind::Sysctl, said(&[key, ": ", errno.name()])),
        What::Woke { signal, .. } if is_first_to_wake(trace, event) => {
            (Kind::Signal, signal.name().to_owned())
        }
        What::IcmpArrived { icmp_type, code, .. } => {
            (Kind::Icmp, said(&["ICMP ", &number((*icmp_type).into()), "/", &number((*code).into())]))
        }
        // Where somebody asked for it, the call has said so.
        What::Born { .. } if !is_asked_for(trace, event) => {
            let socket = &trace.sockets[event.socket?.0 as usize];
            let (from, to) = (number(socket.sport.into()), number(socket.dport.into()));
            (Kind::Born, said(&[":", &from, " → :", &to]))
        }
        What::Entered { .. } | What::Parked { .. } => (Kind::State, state(life?, event)?),
        What::Freed => {
            let life = life.filter(|life| life.gone.is_some_and(|(_, id)| id == event.id))?;
            (Kind::Gone, said(&[&tag(life), lang.of("gone", "消失")]))
        }
        What::Woke { .. }
        | What::Born { .. }
        | What::Injected { .. }
        | What::Sent { .. }
        | What::Lost { .. }
        | What::Arrived { .. }
        | What::Ignored
        | What::Armed { .. }
        | What::Disarmed { .. }
        | What::Fired { .. }
        | What::Orphaned
        | What::Counted { .. } => return None,
    };
    let orphans = |other: &Event| other.what == What::Orphaned && other.cause == Some(event.id);
    let aside = if kind == Kind::Call && trace.events[event.id.0 as usize..].iter().any(orphans) {
        lang.of("orphan", "成为孤儿")
    } else {
        ""
    };
    Some(Mark { kind, words, aside })
}

fn is_asked_for(trace: &Trace, event: &Event) -> bool {
    event.cause.is_some_and(|cause| matches!(trace.events[cause.0 as usize].what, What::Called { .. }))
}

/// Each segment of a burst wakes its reader, who has not run in between.
fn is_first_to_wake(trace: &Trace, event: &Event) -> bool {
    let before = trace.events[..event.id.0 as usize].iter().rev().take_while(|other| other.at == event.at);
    let same = |other: &Event| other.socket == event.socket && other.what == event.what;
    !before.into_iter().any(same)
}

/// The state that an event brings, unless that is over in the same moment.
fn state(life: &Life, event: &Event) -> Option<String> {
    let began = life.states.iter().position(|span| span.event == Some(event.id))?;
    let is_over = life.gone.is_some_and(|(at, _)| at == event.at);
    (!is_over).then(|| said(&[&tag(life), life.states[began].what.rfc_name()]))
}

/// Which of its host's ends of connections is meant, where there is more than one.
pub(super) fn tag(life: &Life) -> String {
    const NUMBERS: [&str; 9] =
        ["", "②\u{a0}", "③\u{a0}", "④\u{a0}", "⑤\u{a0}", "⑥\u{a0}", "⑦\u{a0}", "⑧\u{a0}", "⑨\u{a0}"];
    NUMBERS
        .get(life.nth as usize - 1)
        .map_or_else(|| said(&[&number(life.nth.into()), ": "]), |tag| (*tag).to_owned())
}

/// What a call gave, where that is more than "done".
fn answer(asked: Call, result: CallResult) -> String {
    let as_asked = match result {
        CallResult::Done => true,
        CallResult::Bytes(n) => asked == Call::Write { bytes: n } || asked == Call::Read { bytes: n },
        // As every connect() that is not waited for.
        CallResult::InProgress => true,
        CallResult::Blocks | CallResult::Failed(_) => false,
    };
    if as_asked { String::new() } else { said(&[" = ", &result.text()]) }
}
