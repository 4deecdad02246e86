//! Protection against wrapped sequence numbers, and the limit on answers to segments that nobody wants.

use crate::segment::{Flags, Segment};
use crate::tcp::context::Context;
use crate::tcp::tcb::TsState;
use crate::time::{Instant, Micros};

/// How old a remembered timestamp may be before it proves nothing (C-11).
const TCP_PAWS_WRAP: Micros = Micros::from_secs(2147);
/// For a RST, a shorter memory (C-11).
const TCP_PAWS_MSL: Micros = Micros::from_secs(60);

/// RFC 7323 §5.3 for a mini-socket: whether `segment` is older than the last timestamp seen (TW-5).
pub(crate) fn rejects(ts: Option<TsState>, segment: &Segment, cx: &Context<'_>) -> bool {
    let (Some(ours), Some(theirs)) = (ts, segment.ts) else {
        return false;
    };
    let age = cx.now.since(ours.stamp);
    let forgiven = segment.flags.has(Flags::RST) && age >= TCP_PAWS_MSL;
    is_older(ours.recent, theirs.val, 0) && age < TCP_PAWS_WRAP && !forgiven
}

/// The same for a full socket, which forgives one tick (C-11: TCP_PAWS_WINDOW).
pub(crate) fn discards(ts: Option<TsState>, segment: &Segment, cx: &Context<'_>) -> bool {
    let (Some(ours), Some(theirs)) = (ts, segment.ts) else {
        return false;
    };
    is_older(ours.recent, theirs.val, 1) && cx.now.since(ours.stamp) < TCP_PAWS_WRAP
}

/// How many ticks of the peer's timestamp clock `segment` is behind the last one that counts.
pub(super) fn lag(ts: Option<TsState>, segment: &Segment) -> u32 {
    let (Some(ours), Some(theirs)) = (ts, segment.ts) else {
        return 0;
    };
    ours.recent.wrapping_sub(theirs.val)
}

fn is_older(recent: u32, val: u32, window: i32) -> bool {
    recent != 0 && (recent.wrapping_sub(val) as i32) > window
}

/// RFC 5961 §10, RST-4: whether an unwanted segment was answered within tcp_invalid_ratelimit, counted in
/// ticks; if not,
/// notes that one is answered now.
pub(crate) fn recently_answered(last: &mut Option<Instant>, cx: &Context<'_>) -> bool {
    let limit = cx.clock.covering(Micros::from_millis(u64::from(cx.knobs.tcp_invalid_ratelimit)));
    let recent = last.is_some_and(|at| cx.jiffies().since(cx.clock.at(at)) < limit);
    if !recent {
        *last = Some(cx.now);
    }
    recent
}
