//! What libFuzzer tries for hours is tried here for a moment, on stable: each target on its corpus, on what comes of
//! that by changes, and on noise. The seed is fixed; `LASTACK_CASES=20000` looks longer.

#[expect(unreachable_pub, reason = "for libFuzzer it is a crate of its own")]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use std::fs;
use std::path::Path;

#[test]
fn any_bytes_as_a_link() {
    tried("link", targets::link::check, 1_000);
}

#[test]
fn any_bytes_as_a_scenario() {
    tried("scenario", targets::scenario::check, 1_000);
}

#[test]
fn any_bytes_as_a_recording() {
    tried("recording", targets::recording::check, 200);
}

#[test]
fn any_walk_through_any_run() {
    tried("walk", targets::walk::check, 300);
}

#[test]
fn any_run_as_a_capture() {
    tried("capture", targets::capture::check, 150);
}

/// Calls `check` with every file of the target's corpus, and so many times with bytes that nobody committed.
fn tried(target: &str, check: fn(&[u8]), cases: u32) {
    let corpus = corpus(target);
    corpus.iter().for_each(|bytes| check(bytes));
    #[expect(clippy::disallowed_methods, reason = "how long to look; no check depends on it")]
    let asked = std::env::var("LASTACK_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = ProptestConfig {
        cases: asked.unwrap_or(cases),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x6675_7a7a_2121),
        ..ProptestConfig::default()
    };
    let bytes = prop_oneof![
        3 => (prop::sample::select(corpus), changes()).prop_map(|(bytes, changes)| changed(bytes, &changes)),
        1 => prop::collection::vec(any::<u8>(), 0..600),
    ];
    let outcome = TestRunner::new(config).run(&bytes, |bytes| {
        check(&bytes);
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}

/// What was committed of a target's inputs: those with a name, and some of what libFuzzer bred.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a corpus").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{target} has no corpus");
    files.iter().map(|file| fs::read(file).expect("a file of bytes")).collect()
}

/// Some bytes in place of some others.
type Change = (prop::sample::Index, usize, Vec<u8>);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let bytes =
        prop_oneof![prop::collection::vec(any::<u8>(), 0..9), "[ -~]{0,8}".prop_map(String::into_bytes),];
    prop::collection::vec((any::<prop::sample::Index>(), 0usize..9, bytes), 0..6)
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for (place, gone, come) in changes {
        let from = place.index(bytes.len() + 1);
        let to = (from + gone).min(bytes.len());
        bytes.splice(from..to, come.iter().copied());
    }
    bytes
}
