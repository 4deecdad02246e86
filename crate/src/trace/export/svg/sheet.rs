//! The whole run under its title and verdict, with what made it below.

use super::columns::{BAND, Columns};
use super::hosts::rect;
use super::ladder::Ladder;
use super::pen::{Pen, path, px, share};
use super::wire::Flight;
use super::{Look, begin};
use crate::host::HostId;
use crate::time::Micros;
use crate::trace::export::Subject;
use crate::trace::export::letters::{lines, sans};
use crate::trace::export::words::{duration, short};
use crate::words::{number, said};

const SIDE: f64 = 20.0;
const TITLE: f64 = 22.0;
const VERDICT: f64 = 14.0;
/// From one line of the verdict to the next.
const LEADING: f64 = 20.0;
const FOOT: f64 = 46.0;

pub(super) fn draw(pen: &mut Pen, subject: &Subject<'_>, look: &Look) {
    let width = f64::from(look.width);
    let room = width - 2.0 * SIDE;
    let titles = lines(&subject.title, room, &|text| sans(text, TITLE, true));
    let verdict = lines(subject.verdict(), room, &|text| sans(text, VERDICT, false));
    let top = 22.0 + 26.0 * titles.len() as f64 + LEADING * verdict.len() as f64 + 14.0;
    let ladder = Ladder::of(subject, Columns::of(width, true), top, 1.0);
    let notes = notes(subject, room);
    let foot = ladder.bottom() + 22.0;
    let height = foot + FOOT + 15.0 * (notes.len() as f64 - 1.0).max(0.0);

    begin(pen, subject, look, width, height);
    let mut y = 14.0;
    for line in &titles {
        y += 26.0;
        words(pen, "title", TITLE, SIDE, y, line);
    }
    y += 4.0;
    for line in &verdict {
        y += LEADING;
        words(pen, "verdict", VERDICT, SIDE, y, line);
    }
    ladder.draw(pen);
    if look.animated {
        animate(pen, &ladder, width);
    }
    draw_foot(pen, subject, &notes, width, foot);
    pen.close();
}

pub(super) fn words(pen: &mut Pen, class: &str, size: f64, x: f64, y: f64, text: &str) {
    let style = said(&["font-size:", &px(size), "px"]);
    pen.write("text", &[("class", class), ("style", &style), ("x", &px(x)), ("y", &px(y))], text);
}

/// What made the run: kernel, round trip, sysctls.
pub(super) fn facts(subject: &Subject<'_>) -> String {
    let Subject { scenario, lang, .. } = subject;
    let kernel = scenario.kernel;
    let clock = if kernel.ideal {
        lang.of("ideal clock", "理想时钟").to_owned()
    } else {
        said(&["HZ ", &number(kernel.hz.into())])
    };
    let round_trip = duration(Micros::new(subject.round_trip()));
    let mut facts = vec![
        said(&["Linux ", kernel.version.name()]),
        clock,
        said(&[lang.of("round trip ", "往返时间 "), &round_trip]),
    ];
    for host in HostId::BOTH {
        for (key, value) in scenario.sysctl.of(host).iter() {
            facts.push(said(&[host.name(), ": ", key, " = ", &short(&value.text())]));
        }
    }
    if let Some(most) = scenario.global_sysctl.tcp_max_orphans {
        facts.push(said(&["tcp_max_orphans = ", &number(most.into())]));
    }
    facts.extend(subject.cut());
    facts.join(" · ")
}

fn notes(subject: &Subject<'_>, room: f64) -> Vec<String> {
    lines(&facts(subject), room - 60.0, &|text| sans(text, 11.0, false))
}

/// How to read the lifelines, and what made the run.
fn draw_foot(pen: &mut Pen, subject: &Subject<'_>, notes: &[String], width: f64, top: f64) {
    let lang = subject.lang;
    pen.draw("path", &[("class", "hair"), ("d", &path(&[(0.0, top), (width, top)]))]);
    let y = top + 20.0;
    let mut x = SIDE;
    pen.open("g", &[("class", "legend")]);
    let legend = [
        ("held", BAND, lang.of("a process holds it", "由进程持有")),
        ("orphan", BAND - 0.7, lang.of("orphan", "孤儿")),
        ("mini", 1.8, lang.of("mini-socket", "迷你套接字")),
    ];
    for (class, half, name) in legend {
        rect(pen, class, x + BAND - half, y - 10.0, 2.0 * half, 13.0);
        words(pen, "small", 11.0, x + 16.0, y, name);
        x += 16.0 + sans(name, 11.0, false) + 18.0;
    }
    pen.close();
    for (i, line) in notes.iter().enumerate() {
        words(pen, "small", 11.0, SIDE, y + 17.0 + 15.0 * i as f64, line);
    }
    let last = y + 17.0 + 15.0 * (notes.len() as f64 - 1.0).max(0.0);
    let brand =
        [("class", "small brand"), ("x", &*px(width - SIDE)), ("y", &*px(last)), ("text-anchor", "end")];
    pen.write("text", &brand, "LastAck");
}

/// A veil that passes down with time, and each segment as a dot while it flies.
fn animate(pen: &mut Pen, ladder: &Ladder<'_>, width: f64) {
    /// How fast time passes, in pixels a second, and how long that may take.
    const SPEED: f64 = 70.0;
    const LASTS: (f64, f64) = (4.0, 24.0);
    let (from, _) = ladder.span();
    let tall = ladder.bottom() - from;
    let lasts = (tall / SPEED).clamp(LASTS.0, LASTS.1);
    let seconds = |pixels: f64| said(&[&share(pixels / tall * lasts), "s"]);
    let style = said(&["--lasts:", &px(lasts), "s;--tall:", &px(tall), "px"]);
    pen.open("g", &[("class", "motion"), ("style", &style), ("aria-hidden", "true")]);
    rect(pen, "veil", 0.0, from, width, tall);
    pen.draw("path", &[("class", "now"), ("d", &path(&[(0.0, from), (width, from)]))]);
    for flight in ladder.flights.iter().filter(|flight| flight.end().1 - flight.from.1 >= 1.0) {
        draw_packet(pen, flight, from, &seconds);
    }
    pen.close();
}

fn draw_packet(pen: &mut Pen, flight: &Flight<'_>, begins: f64, seconds: &dyn Fn(f64) -> String) {
    let ((x, y), (to_x, to_y)) = (flight.from, flight.end());
    let style = [
        said(&["--dx:", &px(to_x - x), "px"]),
        said(&["--dy:", &px(to_y - y), "px"]),
        said(&["--from:", &seconds(y - begins)]),
        said(&["--takes:", &seconds(to_y - y)]),
    ];
    let class = said(&["packet ", flight.record.from.name()]);
    pen.draw(
        "circle",
        &[("class", &class), ("style", &style.join(";")), ("cx", &px(x)), ("cy", &px(y)), ("r", "4.5")],
    );
}
