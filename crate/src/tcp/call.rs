//! What an application asks of a socket: close() and shutdown(SHUT_WR).

use crate::rule::Rule;
use crate::tcp::effect::{Act, Effects};
use crate::tcp::errno::Errno;
use crate::tcp::state::State;
use crate::tcp::tcb::{Context, Holder, Tcb};
use serde::Serialize;
use std::fmt;

/// What a call returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
pub enum CallResult {
    /// 0.
    Done,
    /// So many bytes were read or written.
    Bytes(u32),
    /// connect() goes on in the background.
    InProgress,
    /// close() waits for its linger time; what it returns comes with [`Act::Return`].
    Blocks,
    Failed(Errno),
}

/// As recordings write it: `0`, `500`, `in progress`, `EPIPE`.
impl fmt::Display for CallResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CallResult::Done => f.write_str("0"),
            CallResult::Bytes(n) => write!(f, "{n}"),
            CallResult::InProgress => f.write_str("in progress"),
            CallResult::Blocks => f.write_str("blocks"),
            CallResult::Failed(errno) => errno.fmt(f),
        }
    }
}

impl Serialize for CallResult {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl Tcb {
    /// close(): RFC 9293 §3.10.4, SM-1 rows 1, 5, 6 and 8, SM-8.
    pub fn close(&mut self, cx: &Context<'_>, fx: &mut Effects) -> CallResult {
        match self.state() {
            State::Close => {
                self.holder = Holder::Nobody;
                fx.push(Rule::CloseFrees, Act::Free);
                return CallResult::Done;
            }
            State::Established => {
                self.enter(State::FinWait1, Rule::CloseSendsFin, fx);
                self.send_fin(cx, fx);
            }
            State::CloseWait => {
                self.enter(State::LastAck, Rule::CloseAnswersFin, fx);
                self.send_fin(cx, fx);
            }
            State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck => {
                fx.push(Rule::CloseNothingToSend, Act::Ignore);
            }
            State::SynSent | State::SynRecv | State::TimeWait => {
                unreachable!("TIME_WAIT is a mini-socket's state, and no process holds one")
            }
        }
        self.holder = Holder::Nobody;
        fx.push(Rule::CloseOrphans, Act::Orphan);
        if self.state() == State::FinWait2 {
            self.begin_orphaned_fin_wait2(cx, fx);
        }
        CallResult::Done
    }

    /// shutdown(SHUT_WR): a FIN, and the process keeps the socket (SM-4).
    pub fn shutdown_wr(&mut self, cx: &Context<'_>, fx: &mut Effects) -> CallResult {
        match self.state() {
            State::Established => {
                self.enter(State::FinWait1, Rule::ShutdownSendsFin, fx);
                self.send_fin(cx, fx);
                CallResult::Done
            }
            State::CloseWait => {
                self.enter(State::LastAck, Rule::ShutdownSendsFin, fx);
                self.send_fin(cx, fx);
                CallResult::Done
            }
            State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck => {
                fx.push(Rule::ShutdownNothingToSend, Act::Ignore);
                CallResult::Done
            }
            State::Close => {
                fx.push(Rule::ShutdownNotConnected, Act::Ignore);
                CallResult::Failed(Errno::Enotconn)
            }
            State::SynSent | State::SynRecv | State::TimeWait => {
                unreachable!("TIME_WAIT is a mini-socket's state, and no process holds one")
            }
        }
    }

    /// The host loses the socket without a word to anybody (TCP_REPAIR and close, SM-1 row 2).
    pub fn vanish(&mut self, fx: &mut Effects) -> CallResult {
        self.holder = Holder::Nobody;
        if self.state() == State::Close {
            fx.push(Rule::HostForgets, Act::Free);
        } else {
            self.finish(Rule::HostForgets, fx);
        }
        CallResult::Done
    }
}
