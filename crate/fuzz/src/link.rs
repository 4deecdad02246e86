//! A link that anybody may have written: it is read, whatever it is, and what was understood of it has a link.

use lastack::scenario::link::{LONGEST_LINK, Problem, Reading, View, Wrong, read, write};
use lastack::scenario::{Scenario, preset};

/// More than this nobody reads (`scenario/link/read.rs`).
const MOST_PROBLEMS: usize = 24;
/// A key is quoted so far, and an ellipsis says so.
const MOST_OF_A_KEY: usize = 41;

pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let reading = read(&text, &published);
    let scenario = &reading.scenario;
    scenario.check().expect("what is read from a link could be read from a file");
    bounded(&reading);
    let asked = text.strip_prefix('#').unwrap_or(&text);
    for problem in &reading.problems {
        names_something(problem, asked);
    }
    comes_back(&reading);
    assert_eq!(Scenario::from_json(&scenario.to_json()).as_ref(), Ok(scenario));
}

fn published(name: &str) -> Option<Scenario> {
    preset::find(name).map(|found| found.scenario)
}

/// However long a link is, what comes of it is as small as what comes of a file.
fn bounded(Reading { scenario, problems, .. }: &Reading) {
    assert!(problems.len() <= MOST_PROBLEMS);
    assert!(scenario.script.len() <= 256 && scenario.rules.len() <= 64);
    assert!(scenario.lose.len() <= 256 && scenario.deliver.len() <= 256);
    let words = [&scenario.name, &scenario.about, &scenario.note].map(String::len);
    assert!(words.iter().sum::<usize>() <= 2 * LONGEST_LINK);
}

/// A problem is of a key, or of the link as a whole.
fn names_something(problem: &Problem, link: &str) {
    let Problem { key, wrong } = problem;
    assert!(key.chars().count() <= MOST_OF_A_KEY && !problem.text().is_empty(), "{problem:?}");
    let of_the_whole = match wrong {
        Wrong::Many { .. } => true,
        Wrong::Value { problem } => problem.contains("the end was left out"),
        Wrong::Unknown | Wrong::Twice | Wrong::Version | Wrong::Preset => false,
    };
    // Somebody may have written no key: `=5`, or packed it.
    let keyless = link.split('&').any(|piece| piece.starts_with('=') || piece.starts_with("z1:"));
    assert!(!key.is_empty() || of_the_whole || keyless, "{problem:?} in {link}");
}

/// What was understood is written, and read again, and is the same.
fn comes_back(reading: &Reading) {
    let base = reading.preset.as_deref().and_then(published);
    let written = write(&reading.scenario, base.as_ref(), &reading.view);
    assert!(written.text.is_ascii(), "{}", written.text);
    let again = read(&written.text, &published);
    assert_eq!(again.problems, [], "{}", written.text);
    assert_eq!(without(&again.scenario, &written.left_out), without(&reading.scenario, &written.left_out));
    assert_eq!((&again.view, &again.preset), (&reading.view, &reading.preset), "{}", written.text);
    let twice = write(&again.scenario, base.as_ref(), &again.view);
    assert_eq!(twice.text, written.text);
    assert!(write(&reading.scenario, None, &View::default()).text.starts_with("v=1&s=blank"));
}

/// The scenario without words that its link would have been too long with.
fn without(scenario: &Scenario, left_out: &[String]) -> Scenario {
    let mut scenario = scenario.clone();
    for key in left_out {
        match key.as_str() {
            "note" => scenario.note.clear(),
            "about" => scenario.about.clear(),
            "name" => scenario.name.clear(),
            other => panic!("a run depends on `{other}`"),
        }
    }
    scenario
}
