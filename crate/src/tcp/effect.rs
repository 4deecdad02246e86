//! What an endpoint asks of the world: effects, each with the rule that is its reason.

use crate::rule::Rule;
use crate::segment::Segment;
use crate::tcp::call::CallResult;
use crate::tcp::errno::Errno;
use crate::tcp::state::State;
use crate::tcp::time_wait::TimeWait;
use crate::time::{Jiffies, Micros};
use serde::Serialize;
use std::fmt;

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
    /// The same for a timer that doesn't count ticks (kernel: an hrtimer).
    ArmExactly {
        timer: Timer,
        after: Micros,
        wait: Wait,
    },
    /// Take back whatever timer runs in that slot, if one does.
    Disarm {
        slot: TimerSlot,
    },
    /// Tell the application; a poll() would wake.
    Wake(Signal),
    /// A close() that blocked returns.
    Return(CallResult),
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
    /// New data, a SYN or a FIN, for the first time.
    First,
    /// An acknowledgment and nothing else.
    Ack,
    /// The nth retransmission on timeout since the last progress.
    Retransmission {
        nth: u8,
    },
    /// Sent again because later segments arrived and this one didn't: no timeout.
    FastRetransmission,
    /// A tail loss probe: no timeout, no backoff.
    LossProbe,
    /// Asks a closed window, or a silent peer, for an answer: an old sequence number and no payload.
    WindowProbe,
    Reset,
    /// Nobody's: handed to a host from outside.
    Forged,
}

/// A timer of a socket. Those of one slot replace each other, as in the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Timer {
    Retransmit,
    LossProbe,
    /// Waits a little for segments that may only be late, before they count as lost (RFC 8985).
    Reorder,
    /// Asks a closed window whether it has opened.
    Persist,
    DelayedAck,
    /// Acknowledges what came out of order, many at once.
    CompressedAck,
    /// The keepalive timer, which also keeps a full orphan in FIN_WAIT2.
    Keepalive,
    TimeWait,
    /// How long a close() with SO_LINGER blocks.
    Linger,
    /// Repeats the SYN-ACK of a connection that is being opened.
    SynAck,
}

/// A place that holds one timer at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimerSlot {
    Transmit,
    DelayedAck,
    CompressedAck,
    Keepalive,
    TimeWait,
    Linger,
    SynAck,
}

impl Timer {
    pub const fn slot(self) -> TimerSlot {
        match self {
            Timer::Retransmit | Timer::LossProbe | Timer::Reorder | Timer::Persist => TimerSlot::Transmit,
            Timer::DelayedAck => TimerSlot::DelayedAck,
            Timer::CompressedAck => TimerSlot::CompressedAck,
            Timer::Keepalive => TimerSlot::Keepalive,
            Timer::TimeWait => TimerSlot::TimeWait,
            Timer::Linger => TimerSlot::Linger,
            Timer::SynAck => TimerSlot::SynAck,
        }
    }

