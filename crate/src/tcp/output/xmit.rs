//! What is sent for the first time, and how much of it at once (kernel: `tcp_write_xmit()`).
//!
//! Linux hands the link bursts of several segments; the last of a burst carries PSH. So the size of a
//! burst, which comes of the pacing rate, shows on the wire.

use super::timers::From;
use crate::rule::Rule;
use crate::segment::Flags;
use crate::tcp::congestion::Phase;
use crate::tcp::context::Context;
use crate::tcp::effect::{Effects, Sending};
use crate::tcp::skb::Skb;
use crate::tcp::tcb::{Pending, Tcb};
use crate::time::Micros;

/// A burst is never larger (kernel: GSO_LEGACY_MAX_SIZE).
const GSO_MAX_SIZE: u32 = 65_536;
/// A burst has at least so many segments (kernel: sysctl tcp_min_tso_segs).
const MIN_TSO_SEGS: u32 = 2;
/// A burst is what the pacing rate gives in 2⁻¹⁰ s (kernel: sk_pacing_shift).
const PACING_SHIFT: u32 = 10;
/// A burst may wait for more window up to this share of it (kernel: sysctl tcp_tso_win_divisor).
const TSO_WIN_DIVISOR: u32 = 3;

/// What asks for sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tcp) enum Push {
    /// As much as the windows allow.
    All,
    /// One burst (kernel: `tcp_push_one()`).
    One,
    /// One segment for the tail loss probe, whatever the congestion window says.
    Probe,
}

/// Whether a small segment may wait for more data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tcp) enum Nagle {
    /// As TCP_NODELAY says.
    AsSet,
    Off,
}

impl Tcb {
    /// Sends what waits, if anything does (kernel: `__tcp_push_pending_frames()`).
    pub(in crate::tcp) fn push_pending(
        &mut self,
        cx: &Context<'_>,
        nagle: Nagle,
        rule: Rule,
        fx: &mut Effects,
    ) {
        if self.send_queue.is_empty() {
            return;
        }
        self.write_xmit(cx, Push::All, nagle, rule, fx);
        if self.rtx_queue.is_empty() && !self.send_queue.is_empty() {
            self.check_probe_timer(cx, fx);
        }
    }

    /// Sends new data as far as both windows let it. Says whether any went.
    pub(in crate::tcp) fn write_xmit(
        &mut self,
        cx: &Context<'_>,
        push: Push,
        nagle: Nagle,
        rule: Rule,
        fx: &mut Effects,
    ) -> bool {
        self.pass += 1;
        let mss = self.current_mss();
        let mut sent = 0;
        let mut cwnd_limited = false;
        while let Some(quota) = self.quota(cx, push) {
            let most = self.tso_segs_goal();
            if cx.profile.grows_segments() {
                self.grow_head(mss * quota.min(most));
            }
            let Some(skb) = self.send_queue.first() else { break };
            let segments = skb.segments(mss).min(most.max(1));
            if !self.fits_window(skb) {
                break;
            }
            if skb.segments(mss) == 1 {
                if !self.passes_nagle(skb, nagle) {
                    break;
                }
            } else if push == Push::All
                && let Some(by_cwnd) = self.should_defer(cx, most)
            {
                cwnd_limited |= by_cwnd;
                break;
            }
            let limit = if segments > 1 { self.split_point(skb, mss, quota.min(most), nagle) } else { mss };
            self.send_burst(cx, mss, limit, rule, fx);
            sent += 1;
            if push != Push::All {
                break;
            }
        }
        let out = self.outstanding();
        cwnd_limited |= out.in_flight() >= self.cc.snd_cwnd;
        if sent > 0 || cwnd_limited {
            self.cc.validate(cwnd_limited, out.packets, self.snd_una, self.snd_nxt);
        }
        if sent > 0 && push != Push::Probe {
            self.schedule_loss_probe(cx, From::Sending, fx);
        }
        sent > 0
    }

