//! The matrix: every state × every kind of event does what `matrix/` says it does, for the reason it says.
//!
//! `matrix/` holds a file for each situation, a line for each cell: event, what comes of it, the rules that
//! say so, and RFC 9293 where it says something else. Each line was compared with a kernel's recording or
//! with the fact sheet before it was written. `cargo run --release -p lastack --example matrix` prints it as
//! tables.

#[path = "../examples/matrix/table/mod.rs"]
mod table;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{fs, io};
use table::{Cell, Situation, deviations, golden, table};

const HOW: &str = "If that is meant: cargo run --release -p lastack --example matrix -- --golden \
                   crate/tests/matrix, read every line that changed, and say why in the commit.";

#[test]
fn every_cell_is_as_written() {
    for situation in Situation::all() {
        let name = situation.name();
        let written = fs::read_to_string(file(situation)).unwrap_or_default();
        let is = golden(situation);
        let differs = written.lines().zip(is.lines()).position(|(was, is)| was != is);
        let line = differs.unwrap_or_else(|| written.lines().count().min(is.lines().count()));
        assert!(
            written == is,
            "{name} differs from crate/tests/matrix/{name}.txt in line {}:\n  was {}\n  is  {}\n{HOW}",
            line + 1,
            written.lines().nth(line).unwrap_or("nothing"),
            is.lines().nth(line).unwrap_or("nothing"),
        );
    }
}

#[test]
fn every_cell_is_decided() {
    let undecided: Vec<String> = Situation::all()
        .flat_map(|situation| Cell::all(situation).map(move |cell| (situation, cell)))
        .filter(|(_, cell)| !cell.is_decided())
        .map(|(situation, cell)| format!("{}: {}", situation.name(), cell.line()))
        .collect();
    assert!(undecided.is_empty(), "nobody decided these cells:\n{}", undecided.join("\n"));
}

#[test]
fn a_table_shows_every_cell() {
    for situation in Situation::all() {
        let table = table(situation);
        for cell in Cell::all(situation) {
            assert!(table.contains(&cell.event), "{}: {}", situation.name(), cell.event);
        }
    }
}

#[test]
fn every_cell_is_a_scenario_of_its_own() {
    let cells = || Situation::all().flat_map(Cell::all);
    let scenarios: BTreeSet<String> = cells().map(|cell| cell.scenario["name"].to_string()).collect();
    assert_eq!(scenarios.len(), cells().count());
}

#[test]
fn every_difference_from_the_rfc_is_met_somewhere() {
    for (deviation, cells) in deviations() {
        assert!(cells > 0, "no cell differs so: {}: {}", deviation.section, deviation.says);
    }
}

#[test]
fn every_situation_is_named_once_and_none_is_left_over() {
    let path = |entry: io::Result<fs::DirEntry>| entry.expect("the folder is ours").path();
    let written: BTreeSet<_> = fs::read_dir(folder()).expect("the folder is ours").map(path).collect();
    let expected: BTreeSet<_> = Situation::all().map(file).collect();
    assert_eq!(expected.len(), Situation::all().count());
    assert_eq!(written, expected, "{HOW}");
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/matrix")
}

fn file(situation: Situation) -> PathBuf {
    folder().join(situation.name()).with_extension("txt")
}
