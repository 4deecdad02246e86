//! What one run costs, and a connection, and the page: told beside the budgets that they have.

use crate::crowd::{AT_ONCE, Crowd, peak, seconds};
use crate::table::median;
use lastack::scenario::{Run, preset};
use lastack::sim::Log;
use lastack::time::Instant;
use lastack::trace::Trace;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

const TURNS: usize = 1_000;
/// How many connections stand at once where their memory is measured: what one run had before is little beside.
const CROWD: u32 = 200_000;
/// Later than any run ends.
const END: Instant = Instant::from_micros(1_000_000_000_000_000);

pub(crate) fn print() {
    println!();
    longest();
    memory();
    page();
}

/// The whole of the longest preset's run, and seeks to moments of it that nobody could expect.
fn longest() {
    let ended =
        |preset: &preset::Preset| Trace::of(Run::new(preset.scenario.clone()).history().forecast()).ended_at;
    let preset = preset::all().max_by_key(ended).expect("there are presets");
    let (name, end) = (preset.scenario.name.clone(), ended(&preset).as_micros());
    let mut run = Run::new(preset.scenario);
    let whole = median((0..TURNS).map(|_| {
        run.seek(Instant::ZERO);
        seconds(|| {
            black_box(run.tick(END));
        })
    }));
    let mut die = 1u64;
    let seek = median((0..TURNS).map(|_| {
        die = die.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = Instant::from_micros((die >> 16) % end);
        seconds(|| {
            black_box(run.seek(at));
        })
    }));
    println!(
        "{:<58} {:>9.4} ms",
        format!("{name}, {} s of virtual time, its whole run:", end / 1_000_000),
        whole * 1e3
    );
    println!("{:<58} {:>9.4} ms", "a seek to a random moment of it:", seek * 1e3);
}

/// Measured last of what is measured here, as a process's peak never falls.
fn memory() {
    let mut crowd = Crowd::new(Log::off());
    let before = peak();
    crowd.play(CROWD, AT_ONCE);
    match before.zip(peak()) {
        Some((before, after)) => println!(
            "{:<58} {:>9} bytes",
            format!("a connection among {CROWD}, both ends of it, without a trace:"),
            (after - before) / u64::from(CROWD)
        ),
        None => println!("a connection's memory: not measured, this system doesn't tell it"),
    }
}

/// Sizes, the longest preset in wasm, the first drawn ladder and scripting in a frame are for Node and a browser to
/// say: where there is none, it is said which command would.
fn page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (what, script) in
        [("sizes", ["web/tools/sizes.js"].as_slice()), ("the page", &["web/tools/run.js", "bench"])]
    {
        println!("\n{what}: node {}", script.join(" "));
        let done = Command::new("node").args(script).current_dir(&root).status();
        if !done.is_ok_and(|status| status.success()) {
            println!("not measured: it wants Node and a built page (npm --prefix web run build)");
        }
    }
}
