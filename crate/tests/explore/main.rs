//! The explorer: it goes every way, each once; and a law that a run breaks is seen to be broken.

mod doctored;
mod edges;
mod lone;
mod tree;

use lastack::scenario::{Scenario, preset};

fn preset(name: &str) -> Scenario {
    preset::find(name).expect("it is a preset").scenario
}
