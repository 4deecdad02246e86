//! A run: two hosts, a link and a script in virtual time.
//!
//! Owns the queue of what happens next, the record of what happened and time travel over it. Refuses to
//! decide anything about TCP.

mod agenda;
mod history;
mod numbers;
mod record;
mod setup;
mod world;

pub use history::{End, History, Progress};
pub use record::{Event, EventId, Fate, Log, Mark, Relative, SegmentId, SegmentRecord, SocketRecord, What};
pub use setup::{Do, Forged, MAIN, Setup, Step, When};
pub use world::{MOST_EVENTS, World};
