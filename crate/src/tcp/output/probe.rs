//! What asks a closed window, or a silent peer, for an answer.

use crate::rule::Rule;
use crate::segment::Flags;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects, Sending};
use crate::tcp::tcb::Tcb;
use crate::time::Jiffies;

/// Why the peer is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tcp) enum WakeupFor {
    /// Its window is closed (ZW-5).
    Window,
    /// Nothing was heard of it for long.
    Keepalive,
}

impl Tcb {
    /// Sends what the window still takes, however little; else an old sequence number without payload,
    /// which draws an ACK (kernel: `tcp_write_wakeup()`).
    pub(in crate::tcp) fn write_wakeup(
        &mut self,
        cx: &Context<'_>,
        why: WakeupFor,
        rule: Rule,
        fx: &mut Effects,
    ) {
        let edge = self.wnd_end();
        let Some(mut skb) = self.send_queue.first().copied().filter(|skb| skb.seq.before(edge)) else {
            let counter = match why {
                WakeupFor::Window => Counter::TCPWinProbe,
                WakeupFor::Keepalive => Counter::TCPKeepAlive,
            };
            self.transmit(cx, Flags::ACK, self.snd_una - 1, 0, Sending::WindowProbe, rule, fx);
            fx.count(rule, counter);
            return;
        };
        self.send_queue.remove(0);
        let room = edge - skb.seq;
        if self.pushed_seq.before(skb.end_seq) {
            self.pushed_seq = skb.end_seq;
        }
        let mss = self.current_mss();
        if room < skb.end_seq - skb.seq || skb.len() > mss {
            let rest = skb.split(room.min(mss));
            self.send_queue.insert(0, rest);
        }
        skb.flags = skb.flags.and(Flags::PSH);
        skb.burst = self.fresh_burst();
        let idle = self.rtx_queue.is_empty();
        self.snd_nxt = skb.end_seq;
        self.transmit_skb(cx, &mut skb, Sending::First, rule, fx);
        self.rtx_queue.push(skb);
        self.note_new_data_sent(cx, idle, fx);
    }

    /// ZW-1, ZW-2: a probe of the closed window, and the time to the next (kernel: `tcp_send_probe0()`).
    pub(in crate::tcp) fn send_probe0(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        self.write_wakeup(cx, WakeupFor::Window, Rule::WindowProbed, fx);
        if !self.rtx_queue.is_empty() || self.send_queue.is_empty() {
            self.icsk_probes_out = 0;
            self.icsk_backoff = 0;
            self.icsk_probes_tstamp = None;
            return;
        }
        self.icsk_probes_out = self.icsk_probes_out.saturating_add(1);
        if self.icsk_backoff < cx.knobs.tcp_retries2 {
            self.icsk_backoff += 1;
        }
        let after = self.probe0_when(cx).max(Jiffies::new(1));
        self.arm_persist(cx, after, Rule::WindowProbeBacksOff, fx);
    }
}
