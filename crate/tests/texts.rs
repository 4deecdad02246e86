//! The page's copies of the engine's sentences are those of this engine.

#[path = "../examples/texts/page.rs"]
mod page;

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
