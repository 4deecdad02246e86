//! The RST that answers a segment which no socket wants (RST-2, RST-3).

use crate::rule::Rule;
use crate::segment::{Flags, Segment};
use crate::seq::Seq;
use crate::tcp::effect::{Counter, Effects, Sending};

/// RST-2: answers `segment` with RST, unless it is one itself. Says whether it did.
///
/// RFC 9293 §3.10.7.1: with ACK, RST at its ack number; without, RST and ACK of all that it took. No options.
pub fn answer(segment: &Segment, rule: Rule, fx: &mut Effects) -> bool {
    if segment.flags.has(Flags::RST) {
        return false;
    }
    let (flags, seq, ack) = if segment.flags.has(Flags::ACK) {
        (Flags::RST, segment.ack, Seq::new(0))
    } else {
        (Flags::RST.and(Flags::ACK), Seq::new(0), segment.end_seq())
    };
    let rst = Segment {
        sport: segment.dport,
        dport: segment.sport,
        flags,
        seq,
        ack,
        len: 0,
        win: 0,
        ts: None,
        sack: Vec::new(),
        syn: None,
    };
    fx.send(rule, rst, Sending::Reset);
    fx.count(rule, Counter::OutRsts);
    true
}
