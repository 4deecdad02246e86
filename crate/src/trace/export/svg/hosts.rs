//! Lifelines: who holds each end, from when to when, its timers, and the words beside it.

use super::axis::Axis;
use super::columns::{BAND, BAR, Columns};
use super::labels::{About, LINE, Label};
use super::pen::{Pen, path, px};
use crate::host::HostId;
use crate::tcp::Timer;
use crate::trace::export::lives::{Holder, Life};
use crate::trace::export::timers::Ran;
use crate::words::said;

/// How much of a connection that stood before t = 0 is seen.
const BEFORE: f64 = 26.0;
/// How much of one that nothing ends.
const AFTER: f64 = 40.0;

/// One end: wide and filled where a process holds it, an outline where nobody does, narrow where a mini-socket
/// stands in its place.
pub(super) fn draw_life(pen: &mut Pen, life: &Life, axis: &Axis, columns: &Columns) {
    let x = columns.line(life.host, life.track);
    pen.open("g", &[("class", &said(&["life ", life.host.name()]))]);
    for (i, span) in life.holders.iter().enumerate() {
        let last = i + 1 == life.holders.len();
        let from = axis.y(span.from) - if span.event.is_none() { BEFORE } else { 0.0 };
        let to = axis.y(span.to) + if last && life.gone.is_none() { AFTER } else { 0.0 };
        let (class, half) = match span.what {
            Holder::Process => ("held", BAND),
            Holder::Orphan => ("orphan", BAND - 0.7),
            Holder::Mini => ("mini", 1.8),
        };
        rect(pen, class, x - half, from, 2.0 * half, to - from);
    }
    for span in life.states.iter().filter(|span| span.event.is_some()) {
        let y = axis.y(span.from);
        pen.draw("path", &[("class", "turn"), ("d", &path(&[(x - BAND - 2.0, y), (x + BAND + 2.0, y)]))]);
    }
    if let Some((at, _)) = life.gone {
        let y = axis.y(at);
        pen.draw("path", &[("class", "end"), ("d", &path(&[(x - BAND - 2.0, y), (x + BAND + 2.0, y)]))]);
    }
    pen.close();
}

/// A timer, from when it was armed to what became of it: where it fired, its bar is closed.
pub(super) fn draw_timer(pen: &mut Pen, ran: &Ran, track: u32, axis: &Axis, columns: &Columns) {
    let (top, bottom) = (axis.y(ran.from), axis.y(ran.to));
    if bottom - top < 1.5 {
        return;
    }
    let x = columns.lane(ran.host, track, lane(ran.timer)) - BAR / 2.0;
    pen.open("g", &[("class", &said(&["timer ", ran.host.name()]))]);
    rect(pen, "bar", x, top + 0.5, BAR, bottom - top - 0.5);
    if ran.fired {
        pen.draw("path", &[("class", "fired"), ("d", &path(&[(x - 1.5, bottom), (x + BAR + 1.5, bottom)]))]);
    }
    pen.close();
}

/// Those that run beside others have lanes of their own.
const fn lane(timer: Timer) -> usize {
    match timer {
        Timer::Retransmit
        | Timer::LossProbe
        | Timer::Reorder
        | Timer::Persist
        | Timer::TimeWait
        | Timer::SynAck => 0,
        Timer::DelayedAck | Timer::CompressedAck => 1,
        Timer::Keepalive | Timer::Linger => 2,
    }
}

/// Words beside a lifeline; a call points at it, and a signal away from it.
pub(super) fn draw_label(pen: &mut Pen, label: &Label, columns: &Columns) {
    let Label { host, about, anchor, top, lines } = label;
    let x = columns.words(*host);
    let outward = columns.outward(*host);
    let align = match host {
        HostId::A => "end",
        HostId::B => "start",
    };
    pen.open("g", &[("class", &said(&["label ", host.name()]))]);
    let edge = columns.line(*host, 0) + outward * (BAND + 2.0);
    let (tip, foot) = match about {
        About::Call | About::Icmp | About::Sysctl => (edge, edge + outward * 7.0),
        About::Signal => (edge + outward * 7.0, edge),
        About::Born | About::State | About::Gone | About::Timer => (edge, edge),
    };
    if tip != foot {
        let corners = [(tip, *anchor), (foot, anchor - 3.5), (foot, anchor + 3.5)];
        pen.draw("path", &[("class", "pointer"), ("d", &said(&[&path(&corners), "Z"]))]);
    }
    let middle = top + lines.len() as f64 * LINE / 2.0;
    if (middle - anchor).abs() > 1.2 * LINE && *about != About::State && *about != About::Timer {
        pen.draw(
            "path",
            &[
                ("class", "leader"),
                ("d", &path(&[(x - outward * 3.0, top + LINE / 2.0), (edge + outward * 8.0, *anchor)])),
            ],
        );
    }
    for (i, (class, words)) in lines.iter().enumerate() {
        let y = top + LINE * (i as f64 + 0.5) + 4.0;
        pen.write("text", &[("class", class), ("x", &px(x)), ("y", &px(y)), ("text-anchor", align)], words);
    }
    pen.close();
}

pub(super) fn rect(pen: &mut Pen, class: &str, x: f64, y: f64, width: f64, height: f64) {
    let height = height.max(0.0);
    pen.draw(
        "rect",
        &[("class", class), ("x", &px(x)), ("y", &px(y)), ("width", &px(width)), ("height", &px(height))],
    );
}
