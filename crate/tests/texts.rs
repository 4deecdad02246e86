//! The page's copy of the engine's sentences is the engine's.

#[path = "../examples/texts/page.rs"]
mod page;

use page::Language;

#[test]
fn the_pages_sentences_are_the_engines() {
    for language in Language::ALL {
        let code = language.code();
        let file = format!("{}/../web/src/strings/engine.{code}.js", env!("CARGO_MANIFEST_DIR"));
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            kept == page::module(language),
            "run: cargo run -p lastack --example texts -- {code} > web/src/strings/engine.{code}.js"
        );
    }
}
