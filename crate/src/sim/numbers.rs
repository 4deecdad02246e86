//! Sequence numbers as people read them: counted from the initial ones.

use crate::host::HostId;
use crate::lookup::Lookup;
use crate::segment::{Flags, Segment};
use crate::seq::Seq;
use crate::sim::record::Relative;
use crate::sim::setup::Forged;

/// One direction between two ports.
type Direction = (HostId, u16, u16);

/// The initial numbers of all incarnations, the newest last.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    all: Vec<(Direction, Seq)>,
    /// Where those of a direction stand, by its ports.
    by: Lookup,
}

/// A number belongs to the newest incarnation that it exceeds by less.
const NEAR: u32 = 1 << 24;

impl Numbers {
    /// A connection began with this number.
    pub(super) fn begin(&mut self, host: HostId, sport: u16, dport: u16, initial: Seq) {
        let direction = (host, sport, dport);
        if self.newest(direction, &|known| known == initial).is_none() {
            self.by.add(key(direction), self.all.len() as u32);
            self.all.push((direction, initial));
        }
    }

    pub(super) fn relative(&self, from: HostId, segment: &Segment) -> Relative {
        let ours = (from, segment.sport, segment.dport);
        let theirs = (from.peer(), segment.dport, segment.sport);
        let acks = segment.flags.has(Flags::ACK);
        // RST-2: a reset that answers no ACK has the number 0, which counts from nowhere.
        let from_nowhere = segment.flags == Flags::RST.and(Flags::ACK) && segment.seq == Seq::new(0);
        let mut sack = Vec::new();
        for block in &segment.sack {
            sack.push([self.count(block.start, theirs), self.count(block.end, theirs)]);
        }
        Relative {
            seq: if from_nowhere { 0 } else { self.count(segment.seq, ours) },
            ack: if acks { self.count(segment.ack, theirs) } else { 0 },
            sack,
        }
    }

    fn count(&self, n: Seq, direction: Direction) -> u32 {
        let near = self.newest(direction, &|initial| n - initial < NEAR);
        near.or_else(|| self.newest(direction, &|_| true)).map_or(n.get(), |initial| n - initial)
    }

    /// The newest of a direction's initial numbers that `fits`.
    fn newest(&self, direction: Direction, fits: &dyn Fn(Seq) -> bool) -> Option<Seq> {
        let mut newest = None;
        self.by.each(key(direction), &mut |place| {
            let (of, initial) = self.all[place as usize];
            if of == direction && fits(initial) {
                newest = newest.max(Some(place));
            }
        });
        newest.map(|place| self.all[place as usize].1)
    }

    /// The segment that somebody forges for host `to`: its numbers count from the newest incarnation.
    pub(super) fn forge(&self, to: HostId, forged: &Forged, ports: [u16; 2]) -> Segment {
        let Forged { flags, seq, ack, len, win, sport, dport } = *forged;
        let from = to.peer();
        let sport = sport.unwrap_or(ports[from.index()]);
        let dport = dport.unwrap_or(ports[to.index()]);
        let newest = |direction| self.newest(direction, &|_| true).unwrap_or_default();
        let acks = flags.has(Flags::ACK);
        Segment {
            sport,
            dport,
            flags,
            seq: newest((from, sport, dport)) + seq,
            ack: if acks { newest((to, dport, sport)) + ack } else { Seq::new(0) },
            len,
            win,
            ts: None,
            sack: Vec::new(),
            syn: None,
        }
    }
}

/// Another direction may have the same.
fn key((_, sport, dport): Direction) -> u32 {
    u32::from(sport) << 16 | u32::from(dport)
}
