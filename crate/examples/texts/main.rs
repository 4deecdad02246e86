//! Prints the engine's sentences in one language as the module that the page reads.
//!
//!     cargo run -p lastack --example texts -- en > web/src/strings/engine.en.js
//!
//! A test says when the module is older than the engine.

mod page;

use page::Language;
use std::process::ExitCode;

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    match Language::ALL.into_iter().find(|language| language.code() == wanted) {
        Some(language) => {
            print!("{}", page::module(language));
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("usage: texts en|zh");
            ExitCode::FAILURE
        }
    }
}
