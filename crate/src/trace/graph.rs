//! The graph of states: every way from one state into another that the engine has, by which rule, and
//! what sets it off.
//!
//! Owns the table that the page draws its machines from. A test holds it against the engine in both
//! directions: no run leaves the table, and no row of it is never taken. Refuses to decide anything: the
//! machine itself is `crate::tcp`, and nothing of the wasm asks this table.

use crate::rule::Rule;
use crate::sim::{Event, EventId, What};
use crate::tcp::{State, Timer};
use std::collections::BTreeSet;

use By::{Call, Icmp, Segment};
use Rule as R;
use State as S;

/// What makes a connection change its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// What its own host does with it: a call, or what befalls the host.
    Call,
    /// One that arrives.
    Segment,
    /// One that runs out.
    Timer(Timer),
    /// A router's report about a segment.
    Icmp,
}

/// A way from one state into another. What was nowhere comes from CLOSE, as what is gone is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: State,
    pub to: State,
    pub rule: Rule,
    pub by: By,
}

/// Every edge.
pub fn graph() -> impl Iterator<Item = Edge> {
    ROWS.iter().flat_map(|(from, to, rule, by)| {
        by.iter().map(|by| Edge { from: *from, to: *to, rule: *rule, by: *by })
    })
}

/// The edges that a run takes, in order. What becomes of a full socket behind the mini-socket that took its
/// ports over is nobody's state any more.
pub fn taken(events: &[Event]) -> Vec<Edge> {
    let mut behind = BTreeSet::new();
    let mut edges = Vec::new();
    for event in events {
        if behind.contains(&event.socket) {
            continue;
        }
        if let What::Parked { .. } = event.what {
            behind.insert(event.socket);
        }
        edges.extend(edge_of(events, event));
    }
    edges
}

fn edge_of(events: &[Event], event: &Event) -> Option<Edge> {
    let by = || by(events, event);
    if let What::Entered { from, to } = event.what {
        Some(Edge { from, to, rule: event.rule, by: by()? })
    } else if let What::Born { state: S::SynRecv } = event.what {
        // A listener makes it in SYN_RECV: what it does there at once says why.
        let first = events.iter().find(|effect| effect.cause == Some(event.id))?;
        Some(Edge { from: S::Close, to: S::SynRecv, rule: first.rule, by: by()? })
    } else {
        None
    }
}

/// The nearest cause that comes from outside the machine.
fn by(events: &[Event], event: &Event) -> Option<By> {
    let EventId(cause) = event.cause?;
    let cause = &events[cause as usize];
    if let What::Fired { timer } = cause.what {
        Some(By::Timer(timer))
    } else if matches!(cause.what, What::Called { .. }) {
        Some(Call)
    } else if matches!(cause.what, What::Arrived { .. }) {
        Some(Segment)
    } else if matches!(cause.what, What::IcmpArrived { .. }) {
        Some(Icmp)
    } else {
        by(events, cause)
    }
}

const RETRANSMIT: By = By::Timer(Timer::Retransmit);
const PERSIST: By = By::Timer(Timer::Persist);
const KEEPALIVE: By = By::Timer(Timer::Keepalive);
const TIME_WAIT: By = By::Timer(Timer::TimeWait);
const LINGER: By = By::Timer(Timer::Linger);
const SYN_ACK: By = By::Timer(Timer::SynAck);

