//! Timers that ran out: loss probe, retransmission, delayed ACK, and the keepalive timer that keeps a
//! full orphan in FIN_WAIT2.

use crate::rule::Rule;
use crate::tcp::effect::{Act, Counter, Effects, Sending, Signal, Timer};
use crate::tcp::give_up::{self, Owner};
use crate::tcp::output::Resend;
use crate::tcp::state::State;
use crate::tcp::tcb::{Context, Tcb};

impl Tcb {
    /// One of this socket's timers fired.
    pub fn on_timer(&mut self, cx: &Context<'_>, timer: Timer, fx: &mut Effects) {
        match timer {
            Timer::LossProbe => self.on_loss_probe(cx, fx),
            Timer::Retransmit => self.on_retransmit(cx, fx),
            Timer::DelayedAck => self.on_delayed_ack(cx, fx),
            Timer::Keepalive => self.on_fin_wait2_timer(cx, fx),
            Timer::TimeWait => unreachable!("a full socket has no TIME_WAIT timer"),
        }
    }

    /// RFC 8985 §7.3, TLP-5: the newest segment again, one probe an episode. It isn't a timeout:
    /// retrans_stamp, retransmits and backoff stay as they are.
    fn on_loss_probe(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if self.rtx_queue.is_empty() {
            fx.push(Rule::NothingOutstanding, Act::Ignore);
            return;
        }
        if self.tlp_high_seq.is_none() {
            self.tlp_high_seq = Some(self.snd_nxt);
            self.send_again(cx, Resend::Newest, Sending::LossProbe, Rule::ProbeSent, fx);
            fx.count(Rule::ProbeSent, Counter::TCPLossProbes);
        }
        self.arm_rto(cx, Rule::RtoAfterProbe, fx);
    }

    /// RFC 6298 §5.4..5.6, FIN-1..9.
    fn on_retransmit(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if self.rtx_queue.is_empty() {
            fx.push(Rule::NothingOutstanding, Act::Ignore);
            return;
        }
        fx.count(Rule::RtoExpired, Counter::TCPTimeouts);
        if self.gives_up(cx, fx) {
            return;
        }
        self.icsk_retransmits = self.icsk_retransmits.saturating_add(1);
        let rule = match self.retrans_stamp {
            None => Rule::GiveUpClockStarts,
            Some(_) => Rule::RtoExpired,
        };
        self.retrans_stamp.get_or_insert(cx.now);
        let how = Sending::Retransmission { nth: self.icsk_retransmits };
        self.send_again(cx, Resend::Oldest, how, rule, fx);
        self.icsk_backoff = self.icsk_backoff.saturating_add(1);
        self.icsk_rto = self.icsk_rto.doubled(self.bounds);
        self.arm_rto(cx, Rule::RtoBacksOff, fx);
    }

    /// FIN-4, FIN-6, FIN-13: whether this expiry is the last, and if so the end, in silence.
    fn gives_up(&mut self, cx: &Context<'_>, fx: &mut Effects) -> bool {
        let owner = self.owner(cx.knobs);
        let boundary = give_up::boundary(owner, self.icsk_rto, self.bounds, false);
        let limit = give_up::model(boundary.retries, self.bounds, cx.clock);
        if !give_up::timed_out(self.retrans_stamp, self.icsk_retransmits, cx.now, limit) {
            return false;
        }
        let rule = match owner {
            Owner::Process { .. } => Rule::ProcessGivesUp,
            Owner::Orphan { tcp_orphan_retries: 0 } if !boundary.alive => Rule::OrphanAtRtoMax,
            Owner::Orphan { .. } => Rule::OrphanGivesUp,
        };
        fx.count(rule, Counter::TCPAbortOnTimeout);
        self.abort(Signal::Error(crate::tcp::Errno::Etimedout), rule, fx);
        true
    }

    fn on_delayed_ack(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        self.ack.on_timer(cx.clock, self.icsk_rto.ticks());
        fx.count(Rule::DelayedAckDue, Counter::DelayedACKs);
        self.send_ack(cx, Rule::DelayedAckDue, fx);
    }

    /// F2-3, F2-5: what exceeds 60 s of tcp_fin_timeout is over.
    fn on_fin_wait2_timer(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        debug_assert_eq!(self.state(), State::FinWait2, "only FIN_WAIT2 arms this timer");
        match self.fin_time_beyond_time_wait(cx) {
            Some(rest) => self.park(cx, State::FinWait2, rest, Rule::FinWait2SecondHalf, fx),
            None => {
                self.send_active_reset(cx, Rule::FinWait2ResetOnTimeout, fx);
                self.finish(Rule::FinWait2ResetOnTimeout, fx);
            }
        }
    }
}
