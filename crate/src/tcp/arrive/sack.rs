//! What the peer says that it has out of order, and twice (RFC 2018, RFC 2883; kernel:
//! `tcp_sacktag_write_queue()`).

use super::clean::Progress;
use crate::rule::Rule;
use crate::segment::{SackBlock, Segment};
use crate::seq::Seq;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects};
use crate::tcp::tcb::Tcb;

impl Tcb {
    pub(super) fn mark_sacked(
        &mut self,
        cx: &Context<'_>,
        segment: &Segment,
        prior_una: Seq,
        progress: &mut Progress,
        fx: &mut Effects,
    ) {
        let mut blocks = segment.sack.as_slice();
        if !self.sack_ok {
            return;
        }
        if let [first, rest @ ..] = blocks
            && self.is_dsack(segment, first, rest, fx)
        {
            self.note_dsack(first, prior_una, progress);
            blocks = rest;
        }
        let highest_before = self.highest_sacked();
        for block in blocks {
            // What begins where the ACK ends should have been acknowledged (kernel: `tcp_is_sackblock_valid()`).
            let plausible = block.start.before(block.end) && !block.end.after(self.snd_nxt);
            if plausible && block.start.after(self.snd_una) {
                self.mark_block(cx, block, highest_before, progress);
            }
        }
        if let (Some(lowest), Some(highest)) = (progress.overtaken, self.highest_sacked())
            && lowest.before(highest)
        {
            self.note_reordering(lowest, highest);
        }
    }

    /// RFC 2883 §4: a first block below the ACK, or within the second, says that something came twice.
    fn is_dsack(&self, segment: &Segment, first: &SackBlock, rest: &[SackBlock], fx: &mut Effects) -> bool {
        if first.start.before(segment.ack) {
            fx.count(Rule::DsackReceived, Counter::TCPDSACKRecv);
            return true;
        }
        let within = |outer: &SackBlock| !first.end.after(outer.end) && !first.start.before(outer.start);
        let is = rest.first().is_some_and(within);
        if is {
            fx.count(Rule::DsackReceived, Counter::TCPDSACKOfoRecv);
        }
        is
    }

    /// The copy was needless: one retransmission fewer to regret (kernel: `tcp_dsack_seen()`).
    fn note_dsack(&mut self, block: &SackBlock, prior_una: Seq, progress: &mut Progress) {
        progress.dsack = true;
        let len = block.end - block.start;
        let copies = if len > self.snd_mss { len.div_ceil(self.snd_mss) } else { 1 };
        if self.tlp.is_some_and(|probe| probe.high_seq == block.end) && len <= self.snd_mss {
            progress.dsack_of_probe = true;
        }
        if let Some(marker) = self.cc.undo_marker
            && self.cc.undo_retrans > 0
            && !block.end.after(prior_una)
            && block.end.after(marker)
        {
            let copies = i32::try_from(copies).unwrap_or(i32::MAX);
            self.cc.undo_retrans = (self.cc.undo_retrans - copies).max(0);
        }
    }

    fn mark_block(
        &mut self,
        cx: &Context<'_>,
        block: &SackBlock,
        highest_before: Option<Seq>,
        progress: &mut Progress,
    ) {
        let high_seq = self.cc.high_seq;
        for skb in self.rtx_queue.iter_mut().filter(|skb| skb.is_covered_by(block)) {
            if skb.score.sacked {
                continue;
            }
            self.rack.advance(skb, cx.now, self.min_rtt);
            if !skb.ever_retrans {
                if highest_before.is_some_and(|highest| skb.seq.before(highest)) {
                    progress.note_overtaken(skb.seq);
                }
                if !skb.end_seq.after(high_seq) {
                    progress.original_delivered = true;
                }
                progress.first_sacked.get_or_insert(skb.sent_at);
            }
            skb.score.sacked = true;
            skb.score.lost = false;
            skb.score.retrans = false;
            progress.newly_sacked = true;
            progress.delivered += 1;
        }
    }
}
