//! What this version of the engine makes of each preset, byte for byte: the same natively as in wasm, in Node and in a
//! browser, whose tests read the same file.

#[path = "../../examples/ladder/hashes.rs"]
mod hashes;

use std::fs;
use std::path::Path;

const KEPT: &str = include_str!("hashes.txt");

#[test]
fn every_preset_runs_as_it_was_published() {
    let found = hashes::text();
    let changed: Vec<_> = found.lines().filter(|line| !KEPT.lines().any(|kept| kept == *line)).collect();
    assert_eq!(
        found, KEPT,
        "behaviour changed: raise ENGINE in crate/src/version.rs and regenerate by `cargo run --release -p lastack \
         --example ladder -- hashes crate/tests/golden/hashes.txt`. Not as it was: {changed:#?}"
    );
}

#[test]
fn a_version_is_not_written_over_by_another_behaviour() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hashes.txt");
    let keep = |text: &str| {
        fs::write(&file, text).expect("a file of ours");
        hashes::keep(&file)
    };
    let (engine, presets) = KEPT.split_once('\n').expect("a line for the engine");
    let first = presets.lines().next().expect("a preset");
    let other = format!("{} 0123456789abcdef", first.split(' ').next().expect("a name"));
    let refused = keep(&KEPT.replacen(first, &other, 1)).expect_err("it runs otherwise");
    assert!(refused.starts_with("behaviour changed (") && refused.contains("raise ENGINE"), "{refused}");
    // Another version may, and a preset that is new changes none.
    keep(&format!("engine 0\n{other}\n")).expect("the version is another");
    keep(&format!("{engine}\n{first}\n")).expect("what was there runs as it did");
    assert_eq!(fs::read_to_string(&file).expect("a file of ours"), KEPT);
}
