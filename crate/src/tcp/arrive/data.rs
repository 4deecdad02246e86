//! Seventh: process the segment text (RFC 9293 §3.10.7.4; kernel: `tcp_data_queue()`), and when the ACK
//! for it goes (`__tcp_ack_snd_check()`).

use super::Verdict;
use crate::rule::Rule;
use crate::segment::{Flags, SackBlock, Segment};
use crate::tcp::context::Context;
use crate::tcp::delayed_ack::Delay;
use crate::tcp::effect::{Act, Counter, Effects, Signal, Timer, Wait};
use crate::tcp::output::ADVMSS;
use crate::tcp::profile::Profile;
use crate::tcp::receive::Queued;
use crate::tcp::state::State;
use crate::tcp::tcb::Tcb;
use crate::time::{Jiffies, Micros};

/// TCP's, without options.
const HEADER: u32 = 20;

impl Tcb {
    pub(super) fn step_data(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Verdict {
        let takes_data = match self.state() {
            State::Established | State::FinWait1 | State::FinWait2 => true,
            // SM-19b.
            State::CloseWait | State::Closing | State::LastAck => segment.seq.before(self.rcv.nxt),
            State::SynSent | State::SynRecv | State::TimeWait | State::Close => false,
        };
        if segment.seq_len() == 0 || !takes_data {
            return Verdict::GoOn;
        }
        let window = self.receive_window();
        if segment.seq == self.rcv.nxt {
            let bare_fin = segment.len == 0 && segment.flags.has(Flags::FIN);
            if window == 0 && !(bare_fin && cx.profile >= Profile::V6_18) {
                fx.count(Rule::WindowIsClosed, Counter::TCPZeroWindowDrop);
                self.owe_quick_ack(cx);
                return Verdict::GoOn;
            }
            return self.take_in_order(cx, segment, fx);
        }
        if !segment.end_seq().after(self.rcv.nxt) {
            fx.count(Rule::FinRepeated, Counter::DelayedACKLost);
            self.note_duplicate_range(cx, SackBlock { start: segment.seq, end: segment.end_seq() }, fx);
            self.owe_quick_ack(cx);
            return Verdict::GoOn;
        }
        if !segment.seq.before(self.rcv.nxt + window) {
            self.owe_quick_ack(cx);
            return Verdict::GoOn;
        }
        if segment.seq.before(self.rcv.nxt) {
            let block = SackBlock { start: segment.seq, end: self.rcv.nxt };
            self.note_duplicate_range(cx, block, fx);
            if window == 0 {
                self.owe_quick_ack(cx);
                return Verdict::GoOn;
            }
            return self.take_in_order(cx, segment, fx);
        }
        self.ack.schedule();
        if cx.profile.measures_out_of_order() {
            self.measure_rcv_mss(cx, segment);
        }
        fx.count(Rule::OutOfOrder, Counter::TCPOFOQueue);
        let told = self.rcv.has_duplicate();
        let queued = self.rcv.queue(segment);
        if queued == Queued::Again || !told {
            self.count_dsack(cx, Counter::TCPDSACKOfoSent, fx);
        }
        match queued {
            Queued::Again => {}
            Queued::New => {
                // Without SACK the window stays, so that duplicate ACKs are known for what they are.
                if self.sack_ok {
                    self.open_window(segment.len);
                }
                self.space.hold(segment.len, self.header_len());
            }
        }
        Verdict::GoOn
    }

    /// Payload and FIN that continue what came.
    fn take_in_order(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Verdict {
        let had_fin = self.rcv.fin.is_some();
        let told = self.rcv.has_duplicate();
        let filled = self.rcv.accept(segment);
        if !told {
            self.count_dsack(cx, Counter::TCPDSACKOldSent, fx);
        }
        if segment.len > 0 {
            self.ack.schedule();
            let old_mss = self.rcv.mss;
            self.space.hold(segment.len, self.header_len());
            self.measure_rcv_mss(cx, segment);
            self.rcv.rtt_known |= self.ts.is_some() && segment.len >= old_mss;
            let (window, mss) = (self.rcv_wnd.current(), self.rcv.mss);
            self.ack.data_received(cx.clock, cx.jiffies(), self.icsk_rto.ticks(), window, mss);
            self.open_window(segment.len);
        }
        if filled {
            self.ack.demand_now();
        }
        if segment.len > 0 && !self.rcv_shutdown {
            self.wake(Signal::Data, Rule::DataArrives, fx);
        }
        match (had_fin, self.rcv.fin.is_some()) {
            (false, true) => self.take_fin(cx, fx),
            (true, true) => {
                // A second one, beyond payload that nobody reads.
                self.rcv.discard_gaps();
                Verdict::GoOn
            }
            (_, false) => Verdict::GoOn,
        }
    }

    /// As `len` more bytes of payload have come; ACKs are quick as long as it opens.
    fn open_window(&mut self, len: u32) {
        let header = self.header_len();
        let advmss = u32::from(ADVMSS) - (header - HEADER);
        if self.space.grow(len, header, advmss, self.rcv.mss) {
            self.ack.hasten();
        }
    }

    /// An ACK is owed soon for what cannot be taken.
    fn owe_quick_ack(&mut self, cx: &Context<'_>) {
        self.ack.enter_quickack(cx.clock, self.rcv_wnd.current(), self.rcv.mss);
        self.ack.schedule();
    }

    /// RFC 2883 §4, SM-19: remembers what came twice for the next ACK.
    pub(super) fn note_duplicate_range(&mut self, cx: &Context<'_>, block: SackBlock, fx: &mut Effects) {
        if self.sack_ok && cx.knobs.tcp_dsack != 0 {
            self.rcv.note_duplicate(block);
            fx.count(Rule::FinRepeated, Counter::TCPDSACKOldSent);
        }
    }

    /// What came twice, as the receiver has just seen, is told and counted, unless this socket tells of no such thing
    /// (kernel: `tcp_dsack_set()`).
    fn count_dsack(&mut self, cx: &Context<'_>, counter: Counter, fx: &mut Effects) {
        if !self.rcv.has_duplicate() {
            return;
        }
        if self.sack_ok && cx.knobs.tcp_dsack != 0 {
            fx.count(Rule::OutOfOrder, counter);
        } else {
            self.rcv.forget_duplicate();
        }
    }

    /// Bytes of header that every segment of this connection has: with timestamps or without (kernel:
    /// tcp_header_len).
    fn header_len(&self) -> u32 {
        HEADER + if self.ts.is_some() { 12 } else { 0 }
    }

    /// Which segment size the peer uses (kernel: `tcp_measure_rcv_mss()`).
    fn measure_rcv_mss(&mut self, cx: &Context<'_>, segment: &Segment) {
        /// With its header a segment of this size is taken for a full one; or of this, unless it ends
        /// something (kernel: TCP_MSS_DEFAULT and TCP_MIN_MSS, with a bare header).
        const FULL: u32 = 536 + HEADER;
        const LEAST_FULL: u32 = 88 + HEADER;
        let last_len = std::mem::take(&mut self.rcv.last_len);
        let ends = segment.flags.any(Flags::PSH.and(Flags::FIN).and(Flags::SYN));
        if segment.len >= self.rcv.mss {
            if segment.len > self.rcv.mss && cx.profile.learns_payload_share() {
                self.space.learn(segment.len, self.header_len());
            }
            self.rcv.mss = segment.len.min(self.snd_mss.max(self.rcv.mss));
            if segment.flags.has(Flags::PSH) {
                self.ack.pushed_once();
            }
            return;
        }
        let on_wire = segment.len + segment.header_len();
        if on_wire >= FULL || on_wire >= LEAST_FULL && !ends {
            // Without what every segment carries, so that SACK blocks don't matter.
            self.rcv.last_len = on_wire - self.header_len();
            if self.rcv.last_len == last_len {
                self.rcv.mss = last_len;
                return;
            }
        }
        self.ack.pushed();
    }

    /// Whether an owed ACK goes now or later (kernel: `tcp_ack_snd_check()`).
    pub(super) fn acknowledge_if_due(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        /// ACKs of what is out of order wait so long at most, and where no round trip is known only as long as the
        /// timer is imprecise (kernel: sysctls tcp_comp_sack_delay_ns, tcp_comp_sack_slack_ns).
        const LONGEST: Micros = Micros::from_millis(1);
        const SLACK: Micros = Micros::new(100);
        if !self.ack.is_scheduled() {
            return;
        }
        let thresh = cx.knobs.tcp_pingpong_thresh;
        let (mss, unit) = (self.rcv.mss, 1 << self.rcv_wscale);
        let two_segments = self.rcv.nxt - self.rcv.wup > mss
            && (self.rcv.unread() == 0 || self.rcv_wnd.holds(&self.space, &mut self.ack, mss, unit));
        if two_segments || self.ack.is_urgent(thresh) {
            self.send_ack(cx, self.ack_rule(), fx);
        } else if !self.rcv.has_gaps() {
            self.delay_ack(cx, fx);
        } else if !self.sack_ok || self.rcv.acknowledges_each() {
            self.send_ack(cx, Rule::OutOfOrder, fx);
        } else if self.rcv.compress() {
            // RFC 5681 §3.2 would acknowledge each. Note: with Linux, many at once.
            let share = self.smoothed_rtt().map_or(LONGEST, |rtt| Micros::new(rtt.get() / 20));
            let after = if self.rcv.rtt_known { share.min(LONGEST) } else { SLACK };
            let wait = Wait::CompressedAck;
            fx.push(Rule::AckCompressed, Act::ArmExactly { timer: Timer::CompressedAck, after, wait });
        }
    }

    /// Why an ACK goes at once.
    fn ack_rule(&self) -> Rule {
        if self.rcv.has_gaps() {
            Rule::OutOfOrder
        } else if self.rcv.has_duplicate() {
            Rule::FinRepeated
        } else {
            Rule::DataAcked
        }
    }

    /// SM-20 (kernel: `tcp_send_delayed_ack()`).
    pub(super) fn delay_ack(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        let most = if cx.profile >= Profile::V6_18 {
            let rto_min = cx.clock.covering(self.bounds.min).get().max(2);
            Jiffies::new(rto_min - 1)
        } else {
            cx.clock.covering(Micros::from_millis(200))
        };
        let thresh = cx.knobs.tcp_pingpong_thresh;
        match self.ack.delay(cx.clock, cx.jiffies(), self.smoothed_rtt(), thresh, most) {
            Delay::Now => self.send_ack(cx, Rule::DataAcked, fx),
            Delay::For(after) => {
                let wait = Wait::DelayedAck { ato: cx.clock.span(self.ack.ato()) };
                let rule = if self.rcv.fin.is_some() { Rule::FinAckDelayed } else { Rule::DataAckDelayed };
                fx.arm(rule, Timer::DelayedAck, after, wait);
            }
        }
    }
}
