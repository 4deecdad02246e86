//! Virtual time: instants and durations in microseconds, and the jiffies that a kernel counts.
//!
//! Owns the newtypes of time and the arithmetic of the timer wheel. Refuses to know what a timer is
//! for, and never asks a clock: "now" is always given.

use serde::Serialize;
use std::ops::{Add, AddAssign, Sub};

/// A moment of virtual time, in microseconds since the scenario began (t = 0).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct Instant(u64);

/// A length of virtual time, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct Micros(u64);

/// A count of timer ticks: a reading of the kernel's counter, or a difference of two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Jiffies(u64);

impl Instant {
    pub const ZERO: Instant = Instant(0);
    /// Later than anything that happens in a run.
    pub const NEVER: Instant = Instant(u64::MAX);

    pub const fn from_micros(us: u64) -> Self {
        Instant(us)
    }

    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// Whole milliseconds since t = 0: the unit of the kernel's `retrans_stamp` and TCP timestamps.
    pub const fn as_millis(self) -> u64 {
        self.0 / 1000
    }

    /// The time from `earlier` to `self`, or nothing if `earlier` is later.
    pub fn since(self, earlier: Instant) -> Micros {
        Micros(self.0.saturating_sub(earlier.0))
    }
}

impl Micros {
    pub const ZERO: Micros = Micros(0);

    pub const fn new(us: u64) -> Self {
        Micros(us)
    }

    pub const fn from_millis(ms: u64) -> Self {
        Micros(ms * 1000)
    }

    pub const fn from_secs(s: u64) -> Self {
        Micros(s * 1_000_000)
    }

    pub const fn get(self) -> u64 {
        self.0
    }
}

impl Jiffies {
    pub const fn new(n: u64) -> Self {
        Jiffies(n)
    }

    pub const fn get(self) -> u64 {
        self.0
    }

    /// Ticks from `earlier` to `self`, or none if `earlier` is later.
    pub fn since(self, earlier: Jiffies) -> Jiffies {
        Jiffies(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Micros> for Instant {
    type Output = Instant;
    fn add(self, d: Micros) -> Instant {
        Instant(self.0.saturating_add(d.0))
    }
}

impl Add for Micros {
    type Output = Micros;
    fn add(self, d: Micros) -> Micros {
        Micros(self.0 + d.0)
    }
}

impl AddAssign for Micros {
    fn add_assign(&mut self, d: Micros) {
        self.0 += d.0;
    }
}

impl Sub for Micros {
    type Output = Micros;
    fn sub(self, d: Micros) -> Micros {
        Micros(self.0.saturating_sub(d.0))
    }
}

impl Add for Jiffies {
    type Output = Jiffies;
    fn add(self, d: Jiffies) -> Jiffies {
        Jiffies(self.0 + d.0)
    }
}

/// What becomes of a timer that is armed `d` ticks ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wheel {
    /// Linux's hierarchical wheel: buckets grow by 8 from level to level, and a timer fires when its
    /// bucket does, so it's never early and late by up to one bucket (`kernel/time/timer.c`, TMR-1).
    Hierarchical,
    /// Every timer fires on the tick that it asked for: a textbook's clock, no kernel's.
    Exact,
}

impl Wheel {
    /// The tick at which a timer fires that is armed at tick `now` for `d` ticks later
    /// (`kernel/time/timer.c: calc_index()`, TMR-1).
    pub fn fires(self, now: Jiffies, d: Jiffies) -> Jiffies {
        match self {
            Wheel::Exact => now + d,
            Wheel::Hierarchical => {
                let shift = 3 * self.level(d);
                Jiffies((((now.0 + d.0) >> shift) + 1) << shift)
            }
        }
    }

    /// In which level such a timer waits. Level 0 holds up to 62 ticks, each further level eight times as
    /// many (`kernel/time/timer.c: calc_wheel_index()`).
    pub fn level(self, d: Jiffies) -> u32 {
        const LEVEL_0: u64 = 63;
        const DEPTH: u32 = 9;
        match self {
            Wheel::Exact => 0,
            Wheel::Hierarchical => (0..DEPTH).find(|l| d.0 < LEVEL_0 << (3 * l)).unwrap_or(DEPTH - 1),
        }
    }
}

/// A kernel's tick counter laid over virtual time: HZ, the count at t = 0 and how far into that tick
/// t = 0 is. Both hosts of a run are one machine and share it, as network namespaces do.
///
/// Products saturate: at a tick of a microsecond that is more than half a year away, longer than any run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JiffyClock {
    hz: u64,
    at_t0: u64,
    into_us: u64,
    wheel: Wheel,
}

impl JiffyClock {
    /// A clock that ticks `hz` times a second and that at t = 0 stood at `at_t0`, `into` after that
    /// tick began.
    pub fn new(hz: u32, at_t0: Jiffies, into: Micros) -> Self {
        assert!(hz > 0, "a clock ticks");
        JiffyClock { hz: u64::from(hz), at_t0: at_t0.0, into_us: into.0, wheel: Wheel::Hierarchical }
    }

