//! The retransmission timer: RFC 6298 §5.4..5.6, FIN-1..9 (kernel: `tcp_retransmit_timer()`,
//! `tcp_write_timeout()`).

use crate::rule::Rule;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects, Sending};
use crate::tcp::errno::Errno;
use crate::tcp::give_up::{self, Owner};
use crate::tcp::output::Resend;
use crate::tcp::state::State;
use crate::tcp::tcb::Tcb;
use crate::time::{Jiffies, Micros};

impl Tcb {
    pub(in crate::tcp) fn on_retransmit(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if self.rtx_queue.is_empty() {
            fx.ignore(Rule::NothingOutstanding);
            return;
        }
        let opening = matches!(self.state(), State::SynSent | State::SynRecv);
        if self.snd_wnd == 0 && !self.is_orphan() && !opening {
            self.retransmit_into_closed_window(cx, fx);
            return;
        }
        fx.count(Rule::RtoExpired, Counter::TCPTimeouts);
        let given_up =
            if self.state() == State::SynSent { self.syn_gives_up(cx, fx) } else { self.gives_up(cx, fx) };
        if given_up {
            return;
        }
        fx.count(Rule::RtoExpired, Counter::TcpTimeoutRehash);
        self.enter_loss(cx, fx);
        self.icsk_retransmits = self.icsk_retransmits.saturating_add(1);
        let rule = match (self.state(), self.retrans_stamp) {
            (State::SynSent, _) => Rule::SynAgain,
            (_, None) => Rule::GiveUpClockStarts,
            (_, Some(_)) => Rule::RtoExpired,
        };
        let how = Sending::Retransmission { nth: self.icsk_retransmits };
        self.retransmit(cx, Resend::Oldest, 1, how, rule, fx);
        self.back_off(cx, fx);
    }

    /// RFC 6298 §5.5, FIN-9. A SYN repeats a few times without (tcp_syn_linear_timeouts), and so does a
    /// thin stream (tcp_thin_linear_timeouts), which a teardown never is.
    fn back_off(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        let linear = match self.state() {
            State::SynSent => self.icsk_retransmits <= self.syn_linear_timeouts(cx),
            State::Established => {
                const THIN_RETRIES: u8 = 6;
                const THIN_PACKETS: usize = 4;
                cx.knobs.tcp_thin_linear_timeouts != 0
                    && self.rtx_queue.len() < THIN_PACKETS
                    && self.icsk_retransmits <= THIN_RETRIES
            }
            State::SynRecv
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Close => false,
        };
        if linear {
            self.arm_rto(cx, self.clamped_rto(cx), Rule::RtoArmed, fx);
            return;
        }
        self.icsk_backoff = self.icsk_backoff.saturating_add(1);
        self.icsk_rto = self.icsk_rto.doubled(self.bounds);
        self.arm_rto(cx, self.clamped_rto(cx), Rule::RtoBacksOff, fx);
    }

    fn syn_linear_timeouts(&self, cx: &Context<'_>) -> u8 {
        if cx.profile.has_syn_linear_timeouts() { cx.knobs.tcp_syn_linear_timeouts } else { 0 }
    }

    fn syn_gives_up(&mut self, cx: &Context<'_>, fx: &mut Effects) -> bool {
        let most = cx.knobs.tcp_syn_retries.saturating_add(self.syn_linear_timeouts(cx));
        let limit = match self.options.user_timeout {
            0 => give_up::syn_model(cx.knobs.tcp_syn_retries, self.bounds, cx.clock),
            ms => Micros::from_millis(u64::from(ms)),
        };
        let by_time = give_up::timed_out(self.retrans_stamp, self.icsk_retransmits, cx.now, limit);
        if self.icsk_retransmits < most && !by_time {
            return false;
        }
        fx.count(Rule::SynGivesUp, Counter::TCPAbortOnTimeout);
        self.abort(self.sk_err_soft.unwrap_or(Errno::Etimedout), Rule::SynGivesUp, fx);
        true
    }

