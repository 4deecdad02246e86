//! What has come: in order and unread, out of order, and what to say of it (RFC 2018, RFC 2883).
//!
//! Owns the ranges; payload itself is never kept. Refuses to decide when an ACK goes: `delayed_ack` does.

use crate::segment::{Flags, SackBlock, Segment};
use crate::seq::Seq;

/// SACK blocks that are remembered (kernel: TCP_NUM_SACKS).
const NUM_SACKS: usize = 4;
/// So many out-of-order segments are acknowledged each; later ones together (kernel:
/// TCP_FASTRETRANS_THRESH in `__tcp_ack_snd_check()`).
const ACKED_EACH: u8 = 3;

/// The receiving half of a connection.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Receiver {
    /// rcv_nxt.
    pub nxt: Seq,
    /// rcv_nxt when the last segment left (rcv_wup).
    pub wup: Seq,
    /// Up to where the application has read (copied_seq).
    pub copied: Seq,
    /// The sequence number of the peer's FIN, once it came in order.
    pub fin: Option<Seq>,
    /// It waits in the queue still: nobody has read as far.
    fin_unread: bool,
    /// Somebody has read as far.
    fin_read: bool,
    /// The segment size that the peer seems to use (rcv_mss).
    pub mss: u32,
    /// The length of the last segment, if that may show a new one (last_seg_size).
    pub last_len: u32,
    /// Of out-of-order segments, in order of sequence numbers, none touching another.
    gaps: Vec<OutOfOrder>,
    /// The same as the peer is told, the newest first.
    sacks: Vec<SackBlock>,
    dsack: Option<SackBlock>,
    /// A round trip was measured on what came in order (rcv_rtt_est).
    pub rtt_known: bool,
    /// Out-of-order segments that were acknowledged since rcv_nxt last moved, and how many since then
    /// wait to be acknowledged together.
    acked_each: (Seq, u8),
    compressed: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct OutOfOrder {
    start: Seq,
    end: Seq,
    fin: bool,
}

/// What became of an out-of-order segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queued {
    New,
    /// All of it was there already.
    Again,
}

impl Receiver {
    pub fn new(rcv_nxt: Seq, snd_mss: u32) -> Receiver {
        /// The least that any peer must take (kernel: TCP_MSS_DEFAULT).
        const MSS_DEFAULT: u32 = 536;
        Receiver {
            nxt: rcv_nxt,
            wup: rcv_nxt,
            copied: rcv_nxt,
            fin: None,
            fin_unread: false,
            fin_read: false,
            mss: snd_mss.min(MSS_DEFAULT),
            last_len: 0,
            gaps: Vec::new(),
            sacks: Vec::new(),
            dsack: None,
            rtt_known: false,
            acked_each: (rcv_nxt, 0),
            compressed: 0,
        }
    }

    /// The end of the payload that came in order.
    fn data_end(&self) -> Seq {
        self.fin.unwrap_or(self.nxt)
    }

    /// Bytes that read() would give now.
    pub fn unread(&self) -> u32 {
        self.data_end() - self.copied
    }

    /// How far rcv_nxt is ahead of copied_seq: what nobody has read, the FIN counted.
    pub fn behind(&self) -> u32 {
        self.unread() + u32::from(self.fin.is_some() && !self.fin_read)
    }

    /// Whether the queue holds anything, the FIN counted.
    pub fn is_queue_empty(&self) -> bool {
        self.unread() == 0 && !self.fin_unread
    }

    /// Takes up to `bytes` from what is unread, and the FIN where they end.
    pub fn read(&mut self, bytes: u32) -> u32 {
        let taken = bytes.min(self.unread());
        self.copied = self.copied + taken;
        self.fin_unread &= bytes == 0 || self.unread() > 0;
        self.fin_read |= self.fin.is_some() && !self.fin_unread;
        taken
    }

    /// Empties the queue. Nobody has read what was in it: copied_seq stays before a FIN.
    pub fn discard(&mut self) {
        self.copied = self.data_end();
        self.fin_unread = false;
    }

    /// `segment` continues what came: rcv_nxt moves, over what had come out of order too. Says whether
    /// that filled the last gap.
    pub fn accept(&mut self, segment: &Segment) -> bool {
        let end = segment.end_seq();
        self.nxt = end;
        if segment.flags.has(Flags::FIN) {
            self.take_fin();
            return false;
        }
        let had_gaps = !self.gaps.is_empty();
        while let Some(first) = self.gaps.first().copied() {
            if first.start.after(self.nxt) {
                break;
            }
            self.gaps.remove(0);
            if first.start.before(self.nxt) {
                self.extend_dsack(SackBlock { start: first.start, end: min(self.nxt, first.end) });
            }
            if first.end.after(self.nxt) {
                self.nxt = first.end;
                if first.fin {
                    self.take_fin();
                    return true;
                }
            }
        }
        let nxt = self.nxt;
        self.sacks.retain(|block| block.end.after(nxt));
        had_gaps && self.gaps.is_empty()
    }

