//! The record of a run: append-only, with dense ids. Views, exports and tests read it; nobody edits it.

use crate::host::sysctl::SysctlValue;
use crate::host::{Call, HostId, SocketId};
use crate::net::{LossCause, SegmentName};
use crate::rule::Rule;
use crate::segment::Segment;
use crate::tcp::{CallResult, Counter, Errno, Sending, Signal, State, Timer, Wait};
use crate::time::Instant;
use serde::Serialize;

/// An event's place in the record, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct EventId(pub u32);

/// A segment's place in the record, from 0, over both hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct SegmentId(pub u32);

/// Something that happened. `cause` is earlier and makes a forest: from any event one can walk to the
/// call that began it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(missing_as_null))]
pub struct Event {
    pub id: EventId,
    pub at: Instant,
    pub host: HostId,
    pub socket: Option<SocketId>,
    pub cause: Option<EventId>,
    pub rule: Rule,
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum What {
    Called {
        name: String,
        call: Call,
        result: CallResult,
    },
    /// A call that blocked returns.
    Returned {
        name: String,
        call: Call,
        result: CallResult,
    },
    /// Somebody hands a forged segment to this host.
    Injected {
        segment: SegmentId,
    },
    /// A socket was made.
    Born {
        state: State,
    },
    SysctlChanged {
        key: &'static str,
        from: SysctlValue,
        to: SysctlValue,
    },
    /// The kernel did not take it: nothing changed.
    SysctlRefused {
        key: &'static str,
        value: SysctlValue,
        errno: Errno,
    },
    Sent {
        segment: SegmentId,
        how: Sending,
    },
    Lost {
        segment: SegmentId,
        by: LossCause,
    },
    /// A router's report about a segment reaches its sender: ICMP type and code.
    IcmpArrived {
        segment: SegmentId,
        icmp_type: u8,
        code: u8,
    },
    Arrived {
        segment: SegmentId,
    },
    /// What arrived, or the timer that fired, had no effect.
    Ignored,
    /// `from` is where this connection was before, in whichever socket.
    Entered {
        from: State,
        to: State,
    },
    Armed {
        timer: Timer,
        due: Instant,
        fires: Instant,
        wait: Wait,
    },
    Disarmed {
        timer: Timer,
    },
    Fired {
        timer: Timer,
    },
    Woke {
        name: String,
        signal: Signal,
    },
    Orphaned,
    /// A mini-socket took over the ports.
    Parked {
        mini: SocketId,
    },
    Freed,
    Counted {
        counter: Counter,
    },
}

/// A segment and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct SegmentRecord {
    pub id: SegmentId,
    /// Its name in links, e.g. `b:2`; a forged one is `b:0`.
    pub name: SegmentName,
    pub from: HostId,
    pub socket: Option<SocketId>,
    pub segment: Segment,
    pub relative: Relative,
    pub how: Sending,
    pub sent_at: Instant,
    /// The event that sent it.
    pub event: EventId,
    /// The scenario's rule that took it, by its place, also where somebody's hand overruled it.
    pub rule: Option<usize>,
    pub fate: Fate,
}

/// Sequence numbers counted from the initial ones, SYN = 0, as people read them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Relative {
    pub seq: u32,
    pub ack: u32,
    pub sack: Vec<[u32; 2]>,
}

/// What became of a segment, known when it's sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Fate {
    Delivered { at: Vec<Instant> },
    Lost { by: LossCause },
}

/// A socket that existed at some time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SocketRecord {
    pub id: SocketId,
    pub host: HostId,
    pub sport: u16,
    pub dport: u16,
    /// A mini-socket, which took over from a full one.
    pub mini: bool,
    pub born: Instant,
    pub state: State,
}

/// Everything that happened so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Log {
    pub events: Vec<Event>,
    pub segments: Vec<SegmentRecord>,
    pub sockets: Vec<SocketRecord>,
    /// Nothing is written into it.
    #[serde(skip)]
    pub is_off: bool,
}

/// A point in the record to go back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    events: usize,
    segments: usize,
    sockets: usize,
}

impl Log {
    /// One that nothing is written into. The run is the same.
    pub fn off() -> Log {
        Log { is_off: true, ..Log::default() }
    }

    /// Whether what happens is written down.
    pub fn is_kept(&self) -> bool {
        !self.is_off
    }

    /// What is written of a text: nothing where nothing is.
    pub(super) fn word(&self, text: &str) -> String {
        String::from(if self.is_off { "" } else { text })
    }

    pub fn mark(&self) -> Mark {
        Mark { events: self.events.len(), segments: self.segments.len(), sockets: self.sockets.len() }
    }

    /// What was written since that mark of this very record is gone.
    pub fn back_to(&mut self, mark: Mark) {
        self.events.truncate(mark.events);
        self.segments.truncate(mark.segments);
        self.sockets.truncate(mark.sockets);
    }
}
