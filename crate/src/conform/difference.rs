//! One thing in which a recording and the engine differ: where, and what each side has.
//!
//! Owns the English words that `conform` prints. The page says the same in its own from the parts.

use super::recording::Ends;
use super::when::Time;
use crate::host::HostId;
use serde::Serialize;
use std::fmt;

/// Something in which the two sides differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Difference {
    /// In microseconds; possibly a little before t = 0.
    pub at: Time,
    pub about: About,
    pub contrast: Contrast,
}

/// What it is about. Segments and calls of a host are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum About {
    /// The whole run.
    Run,
    Segment {
        host: HostId,
        nth: usize,
    },
    /// What sock_diag shows of one socket.
    Socket {
        host: HostId,
        sport: u16,
        dport: u16,
    },
    Call {
        host: HostId,
        nth: usize,
    },
    /// What poll() says of a descriptor.
    Descriptor {
        host: HostId,
        name: String,
    },
    /// What SO_ERROR gives of a descriptor.
    Error {
        host: HostId,
        name: String,
    },
    Counter {
        host: HostId,
        name: String,
    },
}

/// What each side has. Times in microseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Contrast {
    /// The engine came to no end.
    Endless,
    OnlyRecorded {
        what: String,
    },
    OnlyEngine {
        what: String,
    },
    Other {
        recorded: String,
        engine: String,
    },
    /// The same, but too far apart.
    Moved {
        what: String,
        recorded: Time,
        engine: Time,
    },
    /// The same segment, which a timer sends in the engine.
    TimerMoved {
        recorded: Time,
        engine: Time,
    },
    /// The same segment, which the engine sends at once: how long after its cause it was recorded.
    AfterCause {
        wait: Time,
        engine: Time,
    },
    /// The same state with another timer, or another count of retransmissions.
    Shown {
        state: String,
        recorded: String,
        engine: Option<String>,
    },
}

impl About {
    pub(super) fn socket(ends: Ends) -> About {
        let Ends { host, sport, dport } = ends;
        About::Socket { host, sport, dport }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            About::Run => f.write_str("the run"),
            About::Segment { host, nth } => write!(f, "{}'s segment {nth}", host.letter()),
            About::Socket { host, sport, dport } => write!(f, "{}:{sport}→{dport}", host.letter()),
            About::Call { host, nth } => write!(f, "{}'s call {nth}", host.letter()),
            About::Descriptor { host, name }
            | About::Error { host, name }
            | About::Counter { host, name } => {
                write!(f, "{}'s {name}", host.letter())
            }
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { at, about, contrast } = self;
        write!(f, "at {at} ms ")?;
        match contrast {
            Contrast::Endless => return f.write_str("the engine came to no end"),
            Contrast::OnlyRecorded { .. }
            | Contrast::OnlyEngine { .. }
            | Contrast::Other { .. }
            | Contrast::Moved { .. }
            | Contrast::TimerMoved { .. }
            | Contrast::AfterCause { .. }
            | Contrast::Shown { .. } => write!(f, "{about}: ")?,
        }
        match contrast {
            Contrast::Endless => Ok(()),
            Contrast::OnlyRecorded { what } => match about {
                About::Segment { .. } => write!(f, "recorded {what}, engine sent no more"),
                About::Socket { .. } => write!(f, "recorded {what}, engine no other state"),
                About::Descriptor { .. } => write!(f, "recorded {what}, engine didn't"),
                About::Error { .. } => write!(f, "recorded SO_ERROR {what}, engine none"),
                About::Call { .. } | About::Counter { .. } | About::Run => {
                    write!(f, "recorded {what}, engine none")
                }
            },
            Contrast::OnlyEngine { what } => match about {
                About::Segment { .. } => write!(f, "recorded no more, engine sent {what}"),
                About::Socket { .. } => write!(f, "recorded no other state, engine {what}"),
                About::Descriptor { .. } => write!(f, "recorded no {what}, engine at {at} ms"),
                About::Error { .. } => write!(f, "recorded SO_ERROR none, engine {what}"),
                About::Call { .. } | About::Counter { .. } | About::Run => {
                    write!(f, "recorded none, engine {what}")
                }
            },
            Contrast::Other { recorded, engine } => match about {
                About::Error { .. } => write!(f, "recorded SO_ERROR {recorded}, engine {engine}"),
                About::Segment { .. }
                | About::Socket { .. }
                | About::Call { .. }
                | About::Descriptor { .. }
                | About::Counter { .. }
                | About::Run => write!(f, "recorded {recorded}, engine {engine}"),
            },
            Contrast::Moved { what, recorded, engine } => {
                write!(f, "{what} recorded at {recorded} ms, engine at {engine} ms")
            }
            Contrast::TimerMoved { recorded, engine } => {
                write!(f, "recorded at {recorded} ms, engine by a timer at {engine} ms")
            }
            Contrast::AfterCause { wait, engine } => {
                write!(f, "recorded {wait} ms after its cause, engine at once, at {engine} ms")
            }
            Contrast::Shown { state, recorded, engine } => {
                write!(f, "{state} recorded with {recorded}, engine ")?;
                match engine {
                    Some(engine) => write!(f, "with {engine}"),
                    None => f.write_str("never"),
                }
            }
        }
    }
}
