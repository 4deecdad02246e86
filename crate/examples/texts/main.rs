//! Prints what the engine says to people as a module that the page reads: its sentences in one language, or
//! where its rules stand.
//!
//!     cargo run -p lastack --example texts -- en > web/src/strings/engine.en.js
//!     cargo run -p lastack --example texts -- laws > web/src/strings/laws.js
//!
//! A test says when a module is older than the engine.

mod page;

use page::Language;
use std::process::ExitCode;

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let language = Language::ALL.into_iter().find(|language| language.code() == wanted);
    match (wanted.as_str(), language) {
        ("laws", _) => print!("{}", page::laws()),
        (_, Some(language)) => print!("{}", page::module(language)),
        (_, None) => {
            eprintln!("usage: texts en|zh|laws");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
