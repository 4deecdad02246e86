//! From what an ACK says to what counts as lost, what is sent again and how much (RFC 6675, RFC 8985,
//! RFC 5682; kernel: `tcp_fastretrans_alert()`).

mod loss;
mod undo;

use crate::rule::Rule;
use crate::seq::Seq;
use crate::tcp::arrive::Progress;
use crate::tcp::congestion::Phase;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects};
use crate::tcp::output::Nagle;
use crate::tcp::tcb::{Pending, Tcb};

use undo::Leave;

/// What goes out once an ACK is dealt with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tcp) enum Resume {
    Nothing,
    /// What counts as lost.
    Lost,
    /// New data first, to see whether the timeout was spurious (F-RTO).
    New,
}

impl Tcb {
    /// Whether an ACK is more than plain progress (kernel: `tcp_ack_is_dubious()`).
    pub(in crate::tcp) fn is_dubious(&self, progress: &Progress) -> bool {
        !progress.is_not_dup() || progress.newly_sacked || progress.dsack || self.cc.phase != Phase::Open
    }

    /// Decides the phase that follows.
    pub(in crate::tcp) fn on_dubious_ack(
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
                    if self.leave_recovery(cx, progress) == Leave::NotYet {
                        return Resume::Nothing;
                    }
                    self.cc.end_reduction();
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
            self.leave_recovery(cx, progress);
            return Resume::Nothing;
        }
        Resume::Lost
    }

    /// Carries out what an ACK has decided (kernel: `tcp_xmit_recovery()`).
    pub(in crate::tcp) fn resume(&mut self, cx: &Context<'_>, resume: Resume, fx: &mut Effects) {
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

    pub(in crate::tcp) fn enter_recovery(&mut self, fx: &mut Effects) {
        let retrans = self.outstanding().retrans;
        if !self.cc.is_reducing() {
            self.tlp = None;
        }
        self.cc.enter_recovery(self.snd_una, self.snd_nxt, retrans);
        let kind = if self.sack_ok { Counter::TCPSackRecovery } else { Counter::TCPRenoRecovery };
        fx.count(Rule::LossRepaired, kind);
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

    pub(in crate::tcp) fn keep_open(&mut self) {
        let out = self.outstanding();
        let disorder = out.sacked + out.lost > 0 || self.any_retransmission_out();
        let phase = if disorder { Phase::Disorder } else { Phase::Open };
        if self.cc.phase != phase {
            self.cc.phase = phase;
            self.cc.high_seq = self.snd_nxt;
        }
    }

    fn any_retransmission_out(&self) -> bool {
        self.outstanding().retrans > 0 || self.rtx_queue.first().is_some_and(|skb| skb.ever_retrans)
    }

    /// The congestion window after this ACK (kernel: `tcp_cong_control()`).
    pub(in crate::tcp) fn control_window(&mut self, progress: &Progress) {
        if self.cc.is_reducing() {
            let in_flight = self.outstanding().in_flight();
            self.cc.reduce(progress.delivered, progress.newly_lost, progress.advanced, in_flight);
        } else if progress.acked {
            self.cc.grow(progress.delivered);
        }
        self.update_pacing_rate();
    }

    /// A timeout: all that is out counts as lost, but for what was sent only just now (kernel:
    /// `tcp_enter_loss()`).
    pub(in crate::tcp) fn enter_loss(&mut self, cx: &Context<'_>, fx: &mut Effects) {
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
    pub(in crate::tcp) fn on_reorder_timer(&mut self, cx: &Context<'_>, fx: &mut Effects) {
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
