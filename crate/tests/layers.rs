//! A module imports only what stands left of it, and one alone knows JavaScript (design §3).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// From left to right.
const ORDER: [&str; 20] = [
    "words", "json", "version", "time", "seq", "rng", "rule", "queue", "lookup", "segment", "tcp", "host",
    "net", "sim", "scenario", "trace", "conform", "explore", "wasm", "lib",
];
/// In the design, not yet in the crate.
const TO_COME: &[&str] = &["rng"];

#[test]
fn no_arrow_runs_to_the_right() {
    let mut wrong = Vec::new();
    for source in sources() {
        for target in source.arrows() {
            if rank(&target) > rank(source.module()) {
                wrong.push(format!("{}: {} imports {target}", source.path.display(), source.module()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_has_its_place() {
    let found: BTreeSet<String> = sources().iter().map(|source| source.module().to_owned()).collect();
    let known: BTreeSet<String> =
        ORDER.iter().filter(|name| !TO_COME.contains(name)).map(|name| (*name).to_owned()).collect();
    assert_eq!(found, known);
}

#[test]
fn only_the_boundary_knows_javascript() {
    const FOREIGN: [&str; 5] =
        ["js_sys", "web_sys", "wasm_bindgen::", "serde_wasm_bindgen", "console_error_panic_hook"];
    for source in sources().iter().filter(|source| source.module() != "wasm") {
        let known: Vec<_> = FOREIGN.iter().filter(|name| source.code.contains(*name)).collect();
        assert!(known.is_empty(), "{}: {known:?}", source.path.display());
    }
}

#[test]
fn an_arrow_is_seen_in_whatever_form() {
    let arrows = |path: &str, text: &str| {
        let source = Source { path: path.into(), code: code(text) };
        source.arrows().into_iter().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(arrows("tcp/ack.rs", "use crate::sim::World;\nlet x = crate::net::Link;"), "net sim");
    assert_eq!(arrows("tcp/ack.rs", "use crate::{host::{sysctl, HostId}, trace};"), "host trace");
    assert_eq!(arrows("tcp/arrive/ack.rs", "use super::super::super::sim;"), "sim");
    assert_eq!(arrows("tcp/arrive/ack.rs", "use super::super::state; use super::tcp::x;"), "");
    assert_eq!(arrows("time.rs", "use super::wasm::start;"), "wasm");
    assert_eq!(arrows("time.rs", "/// See [`crate::sim`].\n// crate::sim::x"), "");
    assert!(rank("sim") > rank("tcp"));
}

/// A file of the crate, without its comments.
struct Source {
    path: PathBuf,
    code: String,
}

impl Source {
    /// The module of the first level that the file belongs to.
    fn module(&self) -> &str {
        let first = self.path.iter().next().and_then(|name| name.to_str()).expect("a path below src");
        first.trim_end_matches(".rs")
    }

    /// How many `super`s lead from the file's module to the root.
    fn depth(&self) -> usize {
        let names = self.path.iter().count();
        if self.path.ends_with("mod.rs") { names - 1 } else { names }
    }

    /// The modules of the first level that it names, other than its own.
    fn arrows(&self) -> BTreeSet<String> {
        let roots = ["crate::".to_owned(), "super::".repeat(self.depth())];
        let mut names = BTreeSet::new();
        for root in roots {
            for (at, _) in self.code.match_indices(&root) {
                names.extend(firsts(&self.code[at + root.len()..]));
            }
        }
        names.retain(|name| ORDER.contains(&name.as_str()) && name != self.module());
        names
    }
}

/// The first name of a path, or of each path in braces.
fn firsts(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(list) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut depth = 0;
    let mut names = vec![name(list)];
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&list[at + 1..])),
            _ => {}
        }
    }
    names
}

fn rank(module: &str) -> usize {
    ORDER.iter().position(|name| *name == module).expect("a test sees that every module has its place")
}

fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is ours") {
            let path = entry.expect("the folder is ours").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("our sources are text");
                let path = path.strip_prefix(&root).expect("it was found below").to_owned();
                sources.push(Source { path, code: code(&text) });
            }
        }
    }
    sources
}
