//! How a run is looked at: where the cursor stands, what is selected, what is open beside the drawing.

use super::super::error::ScenarioError;
use super::super::millis::Millis;
use super::moment;
use super::text::{Writer, refused};
use crate::net::SegmentName;
use crate::time::Micros;
use crate::words::{listed, number, said};
use serde::Serialize;

/// What a link says of it; what it doesn't say is as the page has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct View {
    /// Where the cursor stands, in microseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub t: Option<u64>,
    /// After so many events, where not all of that moment have happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub n: Option<u32>,
    /// What is selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub sel: Option<Selected>,
    /// How time is drawn: one of [`SCALES`].
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub scale: Option<String>,
    /// In percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub zoom: Option<u32>,
    /// The panel that is open. Which there are is the page's to know, as with the next two.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub panel: Option<String>,
    /// What the run is compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub compare: Option<String>,
    /// A story, and which of its steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub story: Option<String>,
    /// The language, whatever the reader's is: one of [`LANGUAGES`].
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub lang: Option<String>,
}

/// A segment by its name, which survives a change of delay, or an event by its place in the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum Selected {
    Segment(SegmentName),
    Event(u32),
}

/// The words of `scale`.
pub const SCALES: [&str; 3] = ["compact", "log", "linear"];
/// The words of `lang`.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];

/// The most that `zoom` may be.
const LARGEST_ZOOM: u32 = 10_000;

/// Nothing where the key is none of these.
pub(super) fn read(view: &mut View, key: &str, value: &str) -> Option<Result<(), ScenarioError>> {
    let read = match key {
        "t" => moment::read(value).map(|time| view.t = Some(time.micros().get())),
        "n" => count(value, u32::MAX).map(|events| view.n = Some(events)),
        "sel" => selected(value).map(|selected| view.sel = Some(selected)),
        "scale" => one_of(value, &SCALES).map(|mode| view.scale = Some(mode)),
        "zoom" => count(value, LARGEST_ZOOM).map(|percent| view.zoom = Some(percent)),
        "panel" => name(value).map(|panel| view.panel = Some(panel)),
        "compare" => name(value).map(|compare| view.compare = Some(compare)),
        "story" => name(value).map(|story| view.story = Some(story)),
        "lang" => one_of(value, &LANGUAGES).map(|language| view.lang = Some(language)),
        _ => return None,
    };
    Some(read)
}

pub(super) fn write(view: &View, writer: &mut Writer) {
    let View { t, n, sel, scale, zoom, panel, compare, story, lang } = view;
    let items = [
        ("t", t.map(|us| moment::written(Millis::from_micros(Micros::new(us))))),
        ("n", n.map(|events| number(events.into()))),
        ("sel", sel.map(written_selection)),
        ("scale", scale.clone()),
        ("zoom", zoom.map(|percent| number(percent.into()))),
        ("panel", panel.clone()),
        ("compare", compare.clone()),
        ("story", story.clone()),
        ("lang", lang.clone()),
    ];
    for (key, value) in items {
        if let Some(value) = value {
            writer.item(key, &value);
        }
    }
}

/// The version of the engine that made the link.
pub(super) fn engine(value: &str) -> Result<u32, ScenarioError> {
    count(value, u32::MAX)
}

fn selected(value: &str) -> Result<Selected, ScenarioError> {
    if let Ok(name) = value.parse() {
        return Ok(Selected::Segment(name));
    }
    let event = count(value, u32::MAX).map(Selected::Event);
    event.map_err(|_| refused("expected a segment, as in `b:2`, or the number of an event"))
}

fn written_selection(selected: Selected) -> String {
    match selected {
        Selected::Segment(name) => name.text(),
        Selected::Event(event) => number(event.into()),
    }
}

fn count(value: &str, most: u32) -> Result<u32, ScenarioError> {
    let plain = value.bytes().all(|byte| byte.is_ascii_digit());
    let fits = value.parse::<u32>().ok().filter(|count| plain && *count <= most);
    fits.ok_or_else(|| refused(&said(&["expected a whole number, 0 to ", &number(most.into())])))
}

fn one_of(value: &str, words: &[&str]) -> Result<String, ScenarioError> {
    let word = words.iter().find(|word| **word == value);
    word.map(|word| (*word).to_owned()).ok_or_else(|| refused(&said(&["expected one of ", &listed(words)])))
}

/// A name that the page knows, or not.
fn name(value: &str) -> Result<String, ScenarioError> {
    const LONGEST: usize = 64;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
    let fits = !value.is_empty() && value.len() <= LONGEST && value.bytes().all(plain);
    if fits {
        Ok(value.to_owned())
    } else {
        Err(refused("expected a name of at most 64 letters, digits, -, _, . and :"))
    }
}
