//! What each socket expects next, as a reader of the record follows it; and what comes a second time.

use super::teardown::acks;
use super::{Case, Law, States, at};
use crate::host::SocketId;
use crate::segment::{Flags, Segment};
use crate::seq::Seq;
use crate::sim::{Event, SegmentRecord, What};
use crate::tcp::{Sending, State};
use std::collections::BTreeMap;

pub(super) const AGAIN: Law = Law {
    says: "what comes once more is acknowledged once more, or ends the socket, where nothing but RSTs is forged",
    stands: "RFC 9293 §3.10.7.4, first",
    check: again,
};

/// What a reader of the record knows of the number that a socket expects next: it is no less than what the socket
/// acknowledged last, and no more than what has reached it.
#[derive(Clone, Copy)]
pub(super) struct Expected {
    pub(super) acknowledged: Seq,
    pub(super) arrived: Seq,
}

impl Expected {
    fn nothing_more_than(seq: Seq) -> Expected {
        Expected { acknowledged: seq, arrived: seq }
    }

    /// Whether a RST of that number is exact.
    pub(super) fn takes(self, seq: Seq, state: State) -> bool {
        let Expected { acknowledged, arrived } = self;
        let after_fin = matches!(state, State::CloseWait | State::LastAck | State::Closing);
        let least = if after_fin { acknowledged - 1 } else { acknowledged };
        !seq.before(least) && !seq.after(arrived)
    }

    fn note_sent(&mut self, segment: &Segment) {
        self.acknowledged = segment.ack;
        if segment.ack.after(self.arrived) {
            self.arrived = segment.ack;
        }
    }

    fn note_arrived(&mut self, segment: &Segment) {
        if segment.seq_len() > 0 && segment.end_seq().after(self.arrived) {
            self.arrived = segment.end_seq();
        }
    }
}

/// What is asked of an event: in which state its socket is, and what that expects, as far as it's known.
type Check<'a> = dyn FnMut(&Event, State, Option<Expected>) -> Result<(), String> + 'a;

/// Follows what each socket expects next. `check` sees an event before what follows of it is known.
pub(super) fn follow(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), String> {
    let mut states = States::of(case);
    // The two that stand at t = 0; others say what they expect when they first acknowledge something.
    let standing = case.log.sockets.iter().take(case.setup.ends.len());
    let mut of: BTreeMap<SocketId, Expected> = standing
        .map(|socket| (socket.id, Expected::nothing_more_than(case.setup.ends[socket.host.index()].rcv_nxt)))
        .collect();
    for event in &case.log.events {
        if let Some(id) = event.socket {
            check(event, states.get(id), of.get(&id).copied())?;
        }
        note(case, event, &mut of);
        states.follow(event);
    }
    Ok(())
}

/// Whether somebody forges more than RSTs, after which the two hosts may disagree for good.
pub(super) fn is_forged(case: &Case<'_>) -> bool {
    let of_hosts =
        |record: &SegmentRecord| record.how != Sending::Forged || record.segment.flags.has(Flags::RST);
    !case.log.segments.iter().all(of_hosts)
}

fn again(case: &Case<'_>) -> Result<(), String> {
    if is_forged(case) {
        return Ok(());
    }
    follow(case, &mut |event, state, expected| {
        let (What::Arrived { segment }, Some(expected)) = (&event.what, expected) else { return Ok(()) };
        let record = &case.log.segments[segment.0 as usize];
        let (arrived, flags) = (&record.segment, record.segment.flags);
        let open = match state {
            State::Established
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait => true,
            State::SynSent | State::SynRecv | State::Close => false,
        };
        let is_old = arrived.seq_len() > 0 && !arrived.end_seq().after(expected.acknowledged);
        if !open || !is_old || flags.any(Flags::SYN.and(Flags::RST)) {
            return Ok(());
        }
        let ends_it = |effect: &Event| matches!(effect.what, What::Entered { to: State::Close, .. });
        let answered = acks(case, event) || case.effects(event).any(ends_it);
        if answered { Ok(()) } else { Err(at(event, "no ACK goes")) }
    })
}

fn note(case: &Case<'_>, event: &Event, of: &mut BTreeMap<SocketId, Expected>) {
    let Some(id) = event.socket else { return };
    if let What::Sent { segment, how } = event.what {
        let sent = &case.log.segments[segment.0 as usize].segment;
        if how != Sending::Reset && sent.flags.has(Flags::ACK) {
            of.entry(id).or_insert_with(|| Expected::nothing_more_than(sent.ack)).note_sent(sent);
        }
    }
    if let (What::Arrived { segment }, Some(expected)) = (&event.what, of.get_mut(&id)) {
        expected.note_arrived(&case.log.segments[segment.0 as usize].segment);
    }
}
