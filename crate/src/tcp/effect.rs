//! What an endpoint asks of the world: effects, each with the rule that is its reason.

use crate::rule::Rule;
use crate::segment::Segment;
use crate::tcp::errno::Errno;
use crate::tcp::state::State;
use crate::tcp::time_wait::TimeWait;
use crate::time::{Jiffies, Micros};
use serde::Serialize;

/// One thing to do, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    pub rule: Rule,
    pub act: Act,
}

/// What to do. An endpoint's effects are carried out in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Send {
        segment: Segment,
        how: Sending,
    },
    Enter {
        from: State,
        to: State,
    },
    /// Arm a timer `after` ticks from now, in place of whatever its slot held.
    Arm {
        timer: Timer,
        after: Jiffies,
        wait: Wait,
    },
    /// Take back whatever timer runs in that slot, if one does.
    Disarm {
        slot: TimerSlot,
    },
    /// Tell the application; a poll() would wake.
    Wake(Signal),
    /// No process holds the socket any more.
    Orphan,
    /// Put a mini-socket on the ports; the full socket, which was in `from`, closes.
    Park {
        from: State,
        mini: TimeWait,
        lasts: Jiffies,
        wait: Wait,
        timer_rule: Rule,
    },
    /// The socket's memory is given back.
    Free,
    Count(Counter),
    /// The segment being handled has no further effect.
    Ignore,
}

/// Why a segment is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Sending {
    /// New data or a FIN, for the first time.
    First,
    /// An acknowledgment and nothing else.
    Ack,
    /// The nth retransmission on timeout since the last progress.
    Retransmission {
        nth: u8,
    },
    /// A tail loss probe: no timeout, no backoff.
    FastRetransmission,
    LossProbe,
    WindowProbe,
    Reset,
    /// Nobody sent it.
    Forged,
}

/// A timer of a socket. The first two share one slot, as in the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Timer {
    Retransmit,
    LossProbe,
    DelayedAck,
    /// The keepalive timer, which also keeps a full orphan in FIN_WAIT2.
    Keepalive,
    TimeWait,
}

/// A place that holds one timer at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimerSlot {
    Transmit,
    DelayedAck,
    Keepalive,
    TimeWait,
}

impl Timer {
    pub const fn slot(self) -> TimerSlot {
        match self {
            Timer::Retransmit | Timer::LossProbe => TimerSlot::Transmit,
            Timer::DelayedAck => TimerSlot::DelayedAck,
            Timer::Keepalive => TimerSlot::Keepalive,
            Timer::TimeWait => TimerSlot::TimeWait,
        }
    }

    /// As sock_diag shows it; a delayed ACK isn't shown.
    pub const fn diag_name(self) -> Option<&'static str> {
        match self {
            Timer::Retransmit | Timer::LossProbe => Some("retransmit"),
            Timer::DelayedAck => None,
            Timer::Keepalive => Some("keepalive"),
            Timer::TimeWait => Some("timewait"),
        }
    }
}

/// How a timer's length came about: what the page prints beside its bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Wait {
    /// `base` × 2^`backoff`, or less where `capped` by tcp_rto_max_ms.
    Rto {
        base: Micros,
        backoff: u8,
        capped: bool,
    },
    /// 2 · SRTT + tcp_rto_min, or the RTO if that is sooner.
    LossProbe {
        srtt: Micros,
        rto: Micros,
    },
    DelayedAck {
        ato: Micros,
    },
    /// tcp_fin_timeout (or what is left of it), never less than 3.5 RTO.
    FinTimeout {
        seconds: u32,
    },
    TimeWait,
}

/// What an application can notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
pub enum Signal {
    /// read() returns 0: the peer sent its FIN.
    Eof,
    Data,
    Room,
    Error(Errno),
}

impl Serialize for Signal {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(match self {
            Signal::Eof => "EOF",
            Signal::Data => "DATA",
            Signal::Room => "ROOM",
            Signal::Error(errno) => errno.name(),
        })
    }
}

/// SNMP counters, by their nstat names (spec §11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Counter {
    RetransSegs,
    OutRsts,
    EstabResets,
    TCPTimeouts,
    TCPLossProbes,
    TCPAbortOnTimeout,
    TCPTimeWaitOverflow,
    TW,
    TWKilled,
    TCPDSACKOldSent,
    TCPDSACKRecv,
    TCPChallengeACK,
    TCPSYNChallenge,
    DelayedACKs,
    DelayedACKLost,
}

impl Counter {
    /// The name that nstat prints, without its `Tcp` or `TcpExt` prefix.
    pub fn name(self) -> String {
        format!("{self:?}")
    }
}

/// Effects in order. A branch pushes here and nowhere else.
#[derive(Debug, Default)]
pub struct Effects(Vec<Effect>);

impl Effects {
    pub fn push(&mut self, rule: Rule, act: Act) {
        self.0.push(Effect { rule, act });
    }

    pub fn count(&mut self, rule: Rule, counter: Counter) {
        self.push(rule, Act::Count(counter));
    }

    /// What was pushed, in order; none are left.
    pub fn drain(&mut self) -> std::vec::Drain<'_, Effect> {
        self.0.drain(..)
    }
}
