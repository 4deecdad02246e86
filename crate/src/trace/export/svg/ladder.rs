//! The ladder itself, laid out and then drawn: times, lifelines, timers, segments and words.

use super::axis::Axis;
use super::columns::Columns;
use super::hosts::{draw_label, draw_life, draw_timer};
use super::labels::{LINE, Label, Told, labels};
use super::pen::{Pen, path, px};
use super::wire::{self, Flight, Inscriptions};
use crate::host::HostId;
use crate::sim::What;
use crate::time::Instant;
use crate::trace::Trace;
use crate::trace::export::lives::Lives;
use crate::trace::export::timers::{Ran, timers};
use crate::trace::export::waves::waves;
use crate::trace::export::words::{clock, duration};
use crate::trace::export::{Lang, Subject};
use crate::words::said;

/// Before t = 0 the connection stands.
const LEAD: f64 = 34.0;
/// The heads of the columns.
pub(super) const HEADS: f64 = 38.0;

pub(super) struct Ladder<'a> {
    trace: &'a Trace,
    lang: Lang,
    columns: Columns,
    axis: Axis,
    lives: Lives,
    timers: Vec<Ran>,
    pub(super) flights: Vec<Flight<'a>>,
    labels: Vec<Label>,
    top: f64,
    roomy: bool,
}

impl<'a> Ladder<'a> {
    /// With its heads at `top`. Where the axis is compressed, words that have no room are left out.
    pub(super) fn of(subject: &Subject<'a>, columns: Columns, top: f64, zoom: f64) -> Ladder<'a> {
        let Subject { trace, scenario, lang, .. } = *subject;
        let delay = scenario.delay_ms.micros();
        let lives = Lives::of(trace);
        let timers = timers(trace, &lives);
        let flown = trace
            .segments
            .iter()
            .filter_map(|record| super::axis::lost_at(&record.fate, record.sent_at, delay));
        let ends: Instant = flown.chain([trace.ended_at]).max().unwrap_or_default();
        let axis = Axis::of(trace, delay, ends, top + HEADS + LEAD, zoom);
        let flights = wire::flights(trace, &lives, &waves(trace, &lives), &axis, &columns, delay);
        let roomy = zoom >= 1.0;
        let told = Told { trace, lives: &lives, timers: &timers, lang, cut: subject.cut().is_some() };
        let labels = labels(&told, &axis, &columns, roomy);
        Ladder { trace, lang, columns, axis, lives, timers, flights, labels, top, roomy }
    }

    /// Where nothing more is drawn.
    pub(super) fn bottom(&self) -> f64 {
        let words = self.labels.iter().map(|label| label.top + label.lines.len() as f64 * LINE);
        words.fold(self.axis.bottom() + 20.0, f64::max)
    }

    /// Where time begins and ends.
    pub(super) fn span(&self) -> (f64, f64) {
        (self.axis.y(Instant::ZERO), self.axis.bottom())
    }

    pub(super) fn draw(&self, pen: &mut Pen) {
        self.draw_heads(pen);
        self.draw_times(pen);
        let track = |ran: &Ran| self.lives.of_socket(Some(ran.socket)).map_or(0, |life| life.track);
        for ran in &self.timers {
            draw_timer(pen, ran, track(ran), &self.axis, &self.columns);
        }
        for life in &self.lives.0 {
            draw_life(pen, life, &self.axis, &self.columns);
        }
        self.draw_tears(pen);
        for flight in &self.flights {
            wire::draw(pen, flight);
        }
        self.draw_reports(pen);
        let mut inscriptions = Inscriptions::among(&self.flights);
        for flight in &self.flights {
            inscriptions.write(pen, flight, &self.columns, self.lang, self.roomy);
        }
        for label in &self.labels {
            draw_label(pen, label, &self.columns);
        }
    }

    fn draw_heads(&self, pen: &mut Pen) {
        let (y, edge) = (self.top + 14.0, self.top + HEADS);
        for host in HostId::BOTH {
            let x = px(self.columns.line(host, 0));
            let name = said(&[host.name(), " · ", self.lang.host(host)]);
            let at = |y: f64| px(y);
            pen.write(
                "text",
                &[
                    ("class", &said(&["host ", host.name()])),
                    ("x", &x),
                    ("y", &at(y)),
                    ("text-anchor", "middle"),
                ],
                &name,
            );
            let socket = self.trace.sockets.iter().find(|socket| socket.host == host);
            let port = crate::words::number(socket.map_or(0, |socket| socket.sport).into());
            pen.write(
                "text",
                &[("class", "address"), ("x", &x), ("y", &at(y + 15.0)), ("text-anchor", "middle")],
                &said(&[":", &port]),
            );
        }
        pen.draw("path", &[("class", "hair"), ("d", &path(&[(0.0, edge), (self.columns.width, edge)]))]);
    }

    /// Figures that stand too near to those before are left out.
    fn draw_times(&self, pen: &mut Pen) {
        let x = self.columns.axis;
        let (from, to) = self.span();
        pen.draw("path", &[("class", "hair"), ("d", &path(&[(x, from), (x, to)]))]);
        let mut free = f64::MIN;
        for (at, y) in self.axis.ticks() {
            pen.draw("path", &[("class", "hair"), ("d", &path(&[(x - 3.0, y), (x + 3.0, y)]))]);
            if y < free {
                continue;
            }
            free = y + 13.0;
            pen.write(
                "text",
                &[("class", "time"), ("x", &px(x - 7.0)), ("y", &px(y + 4.0)), ("text-anchor", "end")],
                &clock(at),
            );
        }
    }

    /// Where time is torn, so is what runs along it; how long that lasts stands beside.
    fn draw_tears(&self, pen: &mut Pen) {
        let x = self.columns.axis;
        for tear in &self.axis.tears {
            let y = f64::midpoint(tear.top, tear.bottom);
            let living = self.lives.0.iter().filter(|life| {
                let until = life.gone.map_or(f64::MAX, |(at, _)| self.axis.y(at));
                self.axis.y(life.states[0].from) < y && y < until
            });
            let lines = living.map(|life| self.columns.line(life.host, life.track)).chain([x]);
            for line in lines {
                let slash = |up: f64| path(&[(line - 9.0, y + 3.0 - up), (line + 9.0, y - 3.0 - up)]);
                pen.draw("path", &[("class", "tear"), ("d", &slash(0.0))]);
            }
            if tear.bottom - tear.top >= 2.0 * LINE {
                let idle = said(&["+", &duration(tear.lasts)]);
                pen.write(
                    "text",
                    &[("class", "idle"), ("x", &px(x - 7.0)), ("y", &px(y + 4.0)), ("text-anchor", "end")],
                    &idle,
                );
            }
        }
    }

    fn draw_reports(&self, pen: &mut Pen) {
        for event in &self.trace.events {
            let What::IcmpArrived { segment, .. } = event.what else { continue };
            if let Some(flight) = self.flights.iter().find(|flight| flight.record.id == segment) {
                wire::draw_report(pen, flight, self.axis.y(event.at));
            }
        }
    }
}
