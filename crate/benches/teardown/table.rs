//! The table: ratios of what takes turns, so that a machine that is slow for a while is slow for all.

use crate::crowd::{AT_ONCE, Crowd, Pace, SEGMENTS, seconds};
use crate::peer::{Peer, TIME_WAIT};
use lastack::scenario::{Run, preset};
use lastack::sim::Log;
use lastack::time::{Instant, Micros};
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

const TURNS: usize = 9;
/// And before them some that only warm up.
const WARM: usize = 2;
/// How many connections a turn plays at least, whether at once or one after the other.
const A_TURN: u32 = 1_000;
/// Looked at here alone: criterion would take minutes.
const MANY: u32 = 10_000;
/// Connections a second of a steady client, for how many seconds, and turns of it, which are longer.
const RATES: [u32; 3] = [10, 100, 1_000];
const LASTS: u32 = 20;
const STEADY_TURNS: usize = 3;

pub(crate) fn print() {
    println!("\nconnections opened, torn down and gone, one core, median of {TURNS} turns");
    heads("at once");
    for at_once in super::CROWDS.into_iter().chain([MANY]) {
        let times = (A_TURN / at_once).max(1);
        let mut peer = Peer::new(at_once, at_once);
        compare(at_once, TURNS, times * at_once, |crowd| match crowd {
            Some(crowd) => (0..times).for_each(|_| crowd.play(at_once, AT_ONCE)),
            None => (0..times).for_each(|_| assert_eq!(peer.play(), SEGMENTS * at_once)),
        });
    }
    println!("\nthe same, so many opened and closed a second for {LASTS} s, median of {STEADY_TURNS} turns");
    heads("a second");
    for rate in RATES {
        let (n, gap) = (rate * LASTS, Micros::new(1_000_000 / u64::from(rate)));
        // As few sockets as will do: those that smoltcp keeps in TIME_WAIT, and one that serves them all.
        let mut peer = Peer::new(rate * TIME_WAIT + 1, 1);
        compare(rate, STEADY_TURNS, n, |crowd| match crowd {
            Some(crowd) => crowd.play(n, Pace { gap, together: false }),
            None => assert_eq!(peer.play_steadily(n, gap.get()), SEGMENTS * n),
        });
    }
    println!("\nall presets run once, with trace");
    // The same code by the same profile, and what a visitor downloads, which is small before it is fast.
    let fast = node(&["web/tools/fast-wasm.js"]).map(|_| "target/fast-wasm");
    for (what, folder) in [("wasm in Node", fast), ("the page's wasm in Node", Ok("web/pkg"))] {
        match folder.and_then(in_wasm) {
            Ok((native, wasm, ratio)) => println!(
                "{:<26} {:.2} ms, native {:.2} ms, ratio {ratio:.2}",
                format!("{what}:"),
                wasm * 1e3,
                native * 1e3
            ),
            Err(why) => println!("{what}: not measured, {why}"),
        }
    }
}

fn heads(what: &str) {
    println!(
        "{what:>8} {:>14} {:>14} {:>14} {:>10} {:>13}",
        "no trace /s", "trace /s", "smoltcp /s", "× smoltcp", "with trace ×"
    );
}

/// `play` is given a crowd, or nothing where smoltcp does the same: `n` connections.
fn compare(what: u32, times: usize, n: u32, mut play: impl FnMut(Option<&mut Crowd>)) {
    let mut crowd = Crowd::new(Log::off());
    let mut turns: Vec<[f64; 3]> = Vec::new();
    for _ in 0..times + WARM {
        let off = seconds(|| play(Some(&mut crowd)));
        let mut traced = Crowd::new(Log::default());
        let on = seconds(|| play(Some(&mut traced)));
        let theirs = seconds(|| play(None));
        turns.push([off, on, theirs]);
    }
    let turns = &turns[WARM..];
    let rate = |of: usize| f64::from(n) / median(turns.iter().map(|turn| turn[of]));
    let ratio = |of: usize| median(turns.iter().map(|turn| turn[2] / turn[of]));
    println!(
        "{what:>8} {:>14.0} {:>14.0} {:>14.0} {:>10.2} {:>13.2}",
        rate(0),
        rate(1),
        rate(2),
        ratio(0),
        ratio(1)
    );
}

/// Whole runs of each preset, again and again, by the same calls, turn by turn: seconds natively and in wasm, and the
/// first of the second.
fn in_wasm(folder: &str) -> Result<(f64, f64, f64), String> {
    let mut turns = Vec::new();
    for _ in 0..5 {
        let native = all_presets();
        let wasm: f64 = node(&["crate/benches/teardown/wasm.mjs", folder])?
            .trim()
            .parse()
            .map_err(|e| format!("Node said no number: {e}"))?;
        turns.push((native, wasm));
    }
    let of = |each: fn(&(f64, f64)) -> f64| median(turns.iter().map(each));
    Ok((of(|turn| turn.0), of(|turn| turn.1), of(|turn| turn.0 / turn.1)))
}

/// What Node says to a script of ours.
fn node(script: &[&str]) -> Result<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let done = Command::new("node")
        .args(script)
        .current_dir(root)
        .output()
        .map_err(|e| format!("Node doesn't start: {e}"))?;
    let text = |bytes| String::from_utf8_lossy(bytes).trim().to_owned();
    if done.status.success() { Ok(text(&done.stdout)) } else { Err(text(&done.stderr)) }
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

pub(crate) fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<_> = times.collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
