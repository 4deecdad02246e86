//! What a world costs by how many connections stand in it: time and memory, with the trace off.
//!
//! `crowd` tries 1, 10, 1,000, 100,000 and a million, each in a process of its own; `crowd N` tries N.

mod play;

use lastack::sim::Log;
use play::{AT_ONCE, Crowd, peak, seconds};
use std::env;
use std::process::{Command, ExitCode};

const SIZES: [u32; 5] = [1, 10, 1_000, 100_000, 1_000_000];

fn main() -> ExitCode {
    let asked: Vec<String> = env::args().skip(1).collect();
    match asked.as_slice() {
        [] => {
            println!(
                "{:>11} {:>9} {:>14} {:>10} {:>16}",
                "connections", "seconds", "µs for each", "peak MB", "bytes for each"
            );
            for size in SIZES {
                let itself = env::current_exe().expect("this program stands somewhere");
                let done = Command::new(itself).arg(size.to_string()).status();
                if !done.is_ok_and(|status| status.success()) {
                    eprintln!("{size} connections were not played to their end");
                    return ExitCode::FAILURE;
                }
            }
            ExitCode::SUCCESS
        }
        [n] => match n.parse() {
            Ok(n @ 1..=3_000_000) => {
                play(n);
                ExitCode::SUCCESS
            }
            Ok(_) | Err(_) => {
                eprintln!("expected how many connections, from 1 to 3000000, not `{n}`");
                ExitCode::FAILURE
            }
        },
        _ => {
            eprintln!("expected at most one number");
            ExitCode::FAILURE
        }
    }
}

fn play(n: u32) {
    let mut crowd = Crowd::new(Log::off());
    let before = peak();
    let seconds = seconds(|| crowd.play(n, AT_ONCE));
    let told = |bytes: Option<u64>, of: f64| {
        bytes.map_or("?".to_owned(), |bytes| format!("{:.1}", bytes as f64 / of))
    };
    let (peak, more) = (peak(), before.zip(peak()).map(|(before, after)| after - before));
    println!(
        "{n:>11} {seconds:>9.4} {:>14.2} {:>10} {:>16}",
        seconds * 1e6 / f64::from(n),
        told(peak, 1e6),
        told(more, n.into())
    );
}