    /// How many segments the congestion window lets go now; nothing where none (kernel:
    /// `tcp_cwnd_test()`).
    fn quota(&self, cx: &Context<'_>, push: Push) -> Option<u32> {
        let skb = self.send_queue.first()?;
        // V-1.
        if cx.profile.lone_fin_ignores_cwnd() && skb.flags.has(Flags::FIN) && skb.segments(self.snd_mss) == 1
        {
            return Some(1);
        }
        let (in_flight, cwnd) = (self.outstanding().in_flight(), self.cc.snd_cwnd);
        match (in_flight < cwnd, push) {
            (true, _) => Some((cwnd - in_flight).min((cwnd >> 1).max(1))),
            (false, Push::Probe) => Some(1),
            (false, Push::All | Push::One) => None,
        }
    }

    /// Whether the first segment of `skb` lies within the peer's window (kernel: `tcp_snd_wnd_test()`).
    pub(in crate::tcp) fn fits_window(&self, skb: &Skb) -> bool {
        let end = if skb.len() > self.snd_mss { skb.seq + self.snd_mss } else { skb.end_seq };
        !end.after(self.wnd_end())
    }

    /// RFC 9293 §3.7.4 with Minshall's rule: a small segment waits while a small one is out. Never a FIN
    /// (SM-24; kernel: `tcp_nagle_test()`).
    fn passes_nagle(&self, skb: &Skb, nagle: Nagle) -> bool {
        nagle == Nagle::Off || skb.flags.has(Flags::FIN) || skb.len() >= self.snd_mss || !self.nagle_holds()
    }

    fn nagle_holds(&self) -> bool {
        let small_is_out = self.snd_sml.after(self.snd_una) && !self.snd_sml.after(self.snd_nxt);
        !self.options.nodelay && !self.rtx_queue.is_empty() && small_is_out
    }

    /// How many bytes of `skb` go in one burst of at most so many segments of `mss` (kernel: `tcp_mss_split_point()`).
    fn split_point(&self, skb: &Skb, mss: u32, segments: u32, nagle: Nagle) -> u32 {
        let most = mss * segments;
        let window = self.wnd_end() - skb.seq;
        let is_last = self.send_queue.len() == 1;
        if most <= window && !is_last {
            return most;
        }
        let needed = skb.len().min(window);
        if most <= needed {
            return most;
        }
        let partial = needed % mss;
        if nagle == Nagle::AsSet && partial > 0 && self.nagle_holds() { needed - partial } else { needed }
    }

    /// Moves up to `limit` bytes of what waits first onto the wire, in segments of `mss`.
    fn send_burst(&mut self, cx: &Context<'_>, mss: u32, limit: u32, rule: Rule, fx: &mut Effects) {
        let mut burst = self.send_queue.remove(0);
        if burst.len() > limit {
            let rest = burst.split(limit);
            self.send_queue.insert(0, rest);
        }
        let segments = burst.segments(mss);
        let marked = segments > 1;
        // A short end makes all of it small (kernel: `tcp_minshall_update()`).
        if burst.len() < segments * mss {
            self.snd_sml = burst.end_seq;
        }
        burst.burst = self.fresh_burst();
        let idle = self.rtx_queue.is_empty();
        let mut left = Some(burst);
        while let Some(mut skb) = left.take() {
            if skb.len() > mss {
                left = Some(skb.split(mss));
            }
            self.snd_nxt = skb.end_seq;
            let own = skb.flags;
            if marked && left.is_none() {
                // Linux marks each burst on the wire, so that the receiver hands it on at once.
                skb.flags = own.and(Flags::PSH);
            }
            self.transmit_skb(cx, &mut skb, Sending::First, rule, fx);
            self.rtx_queue.push(Skb { flags: own, ..skb });
        }
        self.note_new_data_sent(cx, idle, fx);
    }

    /// A number for segments that leave as one burst.
    pub(in crate::tcp) fn fresh_burst(&mut self) -> u64 {
        self.bursts += 1;
        self.bursts
    }

    /// RFC 6298 §5.1 (kernel: `tcp_event_new_data_sent()`).
    pub(in crate::tcp) fn note_new_data_sent(&mut self, cx: &Context<'_>, idle: bool, fx: &mut Effects) {
        if idle || self.icsk_pending == Pending::LossProbe {
            self.rearm_rto(cx, Rule::RtoArmed, fx);
        }
        if self.cc.is_reducing() {
            self.cc.prr_out += 1;
        }
    }

