//! close(), and what is like it: a process that ends, a socket that is lost (RFC 9293 §3.10.4; SM-1,
//! SM-3, SM-7, SM-8; kernel: `__tcp_close()`).

use super::CallResult;
use crate::rule::Rule;
use crate::tcp::context::Context;
use crate::tcp::effect::{Act, Counter, Effects, Timer, TimerSlot, Wait};
use crate::tcp::errno::Errno;
use crate::tcp::state::State;
use crate::tcp::tcb::{Holder, Linger2, Tcb};
use crate::tcp::timer::too_many_orphans;
use crate::time::Micros;

/// Who closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closer {
    /// The application calls close(), which may wait (SO_LINGER).
    Call,
    /// The process ends: nothing is waited for (SM-7).
    Exit,
}

impl Tcb {
    pub fn close(&mut self, cx: &Context<'_>, closer: Closer, fx: &mut Effects) -> CallResult {
        match self.state() {
            State::Close => {
                self.holder = Holder::Nobody;
                fx.push(Rule::CloseFrees, Act::Free);
                return CallResult::Done;
            }
            State::SynSent => {
                // FM-12.
                self.holder = Holder::Nobody;
                if self.options.linger == Some(0) {
                    fx.count(Rule::LingerZero, Counter::TCPAbortOnData);
                }
                self.finish(Rule::CloseBeforeOpen, fx);
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
        self.rcv_shutdown = true;
        if self.rcv.unread() > 0 {
            return self.close_unread(cx, fx);
        }
        self.rcv.discard();
        if self.options.linger == Some(0) {
            self.holder = Holder::Nobody;
            fx.count(Rule::LingerZero, Counter::TCPAbortOnData);
            self.disconnect(cx, Rule::LingerZero, fx);
            return CallResult::Done;
        }
        self.close_or_nothing(cx, fx);
        if let (Some(seconds @ 1..), Closer::Call) = (self.options.linger, closer)
            && self.state().awaits_ack_of_fin()
        {
            self.holder = Holder::Lingering;
            let after = cx.clock.covering(Micros::from_secs(u64::from(seconds)));
            fx.arm(Rule::CloseLingers, Timer::Linger, after, Wait::Linger { seconds });
            return CallResult::Blocks;
        }
        self.become_orphan(cx, Rule::CloseOrphans, fx);
        CallResult::Done
    }

    /// SM-1 row 3, SM-2: what nobody has read is lost, and the peer is told.
    fn close_unread(&mut self, cx: &Context<'_>, fx: &mut Effects) -> CallResult {
        self.holder = Holder::Nobody;
        self.rcv.discard();
        fx.count(Rule::CloseUnread, Counter::TCPAbortOnClose);
        self.send_active_reset(cx, Rule::CloseUnread, fx);
        self.finish(Rule::CloseUnread, fx);
        CallResult::Done
    }

    /// SM-1 rows 5, 6 and 8.
    fn close_or_nothing(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        match self.state() {
            State::SynRecv | State::Established => {
                self.enter(State::FinWait1, Rule::CloseSendsFin, fx);
                self.send_fin(cx, fx);
            }
            State::CloseWait => {
                self.enter(State::LastAck, Rule::CloseAnswersFin, fx);
                self.send_fin(cx, fx);
            }
            State::SynSent
            | State::FinWait1
            | State::FinWait2
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Close => fx.ignore(Rule::CloseNothingToSend),
        }
    }

    /// SM-8: nobody holds it any more.
    fn become_orphan(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        self.holder = Holder::Nobody;
        fx.push(rule, Act::Disarm { slot: TimerSlot::Linger });
        fx.push(rule, Act::Orphan);
        if self.state() == State::FinWait2 {
            if self.options.linger2 == Linger2::Never {
                fx.count(Rule::NoFinWait2, Counter::TCPAbortOnLinger);
                self.send_active_reset(cx, Rule::NoFinWait2, fx);
                self.finish(Rule::NoFinWait2, fx);
                return;
            }
            self.begin_orphaned_fin_wait2(cx, fx);
        }
        // ORP-4.
        if self.state() != State::Close && too_many_orphans(cx, cx.orphans + 1, 0) {
            self.send_active_reset(cx, Rule::TooManyOrphans, fx);
            fx.count(Rule::TooManyOrphans, Counter::TCPAbortOnMemory);
            self.finish(Rule::TooManyOrphans, fx);
        }
    }

    /// A close() that blocked returns: its time is over, or what it waited for has come (SM-7).
    pub(in crate::tcp) fn stop_lingering(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        fx.disarm(rule, TimerSlot::Linger);
        fx.push(rule, Act::Return(CallResult::Done));
        self.become_orphan(cx, Rule::CloseOrphans, fx);
    }

    /// SM-3: the connection is cut off; a RST says so where the peer still counts on it (kernel:
    /// `tcp_disconnect()`).
    pub fn disconnect(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        let unsent = !self.send_queue.is_empty();
        let resets = match self.state() {
            State::SynRecv | State::Established | State::CloseWait | State::FinWait1 | State::FinWait2 => {
                true
            }
            State::Closing | State::LastAck => unsent,
            State::SynSent | State::TimeWait | State::Close => false,
        };
        if resets {
            self.send_active_reset(cx, rule, fx);
        }
        self.finish(rule, fx);
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

    /// What poll() and SO_ERROR give once.
    pub fn take_error(&mut self) -> Option<Errno> {
        self.sk_err.take()
    }
}
