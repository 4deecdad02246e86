//! Golden ladders: each preset plays out as it is written down in `ladders/`, to the microsecond.

#[path = "../examples/ladder/golden.rs"]
mod golden;

use golden::ladders;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{fs, io};

const HOW: &str = "If that is meant: cargo run -p lastack --example ladder -- golden crate/tests/ladders, \
                   and say why in the commit.";

#[test]
fn every_preset_plays_out_as_written() {
    for (name, played) in ladders() {
        let written = fs::read_to_string(file(&name)).unwrap_or_default();
        let differs = written.lines().zip(played.lines()).position(|(was, is)| was != is);
        let line = differs.unwrap_or_else(|| written.lines().count().min(played.lines().count()));
        assert!(
            written == played,
            "{name} differs from crate/tests/ladders/{name}.txt in line {}:\n  was {}\n  is  {}\n{HOW}",
            line + 1,
            written.lines().nth(line).unwrap_or("nothing"),
            played.lines().nth(line).unwrap_or("nothing"),
        );
    }
}

#[test]
fn no_ladder_is_left_of_a_preset_that_is_gone() {
    let path = |entry: io::Result<fs::DirEntry>| entry.expect("the folder is ours").path();
    let written: BTreeSet<_> = fs::read_dir(folder()).expect("the folder is ours").map(path).collect();
    let expected: BTreeSet<_> = ladders().map(|(name, _)| file(&name)).collect();
    assert_eq!(written, expected, "{HOW}");
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ladders")
}

fn file(name: &str) -> PathBuf {
    folder().join(name).with_extension("txt")
}
