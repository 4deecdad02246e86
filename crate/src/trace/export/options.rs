//! How a run is to be told: options by their names, as a command line and the page give them.

use super::svg::{Look, Theme};
use super::words::Lang;
use crate::host::HostId;
use crate::scenario::Value;
use crate::words::{clipped, listed, number, said};
use std::fmt;

/// How a run is to be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub lang: Lang,
    pub capture: Capture,
    /// What the run is called; the scenario's own name where nothing is given.
    pub title: String,
    /// A sentence about it.
    pub about: String,
    pub look: Look,
}

/// Whose view of the wire a capture is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Capture {
    /// Each segment once, where it was sent, those that are lost included: what no single host sees.
    #[default]
    Wire,
    /// What crosses one host's interface.
    At(HostId),
    /// What crosses each host's interface: what arrives is there twice.
    Both,
}

/// An option that there is not, or a value that it cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionError {
    pub name: String,
    /// What was expected.
    pub problem: String,
}

impl OptionError {
    pub fn text(&self) -> String {
        said(&[&self.name, ": ", &self.problem])
    }
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl std::error::Error for OptionError {}

impl Options {
    pub const NAMES: [&'static str; 8] =
        ["lang", "host", "title", "about", "width", "height", "theme", "animated"];

    /// Sets one. What is wrong with it names it and what was expected.
    pub fn set(&mut self, name: &str, value: &Value) -> Result<(), OptionError> {
        let wrong = |problem: String| OptionError { name: clipped(name, MOST), problem };
        let expected = |what: &str| wrong(said(&["expected ", what, ", found ", &found(value)]));
        let text = || value.as_str().map(str::to_owned).ok_or_else(|| expected("a text"));
        let pixels = |(least, most): (u32, u32)| {
            let fits = value.as_u64().and_then(|px| u32::try_from(px).ok());
            let range =
                said(&["a whole number of pixels, ", &number(least.into()), " to ", &number(most.into())]);
            fits.filter(|px| (least..=most).contains(px)).ok_or_else(|| expected(&range))
        };
        match name {
            "lang" => self.lang = one_of(value, &LANGS).ok_or_else(|| expected("en or zh"))?,
            "host" => self.capture = one_of(value, &CAPTURES).ok_or_else(|| expected("a, b or both"))?,
            "title" => self.title = text()?,
            "about" => self.about = text()?,
            "width" => self.look.width = pixels(Look::WIDTHS)?,
            "height" => self.look.height = Some(pixels(Look::HEIGHTS)?),
            "theme" => self.look.theme = one_of(value, &THEMES).ok_or_else(|| expected("light or dark"))?,
            "animated" => self.look.animated = value.as_bool().ok_or_else(|| expected("true or false"))?,
            _ => return Err(wrong(said(&["no such option; expected one of ", &listed(&Options::NAMES)]))),
        }
        Ok(())
    }
}

const LANGS: [(&str, Lang); 2] = [("en", Lang::En), ("zh", Lang::Zh)];
const CAPTURES: [(&str, Capture); 3] =
    [("a", Capture::At(HostId::A)), ("b", Capture::At(HostId::B)), ("both", Capture::Both)];
const THEMES: [(&str, Theme); 2] = [("light", Theme::Light), ("dark", Theme::Dark)];

fn one_of<T: Copy>(value: &Value, words: &[(&str, T)]) -> Option<T> {
    words.iter().find(|(word, _)| value.as_str() == Some(word)).map(|(_, meant)| *meant)
}

/// As much of what somebody wrote as is said again.
const MOST: usize = 40;

fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => if *flag { "true" } else { "false" }.to_owned(),
        Value::Number(_) => value.as_i64().map_or_else(|| "another number".to_owned(), number),
        Value::String(text) => said(&["\"", &clipped(text, MOST), "\""]),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_with_what_was_expected() {
        let wrong =
            |name: &str, value: Value| Options::default().set(name, &value).expect_err("it is wrong").text();
        let text = |text: &str| Value::String(text.to_owned());
        assert_eq!(wrong("lang", text("fr")), "lang: expected en or zh, found \"fr\"");
        assert_eq!(wrong("host", Value::Null), "host: expected a, b or both, found null");
        let range = "width: expected a whole number of pixels, 560 to 2400, found ";
        assert_eq!(wrong("width", Value::Number(3.0)), said(&[range, "3"]));
        assert_eq!(wrong("width", Value::Number(f64::NAN)), said(&[range, "another number"]));
        assert_eq!(wrong("size", text("9")).find("no such option; expected one of lang, host"), Some(6));
    }

    #[test]
    fn every_name_is_an_option() {
        for name in Options::NAMES {
            let problem =
                Options::default().set(name, &Value::Array(Vec::new())).expect_err("no list is meant");
            assert!(problem.problem.starts_with("expected "), "{name}");
        }
    }
}
