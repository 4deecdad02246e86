//! What waits to be sent, and what waits for its acknowledgment, in the units that the kernel keeps.

use crate::segment::{Flags, SackBlock};
use crate::seq::Seq;
use crate::time::Instant;
use std::collections::VecDeque;

/// A stretch of the byte stream that is sent as one: a SYN, payload, a FIN, or payload with a FIN.
///
/// Before it is sent it may be larger than a segment; once sent it is exactly one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Skb {
    pub seq: Seq,
    /// After its last byte, a SYN or FIN counted.
    pub end_seq: Seq,
    /// SYN, FIN and PSH.
    pub flags: Flags,
    /// When it was last sent.
    pub sent_at: Instant,
    /// In which order segments of the same moment were sent.
    pub sent_nth: u64,
    /// Segments of the same number were sent as one burst and stay one as long as all that's known of them
    /// is the same (kernel: one sk_buff of several segments).
    pub burst: u64,
    pub score: Score,
    /// Sent more than once (kernel: TCPCB_EVER_RETRANS). Karn's rule asks only this (RTT-5).
    pub ever_retrans: bool,
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
            sent_nth: 0,
            burst: 0,
            score: Score::default(),
            ever_retrans: false,
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
        let mut rest = self.clone();
        rest.seq = self.seq + len;
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
pub(super) fn burst_end(queue: &VecDeque<Skb>, place: usize) -> usize {
    let mut end = place + 1;
    while end < queue.len() && queue[end - 1].goes_with(&queue[end]) {
        end += 1;
    }
    end
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
    pub fn of(queue: &VecDeque<Skb>) -> Outstanding {
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
