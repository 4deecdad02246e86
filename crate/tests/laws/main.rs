//! Laws of every run, tried on random scenarios that use whatever a scenario can say. The seed is fixed:
//! who runs this sees the same. `LASTACK_CASES=20000` looks longer.

mod closing;
mod every;
mod record;
mod scenarios;
mod travel;

use lastack::scenario::Scenario;
use lastack::sim::{History, Log};
use lastack::time::Instant;
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// A run that takes more steps than this is judged by its beginning.
const MOST_STEPS: usize = 3_000;

/// How many scenarios a law is tried on; one that plays each several times takes a part of them.
fn config(part: u32) -> ProptestConfig {
    #[expect(clippy::disallowed_methods, reason = "how long to look; no run depends on it")]
    let cases = std::env::var("LASTACK_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(3072) / part,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x4c61_7374_4163_6b21),
        max_global_rejects: u32::MAX,
        ..ProptestConfig::default()
    }
}

/// The run, or as much of it as is judged; and whether that is all.
fn begun(scenario: &Scenario) -> (Log, bool) {
    let mut history = History::new(scenario.setup());
    for _ in 0..MOST_STEPS {
        if history.progress().next.is_none() {
            return (history.log().clone(), true);
        }
        history.step();
    }
    (history.log().clone(), history.progress().next.is_none())
}

fn played(scenario: &Scenario) -> Log {
    begun(scenario).0
}

fn played_until(scenario: &Scenario, until: Instant) -> Log {
    let mut history = History::new(scenario.setup());
    history.tick(until);
    history.log().clone()
}
