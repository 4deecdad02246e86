//! Fifth: check the ACK field (RFC 9293 §3.10.7.4; kernel: `tcp_ack()`), and the state that follows
//! from it (`tcp_rcv_state_process()`).

use super::Verdict;
use crate::rule::Rule;
use crate::segment::{Flags, Segment};
use crate::tcp::effect::{Act, Counter, Effects, TimerSlot};
use crate::tcp::rtt::Estimator;
use crate::tcp::state::State;
use crate::tcp::tcb::{Context, Holder, Sent, Tcb, Transmissions, TsState};
use crate::time::Micros;

impl Tcb {
    pub(super) fn step_ack(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Verdict {
        if segment.ack.after(self.snd_nxt) {
            self.send_challenge_ack(cx, Rule::AckOutOfRange, fx);
            return Verdict::Done;
        }
        self.note_dsack(segment, fx);
        if !segment.ack.before(self.snd_una) {
            self.note_timestamp(cx, segment);
        }
        if segment.ack.after(self.snd_una) {
            self.take_acknowledgment(cx, segment, fx);
        }
        if self.snd_una == self.write_seq { self.fin_is_acked(cx, segment, fx) } else { Verdict::GoOn }
    }

    /// Everything that we sent is acknowledged; where a FIN of ours was in it, the state moves on.
    fn fin_is_acked(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Verdict {
        match self.state() {
            // SM-11, SM-12.
            State::FinWait1 => {
                let with_fin = segment.flags.has(Flags::FIN);
                let rule = if with_fin { Rule::FinAckedWithFin } else { Rule::FinAckedEnterFinWait2 };
                self.enter(State::FinWait2, rule, fx);
                match self.holder {
                    Holder::Process => Verdict::GoOn,
                    Holder::Nobody if with_fin => {
                        self.hold_fin_wait2_briefly(cx, fx);
                        Verdict::GoOn
                    }
                    Holder::Nobody => {
                        self.begin_orphaned_fin_wait2(cx, fx);
                        Verdict::Done
                    }
                }
            }
            // SM-14.
            State::Closing => {
                self.enter_time_wait(cx, Rule::ClosingAcked, fx);
                Verdict::Done
            }
            // SM-18.
            State::LastAck => {
                self.finish(Rule::LastAckArrived, fx);
                Verdict::Done
            }
            State::Established
            | State::FinWait2
            | State::CloseWait
            | State::SynSent
            | State::SynRecv
            | State::TimeWait
            | State::Close => Verdict::GoOn,
        }
    }

    /// New data of ours is acknowledged: the queue shrinks, a round trip may be sampled, the timer is
    /// taken back (RFC 6298 §5.2, §5.3).
    fn take_acknowledgment(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) {
        self.snd_una = segment.ack;
        let mut sample = None;
        let mut retransmitted = false;
        while let Some(sent) = self.rtx_queue.pop_front_if(|sent| !sent.end_seq.after(segment.ack)) {
            let Sent { sent_at, transmissions, .. } = sent;
            match transmissions {
                Transmissions::Once => sample = Some(cx.now.since(sent_at)),
                Transmissions::Again => retransmitted = true,
            }
        }
        let sample = sample.filter(|_| !retransmitted).or_else(|| self.timestamp_sample(cx, segment));
        if let Some(sample) = sample {
            self.sample_rtt(cx, sample);
        }
        self.icsk_retransmits = 0;
        self.retrans_stamp = None;
        if self.tlp_high_seq.is_some_and(|high| !segment.ack.before(high)) {
            self.tlp_high_seq = None;
        }
        if self.rtx_queue.is_empty() {
            fx.push(Rule::AckClearsTimer, Act::Disarm { slot: TimerSlot::Transmit });
        } else {
            self.arm_rto(cx, Rule::RtoArmed, fx);
        }
    }

    /// RTT-5: a valid sample recomputes the RTO and ends the backoff.
    fn sample_rtt(&mut self, cx: &Context<'_>, sample: Micros) {
        match &mut self.estimator {
            None => self.estimator = Some(Estimator::first(sample, self.bounds.min, self.snd_nxt)),
            Some(e) => e.sample(sample, self.bounds.min, self.snd_una, self.snd_nxt),
        }
        if let Some(e) = &self.estimator {
            self.icsk_rto = e.rto(cx.clock, self.bounds);
            self.icsk_backoff = 0;
        }
    }

    /// RFC 7323 §4: where the segment itself was sent more than once, its echoed timestamp still tells.
    fn timestamp_sample(&self, cx: &Context<'_>, segment: &Segment) -> Option<Micros> {
        let echoed = self.ts.and(segment.ts).map(|ts| ts.ecr).filter(|ecr| *ecr != 0)?;
        let ms = cx.ts_now().wrapping_sub(echoed);
        Some(Micros::from_millis(u64::from(ms.max(1))))
    }

    /// RFC 7323 §4.3: remembers the peer's timestamp of a segment that starts no later than our last ACK.
    fn note_timestamp(&mut self, cx: &Context<'_>, segment: &Segment) {
        if let (Some(ts), Some(theirs)) = (&mut self.ts, segment.ts)
            && !segment.seq.after(self.rcv_wup)
            && (theirs.val.wrapping_sub(ts.recent) as i32) >= 0
        {
            *ts = TsState { recent: theirs.val, stamp: cx.now };
        }
    }

    /// RFC 2883 §4: a first block below the acknowledgment says that something came twice.
    fn note_dsack(&self, segment: &Segment, fx: &mut Effects) {
        if segment.sack.first().is_some_and(|block| block.start.before(segment.ack)) {
            fx.count(Rule::DsackReceived, Counter::TCPDSACKRecv);
        }
    }
}
