//! The published scenarios. One that was published is never changed: links point at it.

use super::error::ScenarioError;
use super::format::Scenario;
use super::json::{FromJson, Object, Path};
use super::value::{self, Parser, Value};
use serde::Serialize;

/// A scenario with a name, and words for people.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(hashmap_as_object))]
pub struct Preset {
    pub title: Words,
    pub about: Words,
    pub scenario: Scenario,
}

/// The same text in each language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Words {
    pub en: String,
    pub zh: String,
}

/// In the order in which a newcomer should meet them.
const TEXTS: &[&str] = &[
    include_str!("../../presets/last-ack-lost.json"),
    include_str!("../../presets/last-ack-lost-once.json"),
    include_str!("../../presets/clean-close.json"),
    include_str!("../../presets/first-fin-lost.json"),
    include_str!("../../presets/server-never-closes.json"),
    include_str!("../../presets/simultaneous-close.json"),
    include_str!("../../presets/coin-flip.json"),
];

/// All presets, the product's question first.
pub fn all() -> impl Iterator<Item = Preset> {
    parse(value::parse)
}

/// The same with a parser of one's own.
pub fn parse(parser: Parser) -> impl Iterator<Item = Preset> {
    TEXTS.iter().map(move |text| match read(text, parser) {
        Ok(preset) => preset,
        Err(_) => unreachable!("a test reads every preset"),
    })
}

fn read(text: &str, parser: Parser) -> Result<Preset, ScenarioError> {
    let value = parser(text).map_err(|e| ScenarioError::at("", e))?;
    Preset::from_json(&value, &Path::Root)
}

/// The preset of that name.
pub fn find(name: &str) -> Option<Preset> {
    all().find(|preset| preset.scenario.name == name)
}

impl FromJson for Preset {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let mut object = Object::of(value, at, &["title", "about", "scenario"]);
        let mut preset = Preset::default();
        object.require("title", &mut preset.title);
        object.require("about", &mut preset.about);
        object.require("scenario", &mut preset.scenario);
        object.done(preset)
    }
}

impl FromJson for Words {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let mut object = Object::of(value, at, &["en", "zh"]);
        let mut words = Words::default();
        object.require("en", &mut words.en);
        object.require("zh", &mut words.zh);
        object.done(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_preset_is_valid_and_has_its_own_name() {
        let names: BTreeSet<_> = TEXTS
            .iter()
            .map(|text| read(text, value::parse).expect("a preset is valid").scenario.name)
            .collect();
        assert_eq!(names.len(), TEXTS.len());
    }
}
