//! shutdown(): SM-4, SM-5, SM-6 (kernel: `inet_shutdown()`, `tcp_shutdown()`); and the FIN itself.

use super::CallResult;
use crate::rule::Rule;
use crate::segment::Flags;
use crate::tcp::context::Context;
use crate::tcp::effect::{Effects, Signal};
use crate::tcp::errno::Errno;
use crate::tcp::output::Nagle;
use crate::tcp::skb::Skb;
use crate::tcp::state::State;
use crate::tcp::tcb::Tcb;

/// SHUT_RD, SHUT_WR, SHUT_RDWR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    Rd,
    Wr,
    Rdwr,
}

impl Tcb {
    pub fn shutdown(&mut self, cx: &Context<'_>, how: Shut, fx: &mut Effects) -> CallResult {
        match self.state() {
            State::Close => {
                // It fails, and takes effect all the same.
                self.snd_shutdown |= how != Shut::Rd;
                if how != Shut::Wr && !self.rcv_shutdown {
                    self.rcv_shutdown = true;
                    self.wake(Signal::Eof, Rule::ShutdownNotConnected, fx);
                }
                fx.ignore(Rule::ShutdownNotConnected);
                return CallResult::Failed(Errno::Enotconn);
            }
            State::SynSent => {
                // Kernel: `tcp_disconnect()`, which makes it a socket to connect anew.
                self.fail(Errno::Econnreset, Rule::CloseBeforeOpen, fx);
                self.finish(Rule::CloseBeforeOpen, fx);
                (self.rcv_shutdown, self.snd_shutdown) = (false, false);
                self.dport = 0;
                return CallResult::Done;
            }
            State::SynRecv
            | State::Established
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait
            | State::Closing
            | State::LastAck => {}
            State::TimeWait => {
                unreachable!("TIME_WAIT is a mini-socket's state, and no process holds one")
            }
        }
        if how != Shut::Wr && !self.rcv_shutdown {
            self.rcv_shutdown = true;
            self.wake(Signal::Eof, Rule::ShutdownReads, fx);
        }
        if how == Shut::Rd {
            fx.ignore(Rule::ShutdownReads);
            return CallResult::Done;
        }
        match self.state() {
            State::Established => {
                self.enter(State::FinWait1, Rule::ShutdownSendsFin, fx);
                self.send_fin(cx, fx);
            }
            State::CloseWait => {
                self.enter(State::LastAck, Rule::ShutdownSendsFin, fx);
                self.send_fin(cx, fx);
            }
            State::SynSent
            | State::SynRecv
            | State::FinWait1
            | State::FinWait2
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Close => fx.ignore(Rule::ShutdownNothingToSend),
        }
        self.snd_shutdown = true;
        CallResult::Done
    }

    /// SM-23, SM-24: the FIN goes onto the last segment that waits to be sent, else alone (kernel:
    /// `tcp_send_fin()`).
    pub(in crate::tcp) fn send_fin(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        self.snd_shutdown = true;
        let rule = match self.send_queue.last_mut() {
            Some(last) => {
                last.flags = last.flags.and(Flags::FIN);
                last.end_seq = last.end_seq + 1;
                Rule::FinRidesOnData
            }
            None => {
                self.send_queue.push(Skb::new(self.write_seq, 0, Flags::FIN));
                Rule::FinGoesAlone
            }
        };
        self.write_seq = self.write_seq + 1;
        let before = fx.len();
        self.push_pending(cx, Nagle::Off, rule, fx);
        if fx.len() == before {
            fx.ignore(Rule::FinWaits);
        }
    }
}
