//! The checks before anything counts: PAWS, the window, RST, SYN (kernel: `tcp_validate_incoming()`).

use super::{Verdict, paws};
use crate::rule::Rule;
use crate::segment::{Flags, SackBlock, Segment};
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects};
use crate::tcp::errno::Errno;
use crate::tcp::profile::Profile;
use crate::tcp::state::State;
use crate::tcp::tcb::Tcb;

impl Tcb {
    pub(super) fn validate(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Verdict {
        let flags = segment.flags;

        // RFC 7323 §5.3. A RST is exempt (SM-26).
        if paws::discards(self.ts, segment, cx) && !flags.has(Flags::RST) && !self.is_overtaken(cx, segment) {
            let bare_ack = flags.has(Flags::ACK) && segment.seq_len() == 0;
            if bare_ack && segment.seq.before(self.rcv.nxt) && cx.profile.drops_old_acks() {
                fx.count(Rule::PawsOld, Counter::PAWSOldAck);
                return Verdict::Done;
            }
            fx.count(Rule::PawsOld, Counter::PAWSEstab);
            if flags.has(Flags::SYN) {
                self.challenge_syn(cx, fx);
            } else {
                self.answer_unwanted(cx, segment, Rule::PawsOld, fx);
            }
            return Verdict::Done;
        }

        // RFC 9293 §3.10.7.4, first: check sequence number.
        if let Some(rule) = self.outside_window(cx, segment) {
            if flags.has(Flags::RST) {
                self.reset_or(Rule::ResetOutsideWindow, segment, fx);
            } else if flags.has(Flags::SYN) {
                self.challenge_syn(cx, fx);
            } else {
                if cx.profile >= Profile::V6_18 && self.ends_beyond_window(segment) {
                    fx.count(rule, Counter::BeyondWindow);
                }
                self.answer_unwanted(cx, segment, rule, fx);
            }
            return Verdict::Done;
        }

        // Second: check the RST bit, as RFC 5961 §3.2 narrows it.
        if flags.has(Flags::RST) {
            let exact = segment.seq == self.rcv.nxt || self.rcv.newest_sack_end() == Some(segment.seq);
            if exact || self.reset_at_fin(segment) {
                self.accept_reset(fx);
            } else {
                self.send_challenge_ack(cx, Rule::ResetNotExact, fx);
            }
            return Verdict::Done;
        }

        // Fourth: check the SYN bit, RFC 5961 §4.2.
        if flags.has(Flags::SYN) && !self.is_crossing_syn_ack(segment) {
            self.challenge_syn(cx, fx);
            return Verdict::Done;
        }
        Verdict::GoOn
    }

    /// Why `segment` lies outside the receive window, if it does: its end before the last ACK we sent, its
    /// start beyond the right edge (kernel: `tcp_sequence()`); and V-7, more of it than a FIN beyond that.
    fn outside_window(&self, cx: &Context<'_>, segment: &Segment) -> Option<Rule> {
        let edge = self.rcv.nxt + self.receive_window();
        if segment.end_seq().before(self.rcv.wup) || segment.seq.after(edge) {
            return Some(Rule::OutsideWindow);
        }
        // With nothing in the queue there is room for it all the same.
        let refuses = cx.profile >= Profile::V6_18 && !self.rcv.is_queue_empty();
        (refuses && self.ends_beyond_window(segment)).then_some(Rule::BeyondWindow)
    }

    /// Whether more of it than a FIN is beyond the right edge.
    fn ends_beyond_window(&self, segment: &Segment) -> bool {
        let fin = u32::from(segment.flags.has(Flags::FIN));
        (segment.end_seq() - fin).after(self.rcv.nxt + self.receive_window())
    }

    /// Whether `segment` is a bare ACK that says nothing new and that others overtook by no more than an
    /// RTO of the fastest clock that RFC 7323 lets a peer have, 1200 Hz: no sign of a wrap (kernel:
    /// `tcp_disordered_ack_check()`).
    fn is_overtaken(&self, cx: &Context<'_>, segment: &Segment) -> bool {
        const FASTEST_HZ: u64 = 1200;
        let replay_window = self.icsk_rto.ticks().get() * FASTEST_HZ / cx.clock.hz();
        segment.flags.has(Flags::ACK)
            && segment.seq_len() == 0
            && segment.seq == self.rcv.nxt
            && segment.ack == self.snd_una
            && u32::from(segment.win) << self.snd_wscale <= self.snd_wnd
            && u64::from(paws::lag(self.ts, segment)) <= replay_window
    }

    /// SM-26, FM-1: after the peer's FIN a RST may also count from before it (kernel:
    /// `tcp_reset_check()`).
    fn reset_at_fin(&self, segment: &Segment) -> bool {
        let after_fin = match self.state() {
            State::CloseWait | State::LastAck | State::Closing => true,
            State::SynSent
            | State::SynRecv
            | State::Established
            | State::FinWait1
            | State::FinWait2
            | State::TimeWait
            | State::Close => false,
        };
        after_fin && segment.seq + 1 == self.rcv.nxt
    }

    fn reset_or(&mut self, rule: Rule, segment: &Segment, fx: &mut Effects) {
        if self.reset_at_fin(segment) {
            self.accept_reset(fx);
        } else {
            fx.ignore(rule);
        }
    }

    fn accept_reset(&mut self, fx: &mut Effects) {
        self.abort(self.reset_error(), Rule::ResetAccepted, fx);
    }

    /// SM-26: EPIPE in CLOSE_WAIT, else ECONNRESET (kernel: `tcp_reset()`).
    pub(super) fn reset_error(&self) -> Errno {
        match self.state() {
            State::CloseWait => Errno::Epipe,
            State::SynSent => Errno::Econnrefused,
            State::SynRecv
            | State::Established
            | State::FinWait1
            | State::FinWait2
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Close => Errno::Econnreset,
        }
    }

    /// Whether `segment` ends a simultaneous open: the peer, too, answered our SYN after it had sent its
    /// own (RFC 9293 §3.5, figure 7).
    fn is_crossing_syn_ack(&self, segment: &Segment) -> bool {
        self.state() == State::SynRecv
            && segment.flags.has(Flags::ACK)
            && segment.seq_len() == 1
            && segment.end_seq() == self.rcv.nxt
            && segment.ack == self.snd_nxt
    }

    /// RFC 5961 §4.2: a SYN never ends a connection; the answer makes an honest peer send RST.
    fn challenge_syn(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        fx.count(Rule::SynInConnection, Counter::TCPSYNChallenge);
        self.send_challenge_ack(cx, Rule::SynInConnection, fx);
    }

    /// RST-4: a plain ACK, at most one per tcp_invalid_ratelimit.
    pub(super) fn send_challenge_ack(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        if paws::recently_answered(&mut self.last_oow_ack, cx) {
            fx.count(Rule::AnswerRateLimited, Counter::TCPACKSkippedChallenge);
            return;
        }
        if cx.challenges_left == 0 {
            fx.ignore(Rule::AnswerRateLimited);
            return;
        }
        fx.count(rule, Counter::TCPChallengeACK);
        self.send_ack(cx, rule, fx);
    }

    /// An ACK that says where we are; one without sequence space is answered at most once per
    /// tcp_invalid_ratelimit (kernel: `tcp_send_dupack()`).
    fn answer_unwanted(&mut self, cx: &Context<'_>, segment: &Segment, rule: Rule, fx: &mut Effects) {
        if segment.seq_len() == 0 && paws::recently_answered(&mut self.last_oow_ack, cx) {
            let skipped =
                if rule == Rule::PawsOld { Counter::TCPACKSkippedPAWS } else { Counter::TCPACKSkippedSeq };
            fx.count(Rule::AnswerRateLimited, skipped);
            return;
        }
        if segment.seq_len() > 0 && segment.seq.before(self.rcv.nxt) {
            fx.count(rule, Counter::DelayedACKLost);
            self.ack.enter_quickack(cx.clock, self.rcv_wnd.current(), self.rcv.mss);
            let end = segment.end_seq();
            let end = if end.after(self.rcv.nxt) { self.rcv.nxt } else { end };
            self.note_duplicate_range(cx, SackBlock { start: segment.seq, end }, fx);
        }
        self.send_ack(cx, rule, fx);
    }
}
