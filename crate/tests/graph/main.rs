//! The graph of states is that of the engine: no run leaves it, and none of its edges is never taken.
//!
//! `rare.json` holds runs that take what neither a preset nor a cell of the matrix nor a kernel's recording
//! takes. Random runs are a law of their own, in `laws`; the stories are watched as they are told.

#[expect(dead_code, unused_imports, reason = "the matrix prints its cells; here they are only run")]
#[path = "../../examples/matrix/table/mod.rs"]
mod table;

use lastack::explore::edges::stands;
use lastack::scenario::{Scenario, preset};
use lastack::sim::History;
use lastack::trace::graph::{Edge, graph, taken};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use table::{Cell, Situation};

/// A run that takes more steps than this is judged by its beginning.
const MOST_STEPS: usize = 3_000;

#[test]
fn an_edge_stands_in_the_graph_once() {
    let edges: Vec<Edge> = graph().collect();
    let once: BTreeSet<Edge> = edges.iter().copied().collect();
    assert_eq!(once.len(), edges.len());
}

#[test]
fn the_runs_take_every_edge_of_the_graph_and_no_other() {
    let graph: BTreeSet<Edge> = graph().collect();
    let mut seen = BTreeSet::new();
    for (name, scenario) in scenarios() {
        let edges = taken_by(&scenario);
        let foreign: Vec<_> = edges.iter().filter(|edge| !graph.contains(edge)).collect();
        assert!(foreign.is_empty(), "{name} takes edges that the graph does not have: {foreign:#?}");
        seen.extend(edges);
    }
    let never: Vec<_> = graph.difference(&seen).collect();
    assert!(never.is_empty(), "no run takes these edges of the graph: {never:#?}");
}

/// Both lists of `explore::edges` are data: whatever is taken stands in one of them.
#[test]
fn what_a_run_takes_is_an_edge_of_the_rfc_or_a_deviation() {
    for (name, scenario) in scenarios() {
        for edge in taken_by(&scenario) {
            assert!(stands(&edge).is_some(), "{name} takes {edge:?}, and nobody says where that stands");
        }
    }
}

#[test]
fn a_run_for_a_rare_edge_is_needed() {
    let common: BTreeSet<Edge> =
        presets().chain(cells()).chain(recordings()).flat_map(|(_, run)| taken_by(&run)).collect();
    for (name, scenario) in rare() {
        assert!(taken_by(&scenario).iter().any(|edge| !common.contains(edge)), "others take it too: {name}");
    }
}

fn taken_by(scenario: &Scenario) -> Vec<Edge> {
    let mut history = History::new(scenario.setup());
    for _ in 0..MOST_STEPS {
        if history.progress().next.is_none() {
            break;
        }
        history.step();
    }
    taken(&history.log().events)
}

fn scenarios() -> impl Iterator<Item = (String, Scenario)> {
    presets().chain(cells()).chain(recordings()).chain(rare())
}

fn presets() -> impl Iterator<Item = (String, Scenario)> {
    preset::all().map(|preset| (preset.scenario.name.clone(), preset.scenario))
}

/// All of the matrix that can be run.
fn cells() -> impl Iterator<Item = (String, Scenario)> {
    Situation::all().flat_map(Cell::all).filter_map(|cell| {
        let scenario = Scenario::from_json(&cell.scenario.to_string()).ok()?;
        Some((scenario.name.clone(), scenario))
    })
}

/// What kernels were recorded doing.
fn recordings() -> impl Iterator<Item = (String, Scenario)> {
    let folders = children(Path::new("")).filter(|path| {
        path.is_dir() && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("kernel"))
    });
    let files = folders
        .flat_map(|folder| children(&folder))
        .filter(|path| path.extension().is_some_and(|end| end == "json"));
    files.map(|file| scenario(&read(&file)["scenario"]))
}

fn rare() -> impl Iterator<Item = (String, Scenario)> {
    let Value::Array(runs) = read(&tests().join("graph/rare.json")) else { panic!("a list of runs") };
    runs.into_iter().map(|run| (run["takes"].to_string(), scenario(&run["scenario"]).1))
}

fn scenario(value: &Value) -> (String, Scenario) {
    let scenario = Scenario::from_json(&value.to_string()).expect("the scenario is ours");
    (scenario.name.clone(), scenario)
}

fn read(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).expect("the file is ours")).expect("it is JSON")
}

fn children(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(tests().join(folder))
        .expect("the folder is ours")
        .map(|entry| entry.expect("the folder is ours").path())
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}
