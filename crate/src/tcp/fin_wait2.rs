//! How long an orphan may stay in FIN_WAIT2, and as what (spec §6).

use crate::rule::Rule;
use crate::tcp::context::Context;
use crate::tcp::effect::{Act, Counter, Effects, Timer, Wait};
use crate::tcp::state::State;
use crate::tcp::tcb::{Linger2, Tcb};
use crate::tcp::time_wait::{TCP_TIMEWAIT_LEN, TimeWait};
use crate::time::{Jiffies, Micros};

/// A mini-socket whose timeout is longer than this counts as TW, else as TWKilled (F2-9).
const COUNTED_AS_TW_ABOVE: Micros = Micros::from_secs(4);

impl Tcb {
    /// TCP_LINGER2, or tcp_fin_timeout where that says nothing (F2-7).
    fn fin_seconds(&self, cx: &Context<'_>) -> u32 {
        match self.options.linger2 {
            Linger2::Seconds(seconds) => seconds,
            Linger2::Sysctl | Linger2::Never => u32::try_from(cx.knobs.tcp_fin_timeout).unwrap_or(0),
        }
    }

    fn fin_timeout(&self, cx: &Context<'_>) -> Wait {
        Wait::FinTimeout { seconds: self.fin_seconds(cx) }
    }

    /// F: tcp_fin_timeout or TCP_LINGER2, but at least 3.5 RTO (kernel: `tcp_fin_time()`).
    fn fin_time(&self, cx: &Context<'_>) -> Jiffies {
        let configured = cx.clock.covering(Micros::from_secs(u64::from(self.fin_seconds(cx))));
        configured.max(self.icsk_rto.three_and_a_half())
    }

    /// F − 60 s, where F is above 60 s (F2-3).
    pub(super) fn fin_time_beyond_time_wait(&self, cx: &Context<'_>) -> Option<Jiffies> {
        let beyond = self.fin_time(cx).since(cx.clock.covering(TCP_TIMEWAIT_LEN));
        (beyond > Jiffies::new(0)).then_some(beyond)
    }

    /// An orphan comes to FIN_WAIT2: up to 60 s as a mini-socket at once, above 60 s as a full socket
    /// first (F2-2, F2-3).
    pub(super) fn begin_orphaned_fin_wait2(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        match self.fin_time_beyond_time_wait(cx) {
            Some(beyond) => {
                let wait = self.fin_timeout(cx);
                fx.arm(Rule::FinWait2KeptFull, Timer::Keepalive, beyond, wait);
            }
            None => self.park(cx, State::FinWait2, self.fin_time(cx), Rule::FinWait2Parked, fx),
        }
    }

    /// F2-5: the peer's FIN is in the segment that acknowledged ours, so the wait lasts no time.
    pub(super) fn hold_fin_wait2_briefly(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        let after = self.fin_time_beyond_time_wait(cx).unwrap_or_else(|| self.fin_time(cx));
        let wait = self.fin_timeout(cx);
        fx.arm(Rule::FinWait2HeldBriefly, Timer::Keepalive, after, wait);
    }

    /// A mini-socket takes over the ports and this socket closes (C-14, TW-1, TW-8; kernel:
    /// `tcp_time_wait()`).
    pub(super) fn park(
        &mut self,
        cx: &Context<'_>,
        substate: State,
        lasts: Jiffies,
        rule: Rule,
        fx: &mut Effects,
    ) {
        if cx.mini_sockets >= usize::try_from(cx.knobs.tcp_max_tw_buckets).unwrap_or(usize::MAX) {
            fx.count(Rule::TimeWaitTableFull, Counter::TCPTimeWaitOverflow);
            self.finish(Rule::TimeWaitTableFull, fx);
            return;
        }
        let (lasts, wait, timer_rule) = if substate == State::TimeWait {
            (cx.clock.covering(TCP_TIMEWAIT_LEN), Wait::TimeWait, Rule::TimeWaitBegins)
        } else {
            (lasts.max(self.icsk_rto.three_and_a_half()), self.fin_timeout(cx), rule)
        };
        let counted =
            if lasts > cx.clock.covering(COUNTED_AS_TW_ABOVE) { Counter::TW } else { Counter::TWKilled };
        fx.count(rule, counted);
        let from = self.state();
        fx.push(rule, Act::Park { from, mini: TimeWait::of(cx, self, substate), lasts, wait, timer_rule });
        self.finish(rule, fx);
    }

    /// TIME_WAIT proper: 60 s, a constant (TW-1, TW-2).
    pub(super) fn enter_time_wait(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        self.park(cx, State::TimeWait, Jiffies::new(0), rule, fx);
    }
}
