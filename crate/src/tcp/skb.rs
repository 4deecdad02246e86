//! What waits to be sent, and what waits for its acknowledgment, in the units that the kernel keeps.

use crate::segment::{Flags, SackBlock};
use crate::seq::Seq;
use crate::time::Instant;

/// A stretch of the byte stream that is sent as one: a SYN, payload, a FIN, or payload with a FIN.
///
/// Before it is sent it may be larger than a segment; once sent it is exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Skb {
    pub seq: Seq,
    /// After its last byte, a SYN or FIN counted.
    pub end_seq: Seq,
    /// SYN, FIN and PSH.
    pub flags: Flags,
    /// When it was last sent.
    pub sent_at: Instant,
    /// In which pass of its sender it was last sent: a later pass within the same microsecond is later still.
    pub pass: u64,
    /// Segments of the same number were sent as one burst and stay one as long as all that's known of them
    /// is the same (kernel: one sk_buff of several segments).
    pub burst: u64,
    pub score: Score,
    /// Sent more than once (kernel: TCPCB_EVER_RETRANS). Karn's rule asks only this (RTT-5).
    pub ever_retrans: bool,
    /// RACK has called it lost: it looks at it again only once it's sent again, even if that was taken back
    /// (kernel: no longer in tsorted_sent_queue).
    pub is_settled: bool,
}

/// What the sender believes of a segment (kernel: the bits of `TCP_SKB_CB()->sacked`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Score {
    /// The peer has it, out of order.
    pub sacked: bool,
    pub lost: bool,
    /// Lost, sent again, and not heard of since.
    pub retrans: bool,
}

impl Skb {
    pub fn new(seq: Seq, len: u32, flags: Flags) -> Skb {
        let extra = u32::from(flags.has(Flags::SYN)) + u32::from(flags.has(Flags::FIN));
        Skb {
            seq,
            end_seq: seq + (len + extra),
            flags,
            sent_at: Instant::ZERO,
            pass: 0,
            burst: 0,
            score: Score::default(),
            ever_retrans: false,
            is_settled: false,
        }
    }

    /// Bytes of payload.
    pub fn len(&self) -> u32 {
        let extra = u32::from(self.flags.has(Flags::SYN)) + u32::from(self.flags.has(Flags::FIN));
        self.end_seq - self.seq - extra
    }

    /// How many segments of `mss` it takes; a bare FIN takes one (SM-25).
    pub fn segments(&self, mss: u32) -> u32 {
        self.len().div_ceil(mss).max(1)
    }

    /// Cuts it after `len` bytes; PSH and FIN stay with the second half (kernel: `tcp_fragment()`).
    pub fn split(&mut self, len: u32) -> Skb {
        let rest = Skb { seq: self.seq + len, ..*self };
        self.end_seq = rest.seq;
        self.flags = self.flags.without(Flags::FIN.and(Flags::PSH));
        rest
    }

    /// Takes over all of `next`, which follows it (kernel: `tcp_collapse_retrans()`).
    pub fn absorb(&mut self, next: Skb) {
        self.end_seq = next.end_seq;
        self.flags = self.flags.and(next.flags);
        self.ever_retrans |= next.ever_retrans;
    }

    /// Whether `next`, which follows it, is part of the same burst still.
    fn goes_with(&self, next: &Skb) -> bool {
        (self.burst, self.score, self.ever_retrans) == (next.burst, next.score, next.ever_retrans)
    }

    pub fn is_covered_by(&self, block: &SackBlock) -> bool {
        !self.seq.before(block.start) && !self.end_seq.after(block.end)
    }
}

/// Where the burst ends that begins at `place` of a queue.
pub(super) fn burst_end(queue: &[Skb], place: usize) -> usize {
    let mut end = place + 1;
    while end < queue.len() && queue[end - 1].goes_with(&queue[end]) {
        end += 1;
    }
    end
}