/// In the order of states, and for each of them first what is usual.
#[rustfmt::skip]
const ROWS: &[(State, State, Rule, &[By])] = &[
    (S::Close, S::SynSent, R::SynSent, &[Call]),
    (S::Close, S::SynRecv, R::SynReceived, &[Segment]),
    (S::SynSent, S::SynRecv, R::SynCrossesSyn, &[Segment]),
    (S::SynSent, S::Established, R::SynAcked, &[Segment]),
    (S::SynSent, S::Close, R::HostForgets, &[Call]),
    (S::SynSent, S::Close, R::CloseBeforeOpen, &[Call]),
    (S::SynSent, S::Close, R::SynGivesUp, &[RETRANSMIT]),
    (S::SynSent, S::Close, R::ConnectionRefused, &[Segment]),
    (S::SynSent, S::Close, R::IcmpEndsOpening, &[Icmp]),
    (S::SynRecv, S::Established, R::HandshakeDone, &[Segment]),
    (S::SynRecv, S::Established, R::SynAcked, &[Segment]),
    (S::SynRecv, S::FinWait1, R::CloseSendsFin, &[Call]),
    (S::SynRecv, S::Close, R::HostForgets, &[Call]),
    (S::SynRecv, S::Close, R::LingerZero, &[Call]),
    (S::SynRecv, S::Close, R::HostRestarts, &[Call]),
    (S::SynRecv, S::Close, R::ListenEnds, &[Segment, SYN_ACK]),
    (S::SynRecv, S::Close, R::SynAckGivesUp, &[SYN_ACK]),
    (S::SynRecv, S::Close, R::SynRecvReset, &[Segment]),
    (S::SynRecv, S::Close, R::ProcessGivesUp, &[RETRANSMIT]),
    (S::SynRecv, S::Close, R::UserTimeoutGivesUp, &[RETRANSMIT]),
    (S::SynRecv, S::Close, R::IcmpEndsOpening, &[Icmp]),
    (S::SynRecv, S::Close, R::ResetAccepted, &[Segment]),
    (S::Established, S::FinWait1, R::CloseSendsFin, &[Call]),
    (S::Established, S::FinWait1, R::ShutdownSendsFin, &[Call]),
    (S::Established, S::CloseWait, R::FinReceived, &[Segment]),
    (S::Established, S::Close, R::HostForgets, &[Call]),
    (S::Established, S::Close, R::CloseUnread, &[Call]),
    (S::Established, S::Close, R::LingerZero, &[Call]),
    (S::Established, S::Close, R::ListenEnds, &[Call]),
    (S::Established, S::Close, R::ProcessGivesUp, &[PERSIST, RETRANSMIT]),
    (S::Established, S::Close, R::UserTimeoutGivesUp, &[PERSIST, RETRANSMIT]),
    (S::Established, S::Close, R::KeepaliveGivesUp, &[KEEPALIVE]),
    (S::Established, S::Close, R::ResetAccepted, &[Segment]),
    (S::FinWait1, S::FinWait2, R::FinAckedEnterFinWait2, &[Segment]),
    (S::FinWait1, S::FinWait2, R::FinAckedWithFin, &[Segment]),
    (S::FinWait1, S::Closing, R::FinCrossesFin, &[Segment]),
    (S::FinWait1, S::Close, R::HostForgets, &[Call]),
    (S::FinWait1, S::Close, R::CloseUnread, &[Call]),
    (S::FinWait1, S::Close, R::LingerZero, &[Call]),
    (S::FinWait1, S::Close, R::TooManyOrphans, &[Call, LINGER, RETRANSMIT, PERSIST]),
    (S::FinWait1, S::Close, R::OrphanGivesUp, &[RETRANSMIT]),
    (S::FinWait1, S::Close, R::OrphanAtRtoMax, &[RETRANSMIT]),
    (S::FinWait1, S::Close, R::ProcessGivesUp, &[RETRANSMIT, PERSIST]),
    (S::FinWait1, S::Close, R::OrphanProbesUnanswered, &[PERSIST]),
    (S::FinWait1, S::Close, R::OrphanWindowStaysClosed, &[PERSIST]),
    (S::FinWait1, S::Close, R::OrphanUnreachable, &[RETRANSMIT]),
    (S::FinWait1, S::Close, R::UserTimeoutGivesUp, &[PERSIST, RETRANSMIT]),
    (S::FinWait1, S::Close, R::DataForNobody, &[Segment]),
    (S::FinWait1, S::Close, R::ResetAccepted, &[Segment]),
    (S::FinWait2, S::TimeWait, R::FinInFinWait2, &[Segment]),
    (S::FinWait2, S::TimeWait, R::FinMeetsMini, &[Segment]),
    (S::FinWait2, S::Close, R::HostForgets, &[Call]),
    (S::FinWait2, S::Close, R::CloseUnread, &[Call]),
    (S::FinWait2, S::Close, R::LingerZero, &[Call]),
    (S::FinWait2, S::Close, R::NoFinWait2, &[Call, Segment]),
    (S::FinWait2, S::Close, R::TooManyOrphans, &[Call, Segment]),
    (S::FinWait2, S::Close, R::HostRestarts, &[Call]),
    (S::FinWait2, S::Close, R::TimeWaitReused, &[Call]),
    (S::FinWait2, S::Close, R::DataForNobody, &[Segment]),
    (S::FinWait2, S::Close, R::KeepaliveGivesUp, &[KEEPALIVE]),
    (S::FinWait2, S::Close, R::ResetAccepted, &[Segment]),
    (S::FinWait2, S::Close, R::FinWait2ResetOnTimeout, &[KEEPALIVE]),
    (S::FinWait2, S::Close, R::FinWait2Expired, &[TIME_WAIT]),
    (S::FinWait2, S::Close, R::MiniKilledByReset, &[Segment]),
    (S::FinWait2, S::Close, R::MiniGetsData, &[Segment]),
    (S::FinWait2, S::Close, R::TimeWaitTableFull, &[Call, Segment, KEEPALIVE]),
    (S::CloseWait, S::LastAck, R::CloseAnswersFin, &[Call]),
    (S::CloseWait, S::LastAck, R::ShutdownSendsFin, &[Call]),
    (S::CloseWait, S::Close, R::HostForgets, &[Call]),
    (S::CloseWait, S::Close, R::CloseUnread, &[Call]),
    (S::CloseWait, S::Close, R::LingerZero, &[Call]),
    (S::CloseWait, S::Close, R::ListenEnds, &[Call]),
    (S::CloseWait, S::Close, R::ProcessGivesUp, &[PERSIST, RETRANSMIT]),
    (S::CloseWait, S::Close, R::UserTimeoutGivesUp, &[RETRANSMIT, PERSIST]),
    (S::CloseWait, S::Close, R::DataForNobody, &[Segment]),
    (S::CloseWait, S::Close, R::KeepaliveGivesUp, &[KEEPALIVE]),
    (S::CloseWait, S::Close, R::ResetAccepted, &[Segment]),
    (S::Closing, S::TimeWait, R::ClosingAcked, &[Segment]),
    (S::Closing, S::Close, R::HostForgets, &[Call]),
    (S::Closing, S::Close, R::LingerZero, &[Call]),
    (S::Closing, S::Close, R::TooManyOrphans, &[Call, PERSIST, LINGER, RETRANSMIT]),
    (S::Closing, S::Close, R::OrphanGivesUp, &[RETRANSMIT]),
    (S::Closing, S::Close, R::OrphanAtRtoMax, &[RETRANSMIT]),
    (S::Closing, S::Close, R::ProcessGivesUp, &[RETRANSMIT, PERSIST]),
    (S::Closing, S::Close, R::OrphanWindowStaysClosed, &[PERSIST]),
    (S::Closing, S::Close, R::UserTimeoutGivesUp, &[RETRANSMIT, PERSIST]),
    (S::Closing, S::Close, R::DataForNobody, &[Segment]),
    (S::Closing, S::Close, R::ResetAccepted, &[Segment]),
    (S::Closing, S::Close, R::TimeWaitTableFull, &[Segment]),
    (S::Closing, S::Close, R::OrphanProbesUnanswered, &[PERSIST]),
    (S::Closing, S::Close, R::CloseUnread, &[Call]),
    (S::LastAck, S::Close, R::HostForgets, &[Call]),
    (S::LastAck, S::Close, R::CloseUnread, &[Call]),
    (S::LastAck, S::Close, R::LingerZero, &[Call]),
    (S::LastAck, S::Close, R::TooManyOrphans, &[Call, RETRANSMIT, PERSIST, LINGER]),
    (S::LastAck, S::Close, R::OrphanGivesUp, &[RETRANSMIT]),
    (S::LastAck, S::Close, R::OrphanAtRtoMax, &[RETRANSMIT]),
    (S::LastAck, S::Close, R::ProcessGivesUp, &[RETRANSMIT, PERSIST]),
    (S::LastAck, S::Close, R::OrphanUnreachable, &[RETRANSMIT]),
    (S::LastAck, S::Close, R::UserTimeoutGivesUp, &[RETRANSMIT, PERSIST]),
    (S::LastAck, S::Close, R::LastAckArrived, &[Segment]),
    (S::LastAck, S::Close, R::DataForNobody, &[Segment]),
    (S::LastAck, S::Close, R::ResetAccepted, &[Segment]),
    (S::LastAck, S::Close, R::OrphanProbesUnanswered, &[PERSIST]),
    (S::LastAck, S::Close, R::OrphanWindowStaysClosed, &[PERSIST]),
    (S::TimeWait, S::Close, R::HostRestarts, &[Call]),
    (S::TimeWait, S::Close, R::TimeWaitNewSyn, &[Segment]),
    (S::TimeWait, S::Close, R::TimeWaitReused, &[Call]),
    (S::TimeWait, S::Close, R::TimeWaitReset, &[Segment]),
    (S::TimeWait, S::Close, R::TimeWaitOver, &[TIME_WAIT]),
];
