//! write() (RFC 9293 §3.10.2; kernel: `tcp_sendmsg()`).

use super::CallResult;
use crate::rule::Rule;
use crate::segment::Flags;
use crate::tcp::context::Context;
use crate::tcp::effect::Effects;
use crate::tcp::errno::Errno;
use crate::tcp::output::{Nagle, Push};
use crate::tcp::send_space::SendSpace;
use crate::tcp::skb::{Skb, burst_end};
use crate::tcp::state::State;
use crate::tcp::tcb::Tcb;

impl Tcb {
    /// As many of `bytes` as fit into the send buffer.
    pub fn write(&mut self, cx: &Context<'_>, bytes: u32, fx: &mut Effects) -> CallResult {
        match self.state() {
            State::Established | State::CloseWait if self.sk_err.is_none() && !self.snd_shutdown => {}
            State::SynSent | State::SynRecv if self.sk_err.is_none() => {
                fx.ignore(Rule::WriteTooSoon);
                return CallResult::Failed(Errno::Eagain);
            }
            State::SynSent
            | State::SynRecv
            | State::Established
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Close => {
                fx.ignore(Rule::WriteAfterEnd);
                return CallResult::Failed(self.sk_err.take().unwrap_or(Errno::Epipe));
            }
        }
        let goal = self.size_goal();
        let mut left = bytes;
        while left > 0 {
            if !self.appends(goal) {
                let used = self.buffered();
                if !self.send_space.takes_more(used) {
                    break;
                }
                self.restart_after_idle(cx);
                self.send_queue.push(Skb::new(self.write_seq, 0, Flags::NONE));
            }
            let Some(tail) = self.send_queue.last_mut() else { break };
            let taken = left.min(goal - tail.len());
            tail.end_seq = tail.end_seq + taken;
            self.write_seq = self.write_seq + taken;
            left -= taken;
            let full = self.send_queue.last().is_some_and(|tail| tail.len() == goal);
            if left > 0 && full {
                if self.is_push_forced() {
                    self.mark_push();
                    self.push_pending(cx, Nagle::Off, Rule::WriteSends, fx);
                } else if self.send_queue.len() == 1 {
                    self.write_xmit(cx, Push::One, Nagle::Off, Rule::WriteSends, fx);
                }
            }
        }
        let taken = bytes - left;
        if taken == 0 && bytes > 0 {
            fx.ignore(Rule::WriteFindsNoRoom);
            return CallResult::Failed(Errno::Eagain);
        }
        self.mark_push();
        self.push_pending(cx, Nagle::AsSet, Rule::WriteSends, fx);
        self.send_space.written(self.buffered());
        CallResult::Bytes(taken)
    }

    /// How much payload a stretch takes before the next begins: what half the largest window holds, in
    /// whole segments (kernel: `tcp_xmit_size_goal()`).
    fn size_goal(&self) -> u32 {
        const GSO_MAX: u32 = 65_536 - 1 - 256;
        let half = if self.max_window > 536 { (self.max_window >> 1).max(68 - 40) } else { self.max_window };
        let goal = GSO_MAX.min(half.max(1));
        let mss = self.current_mss();
        (goal / mss * mss).max(mss)
    }

    /// Whether more payload fits onto what waits last.
    fn appends(&self, goal: u32) -> bool {
        self.send_queue.last().is_some_and(|tail| tail.len() < goal && !tail.flags.has(Flags::FIN))
    }

    /// So much was written since the last push that the peer should have it (kernel: `forced_push()`).
    fn is_push_forced(&self) -> bool {
        self.write_seq.after(self.pushed_seq + (self.max_window >> 1))
    }

    fn mark_push(&mut self) {
        if let Some(tail) = self.send_queue.last_mut() {
            tail.flags = tail.flags.and(Flags::PSH);
        }
        self.pushed_seq = self.write_seq;
    }

    /// An application that waits for room to write may find some (kernel: `tcp_check_space()`).
    pub(in crate::tcp) fn check_space(&mut self) {
        let (used, in_flight) = (self.buffered(), self.outstanding().in_flight());
        self.send_space.make_room(used, &self.cc, in_flight);
    }

    /// The memory that is taken.
    fn buffered(&self) -> u32 {
        let mut stretches = self.send_queue.len() as u32;
        let mut place = 0;
        while place < self.rtx_queue.len() {
            place = burst_end(&self.rtx_queue, place);
            stretches += 1;
        }
        SendSpace::memory_of(self.write_seq - self.snd_una, stretches)
    }
}
