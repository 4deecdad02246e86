//! A card of a given size, as link previews show it: what happened in large letters, and the run beside it.

use super::columns::Columns;
use super::hosts::rect;
use super::ladder::Ladder;
use super::pen::{Pen, path, px};
use super::sheet::{facts, words};
use super::{Look, begin};
use crate::trace::export::Subject;
use crate::trace::export::letters::{lines, sans};
use crate::words::said;

/// How wide the run is drawn before it is made to fit: with so few letters that they stay large.
const RUN: f64 = 590.0;
/// What of the card is words.
const WORDS: f64 = 0.37;
/// The sign that it goes on is this tall.
const GOES_ON: f64 = 18.0;
/// How far the run may be compressed; what is below is cut off.
const ZOOMS: [f64; 11] = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.36, 0.31, 0.27, 0.24];

pub(super) fn draw(pen: &mut Pen, subject: &Subject<'_>, look: &Look, height: u32) {
    let (width, height) = (f64::from(look.width), f64::from(height));
    let unit = (width / 1_200.0).min(height / 630.0);
    begin(pen, subject, look, width, height);
    draw_words(pen, subject, unit, width, height);

    let (left, top) = (width * WORDS, 28.0 * unit);
    let scale = (width - left - 12.0 * unit) / RUN;
    let room = (height - 2.0 * top) / scale;
    let of = |zoom: f64| Ladder::of(subject, Columns::of(RUN, false), 0.0, zoom);
    let fits = ZOOMS.into_iter().map(of).find(|ladder| ladder.bottom() <= room);
    let ladder = fits.unwrap_or_else(|| of(ZOOMS[ZOOMS.len() - 1]));
    let frame = ["0", "0", &px(RUN), &px(room)].join(" ");
    pen.open(
        "svg",
        &[
            ("x", &px(left)),
            ("y", &px(top)),
            ("width", &px(RUN * scale)),
            ("height", &px(height - 2.0 * top)),
            ("viewBox", &frame),
        ],
    );
    ladder.draw(pen);
    if ladder.bottom() > room {
        rect(pen, "ground", 0.0, room - GOES_ON, RUN, GOES_ON);
        pen.write(
            "text",
            &[("class", "quiet"), ("x", &px(RUN / 2.0)), ("y", &px(room - 5.0)), ("text-anchor", "middle")],
            "⋯",
        );
    }
    pen.close();
    pen.close();
}

fn draw_words(pen: &mut Pen, subject: &Subject<'_>, unit: f64, width: f64, height: f64) {
    let side = 48.0 * unit;
    let room = width * WORDS - side - 24.0 * unit;
    let (title, verdict, small) = (40.0 * unit, 21.0 * unit, 15.0 * unit);
    let mut y = 36.0 * unit;
    for line in lines(&subject.title, room, &|text| sans(text, title, true)) {
        y += title * 1.15;
        words(pen, "title", title, side, y, &line);
    }
    y += 16.0 * unit;
    for line in lines(subject.verdict(), room, &|text| sans(text, verdict, false)) {
        y += verdict * 1.42;
        words(pen, "verdict", verdict, side, y, &line);
    }
    let facts = lines(&facts(subject), room, &|text| sans(text, small, false));
    let mut y = height - 44.0 * unit - small * 1.4 * facts.len() as f64;
    pen.draw(
        "path",
        &[("class", "hair"), ("d", &path(&[(side, y - small * 1.6), (side + room, y - small * 1.6)]))],
    );
    let style = said(&["font-size:", &px(small), "px"]);
    let place = [("class", "small brand"), ("style", &*style), ("x", &*px(side)), ("y", &*px(y))];
    pen.write("text", &place, "LastAck");
    for line in &facts {
        y += small * 1.4;
        words(pen, "small", small, side, y, line);
    }
}
