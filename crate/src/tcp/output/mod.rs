//! Sending: what a segment looks like, and what rides on it. When and how much is sent stands in
//! `xmit`, what is sent again in `retransmit`, what asks a closed window in `probe`.

mod probe;
mod retransmit;
mod timers;
mod xmit;

pub(super) use probe::WakeupFor;
pub(super) use retransmit::Resend;
pub(super) use xmit::{Nagle, Push};

use crate::rule::Rule;
use crate::segment::{Flags, Segment, SynOptions, Timestamps};
use crate::seq::Seq;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects, Sending, TimerSlot};
use crate::tcp::skb::Skb;
use crate::tcp::state::State;
use crate::tcp::tcb::Tcb;

/// How many blocks of a SACK option fit beside timestamps, and without (RFC 2018 §3).
const SACK_BLOCKS: [usize; 2] = [4, 3];

/// The segment size of Ethernet without options: what this engine's SYNs announce.
pub(super) const ADVMSS: u16 = 1460;

impl Tcb {
    /// The payload of a full segment, which has less room where SACK blocks ride along (RFC 6691 §2; kernel:
    /// `tcp_current_mss()`).
    pub(super) fn current_mss(&self) -> u32 {
        match self.rcv.blocks_due().min(self.most_blocks()) as u32 {
            0 => self.snd_mss,
            blocks => self.snd_mss.saturating_sub(4 + 8 * blocks).max(8),
        }
    }

    fn most_blocks(&self) -> usize {
        SACK_BLOCKS[usize::from(self.ts.is_some())]
    }

    /// A bare acknowledgment of everything up to rcv_nxt (kernel: `tcp_send_ack()`).
    pub(super) fn send_ack(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        self.transmit(cx, Flags::ACK, self.acceptable_seq(), 0, Sending::Ack, rule, fx);
    }

    /// RST-1: RST and ACK at snd_nxt, with the connection's own options: it still tells what came beyond a gap.
    /// Never repeated.
    pub(super) fn send_active_reset(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        let emptied = self.rcv.unread() == 0;
        let window = if emptied { self.rcv_wnd.emptied(self.most_offered) } else { self.rcv_wnd.current() };
        let segment = self.segment(cx, Flags::RST.and(Flags::ACK), self.acceptable_seq(), 0, window);
        fx.send(rule, segment, Sending::Reset);
        fx.count(rule, Counter::OutRsts);
    }

    /// snd_nxt, or the right edge of a window that the peer has drawn back by a whole scaled unit or
    /// more (kernel: `tcp_acceptable_seq()`).
    fn acceptable_seq(&self) -> Seq {
        let edge = self.wnd_end();
        let within = !edge.before(self.snd_nxt);
        let unit = 1u32 << self.snd_wscale;
        if within || self.snd_wscale > 0 && self.snd_nxt - edge < unit { self.snd_nxt } else { edge }
    }

    /// Puts `skb` on the wire as it is, and notes when.
    pub(super) fn transmit_skb(
        &mut self,
        cx: &Context<'_>,
        skb: &mut Skb,
        how: Sending,
        rule: Rule,
        fx: &mut Effects,
    ) {
        skb.sent_at = cx.now;
        skb.pass = self.pass;
        skb.is_settled = false;
        let mut flags = skb.flags;
        if self.state() != State::SynSent {
            flags = flags.and(Flags::ACK);
        }
        if skb.len() > 0 {
            self.note_data_sent(cx);
        }
        self.transmit(cx, flags, skb.seq, skb.len(), how, rule, fx);
    }

    #[expect(clippy::too_many_arguments, reason = "a segment's parts, each said once")]
    pub(super) fn transmit(
        &mut self,
        cx: &Context<'_>,
        flags: Flags,
        seq: Seq,
        len: u32,
        how: Sending,
        rule: Rule,
        fx: &mut Effects,
    ) {
        let unit = if flags.has(Flags::SYN) { 1 } else { 1 << self.rcv_wscale };
        let window = self.rcv_wnd.advertise(self.receive_window(), &self.space, &mut self.ack, unit);
        self.most_offered = self.most_offered.max(window);
        let mut segment = self.segment(cx, flags, seq, len, window);
        if flags.has(Flags::SYN) {
            let sack_ok = cx.knobs.tcp_sack != 0 && (self.sack_ok || !flags.has(Flags::ACK));
            segment.syn = Some(SynOptions { mss: ADVMSS, wscale: self.rcv_wscale, sack_ok });
            segment.win = u16::try_from(window).unwrap_or(u16::MAX);
        }
        let acknowledges = flags.has(Flags::ACK);
        fx.send(rule, segment, how);
        if acknowledges {
            self.note_ack_sent(cx, flags, rule, fx);
        }
    }

    /// Everything up to rcv_nxt is acknowledged: timers that would have done it are taken back (kernel:
    /// `tcp_event_ack_sent()`).
    fn note_ack_sent(&mut self, cx: &Context<'_>, flags: Flags, rule: Rule, fx: &mut Effects) {
        self.rcv.wup = self.rcv.nxt;
        let why = if flags.has(Flags::FIN) { Rule::AckRidesOnFin } else { rule };
        if self.rcv.take_compressed() {
            fx.disarm(why, TimerSlot::CompressedAck);
        }
        if self.ack.sent(cx.clock) {
            fx.disarm(why, TimerSlot::DelayedAck);
        }
    }

    /// Payload leaves; an answer to what came lately makes the conversation one in turns (kernel:
    /// `tcp_event_data_sent()`).
    fn note_data_sent(&mut self, cx: &Context<'_>) {
        self.lsndtime = cx.jiffies();
        self.ack.answered(cx.jiffies());
    }

    fn segment(&mut self, cx: &Context<'_>, flags: Flags, seq: Seq, len: u32, window: u32) -> Segment {
        let ts = if self.state() == State::SynSent && !flags.has(Flags::ACK) {
            (cx.knobs.tcp_timestamps != 0).then(|| Timestamps { val: cx.ts_now(), ecr: 0 })
        } else {
            self.ts.map(|ts| Timestamps { val: cx.ts_now(), ecr: ts.recent })
        };
        let tells = self.sack_ok && !flags.has(Flags::SYN);
        Segment {
            sport: self.sport,
            dport: self.dport,
            flags,
            seq,
            ack: if flags.has(Flags::ACK) { self.rcv.nxt } else { Seq::new(0) },
            len,
            win: u16::try_from(window >> self.rcv_wscale).unwrap_or(u16::MAX),
            ts,
            sack: if tells { self.rcv.blocks_to_report(self.most_blocks()) } else { Vec::new() },
            syn: None,
        }
    }
}
