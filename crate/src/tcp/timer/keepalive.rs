//! The keepalive timer, which also keeps a full orphan in FIN_WAIT2 (RFC 9293 §3.8.4; kernel:
//! `tcp_keepalive_timer()`).

use crate::rule::Rule;
use crate::tcp::context::Context;
use crate::tcp::effect::{Effects, Timer, TimerSlot, Wait};
use crate::tcp::output::WakeupFor;
use crate::tcp::state::State;
use crate::tcp::tcb::Tcb;
use crate::time::{Jiffies, Micros};

impl Tcb {
    pub(in crate::tcp) fn on_keepalive(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if self.state() == State::FinWait2 && self.is_orphan() {
            self.on_fin_wait2_timer(cx, fx);
            return;
        }
        if !self.options.keepalive || matches!(self.state(), State::Close | State::SynSent) {
            fx.ignore(Rule::KeepaliveOff);
            return;
        }
        let idle = self.keepalive_time(cx);
        if !self.rtx_queue.is_empty() || !self.send_queue.is_empty() {
            self.arm_keepalive(cx, idle, Rule::KeepaliveBusy, fx);
            return;
        }
        let elapsed = self.keepalive_elapsed(cx);
        if elapsed < idle {
            self.arm_keepalive(cx, idle.since(elapsed), Rule::KeepaliveHeard, fx);
            return;
        }
        let over = match self.options.user_timeout {
            0 => self.icsk_probes_out >= self.keepalive_probes(cx),
            ms => {
                let limit = cx.clock.covering(Micros::from_millis(u64::from(ms)));
                elapsed >= limit && self.icsk_probes_out > 0
            }
        };
        if over {
            self.send_active_reset(cx, Rule::KeepaliveGivesUp, fx);
            self.write_error(Rule::KeepaliveGivesUp, fx);
            return;
        }
        self.write_wakeup(cx, WakeupFor::Keepalive, Rule::KeepaliveProbe, fx);
        self.icsk_probes_out = self.icsk_probes_out.saturating_add(1);
        let interval = self.keepalive_interval(cx);
        self.arm_keepalive(cx, interval, Rule::KeepaliveProbe, fx);
    }

    /// SO_KEEPALIVE was set before the connection stood.
    pub(in crate::tcp) fn begin_keepalive(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if self.options.keepalive {
            self.arm_keepalive(cx, self.keepalive_time(cx), Rule::KeepaliveOn, fx);
        }
    }

    /// SO_KEEPALIVE: 1 or 0 (kernel: `tcp_set_keepalive()`).
    pub(in crate::tcp) fn set_keepalive(&mut self, cx: &Context<'_>, on: bool, fx: &mut Effects) {
        let was = std::mem::replace(&mut self.options.keepalive, on);
        if self.state() == State::Close {
            return;
        }
        if on && !was {
            self.arm_keepalive(cx, self.keepalive_time(cx), Rule::KeepaliveOn, fx);
        } else if !on {
            fx.disarm(Rule::KeepaliveOff, TimerSlot::Keepalive);
        }
    }

    /// TCP_KEEPIDLE: counted from when the peer was last heard (kernel: `tcp_sock_set_keepidle_locked()`).
    pub(in crate::tcp) fn set_keepidle(&mut self, cx: &Context<'_>, seconds: u32, fx: &mut Effects) {
        self.options.keepidle = Some(seconds);
        if self.options.keepalive && self.state() != State::Close {
            let after = self.keepalive_time(cx).since(self.keepalive_elapsed(cx));
            self.arm_keepalive(cx, after, Rule::KeepaliveOn, fx);
        }
    }

    fn arm_keepalive(&self, cx: &Context<'_>, after: Jiffies, rule: Rule, fx: &mut Effects) {
        let seconds = u32::try_from(cx.clock.span(after).get() / 1_000_000).unwrap_or(u32::MAX);
        let wait = Wait::Keepalive { seconds };
        fx.arm(rule, Timer::Keepalive, after, wait);
    }

    /// How long ago anything was heard of the peer.
    fn keepalive_elapsed(&self, cx: &Context<'_>) -> Jiffies {
        let now = cx.jiffies();
        now.since(self.ack.lrcvtime).min(now.since(self.rcv_tstamp))
    }

    fn keepalive_time(&self, cx: &Context<'_>) -> Jiffies {
        ticks(cx, self.options.keepidle.unwrap_or(unsigned(cx.knobs.tcp_keepalive_time)))
    }

    fn keepalive_interval(&self, cx: &Context<'_>) -> Jiffies {
        ticks(cx, self.options.keepintvl.unwrap_or(unsigned(cx.knobs.tcp_keepalive_intvl)))
    }

    fn keepalive_probes(&self, cx: &Context<'_>) -> u8 {
        self.options.keepcnt.unwrap_or(cx.knobs.tcp_keepalive_probes)
    }

    /// F2-3, F2-5: what exceeds 60 s of tcp_fin_timeout is over.
    fn on_fin_wait2_timer(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        match self.fin_time_beyond_time_wait(cx) {
            Some(rest) => self.park(cx, State::FinWait2, rest, Rule::FinWait2SecondHalf, fx),
            None => {
                self.send_active_reset(cx, Rule::FinWait2ResetOnTimeout, fx);
                self.finish(Rule::FinWait2ResetOnTimeout, fx);
            }
        }
    }
}

/// The kernel compares without a sign: a negative time is never over.
fn unsigned(seconds: i32) -> u32 {
    u32::try_from(seconds).unwrap_or(u32::MAX)
}

fn ticks(cx: &Context<'_>, seconds: u32) -> Jiffies {
    cx.clock.covering(Micros::from_secs(u64::from(seconds)))
}