    fn take_fin(&mut self) {
        self.fin = Some(self.nxt - 1);
        self.fin_unread = true;
    }

    /// SM-22: an accepted FIN discards what came beyond it. The ACK that goes before still tells of it.
    pub fn discard_gaps(&mut self) {
        self.dsack = None;
        self.gaps.clear();
        self.sacks.clear();
    }

    /// `segment` lies behind a gap (kernel: `tcp_data_queue_ofo()`).
    pub fn queue(&mut self, segment: &Segment) -> Queued {
        let (start, end) = (segment.seq, segment.end_seq());
        let mut merged = OutOfOrder { start, end, fin: segment.flags.has(Flags::FIN) };
        if self.gaps.iter().any(|gap| !start.before(gap.start) && !end.after(gap.end)) {
            self.dsack = Some(SackBlock { start, end });
            return Queued::Again;
        }
        // Those that it touches stand side by side, and become one with it.
        let place = self.gaps.iter().take_while(|gap| gap.end.before(start)).count();
        while let Some(gap) = self.gaps.get(place).copied().filter(|gap| !gap.start.after(merged.end)) {
            self.gaps.remove(place);
            let overlap = SackBlock { start: max(gap.start, start), end: min(gap.end, end) };
            if overlap.start.before(overlap.end) {
                self.extend_dsack(overlap);
            }
            merged.start = min(merged.start, gap.start);
            if gap.end.after(merged.end) {
                (merged.end, merged.fin) = (gap.end, gap.fin);
            }
        }
        self.gaps.insert(place, merged);
        self.note_sack(start, end);
        Queued::New
    }

    /// RFC 2018 §4: the block of the newest segment goes first.
    fn note_sack(&mut self, start: Seq, end: Seq) {
        let mut block = SackBlock { start, end };
        // Blocks that the new one touches become one with it.
        self.sacks.retain(|other| {
            let apart = other.end.before(block.start) || other.start.after(block.end);
            if !apart {
                block = SackBlock { start: min(block.start, other.start), end: max(block.end, other.end) };
            }
            apart
        });
        self.sacks.insert(0, block);
        self.sacks.truncate(NUM_SACKS);
    }

    /// RFC 2883 §4: this came twice, say so on the next segment.
    pub fn note_duplicate(&mut self, block: SackBlock) {
        self.dsack = Some(block);
    }

    fn extend_dsack(&mut self, block: SackBlock) {
        let apart = |old: &SackBlock| old.end.before(block.start) || old.start.after(block.end);
        self.dsack = Some(match self.dsack.filter(|old| !apart(old)) {
            Some(old) => SackBlock { start: min(old.start, block.start), end: max(old.end, block.end) },
            None => self.dsack.unwrap_or(block),
        });
    }

    pub fn forget_duplicate(&mut self) {
        self.dsack = None;
    }

    pub fn has_duplicate(&self) -> bool {
        self.dsack.is_some()
    }

