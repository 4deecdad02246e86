//! All choices, each once, and each the run that its link opens.

use super::preset;
use lastack::explore::{Endings, Judge, Tree, flipped};
use lastack::host::HostId;
use lastack::net::Wish;
use lastack::scenario::link::{self, View};
use lastack::scenario::preset as presets;
use lastack::sim::{Fate, History};
use std::collections::BTreeSet;

/// Rules that lose, delay, refuse and double; steps that wait; a segment that is lost by its name.
const SOME: [&str; 6] =
    ["clean-close", "last-ack-lost", "icmp-unreachable", "late-last-ack", "time-wait-rst", "new-client"];

#[test]
fn every_choice_is_made_once() {
    for name in SOME {
        for first in 0..9 {
            let mut tree = Tree::new(&preset(name), first);
            let mut paths = BTreeSet::new();
            let mut cases = 0;
            while let Some(leaf) = tree.next_run(&mut |_, _, _| {}) {
                cases += leaf.cases;
                let lost = |wish| wish == Wish::Lose;
                let path: Vec<_> = leaf.flips.iter().map(|(name, wish)| (*name, lost(*wish))).collect();
                assert!(paths.insert(path), "{name}, {first}: the same again");
            }
            assert_eq!(cases, 1 << first, "{name}, {first}");
        }
    }
}

#[test]
fn each_run_is_that_of_its_scenario_and_of_its_link() {
    for name in SOME {
        let scenario = preset(name);
        let mut tree = Tree::new(&scenario, 6);
        while let Some(leaf) = tree.next_run(&mut |_, _, _| {}) {
            let flipped = flipped(&scenario, leaf.flips);
            assert_eq!(&History::new(flipped.setup()).forecast(), leaf.log, "{name} {:?}", leaf.flips);
            Judge::replay(&flipped, leaf.log).expect("to seek is to replay");
            let text = link::write(&flipped, Some(&scenario), &View::default()).text;
            let read = link::read(&text, &|name| presets::find(name).map(|preset| preset.scenario));
            assert_eq!(read.scenario, flipped, "{text}");
        }
    }
}

#[test]
fn a_segment_is_lost_or_not_as_was_chosen() {
    let scenario = preset("last-ack-lost");
    let mut tree = Tree::new(&scenario, 5);
    let mut seen = BTreeSet::new();
    while let Some(leaf) = tree.next_run(&mut |_, _, _| {}) {
        let lost = |fate: &Fate| matches!(fate, Fate::Lost { .. });
        let first: Vec<_> = leaf.log.segments.iter().take(5).map(|record| lost(&record.fate)).collect();
        assert_eq!(first.iter().filter(|lost| **lost).count() as u32, leaf.lost);
        assert!(seen.insert(first), "the same again");
    }
    // A run of four segments stands for two choices.
    assert_eq!(seen.iter().map(|lost| 1 << (5 - lost.len())).sum::<u32>(), 32);
}

#[test]
fn a_run_with_fewer_segments_is_one_run() {
    let runs = |first| {
        let mut tree = Tree::new(&preset("orphan-limit"), first);
        let (mut runs, mut cut) = (0, 0);
        while let Some(leaf) = tree.next_run(&mut |_, _, _| {}) {
            runs += 1;
            cut += u32::from(leaf.is_cut);
        }
        (runs, cut)
    };
    let (all, cut) = runs(20);
    assert_eq!((runs(16), cut), ((all, 0), 0), "there are no more segments to lose");
    assert!(runs(3).1 > 0);
}

#[test]
fn endings_are_counted_with_what_shows_them() {
    let scenario = preset("orphan-retries-1");
    let mut endings = Endings::default();
    let mut tree = Tree::new(&scenario, 12);
    while let Some(leaf) = tree.next_run(&mut |_, _, _| {}) {
        endings.add(&leaf);
    }
    let rows = endings.rows();
    let table: Vec<String> = rows
        .iter()
        .map(|(ending, row)| {
            let [a, b] = HostId::BOTH.map(|host| ending.side(host).sentence().en);
            let lost: Vec<_> = row.flips.iter().map(|(name, _)| name.text()).collect();
            format!("{} of {}: {a} | {b} | {}", row.cases, row.runs, lost.join(","))
        })
        .collect();
    assert_eq!(table, TABLE);
    assert_eq!(endings.runs(), rows.iter().map(|(_, row)| row.runs).sum::<u64>());
}

/// Choices, runs, both sides, and what is changed of a scenario that loses every a:2 and after.
const TABLE: [&str; 6] = [
    "2769 of 226: TIME-WAIT ran out | the last ACK arrived | a:2",
    "1069 of 264: TIME-WAIT ran out | gave up, and nobody was told | ",
    "201 of 33: FIN-WAIT-2 ran out, no FIN came | gave up, and nobody was told | b:2,b:3,b:4,b:5",
    "33 of 33: gave up, and nobody was told | gave up, and nobody was told | \
     b:1,b:2,a:2,b:3,b:4,a:3,b:5,b:6,a:4,b:7,b:8",
    "20 of 20: a RST ended it | gave up, and nobody was told | b:1,b:2,b:3,b:4,b:5,a:6",
    "4 of 1: gave up, and nobody was told | still open, never heard of it | a:1",
];
