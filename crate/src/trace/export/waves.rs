//! The four waves of a close, where it has four.

use super::lives::Lives;
use crate::segment::Flags;
use crate::sim::{SegmentId, SegmentRecord};
use crate::tcp::Sending;
use crate::trace::Trace;

/// Each wave is the first segment that does its part. Where the FINs cross there are none, and where one segment is
/// both 2 and 3 it counts as 3.
pub(super) fn waves(trace: &Trace, lives: &Lives) -> Vec<(SegmentId, u8)> {
    let is_first = |record: &&SegmentRecord| {
        let of_first =
            record.socket.is_none() || lives.of_socket(record.socket).is_some_and(|life| life.nth == 1);
        record.how != Sending::Forged && of_first
    };
    let segments: Vec<&SegmentRecord> = trace.segments.iter().filter(is_first).collect();
    let is_fin = |record: &SegmentRecord| record.segment.flags.has(Flags::FIN);
    let acks = |record: &SegmentRecord, fin: &SegmentRecord| {
        let end = fin.relative.seq.wrapping_add(fin.segment.len);
        record.from != fin.from && record.id > fin.id && record.relative.ack > end
    };
    let Some(one) = segments.iter().find(|record| is_fin(record)) else { return Vec::new() };
    let two = segments.iter().find(|record| acks(record, one));
    let three = segments.iter().find(|record| is_fin(record) && record.from != one.from);
    if three.is_some_and(|three| !acks(three, one)) {
        return Vec::new();
    }
    let four = three.and_then(|three| segments.iter().find(|record| acks(record, three)));
    let mut waves: Vec<(SegmentId, u8)> = Vec::new();
    for (wave, n) in [(four, 4), (three, 3), (two, 2), (Some(one), 1)] {
        if let Some(record) = wave.filter(|record| waves.iter().all(|(id, _)| *id != record.id)) {
            waves.push((record.id, n));
        }
    }
    waves
}
