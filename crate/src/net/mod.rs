//! The link between the two hosts: how long a segment takes, and what may happen to it on the way.
//!
//! Owns the rules of loss, delay and duplication. Refuses to look at who the endpoints are or what state
//! they are in: it sees segments.

mod fault;
mod link;

pub use crate::tcp::IcmpError;
pub use fault::{Action, Fault, Payload};
pub use link::{Carriage, Flow, Link, LinkState, LossCause, SegmentName, SegmentNameError, Wish};
