//! A file that may be a scenario: noise, and a preset of which something was changed.

use super::drawn::Bytes;
use super::edits::edited;
use lastack::scenario::{Scenario, preset};
use lastack::sim::{History, What};
use serde_json::Value;

pub fn check(bytes: &[u8]) {
    check_text(&String::from_utf8_lossy(bytes));
    check_text(&changed(&mut Bytes(bytes)).to_string());
}

/// A preset of which something was changed, and something more while there are bytes.
fn changed(bytes: &mut Bytes<'_>) -> Value {
    let texts: Vec<&str> = preset::all().map(|found| found.text).collect();
    let mut document = serde_json::from_str::<Value>(bytes.one_of::<&str>(&texts)).expect("a preset is JSON");
    for _ in 0..MOST_EDITS {
        if !bytes.is_empty() {
            document = edited(&document, bytes);
        }
    }
    document
}

/// A document of which more was changed is no scenario any more.
const MOST_EDITS: usize = 6;

/// Reads it; what can be read has a text that says the same, and a run.
fn check_text(text: &str) {
    let scenario = match Scenario::from_json(text) {
        Ok(scenario) => scenario,
        Err(e) => {
            assert!(!e.problem.is_empty() && e.text().chars().count() < 1_000, "{e}");
            return;
        }
    };
    scenario.check().expect("a scenario that was read is valid");
    assert_eq!(Scenario::from_json(&scenario.to_json()).as_ref(), Ok(&scenario));
    run(&scenario);
}

/// As far as a check has time for.
const MOST_STEPS: usize = 600;
/// Some scenarios send more in a few steps than others in their life.
const MOST_EVENTS: usize = 20_000;

fn run(scenario: &Scenario) {
    let mut history = History::new(scenario.setup());
    let mut steps = 0;
    while history.progress().next.is_some() && steps < MOST_STEPS && history.log().events.len() < MOST_EVENTS
    {
        history.step();
        steps += 1;
    }
    let log = history.log();
    let causes = log.events.iter().all(|event| event.cause.is_none_or(|cause| cause < event.id));
    assert!(causes && log.events.is_sorted_by_key(|event| event.at));
    let sent =
        log.events.iter().filter(|event| matches!(event.what, What::Sent { .. } | What::Injected { .. }));
    assert_eq!(sent.count(), log.segments.len());
}
