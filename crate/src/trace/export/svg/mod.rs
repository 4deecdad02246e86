//! A run as a drawing that needs nothing but itself: no script, no font, no other file.
//!
//! Time runs down; the client is on the left, the server on the right, as in the page. Either the whole run under
//! its title and verdict, as tall as it is; or a card of a given size, for link previews, with as much of the run as
//! can be read there.

mod axis;
mod card;
mod columns;
mod hosts;
mod labels;
mod ladder;
mod pen;
mod sheet;
mod style;
mod wire;

use super::Subject;
use crate::words::number;
use pen::Pen;

/// How a drawing looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// In pixels.
    pub width: u32,
    /// As tall as the run is, or a card of so many pixels.
    pub height: Option<u32>,
    pub theme: Theme,
    /// It plays once, unless the reader wants no motion.
    pub animated: bool,
}

impl Look {
    pub const WIDTHS: (u32, u32) = (560, 2_400);
    pub const HEIGHTS: (u32, u32) = (315, 1_260);
}

impl Default for Look {
    fn default() -> Look {
        Look { width: 720, height: None, theme: Theme::Auto, animated: false }
    }
}

/// Whose colours a drawing has, where whoever shows it sets none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system is.
    #[default]
    Auto,
    Light,
    Dark,
}

pub(super) fn drawing(subject: &Subject<'_>, look: &Look) -> String {
    let mut pen = Pen::default();
    match look.height {
        None => sheet::draw(&mut pen, subject, look),
        Some(height) => card::draw(&mut pen, subject, look, height),
    }
    pen.done()
}

/// Begins a drawing of that size: what it is, in words, and its look.
fn begin(pen: &mut Pen, subject: &Subject<'_>, look: &Look, width: f64, height: f64) {
    let (width, height) = (number(width.ceil() as i64), number(height.ceil() as i64));
    let frame = ["0", "0", &width, &height].join(" ");
    pen.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", "lastack"),
            ("role", "img"),
            ("lang", subject.lang.name()),
            ("width", &width),
            ("height", &height),
            ("viewBox", &frame),
        ],
    );
    pen.write("title", &[], &subject.title);
    pen.write("desc", &[], subject.verdict());
    pen.write("style", &[], &style::sheet(look));
    pen.draw("rect", &[("class", "ground"), ("width", "100%"), ("height", "100%")]);
}