    /// Takes payload of what follows into what is sent first, up to `most` bytes (kernel:
    /// `tcp_grow_skb()`).
    fn grow_head(&mut self, most: u32) {
        while self.send_queue.len() > 1 {
            let missing = most.saturating_sub(self.send_queue[0].len());
            if missing == 0 || self.send_queue[0].flags.has(Flags::FIN) {
                return;
            }
            let mut next = self.send_queue.remove(1);
            if next.len() > missing {
                let rest = next.split(missing);
                self.send_queue[0].end_seq = next.end_seq;
                self.send_queue.insert(1, rest);
                return;
            }
            self.send_queue[0].absorb(next);
        }
    }

    /// How many segments a burst may have (kernel: `tcp_tso_autosize()`).
    pub(super) fn tso_segs_goal(&self) -> u32 {
        let mut bytes = self.pacing_rate >> PACING_SHIFT;
        if let Some(min_rtt) = self.min_rtt {
            // Near peers get larger bursts.
            let halvings = min_rtt.get() >> 9;
            if halvings < 32 {
                bytes += u64::from(GSO_MAX_SIZE >> halvings);
            }
        }
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX).min(GSO_MAX_SIZE - 1 - 256);
        (bytes / self.snd_mss).max(MIN_TSO_SEGS)
    }

    /// Bytes a second: twice what the window gives in slow start, else 1.2 times. It stays until the next ACK of
    /// something that is out (kernel: `tcp_update_pacing_rate()`).
    pub(in crate::tcp) fn update_pacing_rate(&mut self) {
        let percent = if self.cc.snd_cwnd < self.cc.snd_ssthresh / 2 { 200 } else { 120 };
        let cwnd = u64::from(self.cc.snd_cwnd.max(self.rtx_queue.len() as u32));
        let rate = u64::from(self.snd_mss) * (1_000_000 / 100 * 8) * percent * cwnd;
        self.pacing_rate = match self.estimator.as_ref().map_or(0, |e| e.srtt) {
            0 => rate,
            srtt => rate / u64::from(srtt),
        };
    }

    /// Whether a burst waits for the window to open further; and if so, whether for the congestion
    /// window's (kernel: `tcp_tso_should_defer()`).
    fn should_defer(&self, cx: &Context<'_>, most: u32) -> Option<bool> {
        let skb = self.send_queue.first()?;
        if matches!(self.cc.phase, Phase::Recovery | Phase::Loss) {
            return None;
        }
        let recent = cx.now.since(self.last_sent_at()?) < Micros::from_millis(1);
        if !recent {
            return None;
        }
        let cwnd_left = self.cc.snd_cwnd.saturating_sub(self.outstanding().in_flight()) * self.snd_mss;
        let wnd_left = self.wnd_end() - skb.seq;
        let limit = cwnd_left.min(wnd_left);
        if limit >= most * self.snd_mss || self.send_queue.len() > 1 && limit >= skb.len() {
            return None;
        }
        if limit >= self.snd_wnd.min(self.cc.snd_cwnd * self.snd_mss) / TSO_WIN_DIVISOR {
            return None;
        }
        // The next ACK is a millisecond away, or half a round trip if that's less: too late.
        let rtt = Micros::new(self.estimator.as_ref().map_or(0, |e| u64::from(e.srtt >> 3)));
        let next_ack = self.rtx_queue.first()?.sent_at + rtt;
        if next_ack.since(cx.now) > Micros::from_millis(1).min(Micros::new(rtt.get() / 2)) {
            return None;
        }
        if cwnd_left < wnd_left {
            if cwnd_left <= skb.len() {
                return Some(true);
            }
        } else if wnd_left <= skb.len() {
            return Some(false);
        }
        // What gets no more data doesn't wait.
        if skb.flags.has(Flags::FIN) { None } else { Some(false) }
    }

    fn last_sent_at(&self) -> Option<crate::time::Instant> {
        self.rtx_queue.iter().map(|skb| skb.sent_at).max()
    }
}
