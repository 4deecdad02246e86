//! Says what a link means, or writes the link of a scenario.
//!
//!     cargo run --release -p lastack --example link -- read 'v=1&s=clean-close&rtt=200'
//!     cargo run --release -p lastack --example link -- write FILE last-ack-lost

use lastack::json;
use lastack::scenario::link::{self, View};
use lastack::scenario::{Scenario, preset};
use lastack::version::ENGINE;
use std::fs;
use std::process::ExitCode;

const USAGE: &str = "usage: link read LINK | link write FILE [PRESET]";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("link: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> Result<String, String> {
    match args {
        ["read", hash] => {
            let reading = link::read(hash, &|name| preset::find(name).map(|found| found.scenario));
            if let Some(age) = reading.other_engine() {
                let age = if age.is_lt() { "an older" } else { "a newer" };
                eprintln!(
                    "link: {age} engine than this, which is version {ENGINE}, made it: the run may differ"
                );
            }
            Ok(json::text(&reading))
        }
        ["write", file, names @ ..] if names.len() < 2 => {
            let text = fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
            let scenario = Scenario::from_json(&text).map_err(|e| format!("{file}: {e}"))?;
            let base = match names.first() {
                None => None,
                Some(name) => {
                    Some(preset::find(name).ok_or_else(|| format!("`{name}` is no preset"))?.scenario)
                }
            };
            Ok(link::write(&scenario, base.as_ref(), &View::default()).text)
        }
        _ => Err(USAGE.to_owned()),
    }
}
