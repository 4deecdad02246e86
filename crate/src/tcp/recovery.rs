//! From what an ACK says to what counts as lost, what is sent again and how much (RFC 6675, RFC 8985,
//! RFC 5682; kernel: `tcp_fastretrans_alert()`).

use crate::rule::Rule;
use crate::seq::Seq;
use crate::tcp::arrive::Progress;
use crate::tcp::congestion::Phase;
use crate::tcp::effect::{Act, Counter, Effects, Timer, Wait};
use crate::tcp::output::Nagle;
use crate::tcp::tcb::{Context, Pending, Tcb};
use crate::time::Micros;

/// What goes out once an ACK is dealt with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resume {
    Nothing,
    /// What counts as lost.
    Lost,
    /// New data first, to see whether the timeout was spurious (F-RTO).
    New,
}

impl Tcb {
    /// Whether an ACK is more than plain progress (kernel: `tcp_ack_is_dubious()`).
    pub(super) fn is_dubious(&self, progress: &Progress) -> bool {
        !progress.is_not_dup() || progress.newly_sacked || progress.dsack || self.cc.phase != Phase::Open
    }

    /// Decides the phase that follows.
    pub(super) fn on_dubious_ack(
        &mut self,
        cx: &Context<'_>,
        prior_una: Seq,
        progress: &mut Progress,
        fx: &mut Effects,
    ) -> Resume {
        let is_duplicate = !progress.advanced && !progress.is_not_dup() && !progress.dsack;
        if self.cc.phase == Phase::Open {
            self.retrans_stamp = None;
        } else if !self.snd_una.before(self.cc.high_seq) {
            match self.cc.phase {
                Phase::Cwr if self.snd_una != self.cc.high_seq => {
                    self.cc.end_reduction();
                    self.cc.phase = Phase::Open;
                }
                Phase::Recovery => {
                    let bounded = self.cc.undo_marker.is_some();
                    self.undo_recovery_if_needless(cx, progress);
                    if bounded {
                        self.cc.end_reduction();
                    }
                }
                Phase::Open | Phase::Disorder | Phase::Cwr | Phase::Loss => {}
            }
        }
        match self.cc.phase {
            Phase::Recovery => {
                if !self.sack_ok && !progress.advanced {
                    self.count_duplicate(progress, is_duplicate);
                }
                if progress.advanced && self.undo_partial(cx, progress, prior_una) {
                    return Resume::Nothing;
                }
                if self.undo_by_dsack(fx) {
                    self.try_to_open();
                }
                self.identify_loss(cx, progress, fx);
                if self.cc.phase != Phase::Recovery {
                    if !self.is_time_to_recover(cx) {
                        return Resume::Nothing;
                    }
                    self.enter_recovery(fx);
                }
            }
            Phase::Loss => {
                let resume = self.in_loss(cx, progress, is_duplicate, fx);
                self.identify_loss(cx, progress, fx);
                if !(self.cc.phase == Phase::Open || progress.lost_retransmission) {
                    return resume;
                }
                if !self.is_time_to_recover(cx) {
                    self.try_to_open();
                    return resume;
                }
                self.enter_recovery(fx);
            }
            Phase::Open | Phase::Disorder | Phase::Cwr => {
                if !self.sack_ok {
                    self.count_duplicate(progress, is_duplicate);
                }
                if self.cc.phase <= Phase::Disorder {
                    self.undo_by_dsack(fx);
                }
                self.identify_loss(cx, progress, fx);
                if !self.is_time_to_recover(cx) {
                    self.try_to_open();
                    return Resume::Nothing;
                }
                self.enter_recovery(fx);
            }
        }
        Resume::Lost
    }

    /// In Loss: whether the timeout was spurious, and what goes next (RFC 5682; kernel:
    /// `tcp_process_loss()`).
    fn in_loss(
        &mut self,
        cx: &Context<'_>,
        progress: &Progress,
        is_duplicate: bool,
        fx: &mut Effects,
    ) -> Resume {
        let recovered = !self.snd_una.before(self.cc.high_seq);
        if progress.advanced && self.undo_loss(cx, progress, false, fx) {
            return Resume::Nothing;
        }
        if self.cc.frto {
            if progress.original_delivered && self.undo_loss(cx, progress, true, fx) {
                return Resume::Nothing;
            }
            if self.snd_nxt.after(self.cc.high_seq) {
                if progress.newly_sacked || is_duplicate {
                    self.cc.frto = false;
                }
            } else if progress.advanced && !recovered {
                self.cc.high_seq = self.snd_nxt;
                if !self.send_queue.is_empty() && self.wnd_end().after(self.snd_nxt) {
                    return Resume::New;
                }
                self.cc.frto = false;
            }
        }
        if recovered {
            self.undo_recovery_if_needless(cx, progress);
            return Resume::Nothing;
        }
        Resume::Lost
    }