    /// A clock for textbooks: a tick is a microsecond, and timers fire when they are due.
    pub fn ideal() -> Self {
        JiffyClock { hz: 1_000_000, at_t0: 0, into_us: 0, wheel: Wheel::Exact }
    }

    pub fn hz(&self) -> u64 {
        self.hz
    }

    pub fn wheel(&self) -> Wheel {
        self.wheel
    }

    /// The counter's reading at `t`.
    pub fn at(&self, t: Instant) -> Jiffies {
        Jiffies(self.at_t0 + (t.0 + self.into_us) * self.hz / MICROS_PER_SEC)
    }

    /// The moment at which the counter comes to read `j`; t = 0 for a tick that began before.
    pub fn start_of(&self, j: Jiffies) -> Instant {
        let ticks = j.0.saturating_sub(self.at_t0);
        Instant(ticks.saturating_mul(MICROS_PER_SEC).div_ceil(self.hz).saturating_sub(self.into_us))
    }

    /// Whole ticks that cover `d`: the kernel's `usecs_to_jiffies()`, which rounds up. Every timer asks for it,
    /// so it is compiled once, and not into each.
    #[inline(never)]
    pub fn covering(&self, d: Micros) -> Jiffies {
        Jiffies(d.0.saturating_mul(self.hz).div_ceil(MICROS_PER_SEC))
    }

    /// Whole seconds since the machine started, as far as its tick counter tells: Linux counts from five
    /// minutes before 2³² (kernel: INITIAL_JIFFIES).
    pub fn uptime_secs(&self, t: Instant) -> u64 {
        let start = (1 << 32) - 300 * self.hz;
        let ticks = self.at(t).0;
        ticks.checked_sub(start).unwrap_or(ticks) / self.hz
    }

    /// How long `d` ticks last.
    pub fn span(&self, d: Jiffies) -> Micros {
        Micros(d.0.saturating_mul(MICROS_PER_SEC) / self.hz)
    }
}

const MICROS_PER_SEC: u64 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn fires_after(now: u64, d: u64) -> u64 {
        Wheel::Hierarchical.fires(Jiffies(now), Jiffies(d)).0 - now
    }

    #[test]
    fn a_timer_is_never_early_and_late_by_one_bucket_at_most() {
        for now in [0, 1, 7, 8, 63, 511, 512, 4_296_488_782] {
            for d in [0, 1, 62, 63, 64, 503, 504, 4031, 4032, 15_000, 32_255, 32_256, 300_000] {
                let bucket = match d {
                    0..63 => 1,
                    63..504 => 8,
                    504..4032 => 64,
                    4032..32_256 => 512,
                    32_256..258_048 => 4096,
                    _ => 32_768,
                };
                let after = fires_after(now, d);
                assert!(after > d && after <= d + bucket, "now {now}, d {d}: fires after {after}");
            }
        }
    }

    /// design.md §5 and `fourth-wave-never-orphan-retries-1`: 224 ms at HZ 250 is 56 ticks, level 0;
    /// 448 ms is 112, level 1.
    #[test]
    fn the_wheel_rounds_to_the_bucket_of_the_delay() {
        assert_eq!(fires_after(4_296_488_797, 56), 57);
        assert_eq!((4_296_488_911 + fires_after(4_296_488_911, 112)) % 8, 0);
    }

    #[test]
    fn a_clock_reads_ticks_from_its_phase() {
        let clock = JiffyClock::new(250, Jiffies(1000), Micros(3270));
        assert_eq!(clock.at(Instant::ZERO), Jiffies(1000));
        assert_eq!(clock.at(Instant(729)), Jiffies(1000));
        assert_eq!(clock.at(Instant(730)), Jiffies(1001));
        assert_eq!(clock.start_of(Jiffies(1001)), Instant(730));
        assert_eq!(clock.covering(Micros(220_506)), Jiffies(56));
    }

    #[test]
    fn an_ideal_clock_fires_when_it_was_asked_to() {
        let clock = JiffyClock::ideal();
        assert_eq!(clock.wheel().fires(Jiffies(5), clock.covering(Micros(220_506))), Jiffies(220_511));
    }
}
