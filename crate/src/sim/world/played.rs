//! A world whose applications are played from outside, beside its script or instead of one: for whoever has more
//! connections than a script has lines.

use super::World;
use crate::host::{Call, HostId};
use crate::sim::record::Log;
use crate::sim::setup::Setup;
use crate::time::Instant;

impl World {
    /// It goes on after [`MOST_EVENTS`](super::MOST_EVENTS).
    pub fn lift_limit(&mut self) {
        self.most_events = u32::MAX;
    }

    /// Everything up to and at `until`, which is now then.
    pub fn tick(&mut self, setup: &Setup, until: Instant, log: &mut Log) {
        while self.step_until(setup, until, log) {}
        self.now = self.now.max(until);
    }

    /// The application that holds `name`, or will, makes a call now.
    pub fn on_call(&mut self, setup: &Setup, host: HostId, name: &str, call: Call, log: &mut Log) {
        self.call(setup, host, name, call, None, log);
    }

    /// How many segments were sent so far.
    pub fn sent(&self) -> u32 {
        self.counts.segments
    }
}
