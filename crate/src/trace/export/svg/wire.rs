//! Segments and routers' reports on the wire, with what is written along them.
//!
//! Colour is never the only sign: what is lost is dashed and stops at a cross, what is sent again is doubled and has ↻,
//! a probe is dotted, a reset thick; what nobody sent is a stub that begins in the open (design, §9).

use super::axis::{Axis, LOST_AT};
use super::columns::{BAND, Columns};
use super::pen::{Pen, path, px, share};
use crate::segment::Flags;
use crate::sim::{Event, Fate, SegmentId, SegmentRecord, What};
use crate::tcp::Sending;
use crate::time::Micros;
use crate::trace::Trace;
use crate::trace::export::Lang;
use crate::trace::export::letters::{FIGURES, mono};
use crate::trace::export::lives::Lives;
use crate::trace::export::words::{flags, in_short, numbers};
use crate::words::{number, said};

pub(super) type Point = (f64, f64);

/// A segment's way across, or more than one where it is doubled.
pub(super) struct Flight<'a> {
    pub(super) record: &'a SegmentRecord,
    wave: Option<u8>,
    pub(super) from: Point,
    /// Where it arrives each time, or would have arrived.
    pub(super) to: Vec<Point>,
}

impl Flight<'_> {
    pub(super) fn is_lost(&self) -> bool {
        matches!(self.record.fate, Fate::Lost { .. })
    }

    fn is_forged(&self) -> bool {
        self.record.how == Sending::Forged
    }

    /// Where it is last seen.
    pub(super) fn end(&self) -> Point {
        let ((x, y), (to_x, to_y)) = (self.from, self.to[0]);
        if self.is_lost() { (x + (to_x - x) * LOST_AT, y + (to_y - y) * LOST_AT) } else { (to_x, to_y) }
    }
}

/// All of a run, in the order of sending.
pub(super) fn flights<'a>(
    trace: &'a Trace,
    lives: &Lives,
    waves: &[(SegmentId, u8)],
    axis: &Axis,
    columns: &Columns,
    delay: Micros,
) -> Vec<Flight<'a>> {
    /// How long the arrow of a forged segment is: it begins nowhere.
    const STUB: f64 = 84.0;
    let track = |event: &Event| lives.of_socket(event.socket).map_or(0, |life| life.track);
    let flight = |record: &'a SegmentRecord| {
        let (from, to) = (record.from, record.from.peer());
        let across = columns.outward(to);
        let sent = &trace.events[record.event.0 as usize];
        let start = columns.line(from, track(sent)) + across * BAND;
        let arrived = |event: &&Event| event.what == What::Arrived { segment: record.id };
        let mut ends: Vec<Point> = Vec::new();
        for (nth, event) in trace.events.iter().filter(arrived).enumerate() {
            ends.push((
                columns.line(to, track(event)) - across * BAND,
                axis.arrives(record.id, nth, event.at),
            ));
        }
        let leaves = axis.leaves(record.id, record.sent_at);
        if ends.is_empty() {
            let row = leaves - axis.y(record.sent_at);
            ends.push((
                columns.line(to, 0) - across * BAND,
                axis.y(record.sent_at + delay).max(leaves - row) + row,
            ));
        }
        let forged = record.how == Sending::Forged;
        let from = if forged { (ends[0].0 - across * STUB, ends[0].1) } else { (start, leaves) };
        let wave = waves.iter().find(|(id, _)| *id == record.id).map(|(_, n)| *n);
        Flight { record, wave, from, to: ends }
    };
    trace.segments.iter().map(flight).collect()
}

