//! Links are for ever: every form that was released is read as it was, every run has a link that gives it
//! again, and whatever somebody writes is read without harm.

mod cost;
mod documented;
mod engine;
mod forms;
mod hostile;
mod random;
#[expect(dead_code, reason = "the laws of a run need more kinds of scenarios")]
#[path = "../laws/scenarios.rs"]
mod scenarios;
mod short;

use lastack::scenario::link::{self, Reading};
use lastack::scenario::{Scenario, preset};

/// What a link means, with all that was published at hand.
fn read(hash: &str) -> Reading {
    link::read(hash, &published)
}

fn published(name: &str) -> Option<Scenario> {
    preset::find(name).map(|found| found.scenario)
}
