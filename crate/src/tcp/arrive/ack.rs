//! Fifth: check the ACK field (RFC 9293 §3.10.7.4; kernel: `tcp_ack()`).

use super::Verdict;
use crate::rule::Rule;
use crate::segment::{Flags, Segment};
use crate::tcp::arrive::clean::Progress;
use crate::tcp::congestion::Phase;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects};
use crate::tcp::profile::Profile;
use crate::tcp::recovery::Resume;
use crate::tcp::reset;
use crate::tcp::state::State;
use crate::tcp::tcb::{Pending, Tcb, TsState};
use crate::time::Micros;

impl Tcb {
    pub(super) fn step_ack(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Verdict {
        if self.state() == State::SynRecv && !segment.ack.between(self.snd_una, self.snd_nxt) {
            reset::answer(segment, Rule::SynRecvForeignAck, fx);
            return Verdict::Done;
        }
        if segment.ack.after(self.snd_nxt) {
            return self.refuse_ack(cx, fx);
        }
        if segment.ack.before(self.snd_una) {
            return self.take_old_ack(cx, segment, fx);
        }
        let mut progress = Progress::default();
        let advanced = segment.ack.after(self.snd_una);
        let had_out = !self.rtx_queue.is_empty();
        let prior = self.snd_una;
        if advanced {
            self.icsk_retransmits = 0;
        }
        self.note_timestamp(cx, segment);
        progress.echo = self.echo(segment);
        progress.advanced = advanced;
        progress.has_data = segment.seq_len() > 0;
        progress.window_moved = self.update_window(cx, segment);
        self.bytes_acked += u64::from(segment.ack - self.snd_una);
        self.snd_una = segment.ack;
        self.mark_sacked(cx, segment, prior, &mut progress, fx);
        self.sk_err_soft = None;
        self.icsk_probes_out = 0;
        self.rcv_tstamp = cx.jiffies();
        if !had_out {
            if progress.dsack {
                self.on_dubious_ack(cx, prior, &mut progress, fx);
            }
            self.ack_probe(cx, fx);
            self.end_loss_probe(segment, &progress, fx);
            return Verdict::GoOn;
        }
        self.clean_rtx_queue(cx, segment, &mut progress);
        self.end_loss_probe(segment, &progress, fx);
        let resume = if self.is_dubious(&progress) {
            self.on_dubious_ack(cx, prior, &mut progress, fx)
        } else {
            Resume::Nothing
        };
        if progress.set_timer {
            self.set_xmit_timer(cx, fx);
        }
        self.control_window(&progress);
        self.resume(cx, resume, fx);
        Verdict::GoOn
    }

    /// FM-8, V-8: an ACK of what was never sent.
    fn refuse_ack(&mut self, cx: &Context<'_>, fx: &mut Effects) -> Verdict {
        let silent = self.state() == State::Established && cx.profile < Profile::V6_18;
        if silent {
            fx.ignore(Rule::AckOutOfRange);
        } else {
            self.send_challenge_ack(cx, Rule::AckOutOfRange, fx);
        }
        Verdict::Done
    }

    /// FM-13: an ACK that is overtaken; RFC 5961 §5.2 bounds how old it may be.
    fn take_old_ack(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Verdict {
        if self.snd_una - segment.ack > self.oldest_ack() {
            self.send_challenge_ack(cx, Rule::AckTooOld, fx);
            return Verdict::Done;
        }
        if !segment.sack.is_empty() {
            let prior = self.snd_una;
            let mut progress = Progress::default();
            self.mark_sacked(cx, segment, prior, &mut progress, fx);
            let resume = self.on_dubious_ack(cx, prior, &mut progress, fx);
            self.resume(cx, resume, fx);
        }
        Verdict::GoOn
    }

    /// RFC 9293 §3.10.7.4: whether the window is news (kernel: `tcp_ack_update_window()`).
    fn update_window(&mut self, cx: &Context<'_>, segment: &Segment) -> bool {
        let shift = if segment.flags.has(Flags::SYN) { 0 } else { self.snd_wscale };
        let window = u32::from(segment.win) << shift;
        let (ack, seq) = (segment.ack, segment.seq);
        let is_news = ack.after(self.snd_una)
            || seq.after(self.snd_wl1)
            || seq == self.snd_wl1 && (window > self.snd_wnd || window == 0);
        if is_news {
            self.snd_wl1 = seq;
            if self.snd_wnd != window {
                self.snd_wnd = window;
                if window > self.max_window {
                    self.max_window = window;
                    self.bound_mss_to_window();
                }
                if !self.send_queue.is_empty() {
                    self.restart_after_idle(cx);
                }
            }
        }
        is_news
    }

    /// RFC 2861: a connection that was silent for longer than its RTO begins with a small window again
    /// (kernel: `tcp_slow_start_after_idle_check()`).
    pub(in crate::tcp) fn restart_after_idle(&mut self, cx: &Context<'_>) {
        if cx.knobs.tcp_slow_start_after_idle == 0 || !self.rtx_queue.is_empty() {
            return;
        }
        let idle = cx.jiffies().since(self.lsndtime);
        let rto = self.icsk_rto.ticks();
        if idle > rto {
            self.cc.restart(idle.get() / rto.get());
        }
    }

    /// ZW-3: the window is news while something waits behind it (kernel: `tcp_ack_probe()`).
    fn ack_probe(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        let Some(head) = self.send_queue.first() else { return };
        if !head.end_seq.after(self.wnd_end()) {
            self.icsk_backoff = 0;
            self.icsk_probes_tstamp = None;
            if self.icsk_pending == Pending::Persist {
                self.clear_xmit_timer(Rule::WindowOpens, fx);
            }
        } else {
            let after = self.probe0_when(cx);
            self.arm_persist(cx, after, Rule::WindowStillClosed, fx);
        }
    }

    /// RFC 8985 §7.4: what the ACK of a tail loss probe tells (kernel: `tcp_process_tlp_ack()`).
    fn end_loss_probe(&mut self, segment: &Segment, progress: &Progress, fx: &mut Effects) {
        let Some(probe) = self.tlp else { return };
        if segment.ack.before(probe.high_seq) {
            return;
        }
        if !probe.repeats || progress.dsack_of_probe {
            self.tlp = None;
        } else if segment.ack.after(probe.high_seq) {
            self.tlp = None;
            self.cc.begin_reduction(self.snd_nxt);
            self.cc.phase = Phase::Cwr;
            self.cc.end_reduction();
            self.keep_open();
            fx.count(Rule::ProbeSent, Counter::TCPLossProbeRecovery);
        } else if !progress.advanced && !progress.is_not_dup() && !progress.newly_sacked {
            self.tlp = None;
        }
    }

    /// RFC 7323 §4.3: remembers the peer's timestamp of a segment that starts no later than our last ACK.
    pub(super) fn note_timestamp(&mut self, cx: &Context<'_>, segment: &Segment) {
        if let (Some(ts), Some(theirs)) = (&mut self.ts, segment.ts)
            && !segment.seq.after(self.rcv.wup)
            && (theirs.val.wrapping_sub(ts.recent) as i32) >= 0
        {
            *ts = TsState { recent: theirs.val, stamp: cx.now };
        }
    }

    fn echo(&self, segment: &Segment) -> Option<u32> {
        self.ts.and(segment.ts).map(|ts| ts.ecr).filter(|ecr| *ecr != 0)
    }

    /// RFC 7323 §4: where the segment itself was sent more than once, its echoed timestamp still tells.
    pub(super) fn timestamp_sample(&self, cx: &Context<'_>, segment: &Segment) -> Option<Micros> {
        let echoed = self.echo(segment)?;
        let ms = cx.ts_now().wrapping_sub(echoed);
        Some(Micros::from_millis(u64::from(ms.max(1))))
    }
}
