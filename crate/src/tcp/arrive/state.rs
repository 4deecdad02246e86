//! The state that follows from an ACK (RFC 9293 §3.10.7.4; kernel: `tcp_rcv_state_process()`).

use super::Verdict;
use crate::rule::Rule;
use crate::segment::{Flags, Segment};
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects, Signal};
use crate::tcp::reset;
use crate::tcp::state::State;
use crate::tcp::tcb::{Linger2, Tcb};

impl Tcb {
    /// Where our FIN is acknowledged the state moves on; payload that nobody will read ends all.
    pub(super) fn step_state(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Verdict {
        let all_acked = self.snd_una == self.write_seq;
        match self.state() {
            // RFC 9293 §3.5, figure 7. Note: Linux takes an ACK that doesn't cover our SYN, too.
            State::SynRecv => {
                self.snd_wnd = u32::from(segment.win) << self.snd_wscale;
                self.enter(State::Established, Rule::SynAcked, fx);
                self.begin_transfer(cx);
                self.wake(Signal::Connected, Rule::SynAcked, fx);
            }
            // SM-11, SM-12.
            State::FinWait1 if all_acked => {
                if self.fin_is_acked(cx, segment, fx) == Verdict::Done {
                    return Verdict::Done;
                }
            }
            // SM-14.
            State::Closing if all_acked => {
                self.enter_time_wait(cx, Rule::ClosingAcked, fx);
                return Verdict::Done;
            }
            // SM-18.
            State::LastAck if all_acked => {
                self.finish(Rule::LastAckArrived, fx);
                return Verdict::Done;
            }
            State::SynSent
            | State::Established
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Close => {}
        }
        if self.receives_in_vain(segment) {
            // SM-16.
            fx.count(Rule::DataForNobody, Counter::TCPAbortOnData);
            reset::answer(segment, Rule::DataForNobody, fx);
            self.abort(self.reset_error(), Rule::DataForNobody, fx);
            return Verdict::Done;
        }
        Verdict::GoOn
    }

    /// Whether `segment` brings payload beyond rcv_nxt, or a FIN behind a gap, to a socket that nobody
    /// reads from (SM-16).
    fn receives_in_vain(&self, segment: &Segment) -> bool {
        let asks = match self.state() {
            State::FinWait1 | State::FinWait2 => true,
            State::CloseWait | State::Closing | State::LastAck => segment.seq.before(self.rcv.nxt),
            State::SynSent | State::SynRecv | State::Established | State::TimeWait | State::Close => false,
        };
        asks && self.rcv_shutdown && brings_beyond(segment, self)
    }

    /// Everything that we sent is acknowledged, our FIN included.
    fn fin_is_acked(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Verdict {
        let with_fin = segment.flags.has(Flags::FIN);
        let rule = if with_fin { Rule::FinAckedWithFin } else { Rule::FinAckedEnterFinWait2 };
        self.enter(State::FinWait2, rule, fx);
        if !self.is_orphan() {
            return Verdict::GoOn;
        }
        // F2-1.
        if self.options.linger2 == Linger2::Never {
            fx.count(Rule::NoFinWait2, Counter::TCPAbortOnData);
            reset::answer(segment, Rule::NoFinWait2, fx);
            self.finish(Rule::NoFinWait2, fx);
            return Verdict::Done;
        }
        // SM-17.
        if brings_beyond(segment, self) {
            fx.count(Rule::DataForNobody, Counter::TCPAbortOnData);
            reset::answer(segment, Rule::DataForNobody, fx);
            self.finish(Rule::DataForNobody, fx);
            return Verdict::Done;
        }
        if with_fin {
            self.hold_fin_wait2_briefly(cx, fx);
            return Verdict::GoOn;
        }
        self.begin_orphaned_fin_wait2(cx, fx);
        if self.state() == State::FinWait2 { Verdict::GoOn } else { Verdict::Done }
    }
}

/// Whether its payload ends beyond rcv_nxt, or it is a bare FIN that begins there.
fn brings_beyond(segment: &Segment, tcb: &Tcb) -> bool {
    let fin = u32::from(segment.flags.has(Flags::FIN));
    segment.seq_len() > 0 && (segment.end_seq() - fin).after(tcb.rcv.nxt)
}
