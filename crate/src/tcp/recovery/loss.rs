//! What counts as lost (RFC 8985 §6.2, RFC 6675 §4, RFC 6582 §3.2).

use crate::rule::Rule;
use crate::tcp::arrive::Progress;
use crate::tcp::congestion::Phase;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects, Timer, Wait};
use crate::tcp::skb::burst_end;
use crate::tcp::tcb::{Pending, Tcb};
use crate::time::Micros;

impl Tcb {
    /// What was sent clearly before something that has arrived counts as lost (RFC 8985 §6.2; kernel:
    /// `tcp_identify_packet_loss()`).
    pub(in crate::tcp) fn identify_loss(
        &mut self,
        cx: &Context<'_>,
        progress: &mut Progress,
        fx: &mut Effects,
    ) {
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
    pub(in crate::tcp) fn detect_loss(&mut self, cx: &Context<'_>, fx: &mut Effects) -> bool {
        /// Added to the wait, so that the timer is never early (kernel: TCP_TIMEOUT_MIN_US).
        const SLACK: Micros = Micros::from_millis(2);
        let window = self.reordering_window(cx);
        let mut wait = Micros::ZERO;
        let mut next = 0;
        while next < self.rtx_queue.len() {
            let burst = next..burst_end(&self.rtx_queue, next);
            next = burst.end;
            let last = &self.rtx_queue[burst.end - 1];
            if last.is_settled || last.score.sacked || last.score.lost && !last.score.retrans {
                continue;
            }
            match self.rack.time_left(last, cx.now, window) {
                Some(Micros::ZERO) => {
                    for place in burst {
                        self.mark_lost(place, fx);
                        self.rtx_queue[place].is_settled = true;
                    }
                }
                Some(left) => wait = wait.max(left),
                None => {}
            }
        }
        if wait == Micros::ZERO {
            return false;
        }
        let after = cx.clock.covering(wait + SLACK);
        self.icsk_pending = Pending::Reorder;
        fx.arm(Rule::MayOnlyBeLate, Timer::Reorder, after, Wait::Reorder { window });
        true
    }

    /// RFC 8985 §6.2 step 4: none once losses are being repaired, a quarter of the least round trip before.
    pub(in crate::tcp) fn reordering_window(&self, cx: &Context<'_>) -> Micros {
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

    pub(in crate::tcp) fn mark_lost(&mut self, place: usize, fx: &mut Effects) {
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
    pub(in crate::tcp) fn mark_head_by_duplicates(&mut self, progress: &Progress, fx: &mut Effects) {
        let enough = self.cc.phase < Phase::Recovery && self.cc.reno_sacked >= self.cc.reordering;
        let partial = self.cc.phase == Phase::Recovery && progress.advanced;
        if (enough || partial) && self.rtx_queue.first().is_some_and(|head| !head.score.lost) {
            self.mark_lost(0, fx);
            self.rtx_queue[0].burst = self.fresh_burst();
        }
    }

    /// Without RACK: what so many later segments have passed is lost (RFC 6675 §4; kernel:
    /// `tcp_mark_head_lost()`).
    pub(in crate::tcp) fn mark_by_count(&mut self, fx: &mut Effects) {
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
    pub(in crate::tcp) fn count_duplicate(&mut self, progress: &mut Progress, is_duplicate: bool) {
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
    pub(in crate::tcp) fn is_time_to_recover(&self, cx: &Context<'_>) -> bool {
        let out = self.outstanding();
        out.lost > 0 || !self.uses_rack(cx) && out.sacked + 1 > self.cc.reordering
    }

    pub(in crate::tcp) fn uses_rack(&self, cx: &Context<'_>) -> bool {
        cx.profile.always_uses_rack() || cx.knobs.tcp_recovery & 1 != 0
    }
}