/// Where the burst begins of which the segment at `place` of a queue is a part.
pub(super) fn burst_start(queue: &[Skb], place: usize) -> usize {
    let mut start = place;
    while start > 0 && queue[start - 1].goes_with(&queue[start]) {
        start -= 1;
    }
    start
}

/// Whether the segments of a burst are full, at `mss` bytes each, but for the last.
pub(super) fn is_cut_for(burst: &[Skb], mss: u32) -> bool {
    burst.split_last().is_none_or(|(last, full)| last.len() <= mss && full.iter().all(|skb| skb.len() == mss))
}

/// Sums over the segments that are out (kernel: packets_out and its parts).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outstanding {
    pub packets: u32,
    pub sacked: u32,
    pub lost: u32,
    pub retrans: u32,
}

impl Outstanding {
    pub fn of(queue: &[Skb]) -> Outstanding {
        let mut sums = Outstanding::default();
        for Skb { score, .. } in queue {
            sums.packets += 1;
            sums.sacked += u32::from(score.sacked);
            sums.lost += u32::from(score.lost);
            sums.retrans += u32::from(score.retrans);
        }
        sums
    }

    /// What the network is thought to hold (kernel: `tcp_packets_in_flight()`).
    pub fn in_flight(&self) -> u32 {
        (self.packets + self.retrans).saturating_sub(self.sacked + self.lost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIN: Flags = Flags::FIN;
    const PSH: Flags = Flags::PSH;

    fn skb(seq: u32, len: u32, flags: Flags) -> Skb {
        Skb::new(Seq::new(seq), len, flags)
    }

    #[test]
    fn a_stretch_takes_as_many_segments_as_its_payload_fills_and_a_bare_fin_one() {
        for (len, flags, segments) in [
            (0, FIN, 1),
            (0, Flags::SYN, 1),
            (1, FIN, 1),
            (1448, FIN, 1),
            (1449, Flags::NONE, 2),
            (14_480, FIN, 10),
        ] {
            let skb = skb(1, len, flags);
            assert_eq!((skb.len(), skb.segments(1448)), (len, segments), "{len} {flags}");
        }
    }

    #[test]
    fn a_cut_leaves_psh_and_fin_with_what_comes_after() {
        let mut first = skb(1, 3000, FIN.and(PSH));
        let rest = first.split(1448);
        assert_eq!((first.seq.get(), first.end_seq.get(), first.flags), (1, 1449, Flags::NONE));
        assert_eq!((rest.seq.get(), rest.end_seq.get(), rest.flags), (1449, 3002, FIN.and(PSH)));
        assert_eq!((first.len(), rest.len()), (1448, 1552));
    }

    #[test]
    fn what_was_cut_can_be_put_together_again() {
        let whole = skb(u32::MAX - 99, 300, FIN.and(PSH));
        for at in [1, 99, 100, 101, 299] {
            let mut first = whole;
            let rest = first.split(at);
            first.absorb(rest);
            assert_eq!(first, whole, "{at}");
        }
    }

    #[test]
    fn in_flight_is_what_is_out_and_neither_arrived_nor_lost() {
        let score =
            |sacked, lost, retrans| Skb { score: Score { sacked, lost, retrans }, ..skb(1, 1, Flags::NONE) };
        for (queue, in_flight) in [
            (vec![], 0),
            (vec![score(false, false, false); 3], 3),
            (vec![score(false, true, false), score(true, false, false), score(false, false, false)], 1),
            // Lost and sent again.
            (vec![score(false, true, true), score(true, false, false)], 1),
        ] {
            assert_eq!(Outstanding::of(&queue).in_flight(), in_flight);
        }
    }

    #[test]
    fn a_block_covers_what_lies_within_it_on_the_circle() {
        let block = SackBlock { start: Seq::new(u32::MAX - 9), end: Seq::new(91) };
        let covered = |seq, len| skb(seq, len, Flags::NONE).is_covered_by(&block);
        assert_eq!(
            [covered(u32::MAX - 9, 101), covered(0, 91), covered(0, 92), covered(u32::MAX - 10, 5)],
            [true, true, false, false]
        );
    }
}
