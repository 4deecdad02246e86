//! Eighth: check the FIN bit (RFC 9293 §3.10.7.4; kernel: `tcp_data_queue()`, `tcp_fin()`).

use crate::rule::Rule;
use crate::segment::{Flags, SackBlock, Segment};
use crate::tcp::effect::{Act, Counter, Effects, Signal, Timer, Wait};
use crate::tcp::state::State;
use crate::tcp::tcb::{Context, Holder, Tcb};

impl Tcb {
    pub(super) fn step_fin(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) {
        if segment.seq_len() == 0 {
            if self.rtx_queue.is_empty() && segment.ack == self.snd_una {
                fx.push(Rule::AckChangesNothing, Act::Ignore);
            }
            return;
        }
        if !segment.end_seq().after(self.rcv_nxt) {
            self.note_duplicate(cx, segment, Rule::FinRepeated, fx);
            self.send_ack(cx, Rule::FinRepeated, fx);
            return;
        }
        if segment.seq != self.rcv_nxt || !segment.flags.has(Flags::FIN) {
            self.send_ack(cx, Rule::OutOfOrderFin, fx);
            return;
        }
        self.take_fin(cx, segment, fx);
    }

    /// The peer's FIN, in order (kernel: `tcp_fin()`).
    fn take_fin(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) {
        self.rcv_nxt = segment.end_seq();
        self.rcv_shutdown = true;
        match self.state() {
            // SM-10, SM-20.
            State::Established => {
                self.enter(State::CloseWait, Rule::FinReceived, fx);
                self.signal_eof(Rule::FinReceived, fx);
                self.ack.enter_pingpong();
                self.delay_ack(cx, fx);
            }
            // SM-13, SM-21.
            State::FinWait1 => {
                self.send_ack(cx, Rule::FinCrossesFin, fx);
                self.enter(State::Closing, Rule::FinCrossesFin, fx);
                self.signal_eof(Rule::FinCrossesFin, fx);
            }
            // SM-15, SM-21.
            State::FinWait2 => {
                self.send_ack(cx, Rule::FinInFinWait2, fx);
                self.signal_eof(Rule::FinInFinWait2, fx);
                self.enter_time_wait(cx, Rule::FinInFinWait2, fx);
            }
            State::CloseWait
            | State::Closing
            | State::LastAck
            | State::SynSent
            | State::SynRecv
            | State::TimeWait
            | State::Close => {
                unreachable!("rcv_nxt counts the FIN, so a second one is no new sequence number")
            }
        }
    }

    fn signal_eof(&self, rule: Rule, fx: &mut Effects) {
        if self.holder == Holder::Process {
            fx.push(rule, Act::Wake(Signal::Eof));
        }
    }

    fn delay_ack(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        let srtt = self.estimator.as_ref().and_then(|e| e.smoothed());
        let after = self.ack.schedule(cx.clock, cx.clock.at(cx.now), srtt);
        let wait = Wait::DelayedAck { ato: cx.clock.span(self.ack.ato()) };
        fx.push(Rule::FinAckDelayed, Act::Arm { timer: Timer::DelayedAck, after, wait });
    }

    /// RFC 2883 §4, SM-19: remembers what came twice for the next ACK, which goes at once.
    pub(super) fn note_duplicate(
        &mut self,
        cx: &Context<'_>,
        segment: &Segment,
        rule: Rule,
        fx: &mut Effects,
    ) {
        fx.count(rule, Counter::DelayedACKLost);
        self.ack.enter_quickack(cx.clock);
        if self.sack_ok && cx.knobs.tcp_dsack != 0 {
            let end = if segment.end_seq().after(self.rcv_nxt) { self.rcv_nxt } else { segment.end_seq() };
            self.dsack = Some(SackBlock { start: segment.seq, end });
            fx.count(rule, Counter::TCPDSACKOldSent);
        }
    }
}
