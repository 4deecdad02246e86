//! Writes XML: elements, attributes and text, all of it escaped, and numbers that are the same on every machine.

use crate::words::{number, said};

/// A drawing as it is written.
#[derive(Default)]
pub(super) struct Pen {
    text: String,
    open: Vec<&'static str>,
}

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Pen {
    pub(super) fn done(self) -> String {
        debug_assert!(self.open.is_empty(), "every element is closed");
        self.text
    }

    /// Begins an element that holds others.
    pub(super) fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.tag(tag, attributes, ">\n");
        self.open.push(tag);
    }

    pub(super) fn close(&mut self) {
        if let Some(tag) = self.open.pop() {
            self.text.push_str(&said(&["</", tag, ">\n"]));
        }
    }

    /// An element that holds nothing.
    pub(super) fn draw(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.tag(tag, attributes, "/>\n");
    }

    /// An element that holds words.
    pub(super) fn write(&mut self, tag: &'static str, attributes: Attributes<'_>, words: &str) {
        self.tag(tag, attributes, ">");
        self.text.push_str(&escaped(words));
        self.text.push_str(&said(&["</", tag, ">\n"]));
    }

    /// Words in parts, each in its own class. A blank at the beginning of one is meant, also by programs that
    /// read no style sheet.
    pub(super) fn write_parts(&mut self, attributes: Attributes<'_>, parts: &[(&str, &str)]) {
        self.tag("text", &[attributes, &[("xml:space", "preserve")]].concat(), ">");
        for (class, words) in parts.iter().filter(|(_, words)| !words.is_empty()) {
            self.tag("tspan", &[("class", class)], ">");
            self.text.push_str(&said(&[&escaped(words), "</tspan>"]));
        }
        self.text.push_str("</text>\n");
    }

    fn tag(&mut self, tag: &str, attributes: Attributes<'_>, end: &str) {
        self.text.push_str(&said(&["<", tag]));
        for (name, value) in attributes {
            self.text.push_str(&said(&[" ", name, "=\"", &escaped(value), "\""]));
        }
        self.text.push_str(end);
    }
}

/// As text and as an attribute. What XML cannot hold at all becomes the sign for that.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            '\0'..=' ' | '\u{fffe}' | '\u{ffff}' if c != ' ' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A length to a tenth of a pixel.
pub(super) fn px(length: f64) -> String {
    let tenths = (length * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
    if tenth == 0 {
        said(&[sign, &number(whole)])
    } else {
        said(&[sign, &number(whole), ".", &number(tenth)])
    }
}

/// A share of one, to a thousandth.
pub(super) fn share(of_one: f64) -> String {
    let thousandths = (of_one * 1000.0).round() as i64;
    let sign = if thousandths < 0 { "-" } else { "" };
    let digits = number(1000 + thousandths.abs() % 1000);
    said(&[sign, &number(thousandths.abs() / 1000), ".", &digits[1..]])
}

/// `M x y L x y …`.
pub(super) fn path(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        path.push_str(&said(&[if i == 0 { "M" } else { "L" }, &px(*x), " ", &px(*y)]));
    }
    path
}
