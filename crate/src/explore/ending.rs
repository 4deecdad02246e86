//! How a run ended: for each side, what became of its socket and what its application was told.

use crate::host::{HostId, SocketId};
use crate::sim::{Event, Log, What};
use crate::tcp::{CallResult, Errno, Signal};
use crate::time::{Instant, Micros};
use crate::trace::{Ending as Outcome, Summary};

/// How both sides of the connection of t = 0 ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ending {
    pub a: SideEnding,
    pub b: SideEnding,
}

/// How one side ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SideEnding {
    pub outcome: Outcome,
    /// What its application could notice, each once: end of file, and errors, whether poll() woke for them or
    /// a call returned them.
    pub told: Vec<Signal>,
}

impl Ending {
    pub fn of(log: &Log, summary: &Summary) -> Ending {
        let side = |host| SideEnding { outcome: summary.side(host).ending, told: told(log, host) };
        Ending { a: side(HostId::A), b: side(HostId::B) }
    }

    pub fn side(&self, host: HostId) -> &SideEnding {
        match host {
            HostId::A => &self.a,
            HostId::B => &self.b,
        }
    }
}

/// When the last side that ended was gone, counted from t = 0; nothing where both stay.
pub fn life(summary: &Summary) -> Option<Micros> {
    let gone = summary.a.gone_at.max(summary.b.gone_at)?;
    Some(gone.since(Instant::ZERO))
}

/// Of the full socket of t = 0: its mini-socket speaks to nobody.
fn told(log: &Log, host: HostId) -> Vec<Signal> {
    let first: Option<SocketId> =
        log.sockets.iter().find(|socket| socket.host == host).map(|socket| socket.id);
    let mut told: Vec<Signal> =
        log.events.iter().filter(|event| event.socket == first).filter_map(news).collect();
    told.sort_unstable();
    told.dedup();
    told
}

/// What an application learns of the connection's end from one event.
fn news(event: &Event) -> Option<Signal> {
    let (What::Called { result, .. } | What::Returned { result, .. }) = &event.what else {
        let What::Woke { signal, .. } = event.what else { return None };
        return match signal {
            Signal::Eof | Signal::Error(_) => Some(signal),
            Signal::Data | Signal::Connected => None,
        };
    };
    match result {
        // Not of the connection, but of what was asked for.
        CallResult::Failed(Errno::Eagain | Errno::Einval | Errno::Enotconn | Errno::Ebadf) => None,
        CallResult::Failed(errno) => Some(Signal::Error(*errno)),
        CallResult::Done | CallResult::Bytes(_) | CallResult::Blocks | CallResult::InProgress => None,
    }
}
