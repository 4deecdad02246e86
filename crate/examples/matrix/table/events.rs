//! Columns of the matrix: everything that can happen to a connection.
//!
//! A segment, a call, a timer, an ICMP error. Each is a few lines more of a scenario, and which of the
//! things that then happen is meant.

use super::segments::{Acks, Forgery, Place};
use super::situations::{Situation, T_MS};
use lastack::host::Call;
use lastack::segment::Flags;
use lastack::tcp::{SocketOption, State, Timer};
use serde_json::{Value, json};
use std::fmt;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Segment(Forgery),
    Call(Call, Before),
    Timer(Timer, Expiry),
    /// An error of this type and code, about a segment of this kind.
    Icmp(u8, u8, About),
}

/// What was done just before a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    Nothing,
    Linger(i32),
    Linger2Never,
    /// Payload came that nobody has read.
    Data,
}

/// Which expiry of a timer while everything sent is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expiry {
    First,
    /// The one that ends the situation.
    Last,
}

/// What a router refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// A bare ACK.
    Ack,
    /// The oldest segment that waits for its ACK, sent again on timeout.
    Oldest,
}

/// What of a run the cell is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// The last step of the script.
    LastStep,
    Fires(Timer, Expiry),
    IcmpArrives,
}

impl Event {
    /// Everything that is tried in `situation`, the most read first.
    pub(crate) fn all(situation: Situation) -> Vec<Event> {
        let mut all: Vec<Event> = Forgery::all(situation).into_iter().map(Event::Segment).collect();
        let mut call = Some(Call::Close);
        while let Some(this) = call {
            all.push(Event::Call(this, Before::Nothing));
            call = after(this);
        }
        let close = Call::Close;
        all.extend(
            [Before::Linger(0), Before::Linger(2), Before::Linger2Never]
                .map(|before| Event::Call(close, before)),
        );
        if situation.takes_data() {
            let read = Call::Read { bytes: 1_000 };
            all.extend([close, read].map(|call| Event::Call(call, Before::Data)));
        }
        let ephemeral = Call::Connect { port: None, to: 8_080 };
        all.push(Event::Call(ephemeral, Before::Nothing));
        all.push(Event::Call(Call::Setsockopt { opt: SocketOption::TcpKeepcnt, value: 0 }, Before::Nothing));
        let mut timer = Some(Timer::Retransmit);
        while let Some(this) = timer {
            all.extend([Expiry::First, Expiry::Last].map(|expiry| Event::Timer(this, expiry)));
            timer = next(this);
        }
        for (kind, code) in [(3, 1), (3, 3), (3, 4), (11, 0), (12, 0)] {
            all.extend([About::Ack, About::Oldest].map(|about| Event::Icmp(kind, code, about)));
        }
        all
    }