/// What a flight is of, as a class.
fn kind(flight: &Flight<'_>) -> &'static str {
    match flight.record.how {
        Sending::Forged => " forged",
        Sending::LossProbe | Sending::WindowProbe => " probe",
        Sending::Retransmission { .. } | Sending::FastRetransmission => " again",
        Sending::First | Sending::Ack | Sending::Reset => {
            if flight.record.segment.flags.has(Flags::RST) {
                " reset"
            } else {
                ""
            }
        }
    }
}

pub(super) fn draw(pen: &mut Pen, flight: &Flight<'_>) {
    let host = flight.record.from.name();
    let lost = if flight.is_lost() { " lost" } else { "" };
    let name = flight.record.name.text();
    pen.open("g", &[("class", &said(&["segment ", host, kind(flight), lost])), ("data-segment", &name)]);
    if flight.is_lost() {
        let (x, y) = flight.end();
        pen.draw("path", &[("class", "rest"), ("d", &path(&[(x, y), flight.to[0]]))]);
        pen.draw("path", &[("class", "line"), ("d", &path(&[flight.from, (x, y)]))]);
        let arm = |dx: f64, dy: f64| path(&[(x - dx, y - dy), (x + dx, y + dy)]);
        pen.draw("path", &[("class", "cross"), ("d", &said(&[&arm(5.0, 5.0), &arm(5.0, -5.0)]))]);
    } else {
        for to in &flight.to {
            pen.draw("path", &[("class", "line"), ("d", &path(&[flight.from, *to]))]);
        }
        if kind(flight) == " again" {
            pen.draw("path", &[("class", "core"), ("d", &path(&[flight.from, flight.to[0]]))]);
        }
        for to in &flight.to {
            pen.draw("path", &[("class", "head"), ("d", &head(flight.from, *to))]);
        }
    }
    if flight.is_forged() {
        let (x, y) = flight.from;
        pen.draw("circle", &[("class", "nowhere"), ("cx", &px(x)), ("cy", &px(y)), ("r", "3")]);
    }
    pen.close();
}

/// A router's report, from where it lost the segment back to its sender.
pub(super) fn draw_report(pen: &mut Pen, flight: &Flight<'_>, at: f64) {
    let (x, y) = flight.end();
    let from = (x, (y + 8.0).min(at));
    let to = (flight.from.0, at);
    pen.open("g", &[("class", "report")]);
    pen.draw("path", &[("class", "line"), ("d", &path(&[from, to]))]);
    pen.draw("path", &[("class", "head"), ("d", &head(from, to))]);
    pen.close();
}

fn head((x, y): Point, (to_x, to_y): Point) -> String {
    let (dx, dy) = (to_x - x, to_y - y);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let corner = |back: f64, side: f64| (to_x - ux * back - uy * side, to_y - uy * back + ux * side);
    said(&[&path(&[(to_x, to_y), corner(9.0, 3.8), corner(9.0, -3.8)]), "Z"])
}

/// Words along an arrow, where they are in nobody's way.
pub(super) struct Inscriptions {
    /// The letters of each that is written.
    taken: Vec<Vec<Point>>,
    lines: Vec<(Point, Point)>,
}

/// How high words stand above their arrow, and how deep below it.
const ABOVE: f64 = 3.8;
const BELOW: f64 = 12.0;

impl Inscriptions {
    pub(super) fn among(flights: &[Flight<'_>]) -> Inscriptions {
        let lines = flights.iter().map(|flight| (flight.from, flight.end())).collect();
        Inscriptions { taken: Vec::new(), lines }
    }

    /// Writes what an arrow is, as much of it as there is room for.
    pub(super) fn write(
        &mut self,
        pen: &mut Pen,
        flight: &Flight<'_>,
        columns: &Columns,
        lang: Lang,
        roomy: bool,
    ) {
        let parts = parts(flight, columns, lang);
        let (from, to) = (flight.from, flight.end());
        let reach = (to.0 - from.0).abs() - 20.0;
        let width = |count: usize| {
            mono(&parts[..count].iter().map(|(_, text)| text.as_str()).collect::<String>(), FIGURES)
        };
        let count = (1..=parts.len()).rev().find(|count| width(*count) <= reach).unwrap_or(1);
        let length = width(count);
        // A forged one has no way of its own: its words stand beside where it begins.
        let Some(place) = self.place(from, to, length) else { return };
        if place.cost > 2 && !roomy {
            return;
        }
        self.taken.push(place.points.clone());
        let rightward = to.0 > from.0;
        let (ux, uy) = direction(from, to);
        let (cos, sin) = if rightward { (ux, uy) } else { (-ux, -uy) };
        let (x, y) = place.begin;
        let turn = [share(cos), share(sin), share(-sin), share(cos), px(x), px(y)].join(" ");
        let class = said(&["inscription ", flight.record.from.name()]);
        let shown: Vec<(&str, &str)> =
            parts[..count].iter().map(|(class, text)| (*class, text.as_str())).collect();
        pen.write_parts(&[("class", &class), ("transform", &said(&["matrix(", &turn, ")"]))], &shown);
    }

    /// Where words of that length disturb least: above the arrow near its sender, else elsewhere along it.
    fn place(&self, from: Point, to: Point, length: f64) -> Option<Place> {
        let (ux, uy) = direction(from, to);
        let whole = (to.0 - from.0).abs() / ux.abs().max(0.01);
        let slack = (whole - length - 20.0).max(0.0);
        let candidates = [0.0, 0.5, 1.0].into_iter().flat_map(|along| [(along, -ABOVE), (along, BELOW)]);
        candidates
            .map(|(along, off)| self.weigh(from, (ux, uy), 10.0 + slack * along, length, off))
            .enumerate()
            .min_by_key(|(nth, place)| (place.cost, *nth))
            .map(|(_, place)| place)
    }

    /// Words that begin so far along an arrow, so far off it.
    fn weigh(&self, (x, y): Point, (ux, uy): Point, start: f64, length: f64, off: f64) -> Place {
        const STEP: f64 = 12.0;
        // "Off" is across the text, which always reads from left to right.
        let (nx, ny) = if ux > 0.0 { (-uy, ux) } else { (uy, -ux) };
        let at = |along: f64| (x + ux * along + nx * off, y + uy * along + ny * off);
        let count = (length / STEP).ceil() as usize;
        let points: Vec<Point> = (0..=count).map(|i| at(start + (i as f64 * STEP).min(length))).collect();
        let heights = spanned(points.iter());
        let taken: Vec<_> =
            self.taken.iter().filter(|other| meet(spanned(other.iter()), heights, STEP)).collect();
        // Its own line runs below it.
        let others = self.lines.iter().filter(|line| line.0 != (x, y));
        let lines: Vec<_> = others.filter(|line| meet(spanned([&line.0, &line.1]), heights, STEP)).collect();
        let mut cost = 0;
        for point in &points {
            let near = |other: &Point| (other.0 - point.0).abs() < STEP && (other.1 - point.1).abs() < 12.0;
            cost += 3 * u32::from(taken.iter().any(|other| other.iter().any(near)));
            // The middle of the letters is above their line.
            let middle = (point.0, point.1 - 4.0);
            cost += lines.iter().filter(|line| crosses(line, middle)).count() as u32;
        }
        let begin = if ux > 0.0 { at(start) } else { at(start + length) };
        Place { begin, cost, points }
    }
}

/// From where to where points reach, down the drawing.
fn spanned<'a>(points: impl IntoIterator<Item = &'a Point>) -> (f64, f64) {
    points.into_iter().fold((f64::MAX, f64::MIN), |(top, bottom), (_, y)| (top.min(*y), bottom.max(*y)))
}

/// Whether two such stretches come as near as that.
fn meet((top, bottom): (f64, f64), (other_top, other_bottom): (f64, f64), near: f64) -> bool {
    top - near < other_bottom && other_top - near < bottom
}

struct Place {
    begin: Point,
    cost: u32,
    points: Vec<Point>,
}

/// Whether a line runs through letters.
fn crosses(&((x, y), (to_x, to_y)): &(Point, Point), (px, py): Point) -> bool {
    let share = (px - x) / (to_x - x);
    (-0.02..=1.02).contains(&share) && (y + (to_y - y) * share - py).abs() < 5.5
}

fn direction((x, y): Point, (to_x, to_y): Point) -> Point {
    let (dx, dy) = (to_x - x, to_y - y);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    (dx / length, dy / length)
}

/// What is said of a segment, each part with its class, what matters most first.
fn parts(flight: &Flight<'_>, columns: &Columns, lang: Lang) -> Vec<(&'static str, String)> {
    let record = flight.record;
    let mut sign = flight.wave.map(|n| said(&[&lang.wave(n), " "])).unwrap_or_default();
    let how = lang.sign(record.how);
    if !how.is_empty() {
        sign.push_str(&said(&[&how, " "]));
    }
    let mut name = flags(record.segment.flags);
    if flight.to.len() > 1 {
        name.push_str(&said(&[" ×", &number(flight.to.len() as i64)]));
    }
    let rest = if columns.full { said(&[" ", &numbers(record)]) } else { in_short(&record.segment) };
    // The sign and the name go together: fewer parts are shown only from the end.
    if rest.is_empty() {
        vec![("sign", sign + &name)]
    } else {
        vec![("sign", sign + &name), ("numbers", rest)]
    }
}