    /// FIN-4, FIN-6, FIN-13: whether this expiry is the last, and if so the end, in silence.
    fn gives_up(&mut self, cx: &Context<'_>, fx: &mut Effects) -> bool {
        let owner = self.owner(cx.knobs);
        let boundary = give_up::boundary(owner, self.icsk_rto, self.bounds, self.sk_err_soft.is_some());
        let model = give_up::model(boundary.retries, self.bounds, cx.clock);
        let is_over = |limit| give_up::timed_out(self.retrans_stamp, self.icsk_retransmits, cx.now, limit);
        if self.is_orphan() && self.is_out_of_resources(cx, boundary.alive || !is_over(model), fx) {
            return true;
        }
        let limit = match self.options.user_timeout {
            0 => model,
            ms => Micros::from_millis(u64::from(ms)),
        };
        if !give_up::timed_out(self.retrans_stamp, self.icsk_retransmits, cx.now, limit) {
            return false;
        }
        let rule = match owner {
            _ if self.options.user_timeout > 0 => Rule::UserTimeoutGivesUp,
            Owner::Process { .. } => Rule::ProcessGivesUp,
            Owner::Orphan { tcp_orphan_retries: 0 } if !boundary.alive => Rule::OrphanAtRtoMax,
            Owner::Orphan { .. } if !boundary.alive && self.sk_err_soft.is_some() => Rule::OrphanUnreachable,
            Owner::Orphan { .. } => Rule::OrphanGivesUp,
        };
        self.write_error(rule, fx);
        true
    }

    /// FIN-13: in silence, with what ICMP said last as the error.
    pub(in crate::tcp) fn write_error(&mut self, rule: Rule, fx: &mut Effects) {
        fx.count(rule, Counter::TCPAbortOnTimeout);
        self.abort(self.sk_err_soft.unwrap_or(Errno::Etimedout), rule, fx);
    }

    /// FIN-2: the window closed behind what is out, and a process holds the socket: as a probe of the
    /// window it is repeated for as long as the peer answers.
    fn retransmit_into_closed_window(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if self.closed_window_timed_out(cx) {
            self.write_error(Rule::ProcessGivesUp, fx);
            return;
        }
        self.enter_loss(cx, fx);
        let how = Sending::Retransmission { nth: self.icsk_retransmits };
        self.retransmit(cx, Resend::Oldest, 1, how, Rule::WindowProbed, fx);
        self.back_off(cx, fx);
    }

    /// Kernel: `tcp_rtx_probe0_timed_out()`.
    fn closed_window_timed_out(&self, cx: &Context<'_>) -> bool {
        let Some(head) = self.rtx_queue.first() else { return false };
        let since = self.retrans_stamp.unwrap_or(head.sent_at);
        let unacked_ms = cx.now.as_millis() - since.as_millis();
        let mut limit = Jiffies::new(self.bounds.max.get() * 2);
        if self.options.user_timeout > 0 {
            if unacked_ms > u64::from(self.options.user_timeout) {
                return true;
            }
            let user = cx.clock.covering(Micros::from_millis(u64::from(self.options.user_timeout)));
            limit = limit.min(user);
        }
        let silent = cx.jiffies().since(self.rcv_tstamp);
        silent > limit && cx.clock.covering(Micros::from_millis(unacked_ms)) > limit
    }

    /// ORP-5: whether this orphan is one too many (kernel: `tcp_out_of_resources()`).
    pub(in crate::tcp) fn is_out_of_resources(
        &mut self,
        cx: &Context<'_>,
        resets: bool,
        fx: &mut Effects,
    ) -> bool {
        let since_data = cx.jiffies().since(self.lsndtime);
        let idle = since_data > Jiffies::new(2 * self.bounds.max.get());
        let shift = u32::from(idle || !resets) + u32::from(self.sk_err_soft.is_some());
        if !too_many_orphans(cx, cx.orphans, shift) {
            return false;
        }
        let recent = since_data <= cx.clock.covering(crate::tcp::TCP_TIMEWAIT_LEN);
        let stuck = self.snd_wnd == 0 && self.rtx_queue.is_empty();
        if resets || recent || stuck {
            self.send_active_reset(cx, Rule::TooManyOrphans, fx);
        }
        fx.count(Rule::TooManyOrphans, Counter::TCPAbortOnMemory);
        self.finish(Rule::TooManyOrphans, fx);
        true
    }
}

/// ORP-1.
pub(in crate::tcp) fn too_many_orphans(cx: &Context<'_>, orphans: u32, shift: u32) -> bool {
    i64::from(orphans) << shift > i64::from(cx.tcp_max_orphans)
}
