//! What a run comes to on each host: how often it sent its FIN, and how its socket ended.

use super::ends::Ends;
use crate::host::HostId;
use crate::rule::Rule;
use crate::segment::Flags;
use crate::sim::{Log, SegmentRecord, What};
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
    /// When its last socket was gone.
    pub gone_at: Option<Instant>,
    pub ending: Ending,
}

/// How a side ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
        let sent = move |record: &&SegmentRecord| record.from == host && record.how != Sending::Forged;
        let ours = || log.segments.iter().filter(sent);
        let fins = || ours().filter(|record| record.segment.flags.has(Flags::FIN));
        let again = |record: &&SegmentRecord| match record.how {
            Sending::Retransmission { .. } | Sending::FastRetransmission | Sending::LossProbe => true,
            Sending::First | Sending::Ack | Sending::WindowProbe | Sending::Reset | Sending::Forged => false,
        };
        let entered = |state: State| {
            let mut events = log.events.iter().filter(|event| event.host == host);
            events
                .find(|event| matches!(event.what, What::Entered { to, .. } if to == state))
                .map(|event| event.at)
        };
        let time_waits = log.events.iter().filter(|event| {
            event.host == host && matches!(event.what, What::Armed { wait: Wait::TimeWait, .. })
        });
        let (ending, gone_at) = ending(log, host);
        Side {
            fins: fins().count() as u32,
            retransmissions: ours().filter(again).count() as u32,
            probes: ours().filter(|record| record.how == Sending::LossProbe).count() as u32,
            first_fin_at: fins().next().map(|record| record.sent_at),
            last_fin_at: fins().next_back().map(|record| record.sent_at),
            time_wait_at: entered(State::TimeWait),
            time_waits: time_waits.count() as u32,
            fin_wait2_at: entered(State::FinWait2),
            gone_at,
            ending,
        }
    }
}

/// Follows the host's sockets to the end; a mini-socket speaks for the full one that it replaced.
fn ending(log: &Log, host: HostId) -> (Ending, Option<Instant>) {
    let mut ends = Ends::at_start(&log.sockets);
    let mut gone_at = None;
    let mut rule = Rule::SocketFreed;
    for event in log.events.iter().filter(|event| event.host == host) {
        if matches!(event.what, What::Entered { to: State::Close, .. }) {
            rule = event.rule;
            gone_at = Some(event.at);
        }
        ends.follow(&log.sockets, event);
    }
    match ends.state(host) {
        None => (Ending::Gone { rule }, gone_at),
        Some(State::Close) => (Ending::Held { rule }, gone_at),
        Some(state) => (Ending::Waits { state }, None),
    }
}
