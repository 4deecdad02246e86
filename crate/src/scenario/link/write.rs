//! From a run to the text of a link: the shortest difference from a preset that can be read, and packed where
//! it would be too long to read.

use super::super::format::Scenario;
use super::text::Writer;
use super::view::{self, View};
use super::{BLANK, NONE, pack, rules, script, settings, sysctls};
use serde::Serialize;

/// Programs cut off what is longer, some of them at 2,048.
pub const COMFORTABLE: usize = 2_000;
/// What is longer is packed, where that makes it shorter.
const READABLE: usize = 350;

/// A link, without `#`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Written {
    pub text: String,
    /// Words for people that would have made it too long, and that no run depends on.
    pub left_out: Vec<String>,
}

/// The link of a run that is like that preset, or like none.
pub fn write(scenario: &Scenario, preset: Option<&Scenario>, view: &View) -> Written {
    let blank = Scenario::default();
    let (name, base) = preset.map_or((BLANK, &blank), |preset| (preset.name.as_str(), preset));
    let mut shorter = scenario.clone();
    let mut text = whole(&shorter, name, base, view);
    let mut left_out = Vec::new();
    for (key, words) in [
        ("note", (|scenario: &mut Scenario| &mut scenario.note) as fn(&mut Scenario) -> &mut String),
        ("about", |scenario| &mut scenario.about),
        ("name", |scenario| &mut scenario.name),
    ] {
        let words = words(&mut shorter);
        if text.len() > COMFORTABLE && !words.is_empty() {
            words.clear();
            left_out.push(key.to_owned());
            text = whole(&shorter, name, base, view);
        }
    }
    Written { text, left_out }
}

fn whole(scenario: &Scenario, name: &str, base: &Scenario, view: &View) -> String {
    let mut difference = Writer::default();
    write_difference(scenario, base, &mut difference);
    let mut writer = Writer::default();
    writer.item("v", "1");
    writer.item("s", name);
    let Writer { text: mut difference } = difference;
    if difference.len() > READABLE {
        let packed = pack::packed(&difference);
        if packed.len() < difference.len() {
            difference = packed;
        }
    }
    if !difference.is_empty() {
        writer.bare(&difference);
    }
    view::write(view, &mut writer);
    writer.text
}

fn write_difference(scenario: &Scenario, base: &Scenario, writer: &mut Writer) {
    settings::write(scenario, base, writer);
    sysctls::write(scenario, base, writer);
    // Steps are added behind those of the preset, or stand in place of them.
    let steps = scenario.script.strip_prefix(base.script.as_slice()).unwrap_or_else(|| {
        writer.item("script", NONE);
        &scenario.script
    });
    steps.iter().for_each(|line| script::write(line, writer));
    // Rules are added before those of the preset.
    let added = scenario.rules.strip_suffix(base.rules.as_slice()).unwrap_or_else(|| {
        writer.item("rules", NONE);
        &scenario.rules
    });
    added.iter().for_each(|rule| rules::write(rule, writer));
    for (key, names, was) in
        [("lose", &scenario.lose, &base.lose), ("deliver", &scenario.deliver, &base.deliver)]
    {
        if names != was {
            let text = rules::written_names(names);
            writer.item(key, if text.is_empty() { NONE } else { &text });
        }
    }
}