    /// Carries out what an ACK has decided (kernel: `tcp_xmit_recovery()`).
    pub(super) fn resume(&mut self, cx: &Context<'_>, resume: Resume, fx: &mut Effects) {
        match resume {
            Resume::Nothing => return,
            Resume::New => {
                self.push_pending(cx, Nagle::Off, Rule::WindowAllows, fx);
                if self.snd_nxt.after(self.cc.high_seq) {
                    return;
                }
                self.cc.frto = false;
            }
            Resume::Lost => {}
        }
        self.retransmit_lost(cx, Rule::LossRepaired, fx);
    }

    /// What was sent clearly before something that has arrived counts as lost (RFC 8985 §6.2; kernel:
    /// `tcp_identify_packet_loss()`).
    fn identify_loss(&mut self, cx: &Context<'_>, progress: &mut Progress, fx: &mut Effects) {
        if self.rtx_queue.is_empty() {
            return;
        }
        let before = self.outstanding();
        if !self.sack_ok {
            self.mark_head_by_duplicates(progress, fx);
        } else if self.uses_rack(cx) {
            if self.rack.advanced {
                self.rack.advanced = false;
                if self.detect_loss(cx, fx) {
                    progress.set_timer = false;
                }
            }
        } else {
            self.mark_by_count(fx);
        }
        let after = self.outstanding();
        progress.newly_lost |= after.lost > before.lost;
        progress.lost_retransmission |= after.retrans < before.retrans;
    }

    /// Marks what is lost; arms the reordering timer for what may only be late, and says whether it did
    /// (kernel: `tcp_rack_mark_lost()`).
    pub(super) fn detect_loss(&mut self, cx: &Context<'_>, fx: &mut Effects) -> bool {
        /// Added to the wait, so that the timer is never early (kernel: TCP_TIMEOUT_MIN_US).
        const SLACK: Micros = Micros::from_millis(2);
        let window = self.reordering_window(cx);
        let mut wait = Micros::ZERO;
        for place in 0..self.rtx_queue.len() {
            let skb = &self.rtx_queue[place];
            if skb.score.sacked || skb.score.lost && !skb.score.retrans {
                continue;
            }
            match self.rack.time_left(skb, cx.now, window) {
                Some(Micros::ZERO) => self.mark_lost(place, fx),
                Some(left) => wait = wait.max(left),
                None => {}
            }
        }
        if wait == Micros::ZERO {
            return false;
        }
        let after = cx.clock.covering(wait + SLACK);
        self.icsk_pending = Pending::Reorder;
        fx.push(
            Rule::MayOnlyBeLate,
            Act::Arm { timer: Timer::Reorder, after, wait: Wait::Reorder { window } },
        );
        true
    }

    /// RFC 8985 §6.2 step 4: none once losses are being repaired, a quarter of the least round trip before.
    fn reordering_window(&self, cx: &Context<'_>) -> Micros {
        const NO_DUPTHRESH: u8 = 4;
        if !self.cc.reord_seen {
            let by_count = cx.knobs.tcp_recovery & NO_DUPTHRESH == 0;
            if self.cc.phase >= Phase::Recovery || by_count && self.outstanding().sacked >= self.cc.reordering
            {
                return Micros::ZERO;
            }
        }
        let least = self.min_rtt.map_or(0, Micros::get);
        let smoothed = self.smoothed_rtt().map_or(0, Micros::get);
        Micros::new((least / 4).min(smoothed))
    }

    pub(super) fn mark_lost(&mut self, place: usize, fx: &mut Effects) {
        let score = &mut self.rtx_queue[place].score;
        if score.sacked {
            return;
        }
        if score.lost && score.retrans {
            score.retrans = false;
            fx.count(Rule::LossRepaired, Counter::TCPLostRetransmit);
        }
        score.lost = true;
    }

