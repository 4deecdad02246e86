//! Rules of the link, as a scenario writes them.

use crate::host::HostId;
use crate::net::SegmentName;
use crate::scenario::Millis;
use crate::segment::Flags;
use serde::Serialize;

/// A rule of the link: the first that matches decides, but one that names a segment before all others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct RuleLine {
    /// The one segment that it is about, e.g. `b:2`; the rules without this count as if it weren't there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<SegmentName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<HostId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has: Option<Flags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hasnt: Option<Flags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sport: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_ms: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_ms: Option<Millis>,
    /// How many matching segments pass first.
    pub skip: u32,
    /// How many are then taken; −1 for ever.
    pub count: i64,
    // The override makes an intersection: an interface cannot extend a union.
    #[serde(flatten)]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Action"))]
    pub action: Action,
}

impl RuleLine {
    /// A rule that does so to the first segment of anybody.
    pub fn new(action: Action) -> RuleLine {
        RuleLine {
            segment: None,
            from: None,
            has: None,
            hasnt: None,
            data: None,
            sport: None,
            after_ms: None,
            before_ms: None,
            skip: 0,
            count: 1,
            action,
        }
    }
}

/// What a rule does, and the keys that come with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "action", rename_all = "lowercase")]
pub enum Action {
    Drop,
    /// So much later.
    Delay {
        ms: Millis,
    },
    Duplicate,
    /// The segment is lost, and its sender gets an ICMP error of this type and code.
    Icmp {
        #[serde(rename = "type")]
        kind: u8,
        code: u8,
    },
}
