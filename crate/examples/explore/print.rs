//! What the search found, as text.

use crate::searched::{REPLAYED, Searched};
use lastack::explore::edges::{LINUX, RFC, Stands, stands};
use lastack::explore::{Ending, Kind, SideEnding, law};
use lastack::host::HostId;
use lastack::time::Micros;
use lastack::trace::graph::{Edge, graph};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Everything.
pub(crate) fn report(found: &[Searched]) -> String {
    let parts = [presets(found), endings(found), edges(found), laws(found), broken(found), sums(found)];
    parts.concat()
}

/// A line for each preset.
fn presets(found: &[Searched]) -> String {
    let mut text =
        "## Presets\n\n| preset | segments decided | runs | endings | the last to go is gone after, at most | its link |\n\
                    |-|-|-|-|-|-|\n"
            .to_owned();
    for searched in found {
        let (longest, link) =
            searched.longest().map_or(("-".to_owned(), String::new()), |(life, link)| (seconds(life), link));
        let all = if searched.all { " (all)" } else { "" };
        let Searched { preset, segments, endings, .. } = searched;
        let (name, runs) = (&preset.scenario.name, endings.runs());
        put(
            &mut text,
            &format!("| {name} | {segments}{all} | {runs} | {} | {longest} | {link}\n", endings.len()),
        );
    }
    text + "\n"
}

/// Each ending, over all presets.
fn endings(found: &[Searched]) -> String {
    #[derive(Default)]
    struct Sum {
        runs: u64,
        lone: u64,
        presets: usize,
    }
    let mut all: BTreeMap<&Ending, Sum> = BTreeMap::new();
    for searched in found {
        for (ending, row) in searched.endings.rows() {
            let sum = all.entry(ending).or_default();
            sum.runs += row.runs;
            sum.presets += 1;
        }
        for (ending, row) in searched.of_lone.rows() {
            all.entry(ending).or_default().lone += row.runs;
        }
    }
    let mut rows: Vec<_> = all.into_iter().collect();
    rows.sort_by_key(|(_, sum)| Reverse((sum.runs, sum.lone)));
    let mut text = format!(
        "## Endings\n\n{} distinct ones.\n\n| runs with losses | with a lone fault | presets | client | server |\n\
         |-|-|-|-|-|\n",
        rows.len()
    );
    for (ending, Sum { runs, lone, presets }) in rows {
        let [client, server] = HostId::BOTH.map(|host| side(ending.side(host)));
        put(&mut text, &format!("| {runs} | {lone} | {presets} | {client} | {server} |\n"));
    }
    text + "\n"
}

fn side(side: &SideEnding) -> String {
    let told: Vec<&str> = side.told.iter().map(|signal| signal.name()).collect();
    let told = if told.is_empty() { "nothing".to_owned() } else { told.join(", ") };
    format!("{}; its application was told {told}", side.sentence().en)
}

/// Of the state machine, what the runs went through, and where it stands.
fn edges(found: &[Searched]) -> String {
    let taken: BTreeSet<Edge> = found.iter().flat_map(|searched| searched.edges.iter().copied()).collect();
    let of = |edge: &&Edge, rfc: bool| match stands(edge) {
        Some(Stands::Rfc(_)) => rfc,
        Some(Stands::Linux(_)) => !rfc,
        None => false,
    };
    let [rfc, linux] = [true, false].map(|rfc| taken.iter().filter(|edge| of(edge, rfc)).count());
    format!(
        "## Edges\n\nThe runs took {} of the {} edges of the graph: {rfc} of RFC 9293's machine, {linux} of Linux's \
         own, {} of neither. `matrix` lists the {} rules of the RFC and the {} of Linux.\n\n",
        taken.len(),
        graph().count(),
        taken.len() - rfc - linux,
        RFC.len(),
        LINUX.len()
    )
}

fn laws(found: &[Searched]) -> String {
    let replayed: u64 = found.iter().map(|searched| searched.replayed).sum();
    let mut text = "## Laws that every run was held to\n\n".to_owned();
    for law in law::LAWS {
        put(&mut text, &format!("- {} ({})\n", law.says, law.stands));
    }
    for says in law::STANDING {
        put(&mut text, &format!("- {says}\n"));
    }
    put(
        &mut text,
        &format!("- to seek is to replay: each {REPLAYED}th run of a preset, {replayed} in all\n\n"),
    );
    text
}

fn broken(found: &[Searched]) -> String {
    let mut text = String::new();
    for searched in found {
        for (broken, link) in &searched.broken {
            put(&mut text, &format!("VIOLATION of {}: {broken}\n  #{link}\n", searched.preset.scenario.name));
        }
    }
    text
}

fn sums(found: &[Searched]) -> String {
    let losses: u64 = found.iter().map(|searched| searched.endings.runs()).sum();
    let lone = |place: usize| found.iter().map(|searched| searched.lone[place]).sum::<u64>();
    let lone: Vec<_> = Kind::ALL.iter().enumerate().map(|(place, kind)| (kind.name(), lone(place))).collect();
    let total = losses + lone.iter().map(|(_, runs)| runs).sum::<u64>();
    let endings: BTreeSet<&Ending> = found
        .iter()
        .flat_map(|searched| [&searched.endings, &searched.of_lone])
        .flat_map(|endings| endings.rows().into_iter().map(|(ending, _)| ending))
        .collect();
    let violations: usize = found.iter().map(|searched| searched.broken.len()).sum();
    let mut text = format!("{total} runs, each another path: {losses} with losses");
    for (name, runs) in lone {
        put(&mut text, &format!(", {runs} with {name}"));
    }
    let longest = found.iter().filter_map(|searched| searched.longest()).max();
    put(&mut text, &format!("\n{} distinct endings\n", endings.len()));
    if let Some((life, link)) = longest {
        put(&mut text, &format!("longest life: {}, #{link}\n", seconds(life)));
    }
    put(&mut text, &format!("{violations} violations\n"));
    text
}

fn seconds(life: Micros) -> String {
    format!("{:.1} s", life.get() as f64 / 1e6)
}

fn put(text: &mut String, more: &str) {
    text.write_str(more).expect("a text takes any more text");
}