    /// Without SACK: three duplicate ACKs, or a partial one while a loss is repaired, say that the head is
    /// lost (RFC 6582 §3.2; kernel: `tcp_newreno_mark_lost()`).
    fn mark_head_by_duplicates(&mut self, progress: &Progress, fx: &mut Effects) {
        let enough = self.cc.phase < Phase::Recovery && self.cc.reno_sacked >= self.cc.reordering;
        let partial = self.cc.phase == Phase::Recovery && progress.advanced;
        if (enough || partial) && self.rtx_queue.front().is_some_and(|head| !head.score.lost) {
            self.mark_lost(0, fx);
        }
    }

    /// Without RACK: what so many later segments have passed is lost (RFC 6675 §4; kernel:
    /// `tcp_mark_head_lost()`).
    fn mark_by_count(&mut self, fx: &mut Effects) {
        let Some(most) = self.outstanding().sacked.checked_sub(self.cc.reordering) else { return };
        let mut passed = 0;
        for place in 0..self.rtx_queue.len() {
            passed += u32::from(self.rtx_queue[place].score.sacked);
            if passed > most {
                return;
            }
            self.mark_lost(place, fx);
        }
    }

    /// RFC 5681 §2: a duplicate ACK stands for a segment that has left the network (kernel:
    /// `tcp_add_reno_sack()`, `tcp_reset_reno_sack()`).
    fn count_duplicate(&mut self, progress: &mut Progress, is_duplicate: bool) {
        if progress.advanced {
            self.cc.reno_sacked = 0;
        } else if is_duplicate {
            let out = self.outstanding();
            if out.sacked + out.lost < out.packets {
                self.cc.reno_sacked += 1;
                progress.delivered += 1;
            }
        }
    }

    /// Kernel: `tcp_time_to_recover()`.
    fn is_time_to_recover(&self, cx: &Context<'_>) -> bool {
        let out = self.outstanding();
        out.lost > 0 || !self.uses_rack(cx) && out.sacked + 1 > self.cc.reordering
    }

    fn uses_rack(&self, cx: &Context<'_>) -> bool {
        cx.profile.always_uses_rack() || cx.knobs.tcp_recovery & 1 != 0
    }

    pub(super) fn enter_recovery(&mut self, fx: &mut Effects) {
        let retrans = self.outstanding().retrans;
        if !self.cc.is_reducing() {
            self.tlp = None;
        }
        self.cc.enter_recovery(self.snd_una, self.snd_nxt, retrans);
        fx.count(Rule::LossRepaired, Counter::TCPSackRecovery);
    }

    /// Back to Open where nothing is out of order any more (kernel: `tcp_try_to_open()`).
    fn try_to_open(&mut self) {
        if !self.any_retransmission_out() {
            self.retrans_stamp = None;
        }
        if self.cc.phase != Phase::Cwr {
            self.keep_open();
        }
    }

    pub(super) fn keep_open(&mut self) {
        let out = self.outstanding();
        let disorder = out.sacked + out.lost > 0 || self.any_retransmission_out();
        let phase = if disorder { Phase::Disorder } else { Phase::Open };
        if self.cc.phase != phase {
            self.cc.phase = phase;
            self.cc.high_seq = self.snd_nxt;
        }
    }

    fn any_retransmission_out(&self) -> bool {
        self.outstanding().retrans > 0 || self.rtx_queue.front().is_some_and(|skb| skb.ever_retrans)
    }

    /// Whether what was repaired had only been late: the echoed timestamp is older than the first
    /// retransmission, or each copy was reported as needless (kernel: `tcp_may_undo()`).
    fn may_undo(&self, cx: &Context<'_>, progress: &Progress) -> bool {
        self.cc.undo_marker.is_some() && (self.cc.undo_retrans == 0 || self.was_delayed(cx, progress))
    }

    /// Kernel: `tcp_packet_delayed()`.
    fn was_delayed(&self, cx: &Context<'_>, progress: &Progress) -> bool {
        match (self.retrans_stamp, progress.echo) {
            (None, _) => true,
            (Some(stamp), Some(echo)) => (echo.wrapping_sub(cx.ts_at(stamp)) as i32) < 0,
            (Some(_), None) => false,
        }
    }

    fn undo(&mut self, unmark: bool) {
        if unmark {
            for skb in &mut self.rtx_queue {
                skb.score.lost = false;
            }
        }
        self.cc.undo();
        self.rack.advanced = true;
    }

