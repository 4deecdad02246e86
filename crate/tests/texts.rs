//! The page's copies of the engine's sentences and presets are those of this engine.

#[path = "../examples/texts/page.rs"]
mod page;

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn the_page_says_what_the_engine_says() {
    let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../web/src"));
    for (file, text) in page::modules() {
        let how = "cargo run -p lastack --example texts";
        let written = std::fs::read_to_string(sources.join(&file))
            .unwrap_or_else(|e| panic!("web/src/{file}: {e}. To make it: {how}"));
        assert!(written == text, "web/src/{file} is older than the engine. To make it anew: {how}");
    }
}

#[test]
fn no_scenario_is_left_of_a_preset_that_is_gone() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../web/src/scenarios"));
    let files = std::fs::read_dir(folder).expect("the page has scenarios");
    let name = |file: std::io::Result<std::fs::DirEntry>| file.expect("it was listed").file_name();
    let written: BTreeSet<_> = files.map(name).collect();
    let made =
        page::modules().into_iter().filter_map(|(file, _)| Some(file.strip_prefix("scenarios/")?.into()));
    assert_eq!(written, made.collect());
}
