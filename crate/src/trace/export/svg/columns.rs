//! Where everything goes across a drawing: times, words, lifelines, timers.

use crate::host::HostId;

#[derive(Clone, Copy)]
pub(super) struct Columns {
    pub(super) width: f64,
    /// Where times end.
    pub(super) axis: f64,
    lifelines: [f64; 2],
    /// Beside its word, a segment's numbers are told, and beside a timer's length the reason for it.
    pub(super) full: bool,
}

/// Half the width of a lifeline that a process holds.
pub(super) const BAND: f64 = 5.0;
/// How wide a timer's bar is.
pub(super) const BAR: f64 = 4.0;
/// From the lifeline outwards: where timers run, and where words begin.
const LANES: [f64; 3] = [13.0, 19.0, 25.0];
const WORDS: f64 = 34.0;
/// From one connection of a host to its next, towards the other host.
const APART: f64 = 46.0;

impl Columns {
    pub(super) fn of(width: f64, full: bool) -> Columns {
        let axis = 68.0;
        // A few more words fit the server's side: there is where it waits.
        let (a, b) = (axis + 18.0 + 0.178 * width, width - 0.23 * width);
        Columns { width, axis, lifelines: [a, b], full }
    }

    /// The lifeline of a host's connection: the first is where its name is.
    pub(super) fn line(&self, host: HostId, track: u32) -> f64 {
        self.lifelines[host.index()] - self.outward(host) * APART * f64::from(track)
    }

    /// Away from the other host.
    pub(super) fn outward(&self, host: HostId) -> f64 {
        match host {
            HostId::A => -1.0,
            HostId::B => 1.0,
        }
    }

    pub(super) fn lane(&self, host: HostId, track: u32, lane: usize) -> f64 {
        self.line(host, track) + self.outward(host) * LANES[lane]
    }

    /// Where words beside a host begin.
    pub(super) fn words(&self, host: HostId) -> f64 {
        self.line(host, 0) + self.outward(host) * WORDS
    }

    /// How wide words beside a host may be.
    pub(super) fn room(&self, host: HostId) -> f64 {
        match host {
            HostId::A => self.words(host) - self.axis - 10.0,
            HostId::B => self.width - 8.0 - self.words(host),
        }
    }
}
