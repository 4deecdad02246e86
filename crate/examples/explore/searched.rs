//! One preset, searched: all choices of losing its first segments, and each lone fault.

use crate::asked::Asked;
use lastack::explore::law::Broken;
use lastack::explore::{Endings, Judge, Kind, Leaf, Played, Tree, flipped, life, lone};
use lastack::scenario::link::{self, View};
use lastack::scenario::preset::Preset;
use lastack::scenario::{Millis, Scenario};
use lastack::time::{Instant, Micros};
use lastack::trace::Summary;
use lastack::trace::graph::{Edge, taken};
use std::collections::BTreeSet;

/// Each so many-th run is gone back into: to seek is to replay.
pub(crate) const REPLAYED: u64 = 128;
/// No more of a preset's broken runs are shown.
const MOST_BROKEN: usize = 5;

/// What came of one preset.
pub(crate) struct Searched {
    pub(crate) preset: Preset,
    /// How many segments were decided.
    pub(crate) segments: u32,
    pub(crate) endings: Endings,
    /// Whether no run sent as many segments: these are all the runs that losses can make.
    pub(crate) all: bool,
    pub(crate) lone: [u64; 3],
    /// How the runs with a lone fault end, and the longest life of them, with its link.
    pub(crate) of_lone: Endings,
    longest_of_lone: Option<(Micros, String)>,
    pub(crate) replayed: u64,
    pub(crate) edges: BTreeSet<Edge>,
    pub(crate) broken: Vec<(Broken, String)>,
}

impl Searched {
    pub(crate) fn of(preset: &Preset, asked: &Asked) -> Searched {
        let mut searched = Searched::losses(preset, asked.segments);
        // A run more or less doubles them for each segment more, until there are no more to lose.
        while searched.endings.runs() < asked.runs && !searched.all && searched.segments < Tree::MOST {
            let missing = asked.runs.div_ceil(searched.endings.runs().max(1));
            let more = missing.next_power_of_two().ilog2().max(1);
            searched = Searched::losses(preset, searched.segments + more);
        }
        searched.lone();
        searched
    }

    fn losses(preset: &Preset, segments: u32) -> Searched {
        let mut searched = Searched {
            preset: preset.clone(),
            segments,
            endings: Endings::default(),
            all: true,
            lone: [0; 3],
            of_lone: Endings::default(),
            longest_of_lone: None,
            replayed: 0,
            edges: BTreeSet::new(),
            broken: Vec::new(),
        };
        let scenario = Judge::patient(&preset.scenario);
        let mut judge = Judge::default();
        let mut tree = Tree::new(&scenario, segments);
        let mut runs = 0;
        while let Some(leaf) = tree.next_run(&mut |setup, world, _| judge.watch(setup, world)) {
            searched.endings.add(&leaf);
            searched.all &= !leaf.is_cut;
            let mut judged = judge.judge(&leaf);
            if runs % REPLAYED == 0 && judged.is_ok() {
                searched.replayed += 1;
                judged = Judge::replay(&flipped(&scenario, leaf.flips), leaf.log);
            }
            searched.take(&leaf, judged, &|| flipped(&scenario, leaf.flips));
            runs += 1;
            if searched.broken.len() >= MOST_BROKEN {
                break;
            }
        }
        searched
    }

    fn lone(&mut self) {
        for (nth, fault) in lone(&Judge::patient(&self.preset.scenario)).into_iter().enumerate() {
            if self.broken.len() >= MOST_BROKEN {
                return;
            }
            let kind = Kind::ALL.iter().position(|kind| *kind == fault.kind).expect("it is one of them");
            self.lone[kind] += 1;
            let mut judge = Judge::default();
            let played = Played::of(&fault.scenario, &mut |setup, world, _| judge.watch(setup, world));
            let leaf = played.leaf();
            self.of_lone.add(&leaf);
            let life = life(&Summary::of(leaf.log));
            if let Some(life) =
                life.filter(|life| self.longest_of_lone.as_ref().is_none_or(|(most, _)| life > most))
            {
                let link = self.link(&fault.scenario, Instant::ZERO + life);
                self.longest_of_lone = Some((life, link));
            }
            let mut judged = judge.judge(&leaf);
            if (nth as u64).is_multiple_of(REPLAYED) && judged.is_ok() {
                self.replayed += 1;
                judged = Judge::replay(&fault.scenario, leaf.log);
            }
            self.take(&leaf, judged, &|| fault.scenario.clone());
        }
    }

    /// What a run has taken, and what it broke.
    fn take(&mut self, leaf: &Leaf<'_>, judged: Result<(), Broken>, scenario: &dyn Fn() -> Scenario) {
        self.edges.extend(taken(&leaf.log.events));
        if let Err(broken) = judged {
            let link = self.link(&scenario(), leaf.log.events.last().map_or(Instant::ZERO, |event| event.at));
            self.broken.push((broken, link));
        }
    }

    /// The link of a run that is known to have come to that moment.
    pub(crate) fn link(&self, scenario: &Scenario, to: Instant) -> String {
        let own = self.preset.scenario.run_ms;
        let run_ms = if to <= own.instant() { own } else { Millis::from_micros(to.since(Instant::ZERO)) };
        let scenario = Scenario { run_ms, ..scenario.clone() };
        link::write(&scenario, Some(&self.preset.scenario), &View::default()).text
    }

    /// The longest life, and the link of the run that lives it.
    pub(crate) fn longest(&self) -> Option<(Micros, String)> {
        let of_losses = self.endings.longest().map(|lives| {
            let scenario = flipped(&self.preset.scenario, &lives.flips);
            (lives.longest, self.link(&scenario, Instant::ZERO + lives.longest))
        });
        let of_lone = self.longest_of_lone.clone();
        of_lone.into_iter().chain(of_losses).max_by_key(|(life, _)| *life)
    }
}
