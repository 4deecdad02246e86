//! The golden ladders: how each preset plays out, as `crate/tests/ladders` keeps it.

use lastack::scenario::{Run, preset};
use lastack::trace::{Trace, ladder};

/// The name of each preset, and its ladder with the verdict in both languages.
pub(crate) fn ladders() -> impl Iterator<Item = (String, String)> {
    preset::all().map(|preset| {
        let name = preset.scenario.name.clone();
        let trace = Trace::of(Run::new(preset.scenario).history().forecast());
        let verdict = &trace.verdict;
        (name, format!("{}\n{}\n{}\n", ladder(&trace, false), verdict.en, verdict.zh))
    })
}