    /// Kernel: `tcp_try_undo_loss()`.
    fn undo_loss(&mut self, cx: &Context<'_>, progress: &Progress, by_frto: bool, fx: &mut Effects) -> bool {
        if !by_frto && !self.may_undo(cx, progress) {
            return false;
        }
        self.undo(true);
        fx.count(Rule::TimeoutWasSpurious, Counter::TCPLossUndo);
        if by_frto {
            fx.count(Rule::TimeoutWasSpurious, Counter::TCPSpuriousRTOs);
        }
        self.icsk_retransmits = 0;
        if by_frto || self.sack_ok {
            self.cc.phase = Phase::Open;
        }
        true
    }

    /// Everything that was out when the losses began is acknowledged (kernel:
    /// `tcp_try_undo_recovery()`).
    fn undo_recovery_if_needless(&mut self, cx: &Context<'_>, progress: &Progress) {
        if self.may_undo(cx, progress) {
            self.undo(false);
        }
        if self.snd_una == self.cc.high_seq && !self.sack_ok {
            // Without SACK a late duplicate could not be told from a loss (RFC 6582 §3.2).
            if !self.any_retransmission_out() {
                self.retrans_stamp = None;
            }
            return;
        }
        self.cc.phase = Phase::Open;
    }

    fn undo_by_dsack(&mut self, fx: &mut Effects) -> bool {
        if self.cc.undo_marker.is_none() || self.cc.undo_retrans != 0 {
            return false;
        }
        self.undo(false);
        fx.count(Rule::DsackReceived, Counter::TCPDSACKUndo);
        true
    }

    /// A hole was filled by a segment that was only late (kernel: `tcp_try_undo_partial()`). Says whether
    /// retransmissions are still out, which must be heard of first.
    fn undo_partial(&mut self, cx: &Context<'_>, progress: &Progress, prior_una: Seq) -> bool {
        if self.cc.undo_marker.is_none() || !self.was_delayed(cx, progress) {
            return false;
        }
        if let Some(highest) = self.highest_sacked().filter(|highest| prior_una.before(*highest)) {
            self.note_reordering(prior_una, highest);
        }
        if self.outstanding().retrans > 0 {
            return true;
        }
        if !self.any_retransmission_out() {
            self.retrans_stamp = None;
        }
        self.undo(true);
        self.keep_open();
        false
    }

    /// The congestion window after this ACK (kernel: `tcp_cong_control()`).
    pub(super) fn control_window(&mut self, progress: &Progress) {
        if self.cc.is_reducing() {
            let in_flight = self.outstanding().in_flight();
            self.cc.reduce(progress.delivered, progress.newly_lost, progress.advanced, in_flight);
        } else if progress.acked {
            self.cc.grow(progress.delivered);
        }
    }

    /// A timeout: all that is out counts as lost, but for what was sent only just now (kernel:
    /// `tcp_enter_loss()`).
    pub(super) fn enter_loss(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        self.cc.reno_sacked = 0;
        let rack = self.sack_ok && self.uses_rack(cx);
        for place in 0..self.rtx_queue.len() {
            if place > 0 && rack && self.rack.is_recent(&self.rtx_queue[place], cx.now) {
                continue;
            }
            self.mark_lost(place, fx);
        }
        let again = self.icsk_retransmits > 0;
        let frto = cx.knobs.tcp_frto != 0;
        let out = self.outstanding();
        self.cc.enter_loss(self.snd_una, self.snd_nxt, out.retrans, again, frto);
        self.cc.snd_cwnd = out.in_flight() + 1;
        self.tlp = None;
    }

    /// The reordering timer ran out: what was late is lost (kernel: `tcp_rack_reo_timeout()`).
    pub(super) fn on_reorder_timer(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        let before = self.outstanding();
        self.detect_loss(cx, fx);
        let after = self.outstanding();
        if after.in_flight() != before.in_flight() {
            if self.cc.phase != Phase::Recovery {
                self.enter_recovery(fx);
                self.cc.reduce(1, after.lost > before.lost, false, after.in_flight());
            }
            self.retransmit_lost(cx, Rule::LossRepaired, fx);
        }
        if self.icsk_pending != Pending::Retransmit {
            self.rearm_rto(cx, Rule::RtoArmed, fx);
        }
    }
}
