//! The hash of each preset's trace, as `crate/tests/golden` keeps it: what a version of the engine does.

use lastack::scenario::{Run, Scenario, preset};
use lastack::trace::Trace;
use lastack::version::ENGINE;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// `engine 1`, and then a line for each preset: its name, and the hash of its trace.
pub(crate) fn text() -> String {
    let line = |preset: preset::Preset| {
        let name = preset.scenario.name.clone();
        format!("{name} {}\n", of(preset.scenario))
    };
    format!("engine {ENGINE}\n{}", preset::all().map(line).collect::<String>())
}

/// The hash of the whole trace.
pub(crate) fn of(scenario: Scenario) -> String {
    Trace::of(Run::new(scenario).history().forecast()).hash()
}

/// Writes them down, unless a preset that was written down runs otherwise and the engine has the same version still.
pub(crate) fn keep(file: &Path) -> Result<(), String> {
    let wrong = |e| format!("{}: {e}", file.display());
    let (kept, new) = (fs::read_to_string(file).map_err(wrong)?, text());
    let lines = |text: &str| -> BTreeMap<String, String> {
        text.lines()
            .filter_map(|line| line.split_once(' '))
            .map(|(key, value)| (key.into(), value.into()))
            .collect()
    };
    let (was, is) = (lines(&kept), lines(&new));
    let changed: Vec<&str> =
        was.iter().filter(|(key, value)| is.get(*key) != Some(value)).map(|(key, _)| key.as_str()).collect();
    if !changed.is_empty() && was.get("engine") == is.get("engine") {
        let list = changed.join(", ");
        return Err(format!("behaviour changed ({list}): raise ENGINE in crate/src/version.rs first"));
    }
    fs::write(file, new).map_err(wrong)
}
