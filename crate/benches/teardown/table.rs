//! The table: ratios of what takes turns, so that a machine that is slow for a while is slow for all.

use crate::crowd::{Crowd, SEGMENTS, seconds};
use crate::peer::Peer;
use lastack::scenario::{Run, preset};
use lastack::sim::Log;
use lastack::time::Instant;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

const TURNS: usize = 9;
/// How many connections a turn plays at least, whether at once or one after the other.
const A_TURN: u32 = 1_000;
/// Looked at here alone: criterion would take minutes.
const MANY: u32 = 10_000;

pub(crate) fn print() {
    println!("\nconnections opened, torn down and gone, one core, median of {TURNS} turns");
    println!(
        "{:>8} {:>14} {:>14} {:>14} {:>10} {:>13}",
        "at once", "no trace /s", "trace /s", "smoltcp /s", "× smoltcp", "with trace ×"
    );
    for at_once in super::AT_ONCE.into_iter().chain([MANY]) {
        compare(at_once);
    }
    match in_wasm() {
        Ok(()) => {}
        Err(why) => println!("wasm beside native: not measured, {why}"),
    }
    println!("bytes for each connection: cargo run --release -p lastack --example crowd");
    println!("the longest preset in wasm, scripting in a frame: npm --prefix web run bench");
}

fn compare(at_once: u32) {
    let times = (A_TURN / at_once).max(1);
    let mut crowd = Crowd::new(Log::off());
    let mut peer = Peer::new(at_once);
    let mut turns: Vec<[f64; 3]> = Vec::new();
    for _ in 0..TURNS + 2 {
        let off = seconds(|| (0..times).for_each(|_| crowd.play(at_once)));
        let mut traced = Crowd::new(Log::default());
        let on = seconds(|| (0..times).for_each(|_| traced.play(at_once)));
        let theirs = seconds(|| (0..times).for_each(|_| assert_eq!(peer.play(), SEGMENTS * at_once)));
        turns.push([off, on, theirs]);
    }
    // The first two warm up.
    let turns = &turns[2..];
    let rate = |of: usize| f64::from(times * at_once) / median(turns.iter().map(|turn| turn[of]));
    let ratio = |of: usize| median(turns.iter().map(|turn| turn[2] / turn[of]));
    println!(
        "{at_once:>8} {:>14.0} {:>14.0} {:>14.0} {:>10.2} {:>13.2}",
        rate(0),
        rate(1),
        rate(2),
        ratio(0),
        ratio(1)
    );
}

/// Whole runs of each preset, again and again, by the same calls: what the page's wasm needs in Node for them and
/// what this program needs.
fn in_wasm() -> Result<(), String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/teardown/wasm.mjs");
    let mut turns = Vec::new();
    for _ in 0..5 {
        let native = all_presets();
        let done =
            Command::new("node").arg(&script).output().map_err(|e| format!("node doesn't start: {e}"))?;
        if !done.status.success() {
            return Err(String::from_utf8_lossy(&done.stderr).trim().to_owned());
        }
        let wasm: f64 = String::from_utf8_lossy(&done.stdout).trim().parse().map_err(|e| format!("{e}"))?;
        turns.push((native, wasm));
    }
    let of = |each: fn(&(f64, f64)) -> f64| median(turns.iter().map(each));
    let (native, wasm, ratio) = (of(|turn| turn.0), of(|turn| turn.1), of(|turn| turn.0 / turn.1));
    println!(
        "\nall presets run once, with trace: native {:.2} ms, wasm in Node {:.2} ms, ratio {ratio:.2}",
        native * 1e3,
        wasm * 1e3
    );
    Ok(())
}

/// Seconds for one whole run of each preset; the same is in `wasm.mjs`.
fn all_presets() -> f64 {
    let mut runs: Vec<Run> = preset::all().map(|preset| Run::new(preset.scenario)).collect();
    let mut all = || {
        for run in &mut runs {
            run.seek(Instant::ZERO);
            black_box(run.tick(Instant::from_micros(10u64.pow(15))));
        }
    };
    for _ in 0..50 {
        all();
    }
    median((0..200).map(|_| seconds(&mut all)))
}

fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<_> = times.collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
