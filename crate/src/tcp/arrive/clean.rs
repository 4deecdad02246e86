//! What an ACK takes off the retransmission queue, and the round trip that it measures (RFC 6298 §3;
//! kernel: `tcp_clean_rtx_queue()`, `tcp_ack_update_rtt()`).

use crate::segment::{Flags, Segment};
use crate::seq::Seq;
use crate::tcp::context::Context;
use crate::tcp::rtt::Estimator;
use crate::tcp::skb::{Skb, burst_end};
use crate::tcp::tcb::Tcb;
use crate::time::{Instant, Micros};

/// What an ACK brought (kernel: the FLAG_ bits of `tcp_ack()`).
#[derive(Clone, Debug, Default)]
pub(in crate::tcp) struct Progress {
    /// snd_una moved.
    pub(in crate::tcp) advanced: bool,
    pub(in crate::tcp) has_data: bool,
    pub(in crate::tcp) window_moved: bool,
    /// Something left the queue.
    pub(in crate::tcp) acked: bool,
    pub(in crate::tcp) newly_sacked: bool,
    /// It says that something came twice; and that this was the tail loss probe.
    pub(in crate::tcp) dsack: bool,
    pub(in crate::tcp) dsack_of_probe: bool,
    /// Something that was sent once only was delivered although its episode counts as lost.
    pub(in crate::tcp) original_delivered: bool,
    /// A retransmission was lost again.
    pub(in crate::tcp) lost_retransmission: bool,
    /// The transmission timer starts anew.
    pub(in crate::tcp) set_timer: bool,
    /// Segments that were delivered, in order or not.
    pub(in crate::tcp) delivered: u32,
    pub(in crate::tcp) newly_lost: bool,
    /// When the first segment that was newly sacked was sent, if only once.
    pub(in crate::tcp) first_sacked: Option<Instant>,
    /// The lowest sequence number that was delivered after a higher one.
    pub(in crate::tcp) overtaken: Option<Seq>,
    /// The timestamp of ours that it echoes.
    pub(in crate::tcp) echo: Option<u32>,
}

impl Progress {
    /// Not a duplicate ACK (kernel: FLAG_NOT_DUP).
    pub(in crate::tcp) fn is_not_dup(&self) -> bool {
        self.has_data || self.window_moved || self.acked
    }

    pub(in crate::tcp) fn note_overtaken(&mut self, seq: Seq) {
        if self.overtaken.is_none_or(|lowest| seq.before(lowest)) {
            self.overtaken = Some(seq);
        }
    }
}

impl Tcb {
    pub(super) fn clean_rtx_queue(&mut self, cx: &Context<'_>, segment: &Segment, progress: &mut Progress) {
        let ack = segment.ack;
        let highest_sacked = self.highest_sacked();
        let mut first_sent_once: Option<Instant> = None;
        let mut retransmitted = false;
        let acked = self.rtx_queue.iter().take_while(|skb| !skb.end_seq.after(ack)).count();
        progress.acked |= acked > 0;
        let (done, left) = self.rtx_queue.split_at(acked);
        // What went again, but is acknowledged with an echo from before that, tells nothing of when it went (kernel:
        // `tcp_skb_spurious_retrans()`).
        let echo = progress.echo;
        let is_needless = |skb: &Skb| skb.ever_retrans && cx.echoes_before(echo, skb.sent_at);
        for skb in done {
            if skb.ever_retrans {
                retransmitted = true;
            } else if !skb.score.sacked {
                first_sent_once.get_or_insert(skb.sent_at);
                progress.note_overtaken(skb.seq);
                if !skb.end_seq.after(self.cc.high_seq) {
                    progress.original_delivered = true;
                }
            }
            if !skb.score.sacked {
                progress.delivered += 1;
                if self.sack_ok && !is_needless(skb) {
                    self.rack.advance(skb, cx.now, self.min_rtt);
                }
            }
            if skb.flags.has(Flags::SYN) {
                self.retrans_stamp = None;
            }
        }
        if let ([.., last], [head, ..]) = (done, left)
            && last.burst == head.burst
            && last.score == head.score
            && !last.score.sacked
            && self.sack_ok
            && !is_needless(last)
        {
            // A part of a burst stands for when and up to where all of it was sent.
            let end_seq = left[burst_end(left, 0) - 1].end_seq;
            self.rack.advance(&Skb { end_seq, ..*last }, cx.now, self.min_rtt);
        }
        for _ in 0..acked {
            self.rtx_queue.remove(0);
        }
        self.trim_head(ack);
        if progress.acked && !self.sack_ok {
            // One ACK filled the hole, the others were duplicates (kernel: `tcp_remove_reno_sacks()`).
            progress.delivered = progress.delivered.saturating_sub(self.cc.reno_sacked).max(1);
            self.cc.reno_sacked = self.cc.reno_sacked.saturating_sub(acked as u32 - 1);
            // What was sent once only may stand for a copy.
            progress.original_delivered &= !retransmitted;
        }
        let sample = first_sent_once.filter(|_| !retransmitted).or(progress.first_sacked);
        let sample = sample.map(|sent_at| cx.now.since(sent_at));
        let sample = sample.or_else(|| self.timestamp_sample(cx, segment).filter(|_| progress.acked));
        let measured = sample.is_some();
        if let Some(sample) = sample {
            self.sample_rtt(cx, sample);
        }
        if progress.acked {
            progress.set_timer = true;
            if let (Some(lowest), Some(highest)) = (progress.overtaken, highest_sacked)
                && lowest.before(highest)
            {
                self.note_reordering(lowest, highest);
            }
        } else if let (Some(head), Some(sacked)) = (self.rtx_queue.first(), progress.first_sacked)
            && measured
            && sacked > head.sent_at
        {
            // Nothing is known to be late: the head was sent before what was just delivered.
            progress.set_timer = false;
        } else if measured && progress.first_sacked.is_some() {
            progress.set_timer = true;
        }
    }

    /// A segment of which only a part was acknowledged loses that part.
    fn trim_head(&mut self, ack: Seq) {
        if let Some(head) = self.rtx_queue.first_mut()
            && ack.after(head.seq)
        {
            head.seq = ack;
        }
    }

    /// The end of the highest segment that the peer has out of order.
    pub(in crate::tcp) fn highest_sacked(&self) -> Option<Seq> {
        self.rtx_queue.iter().rev().find(|skb| skb.score.sacked).map(|skb| skb.end_seq)
    }

    /// Segments overtake each other on this path (kernel: `tcp_check_sack_reordering()`).
    pub(in crate::tcp) fn note_reordering(&mut self, lowest: Seq, highest: Seq) {
        const MOST: u32 = 300;
        let metric = (highest - lowest).div_ceil(self.snd_mss);
        if highest - lowest > self.cc.reordering * self.snd_mss {
            self.cc.reordering = metric.min(MOST);
        }
        self.cc.reord_seen = true;
    }

    /// RTT-5: a valid sample recomputes the RTO and ends the backoff.
    pub(in crate::tcp) fn sample_rtt(&mut self, cx: &Context<'_>, sample: Micros) {
        self.min_rtt = Some(self.min_rtt.map_or(sample, |least| least.min(sample)));
        match &mut self.estimator {
            None => self.estimator = Some(Estimator::first(sample, self.bounds.min, self.snd_nxt)),
            Some(e) => e.sample(sample, self.bounds.min, self.snd_una, self.snd_nxt),
        }
        if let Some(e) = &self.estimator {
            self.icsk_rto = e.rto(cx.clock, self.bounds);
            self.icsk_backoff = 0;
        }
    }
}
