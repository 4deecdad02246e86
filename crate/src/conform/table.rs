//! What agrees with which kernel, by what it's about, in Markdown: the README's table.

use super::group::Group;
use super::recording::Version;
use super::{Tally, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// The verdicts of recordings, by name.
#[derive(Default)]
pub struct Table {
    kernels: BTreeSet<Version>,
    groups: BTreeMap<Group, BTreeMap<Version, Tally>>,
    /// Name, kernel and the first difference of each that doesn't agree.
    failures: Vec<(String, Version, String)>,
}

impl Table {
    /// Adds a recording, or says why it has no place in a table: nobody could read it.
    pub fn add(&mut self, name: &str, verdict: &Verdict) -> Result<(), String> {
        let (group, kernel) = verdict.subject.ok_or_else(|| verdict.line(name))?;
        self.kernels.insert(kernel);
        *self.groups.entry(group).or_default().entry(kernel).or_default() += verdict.tally;
        if let Some(difference) = verdict.first_difference() {
            self.failures.push((name.to_owned(), kernel, difference));
        }
        Ok(())
    }

    /// A row for each group, then one for all; where not all agree, a row for each that doesn't.
    pub fn markdown(&self) -> String {
        let kernels: Vec<Version> = self.kernels.iter().rev().copied().collect();
        let mut out = String::from("| what it is about |");
        for Version(major, minor) in &kernels {
            out += &format!(" Linux {major}.{minor} |");
        }
        out += " segments | worst timer |\n|-|-|-|";
        out += &"-|".repeat(kernels.len());
        out.push('\n');
        let mut all: BTreeMap<Version, Tally> = BTreeMap::new();
        for (group, tallies) in &self.groups {
            out += &row(group.title(), &kernels, tallies);
            for (kernel, tally) in tallies {
                *all.entry(*kernel).or_default() += *tally;
            }
        }
        out += &row("all", &kernels, &all);
        if !self.failures.is_empty() {
            out += "\n| does not agree | Linux | first difference |\n|-|-|-|\n";
        }
        for (name, Version(major, minor), difference) in &self.failures {
            out += &format!("| {name} | {major}.{minor} | {} |\n", difference.replace('|', "\\|"));
        }
        out
    }
}

/// How many agree on each kernel, and over all of them: segments, and by how much a timer was off at most.
fn row(title: &str, kernels: &[Version], tallies: &BTreeMap<Version, Tally>) -> String {
    let mut sum = Tally::default();
    let mut out = format!("| {title} |");
    for kernel in kernels {
        match tallies.get(kernel) {
            Some(tally) => {
                out += &format!(" {} |", tally.recordings);
                sum += *tally;
            }
            None => out += " – |",
        }
    }
    out + &format!(" {} | {:.1} ms |\n", sum.segments, sum.worst.as_ms())
}
