//! Runs each preset's conversation under all 2ⁿ choices of losing its first n segments, and under each single
//! duplication, reordering and forged RST, holds every run to the laws, and prints how they end.
//!
//!     cargo run --release -p lastack --example explore
//!     cargo run --release -p lastack --example explore -- --segments 10 [PRESET…]
//!
//! Without `--segments`, n is at least 14 and grows until all presets together make a million runs. Exit status 0
//! only when every run kept every law.

mod asked;
mod print;
mod searched;

use asked::Asked;
use lastack::scenario::preset::Preset;
use searched::Searched;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, thread};

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match Asked::read(&args.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(asked) => {
            let found = search(&asked);
            print!("{}", print::report(&found));
            if found.iter().all(|searched| searched.broken.is_empty()) {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(problem) => {
            eprintln!("explore: {problem}\nusage: explore [--segments N] [PRESET…]");
            ExitCode::from(2)
        }
    }
}

/// Every preset, each on whichever processor is free; in the order of the presets.
fn search(asked: &Asked) -> Vec<Searched> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let work = || {
        while let Some(preset) = asked.presets.get(next.fetch_add(1, Ordering::Relaxed)) {
            let searched = Searched::of(preset, asked);
            done.lock().expect("nobody panics while holding it").push(searched);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut done = done.into_inner().expect("all who held it have ended");
    let place = |preset: &Preset| asked.presets.iter().position(|other| other.text == preset.text);
    done.sort_by_key(|searched| place(&searched.preset));
    done
}
