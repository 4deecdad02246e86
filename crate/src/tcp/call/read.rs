//! read() (RFC 9293 §3.10.3; kernel: `tcp_recvmsg()`).

use super::CallResult;
use crate::rule::Rule;
use crate::tcp::context::Context;
use crate::tcp::effect::Effects;
use crate::tcp::errno::Errno;
use crate::tcp::state::State;
use crate::tcp::tcb::Tcb;

impl Tcb {
    /// At most `bytes`; 0 at end of file.
    pub fn read(&mut self, cx: &Context<'_>, bytes: u32, fx: &mut Effects) -> CallResult {
        let taken = self.rcv.read(bytes);
        self.space.read(taken);
        if taken > 0 {
            fx.ignore(Rule::ReadTakes);
            if self.state() != State::Close {
                self.acknowledge_read(cx, fx);
            }
            return CallResult::Bytes(taken);
        }
        if bytes > 0 && self.rcv.fin.is_none() {
            if let Some(errno) = self.sk_err.take() {
                fx.ignore(Rule::ErrorReported);
                return CallResult::Failed(errno);
            }
            if !self.rcv_shutdown {
                fx.ignore(Rule::ReadFindsNothing);
                let unconnected = self.state() == State::Close;
                return CallResult::Failed(if unconnected { Errno::Enotconn } else { Errno::Eagain });
            }
        }
        fx.ignore(Rule::ReadFindsEnd);
        CallResult::Bytes(0)
    }

    /// Reading makes room: the peer is told when that is news to it (RFC 9293 §3.8.6.2.2; kernel:
    /// `__tcp_cleanup_rbuf()`).
    fn acknowledge_read(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        let unread = self.rcv.unread();
        let owed = self.ack.is_scheduled()
            && (self.rcv.nxt - self.rcv.wup > self.rcv.mss
                || self.ack.wants_ack_after_read(unread == 0, cx.knobs.tcp_pingpong_thresh));
        let opens = !self.rcv_shutdown && {
            let left = self.receive_window();
            let fits = self.space.free() >= self.rcv.mss;
            fits && 2 * u64::from(left) <= u64::from(self.rcv_wnd.clamp(&self.space)) && {
                let next = self.rcv_wnd.select(&self.space, &mut self.ack);
                next > 0 && next >= 2 * left
            }
        };
        if owed {
            self.send_ack(cx, Rule::DataAcked, fx);
        } else if opens {
            self.send_ack(cx, Rule::WindowOffered, fx);
        }
    }
}
