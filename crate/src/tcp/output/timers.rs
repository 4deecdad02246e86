//! The timers of the transmission slot: which is armed when something was sent, acknowledged or is
//! stuck.

use crate::rule::Rule;
use crate::tcp::congestion::Phase;
use crate::tcp::context::Context;
use crate::tcp::effect::{Effects, Timer, TimerSlot, Wait};
use crate::tcp::tcb::{Pending, Tcb};
use crate::time::{Jiffies, Micros};

/// Least that a loss probe waits with more than one packet out (C-8).
const TCP_TIMEOUT_MIN: Micros = Micros::from_millis(2);
/// How long a loss probe waits without any round-trip sample (TLP-2).
const PROBE_WITHOUT_RTT: Micros = Micros::from_secs(1);
/// The least base of a probe of a closed window, C-4 (kernel: `tcp_probe0_base()`).
const TCP_RTO_MIN: Micros = Micros::from_millis(200);

/// From when the RTO is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tcp) enum From {
    /// From when the oldest unacknowledged segment was sent.
    Sending,
    /// From now: progress was made.
    Now,
}

impl Tcb {
    /// Something was acknowledged: the loss probe or the retransmission timer starts anew (kernel:
    /// `tcp_set_xmit_timer()`).
    pub(in crate::tcp) fn set_xmit_timer(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if !self.schedule_loss_probe(cx, From::Now, fx) {
            self.rearm_rto(cx, Rule::RtoArmed, fx);
        }
    }

    /// Arms the retransmission timer, or takes it back where nothing is out. Where another timer of the
    /// slot ran, the RTO still counts from when the oldest segment was sent (kernel: `tcp_rearm_rto()`).
    pub(in crate::tcp) fn rearm_rto(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        if self.rtx_queue.is_empty() {
            self.clear_xmit_timer(Rule::AckClearsTimer, fx);
            return;
        }
        let after = match self.icsk_pending {
            Pending::Reorder | Pending::LossProbe => match self.rto_left(cx) {
                Some(left) => cx.clock.covering(left),
                None => Jiffies::new(1),
            },
            Pending::Nothing | Pending::Retransmit | Pending::Persist => self.icsk_rto.ticks(),
        };
        self.arm_rto(cx, after.min(self.bounds.max), rule, fx);
    }

    pub(in crate::tcp) fn arm_rto(&mut self, cx: &Context<'_>, after: Jiffies, rule: Rule, fx: &mut Effects) {
        self.icsk_pending = Pending::Retransmit;
        let wait = self.rto_wait(cx, after);
        fx.arm(rule, Timer::Retransmit, after, wait);
    }

    pub(in crate::tcp) fn clear_xmit_timer(&mut self, rule: Rule, fx: &mut Effects) {
        self.icsk_pending = Pending::Nothing;
        fx.disarm(rule, TimerSlot::Transmit);
    }

    fn rto_wait(&self, cx: &Context<'_>, after: Jiffies) -> Wait {
        let base = cx.clock.span(self.base_rto(cx));
        let capped = self.icsk_backoff > 0 && self.icsk_rto.ticks() == self.bounds.max
            || after < self.icsk_rto.ticks() && self.options.user_timeout > 0;
        Wait::Rto { base, backoff: self.icsk_backoff, capped }
    }

    /// The RTO before any backoff.
    pub(in crate::tcp) fn base_rto(&self, cx: &Context<'_>) -> Jiffies {
        match &self.estimator {
            _ if self.icsk_backoff == 0 => self.icsk_rto.ticks(),
            Some(e) => e.rto(cx.clock, self.bounds).ticks(),
            None => Jiffies::new(self.icsk_rto.ticks().get() >> self.icsk_backoff),
        }
    }

