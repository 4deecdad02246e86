//! What is taken back when nothing was lost after all (RFC 5682, RFC 3708, RFC 4015).

use crate::rule::Rule;
use crate::seq::Seq;
use crate::tcp::arrive::Progress;
use crate::tcp::congestion::Phase;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects};
use crate::tcp::tcb::Tcb;

/// Whether the phase of losses is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    Now,
    NotYet,
}

impl Tcb {
    /// Whether what was repaired had only been late: the echoed timestamp is older than the first
    /// retransmission, or each copy was reported as needless (kernel: `tcp_may_undo()`).
    pub(super) fn may_undo(&self, cx: &Context<'_>, progress: &Progress) -> bool {
        self.cc.undo_marker.is_some() && (self.cc.undo_retrans == 0 || self.was_delayed(cx, progress))
    }

    /// Kernel: `tcp_packet_delayed()`.
    pub(super) fn was_delayed(&self, cx: &Context<'_>, progress: &Progress) -> bool {
        match self.retrans_stamp {
            // Nothing was sent again. But without SACK that is forgotten once all of it is acknowledged.
            None => self.sack_ok || self.snd_una.before(self.cc.high_seq),
            Some(stamp) => cx.echoes_before(progress.echo, stamp),
        }
    }

    pub(super) fn undo(&mut self, unmark: bool) {
        if unmark {
            for skb in &mut self.rtx_queue {
                skb.score.lost = false;
            }
        }
        self.cc.undo();
        self.rack.advanced = true;
    }

    /// Kernel: `tcp_try_undo_loss()`.
    pub(super) fn undo_loss(
        &mut self,
        cx: &Context<'_>,
        progress: &Progress,
        by_frto: bool,
        fx: &mut Effects,
    ) -> bool {
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
    pub(super) fn leave_recovery(&mut self, cx: &Context<'_>, progress: &Progress) -> Leave {
        if self.may_undo(cx, progress) {
            self.undo(false);
        }
        if self.snd_una == self.cc.high_seq && !self.sack_ok {
            // Without SACK a late duplicate could not be told from a loss (RFC 6582 §3.2).
            if !self.any_retransmission_out() {
                self.retrans_stamp = None;
            }
            return Leave::NotYet;
        }
        self.cc.phase = Phase::Open;
        Leave::Now
    }

    pub(super) fn undo_by_dsack(&mut self, fx: &mut Effects) -> bool {
        if self.cc.undo_marker.is_none() || self.cc.undo_retrans != 0 {
            return false;
        }
        self.undo(false);
        fx.count(Rule::DsackReceived, Counter::TCPDSACKUndo);
        true
    }

    /// A hole was filled by a segment that was only late (kernel: `tcp_try_undo_partial()`). Says whether
    /// retransmissions are still out, which must be heard of first.
    pub(super) fn undo_partial(&mut self, cx: &Context<'_>, progress: &Progress, prior_una: Seq) -> bool {
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
}
