//! What the world lends an endpoint.

use crate::tcp::knobs::Knobs;
use crate::tcp::profile::Profile;
use crate::time::{Instant, Jiffies, JiffyClock};

/// What an endpoint may know of its surroundings while it handles something.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub now: Instant,
    pub clock: &'a JiffyClock,
    pub profile: Profile,
    pub knobs: &'a Knobs,
    /// Mini-sockets on this host, against tcp_max_tw_buckets.
    pub mini_sockets: usize,
    /// Orphans on the machine, both hosts together, and how many it may have (ORP-1).
    pub orphans: u32,
    pub tcp_max_orphans: i32,
    /// How many challenge ACKs this host may still send in this second (RST-4).
    pub challenges_left: u32,
}

impl Context<'_> {
    /// The TCP timestamp clock: milliseconds, never 0, common to a pair of hosts.
    pub fn ts_now(&self) -> u32 {
        self.ts_at(self.now)
    }

    /// What that clock read at `at`.
    pub fn ts_at(&self, at: Instant) -> u32 {
        const BASE: u64 = 1_000_000;
        (BASE + at.as_millis()) as u32
    }

    /// Whether the peer echoes a timestamp of before `stamp`: what it acknowledges is none that was sent then, but an
    /// earlier copy (RFC 3522; kernel: `tcp_tsopt_ecr_before()`).
    pub fn echoes_before(&self, echo: Option<u32>, stamp: Instant) -> bool {
        echo.is_some_and(|echo| (echo.wrapping_sub(self.ts_at(stamp)) as i32) < 0)
    }

    /// The tick that it is.
    pub fn jiffies(&self) -> Jiffies {
        self.clock.at(self.now)
    }
}
