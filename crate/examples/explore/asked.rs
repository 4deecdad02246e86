//! What is asked on the command line.

use lastack::explore::Tree;
use lastack::scenario::preset::{self, Preset};

/// At least so many segments of each conversation are decided.
const LEAST: u32 = 14;
/// So many runs of each preset make a million of all.
const RUNS_OF_EACH: u64 = 30_000;

/// Which presets, and how far.
pub(crate) struct Asked {
    pub(crate) presets: Vec<Preset>,
    /// How many segments are decided first.
    pub(crate) segments: u32,
    /// How many runs there should be of a preset: more segments are decided until there are.
    pub(crate) runs: u64,
}

impl Asked {
    pub(crate) fn read(args: &[&str]) -> Result<Asked, String> {
        let (segments, names) = match args {
            ["--segments", n, names @ ..] => {
                let number = n.parse().ok().filter(|n| (1..=Tree::MOST).contains(n));
                let expected = || format!("--segments {n}: expected 1 to {}", Tree::MOST);
                (Some(number.ok_or_else(expected)?), names)
            }
            names => (None, names),
        };
        let find = |name: &&str| {
            let found = preset::all().find(|preset| preset.scenario.name == *name);
            found.ok_or_else(|| format!("`{name}` is no preset; `ladder -- list` names them"))
        };
        let presets = match names {
            [] => preset::all().collect(),
            names => names.iter().map(find).collect::<Result<_, _>>()?,
        };
        let runs = if segments.is_some() { 0 } else { RUNS_OF_EACH };
        Ok(Asked { presets, segments: segments.unwrap_or(LEAST), runs })
    }
}
