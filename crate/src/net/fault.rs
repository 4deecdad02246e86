//! A rule of the link: which segments it is about, and what becomes of them.

use super::link::SegmentName;
use crate::host::HostId;
use crate::segment::{Flags, Segment};
use crate::tcp::IcmpError;
use crate::time::{Instant, Micros};

/// The first rule that matches and is neither skipping nor used up decides (as the recorder does it). One that
/// names a single segment decides for it wherever it stands, and the others count as if it weren't there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The one segment that it is about.
    pub segment: Option<SegmentName>,
    pub from: Option<HostId>,
    /// Flags that must all be set.
    pub has: Flags,
    /// Flags of which none may be set.
    pub hasnt: Flags,
    pub payload: Payload,
    pub sport: Option<u16>,
    /// Sent at or after this moment.
    pub after: Option<Instant>,
    /// Sent before this moment.
    pub before: Option<Instant>,
    /// How many matching segments it lets pass first.
    pub skip: u32,
    /// How many it then takes; nothing is for ever.
    pub count: Option<u32>,
    pub action: Action,
}

/// Whether a rule asks for payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    Any,
    Some,
    None,
}

/// What a rule does to a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Drop,
    /// Later by so much.
    Delay(Micros),
    /// It arrives twice.
    Duplicate,
    /// It is lost, and a router says so to its sender.
    Icmp(IcmpError),
}

impl Fault {
    pub(super) fn matches(&self, name: SegmentName, segment: &Segment, now: Instant) -> bool {
        let Fault {
            segment: named,
            from,
            has,
            hasnt,
            payload,
            sport,
            after,
            before,
            skip: _,
            count: _,
            action: _,
        } = self;
        named.is_none_or(|of| of == name)
            && from.is_none_or(|host| host == name.from)
            && segment.flags.has(*has)
            && !segment.flags.any(*hasnt)
            && match payload {
                Payload::Any => true,
                Payload::Some => segment.len > 0,
                Payload::None => segment.len == 0,
            }
            && sport.is_none_or(|port| port == segment.sport)
            && after.is_none_or(|t| now >= t)
            && before.is_none_or(|t| now < t)
    }
}
