//! What two ends send each other: no byte that nobody wrote, no acknowledgment of what nobody sent.

use super::{Case, Law};
use crate::host::SocketId;
use crate::segment::Flags;
use crate::seq::Seq;
use crate::sim::{SegmentRecord, What};
use crate::tcp::{CallResult, Sending};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const ACKNOWLEDGED: Law = Law {
    says: "nobody acknowledges what was not sent, where nothing is forged",
    stands: "RFC 9293 §3.4",
    check: acknowledged,
};

pub(super) const TAKEN_BACK: Law =
    Law { says: "a socket takes back no acknowledgment", stands: "RFC 9293 §3.4", check: taken_back };

pub(super) const WRITTEN: Law =
    Law { says: "a socket sends what was written and one FIN", stands: "RFC 9293 §3.6", check: written };

pub(super) const FITS: Law = Law {
    says: "a segment and its header fit into a packet of Ethernet's",
    stands: "RFC 6691 §2",
    check: fits,
};

fn acknowledged(case: &Case<'_>) -> Result<(), String> {
    let segments = &case.log.segments;
    if segments.iter().any(|record| record.how == Sending::Forged) {
        return Ok(());
    }
    // Of each direction between two ports, what was ever sent; the SYN that nobody saw took one.
    let mut sent: BTreeMap<_, Vec<(Seq, Seq)>> = BTreeMap::new();
    for record in segments.iter().filter(|record| record.how != Sending::Reset) {
        let segment = &record.segment;
        let ours = (record.from.index(), segment.sport, segment.dport);
        let theirs = (record.from.peer().index(), segment.dport, segment.sport);
        if segment.flags.has(Flags::ACK) {
            let known = sent.get(&theirs).map(Vec::as_slice).unwrap_or_default();
            let first = segment.ack - record.relative.ack;
            let fits = |n: Seq| n == first + 1 || known.iter().any(|(from, to)| n.between(*from, *to));
            if !fits(segment.ack) {
                return Err(format!("{} acknowledges {}", record.name, record.relative.ack));
            }
            for block in &segment.sack {
                if !block.start.before(block.end) || !fits(block.start) || !fits(block.end) {
                    return Err(format!("{} reports {block:?}", record.name));
                }
            }
        }
        sent.entry(ours).or_default().push((segment.seq, segment.end_seq()));
    }
    Ok(())
}

fn fits(case: &Case<'_>) -> Result<(), String> {
    /// Without IPv4's own header.
    const ROOM: u32 = 1480;
    for record in case.log.segments.iter().filter(|record| record.how != Sending::Forged) {
        let size = record.segment.len + record.segment.header_len();
        if size > ROOM {
            return Err(format!("{} takes {size} bytes", record.name));
        }
    }
    Ok(())
}

fn taken_back(case: &Case<'_>) -> Result<(), String> {
    let mut acked: BTreeMap<SocketId, Seq> = BTreeMap::new();
    for record in case.log.segments.iter().filter(|record| is_its_own(record)) {
        let (Some(id), true) = (record.socket, record.segment.flags.has(Flags::ACK)) else { continue };
        let ack = record.segment.ack;
        if acked.insert(id, ack).is_some_and(|before| ack.before(before)) {
            return Err(format!("{} takes some back", record.name));
        }
    }
    Ok(())
}

fn written(case: &Case<'_>) -> Result<(), String> {
    let log = case.log;
    let mut written: BTreeMap<SocketId, u32> = BTreeMap::new();
    for event in &log.events {
        let What::Called { call, result: CallResult::Bytes(n), .. } = &event.what else { continue };
        if let (Some(id), "write") = (event.socket, call.name()) {
            *written.entry(id).or_default() += n;
        }
    }
    let mut fins: BTreeMap<SocketId, BTreeSet<u32>> = BTreeMap::new();
    for record in log.segments.iter().filter(|record| is_its_own(record)) {
        let Some(id) = record.socket else { continue };
        let mini = log.sockets[id.0 as usize].mini;
        let end = record.relative.seq.wrapping_add(record.segment.seq_len());
        if record.segment.flags.has(Flags::FIN) {
            let ends = fins.entry(id).or_default();
            ends.insert(end);
            if ends.len() > 1 {
                return Err(format!("{} is another FIN", record.name));
            }
        }
        let most = 1 + written.get(&id).copied().unwrap_or_default() + 1;
        if !mini && end > most && end != u32::MAX {
            return Err(format!("{} ends at {end}, and no more than {most} is there", record.name));
        }
    }
    Ok(())
}

/// Neither forged nor a RST, whose numbers may be the other side's.
fn is_its_own(record: &SegmentRecord) -> bool {
    match record.how {
        Sending::Reset | Sending::Forged => false,
        Sending::First
        | Sending::Ack
        | Sending::Retransmission { .. }
        | Sending::FastRetransmission
        | Sending::LossProbe
        | Sending::WindowProbe => true,
    }
}
