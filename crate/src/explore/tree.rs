//! All choices of losing the first n segments of a conversation.
//!
//! A run is a path: each of its first n segments, of both hosts and in the order in which this very run sends
//! them, either has the fate that the scenario gives it or the other one. The world is copied where segments
//! are sent, and what follows is played once for each choice, so that runs share their beginnings. What a step
//! sends doesn't depend on what becomes of it, so a step has as many choices as its segments have together.

use crate::net::{SegmentName, Wish};
use crate::scenario::Scenario;
use crate::sim::{End, Fate, Log, Mark, Setup, World};

/// A segment that has another fate than the scenario gives it.
pub type Flip = (SegmentName, Wish);

/// A walk over all choices, one run after the other.
pub struct Tree {
    setup: Setup,
    /// Those of the scenario itself.
    wishes: Vec<Flip>,
    first: u32,
    world: World,
    log: Log,
    path: Path,
    forks: Vec<Fork>,
    begun: bool,
}

/// What was chosen so far.
#[derive(Default)]
struct Path {
    flips: Vec<Flip>,
    /// How many segments were sent whose fate was chosen.
    decided: u32,
    /// How many of them are lost.
    lost: u32,
}

/// A step that sent segments: the world before it, and which choice is being played.
struct Fork {
    world: World,
    mark: Mark,
    flips: usize,
    decided: u32,
    lost: u32,
    /// What each segment would otherwise become.
    sent: Vec<Flip>,
    /// A bit for each segment: whether it has its other fate.
    choice: u32,
}

/// A run that has come to its end.
pub struct Leaf<'a> {
    pub setup: &'a Setup,
    pub world: &'a World,
    pub log: &'a Log,
    pub end: End,
    /// What was changed of the scenario.
    pub flips: &'a [Flip],
    /// How many of the decided segments are lost.
    pub lost: u32,
    /// How many of the 2ⁿ choices come to this run: more than one where it sends fewer than n segments.
    pub cases: u64,
    /// Whether it sent as many as n: a larger n would divide it further.
    pub is_cut: bool,
}

impl Tree {
    /// The most segments whose fate is chosen: the count of cases is kept in 64 bits, and no more is ever done.
    pub const MOST: u32 = 30;

    /// Of the first `first` segments, [`Tree::MOST`] at most.
    pub fn new(scenario: &Scenario, first: u32) -> Tree {
        let setup = scenario.setup();
        let mut log = Log::default();
        let world = World::new(&setup, &mut log);
        let wishes = setup.link.wishes.clone();
        let first = first.min(Tree::MOST);
        Tree { setup, wishes, first, world, log, path: Path::default(), forks: Vec::new(), begun: false }
    }

    /// The next run; nothing after the last. `each` sees the world after every step that this run does not
    /// share with one before.
    pub fn next_run(&mut self, each: &mut dyn FnMut(&Setup, &World, &Log)) -> Option<Leaf<'_>> {
        if !self.begun {
            self.begun = true;
        } else if !self.turn(each) {
            return None;
        }
        while self.step(each) {}
        let end = End::of(&self.world, &self.setup);
        let Path { flips, decided, lost } = &self.path;
        Some(Leaf {
            setup: &self.setup,
            world: &self.world,
            log: &self.log,
            end,
            flips,
            lost: *lost,
            cases: 1 << (self.first - decided),
            is_cut: *decided == self.first,
        })
    }

    /// The next thing that happens on this path.
    fn step(&mut self, each: &mut dyn FnMut(&Setup, &World, &Log)) -> bool {
        let before = (self.path.decided < self.first).then(|| self.world.clone());
        let (mark, segments) = (self.log.mark(), self.log.segments.len());
        if !self.world.step(&self.setup, &mut self.log) {
            return false;
        }
        each(&self.setup, &self.world, &self.log);
        let Some(world) = before else { return true };
        let mut sent: Vec<Flip> = Vec::new();
        let Path { flips, decided, lost } = &mut self.path;
        let (decided_before, lost_before) = (*decided, *lost);
        for record in &self.log.segments[segments..] {
            // A forged one has no name and cannot be lost.
            if record.name.nth == 0 || *decided == self.first {
                continue;
            }
            *decided += 1;
            sent.push((record.name, other(&record.fate)));
            *lost += u32::from(matches!(record.fate, Fate::Lost { .. }));
        }
        if !sent.is_empty() {
            let (decided, lost) = (decided_before, lost_before);
            let flips = flips.len();
            self.forks.push(Fork { world, mark, flips, decided, lost, sent, choice: 0 });
        }
        true
    }

    /// Goes back to the last step that has a choice left, and takes it.
    fn turn(&mut self, each: &mut dyn FnMut(&Setup, &World, &Log)) -> bool {
        loop {
            let Some(fork) = self.forks.last_mut() else { return false };
            fork.choice += 1;
            if fork.choice < 1 << fork.sent.len() {
                break;
            }
            self.forks.pop();
        }
        let fork = self.forks.last().expect("the walk stopped at one");
        self.world = fork.world.clone();
        self.log.back_to(fork.mark);
        self.path.flips.truncate(fork.flips);
        (self.path.decided, self.path.lost) = (fork.decided, fork.lost);
        for (nth, flip) in fork.sent.iter().enumerate() {
            let flips = fork.choice & 1 << nth != 0;
            if flips {
                self.path.flips.push(*flip);
            }
            self.path.decided += 1;
            self.path.lost += u32::from((flip.1 == Wish::Lose) == flips);
        }
        self.setup.link.wishes.clone_from(&self.wishes);
        for (name, wish) in &self.path.flips {
            self.setup.link.wish(*name, Some(*wish));
        }
        let stepped = self.world.step(&self.setup, &mut self.log);
        debug_assert!(stepped, "the same step happens as before");
        each(&self.setup, &self.world, &self.log);
        true
    }
}

/// What a segment with this fate would otherwise become.
fn other(fate: &Fate) -> Wish {
    match fate {
        Fate::Delivered { .. } => Wish::Lose,
        Fate::Lost { .. } => Wish::Deliver,
    }
}

/// The scenario with those segments changed: it gives the run whose path has these flips.
pub fn flipped(scenario: &Scenario, flips: &[Flip]) -> Scenario {
    let mut scenario = scenario.clone();
    for (name, wish) in flips {
        let name = name.text();
        scenario.lose.retain(|other| *other != name);
        scenario.deliver.retain(|other| *other != name);
        match wish {
            Wish::Lose => scenario.lose.push(name),
            Wish::Deliver => scenario.deliver.push(name),
        }
    }
    scenario
}
