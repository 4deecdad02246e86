//! The time map of a drawing: from virtual time to the length of the drawing, made as the page's compact one.
//!
//! Inside a burst time is linear, and a stretch in which nothing happens is torn: it takes 16 + 8·log2(gap / 10 ms)
//! pixels whatever its length, so that exponential backoff reads as an even staircase (design, §9). That is less than
//! in the page: a picture is seen whole, and nobody points at what it leaves empty.

use crate::host::HostId;
use crate::sim::{Fate, SegmentId, What};
use crate::time::{Instant, Micros};
use crate::trace::Trace;

/// How far a lost segment gets.
pub(super) const LOST_AT: f64 = 0.55;

/// One way across the wire is this tall, so that arrows slant alike at every round trip …
const FLIGHT: f64 = 40.0;
/// … but a short flight is not stretched: on a LAN arrows are nearly level, as they should be.
const MOST_PER_MS: f64 = 4.0;
/// No stretch shorter than this is torn.
const SHORTEST_GAP: Micros = Micros::from_millis(16);
/// How far apart segments stand that are sent, or arrive, in one moment.
const ROW: f64 = 15.0;

/// A moment, and where on the drawing it begins and ends: it ends lower where it needs rows.
struct Knot {
    at: Instant,
    top: f64,
    bottom: f64,
}

/// A stretch of time in which nothing happens.
pub(super) struct Tear {
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) lasts: Micros,
}

pub(super) struct Axis {
    knots: Vec<Knot>,
    pub(super) tears: Vec<Tear>,
    rows: Rows,
    row: f64,
}

impl Axis {
    /// A map that begins at `top`. A zoom of 1 is how a run is seen where there is room.
    pub(super) fn of(trace: &Trace, delay: Micros, ends: Instant, top: f64, zoom: f64) -> Axis {
        let rows = Rows::of(trace);
        let mut moments: Vec<Instant> = trace.events.iter().map(|event| event.at).collect();
        moments
            .extend(trace.segments.iter().filter_map(|record| lost_at(&record.fate, record.sent_at, delay)));
        moments.extend([Instant::ZERO, ends]);
        moments.retain(|at| *at <= ends);
        moments.sort();
        moments.dedup();
        let row = ROW * zoom;
        let per_ms = (FLIGHT / (delay.get().max(1) as f64 / 1_000.0)).min(MOST_PER_MS) * zoom;
        let mut axis = Axis { knots: Vec::new(), tears: Vec::new(), rows, row };
        let mut y = top;
        for at in moments {
            if let Some(last) = axis.knots.last() {
                let lasts = at.since(last.at);
                let long = lasts >= SHORTEST_GAP && lasts.get() >= 2 * delay.get();
                let linear = lasts.get() as f64 / 1_000.0 * per_ms;
                let torn = (16.0 + 8.0 * log2(lasts.get() as f64 / 10_000.0)) * zoom;
                y = last.bottom + linear;
                if long && torn < linear {
                    y = last.bottom + torn;
                    axis.tears.push(Tear { top: last.bottom, bottom: y, lasts });
                }
            }
            let bottom = y + f64::from(axis.rows.most(at)) * row;
            axis.knots.push(Knot { at, top: y, bottom });
        }
        axis
    }

    /// Where a moment begins.
    pub(super) fn y(&self, at: Instant) -> f64 {
        let after = self.knots.partition_point(|knot| knot.at < at);
        match (self.knots.get(after), after.checked_sub(1).and_then(|before| self.knots.get(before))) {
            (Some(knot), _) if knot.at == at => knot.top,
            (Some(next), Some(last)) => {
                let whole = next.at.since(last.at).get() as f64;
                last.bottom + at.since(last.at).get() as f64 / whole * (next.top - last.bottom)
            }
            (Some(only), None) | (None, Some(only)) => only.bottom,
            (None, None) => 0.0,
        }
    }

    pub(super) fn bottom(&self) -> f64 {
        self.knots.last().map_or(0.0, |knot| knot.bottom)
    }

    /// Where a segment leaves.
    pub(super) fn leaves(&self, segment: SegmentId, at: Instant) -> f64 {
        self.y(at) + self.row * f64::from(self.rows.sent(segment))
    }

    /// Where a segment arrives for the nth time, from 0.
    pub(super) fn arrives(&self, segment: SegmentId, nth: usize, at: Instant) -> f64 {
        self.y(at) + self.row * f64::from(self.rows.arrived(segment, nth))
    }

    /// The times that are worth their figures: where a burst begins.
    pub(super) fn ticks(&self) -> Vec<(Instant, f64)> {
        let begins =
            |knot: &&Knot| knot.at == Instant::ZERO || self.tears.iter().any(|tear| tear.bottom == knot.top);
        self.knots.iter().filter(begins).map(|knot| (knot.at, knot.top)).collect()
    }
}

/// When the last of a lost segment is seen.
pub(super) fn lost_at(fate: &Fate, sent: Instant, delay: Micros) -> Option<Instant> {
    matches!(fate, Fate::Lost { .. }).then(|| sent + Micros::new((delay.get() as f64 * LOST_AT) as u64))
}

/// Segments that one host sends, or gets, in one moment stand one below the other, in their order. An answer leaves
/// where what it answers has come.
struct Rows {
    sent: Vec<(SegmentId, u32)>,
    arrived: Vec<(SegmentId, u32)>,
    most: Vec<(Instant, u32)>,
}

impl Rows {
    fn of(trace: &Trace) -> Rows {
        let mut rows = Rows { sent: Vec::new(), arrived: Vec::new(), most: Vec::new() };
        let mut last: [Option<(Instant, u32, bool)>; 2] = [None; 2];
        for event in &trace.events {
            let (What::Sent { segment, .. } | What::Arrived { segment }) = event.what else { continue };
            let arrives = matches!(event.what, What::Arrived { .. });
            let host: HostId = event.host;
            let before = last[host.index()].filter(|(at, _, _)| *at == event.at);
            let row = match before {
                None => 0,
                Some((_, row, arrived)) => row + u32::from(arrives || !arrived),
            };
            last[host.index()] = Some((event.at, row, arrives));
            if arrives { &mut rows.arrived } else { &mut rows.sent }.push((segment, row));
            if row > 0 {
                rows.most.push((event.at, row));
            }
        }
        rows
    }

    fn sent(&self, segment: SegmentId) -> u32 {
        self.sent.iter().find(|(id, _)| *id == segment).map_or(0, |(_, row)| *row)
    }

    fn arrived(&self, segment: SegmentId, nth: usize) -> u32 {
        self.arrived.iter().filter(|(id, _)| *id == segment).nth(nth).map_or(0, |(_, row)| *row)
    }

    fn most(&self, at: Instant) -> u32 {
        self.most.iter().filter(|(moment, _)| *moment == at).map(|(_, row)| *row).max().unwrap_or(0)
    }
}

/// The binary logarithm of a number from 1 on, to 16 bits, by squaring: a library's may differ from machine to machine.
fn log2(mut n: f64) -> f64 {
    let mut log = 0.0;
    while n >= 2.0 {
        n /= 2.0;
        log += 1.0;
    }
    let mut bit = 0.5;
    for _ in 0..16 {
        n *= n;
        if n >= 2.0 {
            n /= 2.0;
            log += bit;
        }
        bit /= 2.0;
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_near_enough() {
        for n in [1.0, 1.6, 2.0, 3.0, 21.4, 5_734.4, 180_000.0_f64] {
            assert!((log2(n) - n.log2()).abs() < 1e-4, "{n}");
        }
    }
}
