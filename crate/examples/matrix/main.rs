//! Prints the matrix: every state and what matters beside it × every event, what Linux does, why, and what
//! RFC 9293 says where that is something else; then the edges of its state machine, and those of Linux alone.
//!
//!     cargo run --release -p lastack --example matrix -- [SITUATION…]
//!     cargo run --release -p lastack --example matrix -- --golden crate/tests/matrix
//!     cargo run --release -p lastack --example matrix -- --scenarios DIR [SITUATION…]
//!
//! Exit status 0 only when every cell is decided. `--golden` writes what the test compares; `--scenarios`
//! writes each cell that happens at once as a scenario for the kernel lab.

mod machine;
mod table;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};
use table::{Cell, Situation, deviations, golden, table};

const USAGE: &str =
    "usage: matrix [SITUATION…]\n       matrix --golden DIR\n       matrix --scenarios DIR [SITUATION…]";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match &args[..] {
        ["--golden", dir] => write_golden(Path::new(dir)),
        ["--scenarios", dir, names @ ..] => write_scenarios(Path::new(dir), names),
        names if !names.iter().any(|name| name.starts_with('-')) => print(names),
        _ => Err(USAGE.to_owned()),
    };
    done.unwrap_or_else(|problem| {
        eprintln!("{problem}");
        ExitCode::from(2)
    })
}

/// Prints the tables, and how many cells nobody decided.
fn print(names: &[&str]) -> Result<ExitCode, String> {
    let (mut cells, mut undecided) = (0, 0);
    for situation in situations(names)? {
        println!("{}", table(situation));
        for cell in Cell::all(situation) {
            cells += 1;
            undecided += usize::from(!cell.is_decided());
        }
    }
    if names.is_empty() {
        println!(
            "## Where Linux and RFC 9293 differ\n\n| cells | section | what it says, and what Linux does |\n|-|-|-|"
        );
        for (deviation, cells) in deviations() {
            println!("| {cells} | {} | {} |", deviation.section, deviation.says);
        }
        println!("\n{}", machine::machine());
    }
    println!("{cells} cells, {undecided} undecided");
    Ok(if undecided == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn write_golden(dir: &Path) -> Result<ExitCode, String> {
    for situation in Situation::all() {
        write(&dir.join(situation.name()).with_extension("txt"), &golden(situation))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write_scenarios(dir: &Path, names: &[&str]) -> Result<ExitCode, String> {
    for situation in situations(names)? {
        for cell in Cell::all(situation) {
            let name = cell.scenario["name"].as_str().unwrap_or_default().to_owned();
            write(&dir.join(name).with_extension("json"), &format!("{:#}\n", cell.scenario))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Those of that name, or all.
fn situations(names: &[&str]) -> Result<Vec<Situation>, String> {
    if names.is_empty() {
        return Ok(Situation::all().collect());
    }
    let find = |name: &&str| {
        let found = Situation::all().find(|situation| situation.name() == *name);
        found.ok_or_else(|| {
            let all: Vec<_> = Situation::all().map(Situation::name).collect();
            format!("matrix: {name} is none of {}", all.join(", "))
        })
    };
    names.iter().map(find).collect()
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|e| format!("matrix: {}: {e}", file.display()))
}