    /// What it adds to the script of `situation`, and to its rules.
    pub(crate) fn steps(self, situation: Situation) -> (Vec<Value>, Vec<Value>) {
        let me = situation.host();
        let silence = json!({"after_ms": T_MS - 1, "count": -1, "action": "drop"});
        let at = |ms: u64, deed: Value| {
            let mut step = json!({"at_ms": ms, "host": me});
            step.as_object_mut().expect("it is one").extend(deed.as_object().cloned().unwrap_or_default());
            step
        };
        let main = |ms: u64, mut deed: Value| {
            if situation.sock() != "main" {
                deed["sock"] = json!(situation.sock());
            }
            at(ms, deed)
        };
        let write = main(T_MS, json!({"do": "write", "bytes": 100}));
        let data = |flags: Flags, place: Place, len: i64| Forgery {
            flags,
            place,
            acks: Acks::Una,
            len,
            closes_window: false,
        };
        match self {
            Event::Segment(forgery) => (vec![forgery.step(situation, T_MS)], vec![silence]),
            Event::Call(call, before) => {
                let prelude = match before {
                    Before::Nothing => None,
                    Before::Linger(seconds) => {
                        Some(main(T_MS - 1, json!({"do": "linger", "seconds": seconds})))
                    }
                    Before::Linger2Never => {
                        Some(main(T_MS - 1, json!({"do": "setsockopt", "opt": "TCP_LINGER2", "value": -1})))
                    }
                    Before::Data => Some(data(Flags::ACK, Place::Exact, 100).step(situation, T_MS - 50)),
                };
                let is_hosts =
                    matches!(call, Call::Listen { .. } | Call::Unlisten | Call::Exit | Call::Reboot);
                let is_new = matches!(call, Call::Connect { .. }) && situation.holds_nothing();
                let mut deed = deed(call);
                if is_new {
                    deed["sock"] = json!("new");
                }
                let step = if is_hosts || is_new { at(T_MS, deed) } else { main(T_MS, deed) };
                (prelude.into_iter().chain([step]).collect(), vec![silence])
            }
            Event::Timer(timer, _) => {
                let steps = match timer {
                    Timer::Retransmit | Timer::LossProbe if situation.may_write() => vec![write],
                    Timer::Reorder if situation.may_write() => {
                        let big = json!({"do": "write", "bytes": 1_000});
                        let lose = json!({"from": me, "data": true, "after_ms": T_MS - 1, "action": "drop"});
                        return ((0..3).map(|i| main(T_MS + i, big.clone())).collect(), vec![lose]);
                    }
                    Timer::Persist if situation.may_write() => {
                        let close = Forgery { closes_window: true, ..data(Flags::ACK, Place::Exact, 0) };
                        vec![
                            close.step(situation, T_MS),
                            main(T_MS + 1, json!({"do": "write", "bytes": 100})),
                        ]
                    }
                    // What is written between makes the connection a conversation: no quick ACKs.
                    Timer::DelayedAck if situation.may_write() => {
                        let came = data(Flags::ACK, Place::Exact, SMALL).step(situation, T_MS);
                        let more = later(&came, SMALL);
                        vec![came, write, more]
                    }
                    Timer::DelayedAck => vec![data(Flags::ACK, Place::Exact, SMALL).step(situation, T_MS)],
                    // ACKs are compressed once the receiver has measured a round trip.
                    Timer::CompressedAck => {
                        let peer =
                            json!({"at_ms": T_MS - 60, "host": me.peer(), "do": "write", "bytes": LONG});
                        let first = data(Flags::ACK, Place::Within, 100).step(situation, T_MS);
                        let came = if situation.takes_data() { LONG } else { 0 };
                        let late = (0..6).map(|i| later(&first, came + 200 * i));
                        let measured = situation.takes_data().then_some(peer);
                        measured.into_iter().chain(late).collect()
                    }
                    Timer::Keepalive => [("TCP_KEEPIDLE", 1), ("TCP_KEEPINTVL", 1), ("TCP_KEEPCNT", 2)]
                        .into_iter()
                        .chain([("SO_KEEPALIVE", 1)])
                        .map(|(opt, value)| {
                            main(T_MS, json!({"do": "setsockopt", "opt": opt, "value": value}))
                        })
                        .collect(),
                    Timer::Retransmit
                    | Timer::LossProbe
                    | Timer::Reorder
                    | Timer::Persist
                    | Timer::TimeWait
                    | Timer::Linger
                    | Timer::SynAck => vec![],
                };
                (steps, vec![silence])
            }
            Event::Icmp(kind, code, about) => {
                let refuse = |after_ms: u64| {
                    json!({"from": me, "after_ms": after_ms, "count": 1, "action": "icmp",
                        "type": kind, "code": code})
                };
                match about {
                    About::Ack => {
                        let old = data(Flags::ACK, Place::Old, 100).step(situation, T_MS);
                        (vec![old], vec![refuse(T_MS - 1), silence])
                    }
                    About::Oldest => {
                        let steps = if situation.may_write() { vec![write] } else { vec![] };
                        (steps, vec![refuse(LATER_MS), silence])
                    }
                }
            }
        }
    }

    /// Whether something is done before it.
    pub(crate) fn has_prelude(self) -> bool {
        matches!(self, Event::Call(_, Before::Data | Before::Linger(_) | Before::Linger2Never))
    }

    pub(crate) fn trigger(self) -> Trigger {
        match self {
            Event::Segment(_) | Event::Call(..) => Trigger::LastStep,
            Event::Timer(timer, expiry) => Trigger::Fires(timer, expiry),
            Event::Icmp(..) => Trigger::IcmpArrives,
        }
    }
}

/// Bytes that nobody takes for a full segment: two full ones are acknowledged at once.
const SMALL: i64 = 60;

/// Bytes that are more than a segment holds.
const LONG: i64 = 3_000;

/// The same forgery, so many bytes further on.
fn later(step: &Value, bytes: i64) -> Value {
    let mut step = step.clone();
    step["seq"] = json!(step["seq"].as_i64().unwrap_or_default() + bytes);
    step
}

/// After a first loss probe and before the first real retransmission.
const LATER_MS: u64 = T_MS + 240;

impl Situation {
    /// Whether its process can send more.
    fn may_write(self) -> bool {
        matches!(
            self,
            Situation::Established
                | Situation::EstablishedShutRd
                | Situation::CloseWait
                | Situation::CloseWaitUnread
        )
    }

    /// Whether payload that comes is kept to be read.
    fn takes_data(self) -> bool {
        let open = matches!(self.state(), Some(State::Established | State::FinWait1 | State::FinWait2));
        open && !self.holds_nothing() && !self.reads_no_more()
    }

    /// Whether no process of its host holds a descriptor of this connection.
    pub(crate) fn holds_nothing(self) -> bool {
        matches!(
            self,
            Situation::NoSocket
                | Situation::Listener
                | Situation::SynRecvRequest
                | Situation::EstablishedUnaccepted
                | Situation::FinWait1Lingering
                | Situation::FinWait1Orphan
                | Situation::FinWait1OrphanNoFinWait2
                | Situation::FinWait1OrphanWindowClosed
                | Situation::FinWait2OrphanFull
                | Situation::FinWait2Mini
                | Situation::ClosingOrphan
                | Situation::LastAckOrphan
                | Situation::TimeWait
                | Situation::TimeWaitListener
                | Situation::TimeWaitRfc1337
        )
    }
}

