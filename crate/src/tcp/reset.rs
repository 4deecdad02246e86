//! The RST that answers a segment which no socket wants (RST-2, RST-3).

use crate::segment::{Flags, Segment};
use crate::seq::Seq;

/// RFC 9293 §3.10.7.1: with ACK, RST at its ack number; without, RST and ACK of all that it took. No
/// options. Nothing in reply to a RST.
pub fn reply(to: &Segment) -> Option<Segment> {
    if to.flags.has(Flags::RST) {
        return None;
    }
    let (flags, seq, ack) = if to.flags.has(Flags::ACK) {
        (Flags::RST, to.ack, Seq::new(0))
    } else {
        (Flags::RST.and(Flags::ACK), Seq::new(0), to.end_seq())
    };
    Some(Segment {
        sport: to.dport,
        dport: to.sport,
        flags,
        seq,
        ack,
        len: 0,
        win: 0,
        ts: None,
        sack: Vec::new(),
        syn: None,
    })
}
