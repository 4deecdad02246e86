//! The page's copy of what the engine says to people is the engine's.

#[path = "../examples/texts/page.rs"]
mod page;

use page::Language;

#[test]
fn the_pages_copy_is_the_engines() {
    let sentences = Language::ALL.map(|language| {
        let code = language.code();
        (code, format!("engine.{code}.js"), page::module(language))
    });
    let laws = ("laws", "laws.js".to_owned(), page::laws());
    for (what, file, made) in sentences.into_iter().chain([laws]) {
        let path = format!("{}/../web/src/strings/{file}", env!("CARGO_MANIFEST_DIR"));
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let how = format!("cargo run -p lastack --example texts -- {what} > web/src/strings/{file}");
        assert!(kept == made, "run: {how}");
    }
}
