//! What two honest ends send each other: no byte that nobody wrote, no acknowledgment of what nobody
//! sent.

use super::scenarios::{honest, scenarios};
use super::{config, played};
use lastack::host::SocketId;
use lastack::segment::Flags;
use lastack::seq::Seq;
use lastack::sim::{SegmentRecord, What};
use lastack::tcp::{CallResult, Sending};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn nobody_acknowledges_what_was_not_sent(scenario in honest()) {
        let log = played(&scenario);
        // Of each direction between two ports, what was ever sent; the SYN that nobody saw took one.
        let mut sent: BTreeMap<_, Vec<(Seq, Seq)>> = BTreeMap::new();
        for record in &log.segments {
            let segment = &record.segment;
            let ours = (record.from.index(), segment.sport, segment.dport);
            let theirs = (record.from.peer().index(), segment.dport, segment.sport);
            if segment.flags.has(Flags::ACK) && record.how != Sending::Reset {
                let known = sent.get(&theirs).cloned().unwrap_or_default();
                let first = segment.ack - record.relative.ack;
                let fits = |n: Seq| n == first + 1 || known.iter().any(|(from, to)| n.between(*from, *to));
                prop_assert!(fits(segment.ack), "{} acknowledges {}", record.name, record.relative.ack);
                for block in &segment.sack {
                    prop_assert!(block.start.before(block.end), "{}", record.name);
                    prop_assert!(fits(block.start) && fits(block.end), "{} reports {:?}", record.name, block);
                }
            }
            if record.how != Sending::Reset {
                sent.entry(ours).or_default().push((segment.seq, segment.end_seq()));
            }
        }
    }

    #[test]
    fn a_socket_takes_back_no_acknowledgment(scenario in scenarios()) {
        let log = played(&scenario);
        let mut acked: BTreeMap<SocketId, Seq> = BTreeMap::new();
        for record in log.segments.iter().filter(|record| is_its_own(record)) {
            let (Some(id), true) = (record.socket, record.segment.flags.has(Flags::ACK)) else { continue };
            let before = acked.insert(id, record.segment.ack).unwrap_or(record.segment.ack);
            prop_assert!(!record.segment.ack.before(before), "{} takes back", record.name);
        }
    }

    #[test]
    fn a_socket_sends_what_was_written_and_one_fin(scenario in scenarios()) {
        let log = played(&scenario);
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
                fins.entry(id).or_default().insert(end);
            }
            let most = 1 + written.get(&id).copied().unwrap_or_default() + 1;
            prop_assert!(mini || end <= most || end == u32::MAX, "{}: {} > {}", record.name, end, most);
        }
        prop_assert!(fins.values().all(|ends| ends.len() == 1), "{:?}", fins);
    }

    #[test]
    fn no_reset_answers_a_reset(scenario in scenarios()) {
        let log = played(&scenario);
        for record in log.segments.iter().filter(|record| record.how == Sending::Reset) {
            let cause = log.events[record.event.0 as usize].cause;
            let answered = cause.map(|id| &log.events[id.0 as usize].what);
            if let Some(What::Arrived { segment }) = answered {
                let answered = &log.segments[segment.0 as usize];
                let is_reset = answered.segment.flags.has(Flags::RST);
                prop_assert!(!is_reset, "{} answers {}", record.name, answered.name);
            }
        }
    }
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