    /// As sock_diag shows it; nothing for one that it doesn't show.
    pub const fn diag_name(self) -> Option<&'static str> {
        match self {
            Timer::Retransmit | Timer::LossProbe | Timer::Reorder | Timer::SynAck => Some("retransmit"),
            Timer::Persist => Some("persist"),
            Timer::DelayedAck | Timer::CompressedAck | Timer::Linger => None,
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
    /// `base` × 2^`backoff`, or less where `capped` by tcp_rto_max_ms or TCP_USER_TIMEOUT. Of a probe of
    /// a closed window too, whose base is at least 200 ms.
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
    /// A quarter of the least round trip.
    Reorder {
        window: Micros,
    },
    DelayedAck {
        ato: Micros,
    },
    /// A twentieth of the round trip, a millisecond at most.
    CompressedAck,
    /// tcp_fin_timeout or TCP_LINGER2 (or what is left of it), never less than 3.5 RTO.
    FinTimeout {
        seconds: u32,
    },
    /// tcp_keepalive_time or tcp_keepalive_intvl, or the socket's own.
    Keepalive {
        seconds: u32,
    },
    Linger {
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
    /// There is something to read.
    Data,
    /// connect() is through.
    Connected,
    /// Something is wrong, and the next call says what.
    Error(Errno),
}

impl Signal {
    pub const fn name(self) -> &'static str {
        match self {
            Signal::Eof => "EOF",
            Signal::Data => "DATA",
            Signal::Connected => "CONNECTED",
            Signal::Error(errno) => errno.name(),
        }
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Signal {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}

macro_rules! counters {
    ($($name:ident,)+) => {
        /// SNMP counters, by their nstat names (spec §11).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        pub enum Counter { $($name),+ }

        impl Counter {
            /// The name that nstat prints, without its `Tcp` or `TcpExt` prefix.
            pub fn name(self) -> &'static str {
                static NAMES: &[&str] = &[$(stringify!($name)),+];
                NAMES[self as usize]
            }
        }
    };
}

counters! {
    ActiveOpens,
    PassiveOpens,
    AttemptFails,
    EstabResets,
    RetransSegs,
    OutRsts,
    TW,
    TWRecycled,
    TWKilled,
    PAWSActive,
    PAWSEstab,
    PAWSOldAck,
    DelayedACKs,
    DelayedACKLost,
    TCPLossProbes,
    TCPLossProbeRecovery,
    TCPLostRetransmit,
    TCPFastRetrans,
    TCPSackRecovery,
    TCPRenoRecovery,
    TCPTimeouts,
    TCPSynRetrans,
    TcpTimeoutRehash,
    TCPSpuriousRTOs,
    TCPLossUndo,
    TCPDSACKUndo,
    TCPAbortOnData,
    TCPAbortOnClose,
    TCPAbortOnMemory,
    TCPAbortOnTimeout,
    TCPAbortOnLinger,
    TCPTimeWaitOverflow,
    TCPDSACKOldSent,
    TCPDSACKOfoSent,
    TCPDSACKRecv,
    TCPDSACKOfoRecv,
    TCPOFOQueue,
    TCPChallengeACK,
    TCPSYNChallenge,
    TCPACKSkippedSynRecv,
    TCPACKSkippedPAWS,
    TCPACKSkippedSeq,
    TCPACKSkippedFinWait2,
    TCPACKSkippedTimeWait,
    TCPACKSkippedChallenge,
    TCPWinProbe,
    TCPKeepAlive,
    OutOfWindowIcmps,
    TCPZeroWindowDrop,
    BeyondWindow,
}

impl Serialize for Counter {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}

/// Effects in order. A branch pushes here and nowhere else.
#[derive(Clone, Debug, Default)]
pub struct Effects(Vec<Effect>);

impl Effects {
    pub fn push(&mut self, rule: Rule, act: Act) {
        self.0.push(Effect { rule, act });
    }

    pub fn count(&mut self, rule: Rule, counter: Counter) {
        self.push(rule, Act::Count(counter));
    }

    pub fn send(&mut self, rule: Rule, segment: Segment, how: Sending) {
        self.push(rule, Act::Send { segment, how });
    }

    /// Arms a timer `after` ticks from now.
    pub fn arm(&mut self, rule: Rule, timer: Timer, after: Jiffies, wait: Wait) {
        self.push(rule, Act::Arm { timer, after, wait });
    }

    /// The segment, the call or the timer being handled has no effect, or no further one.
    pub fn ignore(&mut self, rule: Rule) {
        self.push(rule, Act::Ignore);
    }

    /// Takes back the timer in that slot, if one runs.
    pub fn disarm(&mut self, rule: Rule, slot: TimerSlot) {
        self.push(rule, Act::Disarm { slot });
    }

    /// How often `counter` moved.
    pub fn counted(&self, counter: Counter) -> u32 {
        self.0.iter().filter(|effect| effect.act == Act::Count(counter)).count() as u32
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// All of them, in order, which leaves none.
    pub fn drain(&mut self) -> std::vec::Drain<'_, Effect> {
        self.0.drain(..)
    }
}
