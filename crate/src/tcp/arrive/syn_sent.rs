//! SYN-SENT (RFC 9293 §3.10.7.3; kernel: `tcp_rcv_synsent_state_process()`).

use super::clean::Progress;
use crate::rule::Rule;
use crate::segment::{Flags, Segment, SynOptions};
use crate::tcp::arrive::paws;
use crate::tcp::congestion::{Congestion, INIT_CWND};
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects, Sending, Signal};
use crate::tcp::output::ADVMSS;
use crate::tcp::receive::Receiver;
use crate::tcp::reset;
use crate::tcp::rtt::{Estimator, Rto};
use crate::tcp::skb::Skb;
use crate::tcp::state::State;
use crate::tcp::tcb::{Tcb, TsState};
use crate::time::{Jiffies, Micros};

/// RTT-6, C-7: the RTO after a handshake that measured nothing.
const TCP_TIMEOUT_FALLBACK: Micros = Micros::from_secs(3);

impl Tcb {
    pub(super) fn in_syn_sent(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) {
        let flags = segment.flags;
        if flags.has(Flags::ACK) {
            if !segment.ack.after(self.snd_una) || segment.ack.after(self.snd_nxt) {
                self.meet_foreign_ack(cx, segment, fx);
                return;
            }
            if self.echoes_foreign_time(cx, segment) {
                fx.count(Rule::SynSentForeignEcho, Counter::PAWSActive);
                reset::answer(segment, Rule::SynSentForeignEcho, fx);
                return;
            }
            if flags.has(Flags::RST) {
                self.abort(self.reset_error(), Rule::ConnectionRefused, fx);
                return;
            }
            if !flags.has(Flags::SYN) {
                fx.ignore(Rule::SynSentIgnores);
                return;
            }
            self.connected(cx, segment, fx);
            return;
        }
        if flags.has(Flags::RST) || !flags.has(Flags::SYN) || paws::discards(self.ts, segment, cx) {
            fx.ignore(Rule::SynSentIgnores);
            return;
        }
        self.meet_syn(cx, segment, fx);
    }

    /// RST-3, RST-5: an ACK of another incarnation. It is reset, and our own SYN, which may have been
    /// lost on it, goes again at once.
    fn meet_foreign_ack(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) {
        /// Kernel: TCP_TIMEOUT_MIN.
        const AT_ONCE: Jiffies = Jiffies::new(2);
        reset::answer(segment, Rule::SynSentForeignAck, fx);
        if self.icsk_retransmits == 0 {
            self.arm_rto(cx, AT_ONCE, Rule::SynAgainAtOnce, fx);
        }
        if segment.flags.has(Flags::RST) {
            fx.ignore(Rule::NeverResetAReset);
        }
    }

    /// Whether the echoed timestamp is none that this socket has sent.
    fn echoes_foreign_time(&self, cx: &Context<'_>, segment: &Segment) -> bool {
        let Some(echo) = segment.ts.map(|ts| ts.ecr).filter(|ecr| *ecr != 0) else {
            return false;
        };
        let first = self.syn_sent_at(cx);
        cx.ts_now().wrapping_sub(first) < echo.wrapping_sub(first)
    }

    fn syn_sent_at(&self, cx: &Context<'_>) -> u32 {
        cx.ts_at(self.retrans_stamp.or(self.rtx_queue.first().map(|syn| syn.sent_at)).unwrap_or(cx.now))
    }

    /// SYN and ACK of ours: the connection stands.
    fn connected(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) {
        self.learn_peer(cx, segment);
        self.bytes_acked = u64::from(segment.ack - self.snd_una);
        self.snd_una = segment.ack;
        let mut progress = Progress { advanced: true, ..Progress::default() };
        self.clean_rtx_queue(cx, segment, &mut progress);
        // RFC 5681 §3.1: a SYN that was lost more than once makes the first window a single segment.
        let cwnd = if self.icsk_retransmits > 1 { 1 } else { INIT_CWND };
        self.cc = Congestion::new(cwnd, self.snd_nxt);
        self.icsk_retransmits = 0;
        self.retrans_stamp = None;
        self.clear_xmit_timer(Rule::AckClearsTimer, fx);
        self.enter(State::Established, Rule::SynAcked, fx);
        self.begin_transfer(cx);
        self.begin_keepalive(cx, fx);
        self.wake(Signal::Connected, Rule::SynAcked, fx);
        self.send_ack(cx, Rule::SynAcked, fx);
    }

    /// RFC 9293 §3.5, figure 7: both sides open at once.
    fn meet_syn(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) {
        self.learn_peer(cx, segment);
        self.enter(State::SynRecv, Rule::SynCrossesSyn, fx);
        if let Some(mut syn) = self.rtx_queue.first().copied() {
            syn.flags = Flags::SYN.and(Flags::ACK);
            self.transmit_skb(cx, &mut syn, Sending::First, Rule::SynCrossesSyn, fx);
            self.rtx_queue[0] = Skb { flags: Flags::SYN, ..syn };
        }
    }

    /// What a SYN of the peer's says of it.
    pub(in crate::tcp) fn learn_peer(&mut self, cx: &Context<'_>, segment: &Segment) {
        const DEFAULT: SynOptions = SynOptions { mss: 536, wscale: 0, sack_ok: false };
        let SynOptions { mss, wscale, sack_ok } = segment.syn.unwrap_or(DEFAULT);
        let timestamps = cx.knobs.tcp_timestamps != 0;
        self.ts = segment.ts.filter(|_| timestamps).map(|ts| TsState { recent: ts.val, stamp: cx.now });
        /// What a timestamp option takes off each segment.
        const TIMESTAMPS: u32 = 12;
        let options = if self.ts.is_some() { TIMESTAMPS } else { 0 };
        self.mss_clamp = u32::from(mss.clamp(88, ADVMSS)) - options;
        self.snd_mss = self.mss_clamp;
        self.sack_ok = sack_ok && cx.knobs.tcp_sack != 0;
        self.snd_wscale = wscale;
        self.rcv = Receiver::new(segment.seq + 1, self.snd_mss);
        self.snd_wl1 = segment.seq;
        self.snd_wnd = u32::from(segment.win);
        self.max_window = self.snd_wnd;
        self.bound_mss_to_window();
    }

    /// RTT-6 and a fresh window (kernel: `tcp_init_transfer()`).
    pub(in crate::tcp) fn begin_transfer(&mut self, cx: &Context<'_>) {
        if self.estimator.is_none() {
            let fallback = cx.clock.covering(TCP_TIMEOUT_FALLBACK);
            self.icsk_rto = Rto::bounded(fallback, self.bounds);
        }
        self.icsk_backoff = 0;
        self.pushed_seq = self.write_seq;
        self.lsndtime = cx.jiffies();
        self.ack.lrcvtime = cx.jiffies();
        self.rcv_tstamp = cx.jiffies();
        self.cc.high_seq = self.snd_nxt;
        self.update_pacing_rate();
    }

    /// The server's sample of the handshake, where its SYN-ACK was sent once only.
    pub(in crate::tcp) fn sample_handshake(&mut self, cx: &Context<'_>, sample: Micros) {
        let estimator = Estimator::first(sample, self.bounds.min, self.snd_nxt);
        self.icsk_rto = estimator.rto(cx.clock, self.bounds);
        self.min_rtt = Some(sample);
        self.estimator = Some(estimator);
    }
}
