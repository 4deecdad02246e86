//! The published scenarios. One that was published is never changed: links point at it.

use super::read::Scenario;
use serde::{Deserialize, Serialize};

/// A scenario with a name, and words for people.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(hashmap_as_object))]
#[serde(deny_unknown_fields)]
pub struct Preset {
    pub title: Words,
    pub about: Words,
    pub scenario: Scenario,
}

/// The same text in each language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
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
    TEXTS
        .iter()
        .map(|text| serde_json::from_str(text).expect("a test reads every preset"))
}

/// The preset of that name.
pub fn find(name: &str) -> Option<Preset> {
    all().find(|preset| preset.scenario.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_preset_is_valid_and_has_its_own_name() {
        let names: BTreeSet<_> = all()
            .map(|preset| {
                preset.scenario.check().expect("a preset is valid");
                preset.scenario.name
            })
            .collect();
        assert_eq!(names.len(), TEXTS.len());
    }
}
