//! What a run comes to on each host: how often the connection of t = 0 sent its FIN, and how it ended.

use super::ends::Ends;
use crate::host::{HostId, SocketId};
use crate::rule::Rule;
use crate::segment::Flags;
use crate::sim::{Event, Log, SegmentRecord, What};
use crate::tcp::{Sending, State, Wait};
use crate::time::Instant;
use serde::Serialize;

/// Both sides of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Summary {
    pub a: Side,
    pub b: Side,
}

/// One side of a run. Times are microseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Side {
    /// FINs put on the wire, repetitions included.
    pub fins: u32,
    /// Segments sent again, the tail loss probe included.
    pub retransmissions: u32,
    pub probes: u32,
    pub first_fin_at: Option<Instant>,
    pub last_fin_at: Option<Instant>,
    /// When it came to TIME_WAIT.
    pub time_wait_at: Option<Instant>,
    /// How often the 60 s of TIME_WAIT began.
    pub time_waits: u32,
    /// When it came to FIN_WAIT2.
    pub fin_wait2_at: Option<Instant>,
    /// When its socket was gone.
    pub gone_at: Option<Instant>,
    pub ending: Ending,
}

/// How a side ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Ending {
    /// Nothing is left of it; the rule that ended it.
    Gone { rule: Rule },
    /// The connection is over, but a process still holds the descriptor.
    Held { rule: Rule },
    /// It is still in this state when the run ends.
    Waits { state: State },
}

impl Summary {
    /// Of a whole run.
    pub fn of(log: &Log) -> Summary {
        Summary { a: Side::of(log, HostId::A), b: Side::of(log, HostId::B) }
    }

    pub fn side(&self, host: HostId) -> &Side {
        match host {
            HostId::A => &self.a,
            HostId::B => &self.b,
        }
    }
}

impl Side {
    fn of(log: &Log, host: HostId) -> Side {
        let first = first_connection(log, host);
        let is_first = |id: Option<SocketId>| id.is_some_and(|id| first.contains(&id));
        let (ending, gone_at) = ending(log, &first);
        let mut side = Side { ending, gone_at, ..Side::at_start() };
        for record in log.segments.iter().filter(|record| is_first(record.socket)) {
            side.count(record);
        }
        for event in log.events.iter().filter(|event| is_first(event.socket)) {
            side.follow(event);
        }
        side
    }

    /// Before anything happened.
    fn at_start() -> Side {
        Side {
            fins: 0,
            retransmissions: 0,
            probes: 0,
            first_fin_at: None,
            last_fin_at: None,
            time_wait_at: None,
            time_waits: 0,
            fin_wait2_at: None,
            gone_at: None,
            ending: Ending::Waits { state: State::Established },
        }
    }

    fn count(&mut self, record: &SegmentRecord) {
        match record.how {
            Sending::LossProbe => {
                self.probes += 1;
                self.retransmissions += 1;
            }
            Sending::Retransmission { .. } | Sending::FastRetransmission => self.retransmissions += 1,
            Sending::First | Sending::Ack | Sending::WindowProbe | Sending::Reset | Sending::Forged => {}
        }
        if record.segment.flags.has(Flags::FIN) {
            self.fins += 1;
            self.first_fin_at.get_or_insert(record.sent_at);
            self.last_fin_at = Some(record.sent_at);
        }
    }

    fn follow(&mut self, event: &Event) {
        if let What::Entered { to: State::TimeWait, .. } = event.what {
            self.time_wait_at.get_or_insert(event.at);
        }
        if let What::Entered { to: State::FinWait2, .. } = event.what {
            self.fin_wait2_at.get_or_insert(event.at);
        }
        if let What::Armed { wait: Wait::TimeWait, .. } = event.what {
            self.time_waits += 1;
        }
    }
}

/// The sockets that the connection of t = 0 had on `host`: the full one, and mini-sockets that took over.
fn first_connection(log: &Log, host: HostId) -> Vec<SocketId> {
    let mut first: Vec<SocketId> = Vec::new();
    first.extend(log.sockets.iter().find(|socket| socket.host == host).map(|socket| socket.id));
    for event in &log.events {
        if let (Some(id), What::Parked { mini }) = (event.socket, &event.what)
            && first.contains(&id)
        {
            first.push(*mini);
        }
    }
    first
}

/// Follows those sockets to the end; a mini-socket speaks for the full one that it replaced.
fn ending(log: &Log, sockets: &[SocketId]) -> (Ending, Option<Instant>) {
    let mut ends = Ends::at_start(&log.sockets);
    let mut gone_at = None;
    let mut rule = Rule::SocketFreed;
    for event in &log.events {
        let is_theirs = event.socket.is_some_and(|id| sockets.contains(&id));
        if is_theirs && matches!(event.what, What::Entered { to: State::Close, .. }) {
            rule = event.rule;
            gone_at = Some(event.at);
        }
        ends.follow(&log.sockets, event);
    }
    match ends.state_among(&|id, _| sockets.contains(&id)) {
        None => (Ending::Gone { rule }, gone_at),
        Some(State::Close) => (Ending::Held { rule }, gone_at),
        Some(state) => (Ending::Waits { state }, None),
    }
}
