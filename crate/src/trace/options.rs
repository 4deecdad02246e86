//! TCP options as Linux lays them out in a segment's header (kernel: `tcp_options_write()`).
//!
//! Owns their order and their padding, which a printed dump shows and a packet holds. A segment that was forged for
//! a scenario has what it was given, and nothing else.

use crate::segment::{SackBlock, Segment, Timestamps};

/// One option of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TcpOption<'a> {
    Nop,
    Mss(u16),
    SackOk,
    Timestamps(Timestamps),
    WindowScale(u8),
    Sack(&'a [SackBlock]),
}

/// Those of a segment, padding included: together they fill whole words.
pub(super) fn options(segment: &Segment) -> Vec<TcpOption<'_>> {
    use TcpOption::{Mss, Nop, Sack, SackOk, WindowScale};
    let mut options = Vec::new();
    options.extend(segment.syn.map(|syn| Mss(syn.mss)));
    let sack_ok = segment.syn.is_some_and(|syn| syn.sack_ok);
    // Each of the two takes the other's padding.
    match (segment.ts, sack_ok) {
        (Some(_), true) | (None, false) => {}
        (Some(_), false) | (None, true) => options.extend([Nop, Nop]),
    }
    if sack_ok {
        options.push(SackOk);
    }
    options.extend(segment.ts.map(TcpOption::Timestamps));
    if let Some(syn) = segment.syn {
        options.extend([Nop, WindowScale(syn.wscale)]);
    }
    if !segment.sack.is_empty() {
        options.extend([Nop, Nop, Sack(&segment.sack)]);
    }
    options
}