    /// TLP-1, TLP-2: arms the tail loss probe where one may go, and says whether (kernel:
    /// `tcp_schedule_loss_probe()`).
    pub(in crate::tcp) fn schedule_loss_probe(
        &mut self,
        cx: &Context<'_>,
        from: From,
        fx: &mut Effects,
    ) -> bool {
        let enabled = matches!(cx.knobs.tcp_early_retrans, 3 | 4) && self.sack_ok;
        let calm = matches!(self.cc.phase, Phase::Open | Phase::Cwr);
        if !enabled || !calm || self.rtx_queue.is_empty() {
            return false;
        }
        let mut wanted = match self.estimator.as_ref().filter(|e| e.srtt > 0) {
            None => PROBE_WITHOUT_RTT,
            Some(e) => {
                let two_round_trips = Micros::new(u64::from(e.srtt >> 2));
                let more = if self.rtx_queue.len() == 1 { self.bounds.min } else { TCP_TIMEOUT_MIN };
                two_round_trips + more
            }
        };
        let rto_left = match from {
            From::Now => Some(cx.clock.span(self.icsk_rto.ticks())),
            From::Sending => self.rto_left(cx),
        };
        if let Some(left) = rto_left {
            wanted = wanted.min(left);
        }
        let srtt = self.smoothed_rtt().unwrap_or(Micros::ZERO);
        let wait = Wait::LossProbe { srtt, rto: cx.clock.span(self.icsk_rto.ticks()) };
        let after = cx.clock.covering(wanted);
        self.icsk_pending = Pending::LossProbe;
        fx.arm(Rule::ProbeBeforeTimeout, Timer::LossProbe, after, wait);
        true
    }

    /// What is left of the RTO, counted from when the oldest segment was sent; nothing once it is over
    /// (kernel: `tcp_rto_delta_us()`).
    fn rto_left(&self, cx: &Context<'_>) -> Option<Micros> {
        let head = self.rtx_queue.first()?;
        let left = cx.clock.span(self.icsk_rto.ticks()) - cx.now.since(head.sent_at);
        (left > Micros::ZERO).then_some(left)
    }

    /// ZW-1: nothing is out, yet something waits behind a closed window (kernel:
    /// `tcp_check_probe_timer()`).
    pub(in crate::tcp) fn check_probe_timer(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if self.rtx_queue.is_empty() && self.icsk_pending == Pending::Nothing {
            let after = self.clamp_probe0_to_user_timeout(cx, self.probe0_base(cx));
            self.arm_persist(cx, after, Rule::WindowClosed, fx);
        }
    }

    pub(in crate::tcp) fn arm_persist(
        &mut self,
        cx: &Context<'_>,
        after: Jiffies,
        rule: Rule,
        fx: &mut Effects,
    ) {
        self.icsk_pending = Pending::Persist;
        let capped = after < Jiffies::new(self.probe0_base(cx).get() << self.icsk_backoff.min(10));
        let base = cx.clock.span(self.probe0_base(cx));
        let wait = Wait::Rto { base, backoff: self.icsk_backoff.min(10), capped };
        fx.arm(rule, Timer::Persist, after, wait);
    }

    fn probe0_base(&self, cx: &Context<'_>) -> Jiffies {
        self.icsk_rto.ticks().max(cx.clock.covering(TCP_RTO_MIN))
    }

    /// ZW-1: the time to the next probe of a closed window (kernel: `tcp_probe0_when()`).
    pub(in crate::tcp) fn probe0_when(&self, cx: &Context<'_>) -> Jiffies {
        const MOST_DOUBLINGS: u8 = 10;
        let doublings = self.icsk_backoff.min(MOST_DOUBLINGS);
        let when = Jiffies::new(self.probe0_base(cx).get() << doublings).min(self.bounds.max);
        self.clamp_probe0_to_user_timeout(cx, when)
    }

    /// ZW-6: the next probe doesn't go beyond TCP_USER_TIMEOUT (kernel:
    /// `tcp_clamp_probe0_to_user_timeout()`).
    fn clamp_probe0_to_user_timeout(&self, cx: &Context<'_>, when: Jiffies) -> Jiffies {
        let Some(began) = self.icsk_probes_tstamp else {
            return when;
        };
        if self.options.user_timeout == 0 {
            return when;
        }
        let user_timeout = cx.clock.covering(Micros::from_millis(u64::from(self.options.user_timeout)));
        let elapsed = cx.jiffies().since(began);
        let least = cx.clock.covering(TCP_TIMEOUT_MIN).max(Jiffies::new(2));
        when.min(user_timeout.since(elapsed).max(least))
    }

    /// FIN-16: the RTO, but not beyond retrans_stamp + TCP_USER_TIMEOUT (kernel:
    /// `tcp_clamp_rto_to_user_timeout()`).
    pub(in crate::tcp) fn clamped_rto(&self, cx: &Context<'_>) -> Jiffies {
        let rto = self.icsk_rto.ticks();
        let (Some(stamp), 1..) = (self.retrans_stamp, self.options.user_timeout) else {
            return rto;
        };
        let elapsed = cx.now.as_millis() - stamp.as_millis();
        match u64::from(self.options.user_timeout).saturating_sub(elapsed) {
            0 => Jiffies::new(1),
            left => rto.min(cx.clock.covering(Micros::from_millis(left))),
        }
    }
}