/// The call after `call` in the order of the columns: a new one has no place here and doesn't compile.
fn after(call: Call) -> Option<Call> {
    Some(match call {
        Call::Close => Call::ShutdownWr,
        Call::ShutdownWr => Call::ShutdownRd,
        Call::ShutdownRd => Call::ShutdownRdwr,
        Call::ShutdownRdwr => Call::Read { bytes: 1_000 },
        Call::Read { .. } => Call::Write { bytes: 100 },
        Call::Write { .. } => Call::Linger { seconds: 1 },
        Call::Linger { .. } => setsockopt(SocketOption::ALL[0]),
        Call::Setsockopt { opt, .. } => {
            let place = SocketOption::ALL.iter().position(|other| *other == opt)? + 1;
            match SocketOption::ALL.get(place) {
                Some(next) => setsockopt(*next),
                None => Call::Connect { port: Some(0), to: 0 },
            }
        }
        Call::Connect { .. } => Call::Listen { port: 0 },
        Call::Listen { .. } => Call::Unlisten,
        Call::Unlisten => Call::Exit,
        Call::Exit => Call::Vanish,
        Call::Vanish => Call::Reboot,
        Call::Reboot => return None,
    })
}

fn setsockopt(opt: SocketOption) -> Call {
    let value = if opt == SocketOption::TcpRtoMaxMs { 1_000 } else { 1 };
    Call::Setsockopt { opt, value }
}

/// The timer after `timer`, in the same way.
fn next(timer: Timer) -> Option<Timer> {
    Some(match timer {
        Timer::Retransmit => Timer::LossProbe,
        Timer::LossProbe => Timer::Reorder,
        Timer::Reorder => Timer::Persist,
        Timer::Persist => Timer::DelayedAck,
        Timer::DelayedAck => Timer::CompressedAck,
        Timer::CompressedAck => Timer::Keepalive,
        Timer::Keepalive => Timer::TimeWait,
        Timer::TimeWait => Timer::Linger,
        Timer::Linger => Timer::SynAck,
        Timer::SynAck => return None,
    })
}

/// As a script writes it. A port of 0 is the one of `main`.
fn deed(call: Call) -> Value {
    let mut deed = json!({"do": call.name()});
    match call {
        Call::Read { bytes } | Call::Write { bytes } => deed["bytes"] = json!(bytes),
        Call::Linger { seconds } => deed["seconds"] = json!(seconds),
        Call::Setsockopt { opt, value } => {
            deed["opt"] = json!(opt.name());
            deed["value"] = json!(value);
        }
        Call::Connect { port: None, .. } => deed["ephemeral"] = json!(true),
        Call::Connect { port: Some(_), .. }
        | Call::Close
        | Call::ShutdownWr
        | Call::ShutdownRd
        | Call::ShutdownRdwr
        | Call::Listen { .. }
        | Call::Unlisten
        | Call::Exit
        | Call::Vanish
        | Call::Reboot => {}
    }
    deed
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Segment(forgery) => forgery.fmt(f),
            Event::Call(call, before) => {
                match before {
                    Before::Nothing => {}
                    Before::Linger(seconds) => write!(f, "linger {seconds} + ")?,
                    Before::Linger2Never => write!(f, "TCP_LINGER2 -1 + ")?,
                    Before::Data => write!(f, "unread data + ")?,
                }
                match call {
                    Call::Setsockopt { opt, value } => write!(f, "setsockopt {} {value}", opt.name()),
                    Call::Connect { port: Some(_), .. } => write!(f, "connect bound"),
                    Call::Connect { port: None, .. } => write!(f, "connect ephemeral"),
                    Call::Close
                    | Call::ShutdownWr
                    | Call::ShutdownRd
                    | Call::ShutdownRdwr
                    | Call::Read { .. }
                    | Call::Write { .. }
                    | Call::Linger { .. }
                    | Call::Listen { .. }
                    | Call::Unlisten
                    | Call::Exit
                    | Call::Vanish
                    | Call::Reboot => write!(f, "{}", call.name()),
                }
            }
            Event::Timer(timer, expiry) => {
                let word = serde_json::to_value(timer).expect("a timer has a name");
                let expiry = match expiry {
                    Expiry::First => "first",
                    Expiry::Last => "last",
                };
                write!(f, "timer {} {expiry}", word.as_str().unwrap_or_default())
            }
            Event::Icmp(kind, code, about) => {
                let about = match about {
                    About::Ack => "an ACK",
                    About::Oldest => "the oldest segment out",
                };
                write!(f, "icmp {kind}/{code} about {about}")
            }
        }
    }
}
