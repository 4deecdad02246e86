//! Replays recordings of real kernels through the engine and says where the two differ.
//!
//!     cargo run --release -p lastack --example conform -- [-v] DIR [NAME…]
//!
//! Exit status 0 only when every recording agrees.

mod judge;

use judge::{Tally, Verdict};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

const USAGE: &str = "usage: conform [-v] DIR [NAME…]";

fn main() -> ExitCode {
    let mut args: Vec<String> = env::args().skip(1).collect();
    let verbose = args.first().is_some_and(|arg| arg == "-v");
    if verbose {
        args.remove(0);
    }
    let Some((dir, names)) = args.split_first() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let paths = match paths(Path::new(dir), names) {
        Ok(paths) => paths,
        Err(e) => {
            eprintln!("conform: {dir}: {e}");
            return ExitCode::from(2);
        }
    };
    let mut total = Tally::default();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let verdict = match fs::read_to_string(&path) {
            Ok(text) => Verdict::of(&text),
            Err(e) => Verdict::unread(e.to_string(), Tally::default()),
        };
        println!("{}", verdict.line(&name));
        if verbose {
            print!("{}", verdict.details());
        }
        total += verdict.tally;
    }
    println!("{total}");
    if total.is_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The recordings called `names`, or all in `dir` by name.
fn paths(dir: &Path, names: &[String]) -> io::Result<Vec<PathBuf>> {
    if !names.is_empty() {
        let file = |name: &String| dir.join(format!("{}.json", name.trim_end_matches(".json")));
        return Ok(names.iter().map(file).collect());
    }
    let entries = fs::read_dir(dir)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    Ok(paths)
}
