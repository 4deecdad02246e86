//! Writes what the engine says to people as modules that the page reads: its sentences in each language, where
//! its rules stand, and the presets.
//!
//!     cargo run -p lastack --example texts
//!
//! A test says when a module is older than the engine.

mod page;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../web/src"));
    for (file, text) in page::modules() {
        std::fs::write(sources.join(&file), text)?;
        println!("web/src/{file}");
    }
    Ok(())
}
