//! Replays recordings of real kernels through the engine and says where the two differ.
//!
//!     cargo run --release -p lastack --example conform -- [-v] DIR [NAME…]
//!     cargo run --release -p lastack --example conform -- --table DIR…
//!
//! Exit status 0 only when every recording agrees; `--table` prints what does and what doesn't, by what it's
//! about, and needs no more than that all can be read.

use lastack::conform::{Table, Tally, Verdict};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

const USAGE: &str = "usage: conform [-v] DIR [NAME…]\n       conform --table DIR…";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match &args[..] {
        ["--table", dirs @ ..] if !dirs.is_empty() => table(dirs),
        ["-v", dir, names @ ..] => judge_all(dir, names, true),
        [dir, names @ ..] if !dir.starts_with('-') => judge_all(dir, names, false),
        _ => Err(USAGE.to_owned()),
    };
    done.unwrap_or_else(|problem| {
        eprintln!("{problem}");
        ExitCode::from(2)
    })
}

/// Prints a line for each recording, then the sums.
fn judge_all(dir: &str, names: &[&str], verbose: bool) -> Result<ExitCode, String> {
    let mut total = Tally::default();
    for path in paths(dir, names)? {
        let (name, verdict) = verdict(&path);
        println!("{}", verdict.line(&name));
        if verbose {
            print!("{}", verdict.details());
        }
        total += verdict.tally;
    }
    println!("{total}");
    Ok(if total.is_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints the table over all recordings in `dirs`.
fn table(dirs: &[&str]) -> Result<ExitCode, String> {
    let mut table = Table::default();
    for dir in dirs {
        for path in paths(dir, &[])? {
            let (name, verdict) = verdict(&path);
            table.add(&name, &verdict)?;
        }
    }
    print!("{}", table.markdown());
    Ok(ExitCode::SUCCESS)
}

/// What came of the recording in that file, and its name.
fn verdict(path: &Path) -> (String, Verdict) {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let verdict = match fs::read_to_string(path) {
        Ok(text) => Verdict::of(&text),
        Err(e) => Verdict::unread(e.to_string(), Tally::default()),
    };
    (name, verdict)
}

/// The recordings called `names`, or all in `dir` by name.
fn paths(dir: &str, names: &[&str]) -> Result<Vec<PathBuf>, String> {
    if !names.is_empty() {
        let file = |name: &&str| Path::new(dir).join(format!("{}.json", name.trim_end_matches(".json")));
        return Ok(names.iter().map(file).collect());
    }
    let list = || -> io::Result<Vec<PathBuf>> {
        fs::read_dir(dir)?.map(|entry| entry.map(|entry| entry.path())).collect()
    };
    let mut paths = list().map_err(|e| format!("conform: {dir}: {e}"))?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    Ok(paths)
}