    pub fn has_gaps(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// The end of the newest block (SM-26: an exact RST may count from there).
    pub fn newest_sack_end(&self) -> Option<Seq> {
        let ends = self.sacks.iter().map(|block| block.end);
        ends.reduce(max)
    }

    /// Blocks for the next segment, at most so many: a duplicate first, which is said once.
    pub fn blocks_to_report(&mut self, most: usize) -> Vec<SackBlock> {
        let mut blocks = self.sacks.clone();
        if let Some(twice) = self.dsack.take() {
            blocks.insert(0, twice);
        }
        blocks.truncate(most);
        blocks
    }

    /// How many blocks the next segment carries.
    pub fn blocks_due(&self) -> usize {
        self.sacks.len() + usize::from(self.dsack.is_some())
    }

    /// Whether an out-of-order segment is acknowledged at once: the first few of a gap are, and all where
    /// nothing tells how long the others may wait.
    pub fn acknowledges_each(&mut self) -> bool {
        if self.acked_each.0 != self.nxt {
            self.acked_each = (self.nxt, 0);
        }
        if self.acked_each.1 < ACKED_EACH {
            self.acked_each.1 += 1;
            return true;
        }
        false
    }

    /// One more that is acknowledged later, together with others. Says whether it is the first.
    pub fn compress(&mut self) -> bool {
        self.compressed += 1;
        self.compressed == 1
    }

    /// Whether any waited to be acknowledged together; none does now.
    pub fn take_compressed(&mut self) -> bool {
        std::mem::take(&mut self.compressed) > 0
    }
}

fn min(a: Seq, b: Seq) -> Seq {
    if a.before(b) { a } else { b }
}

fn max(a: Seq, b: Seq) -> Seq {
    if a.after(b) { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(seq: u32, len: u32, flags: Flags) -> Segment {
        Segment {
            sport: 1,
            dport: 2,
            flags: Flags::ACK.and(flags),
            seq: Seq::new(seq),
            ack: Seq::new(1),
            len,
            win: 100,
            ts: None,
            sack: vec![],
            syn: None,
        }
    }

    /// A receiver that expects 1 and has these stretches behind a gap.
    fn with_gaps(stretches: &[(u32, u32)]) -> Receiver {
        let mut receiver = Receiver::new(Seq::new(1), 1448);
        for (start, end) in stretches {
            receiver.queue(&segment(*start, end - start, Flags::NONE));
        }
        receiver
    }

    fn blocks(receiver: &mut Receiver) -> Vec<(u32, u32)> {
        receiver.blocks_to_report(4).iter().map(|block| (block.start.get(), block.end.get())).collect()
    }

    #[test]
    fn blocks_are_told_newest_first_and_grow_together() {
        for (stretches, told) in [
            (&[(101, 201)][..], &[(101, 201)][..]),
            (&[(101, 201), (301, 401)], &[(301, 401), (101, 201)]),
            (&[(101, 201), (301, 401), (201, 301)], &[(101, 401)]),
            (&[(101, 201), (301, 401), (401, 501)], &[(301, 501), (101, 201)]),
            // Four are remembered, the oldest forgotten.
            (
                &[(101, 102), (201, 202), (301, 302), (401, 402), (501, 502)],
                &[(501, 502), (401, 402), (301, 302), (201, 202)],
            ),
        ] {
            assert_eq!(blocks(&mut with_gaps(stretches)), told, "{stretches:?}");
        }
    }

    #[test]
    fn what_came_twice_is_told_once_and_first() {
        let mut receiver = with_gaps(&[(101, 201), (301, 401)]);
        assert_eq!(receiver.queue(&segment(321, 10, Flags::NONE)), Queued::Again);
        assert_eq!(blocks(&mut receiver), [(321, 331), (301, 401), (101, 201)]);
        assert_eq!(blocks(&mut receiver), [(301, 401), (101, 201)]);
        assert_eq!(receiver.queue(&segment(151, 100, Flags::NONE)), Queued::New);
        assert_eq!(blocks(&mut receiver), [(151, 201), (101, 251), (301, 401)]);
    }

    #[test]
    fn a_gap_that_is_filled_takes_over_what_lay_behind_it() {
        for (seq, len, nxt, filled) in
            [(1, 50, 51, false), (1, 100, 201, false), (1, 300, 401, true), (1, 500, 501, true)]
        {
            let mut receiver = with_gaps(&[(101, 201), (301, 401)]);
            assert_eq!(receiver.accept(&segment(seq, len, Flags::NONE)), filled, "{len}");
            assert_eq!((receiver.nxt.get(), receiver.unread()), (nxt, nxt - 1), "{len}");
        }
    }

    #[test]
    fn a_fin_behind_a_gap_counts_once_the_gap_is_filled() {
        let mut receiver = with_gaps(&[]);
        receiver.queue(&segment(101, 100, Flags::FIN));
        assert_eq!((receiver.fin, receiver.newest_sack_end()), (None, Some(Seq::new(202))));
        assert!(receiver.accept(&segment(1, 100, Flags::NONE)));
        assert_eq!(
            (receiver.fin, receiver.nxt, receiver.unread()),
            (Some(Seq::new(201)), Seq::new(202), 200)
        );
    }

    #[test]
    fn a_read_takes_what_is_there() {
        let mut receiver = with_gaps(&[]);
        receiver.accept(&segment(1, 100, Flags::FIN));
        assert_eq!([60, 60, 60].map(|bytes| receiver.read(bytes)), [60, 40, 0]);
        assert_eq!(receiver.unread(), 0);
    }

    #[test]
    fn numbers_wrap() {
        let mut receiver = Receiver::new(Seq::new(u32::MAX - 9), 1448);
        receiver.accept(&segment(u32::MAX - 9, 20, Flags::NONE));
        assert_eq!((receiver.nxt.get(), receiver.unread()), (10, 20));
    }
}
