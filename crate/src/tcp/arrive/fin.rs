//! Eighth: check the FIN bit (RFC 9293 §3.10.7.4; kernel: `tcp_fin()`).

use super::Verdict;
use crate::rule::Rule;
use crate::tcp::context::Context;
use crate::tcp::effect::{Effects, Signal};
use crate::tcp::state::State;
use crate::tcp::tcb::Tcb;

impl Tcb {
    /// The peer's FIN, in order.
    pub(super) fn take_fin(&mut self, cx: &Context<'_>, fx: &mut Effects) -> Verdict {
        self.ack.schedule();
        self.rcv_shutdown = true;
        match self.state() {
            // SM-10, SM-20.
            State::Established => {
                self.enter(State::CloseWait, Rule::FinReceived, fx);
                self.wake(Signal::Eof, Rule::FinReceived, fx);
                self.ack.enter_pingpong(cx.knobs.tcp_pingpong_thresh);
            }
            // SM-13, SM-21.
            State::FinWait1 => {
                self.send_ack(cx, Rule::FinCrossesFin, fx);
                self.enter(State::Closing, Rule::FinCrossesFin, fx);
                self.wake(Signal::Eof, Rule::FinCrossesFin, fx);
            }
            // SM-15, SM-21.
            State::FinWait2 => {
                self.send_ack(cx, Rule::FinInFinWait2, fx);
                self.wake(Signal::Eof, Rule::FinInFinWait2, fx);
                self.enter_time_wait(cx, Rule::FinInFinWait2, fx);
                return Verdict::Done;
            }
            State::SynSent
            | State::SynRecv
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Close => {
                unreachable!("rcv_nxt counts the FIN, so a second one is no new sequence number")
            }
        }
        self.rcv.discard_gaps();
        Verdict::GoOn
    }
}
