//! Time travel over a run: checkpoints, seek by replay, and edits that keep the past.

use super::record::{Log, Mark};
use super::setup::{Setup, Step, When};
use super::world::World;
use crate::net::{Link, SegmentName};
use crate::time::{Instant, Micros};
use serde::Serialize;

/// A checkpoint is taken every so many steps: any seek replays at most as many.
const STEPS_BETWEEN_CHECKPOINTS: usize = 32;
/// But not more often than for every so many of the segments under way, which it holds: where each is doubled for
/// ever, they are thousands.
const UNDER_WAY_PER_STEP: usize = 8;

/// Where a history stands after it moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(missing_as_null))]
pub struct Progress {
    /// Virtual time, in microseconds.
    pub now: Instant,
    /// How many events of the record have happened.
    pub events: usize,
    /// When something happens next; nothing at the end.
    pub next: Option<Instant>,
}

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing more can happen.
    Quiet,
    /// More would happen, but the scenario ends here.
    Horizon,
    /// More would happen, but [`MOST_EVENTS`](super::MOST_EVENTS) have.
    Spent,
}

impl End {
    /// Of a world that takes no more steps.
    pub fn of(world: &World, setup: &Setup) -> End {
        match (world.is_quiet(setup), world.is_spent()) {
            (true, _) => End::Quiet,
            (false, true) => End::Spent,
            (false, false) => End::Horizon,
        }
    }
}

/// A run that can be walked in both directions and edited.
#[derive(Clone, Debug)]
pub struct History {
    setup: Setup,
    world: World,
    log: Log,
    now: Instant,
    steps: usize,
    checkpoints: Vec<Checkpoint>,
}

#[derive(Clone, Debug)]
struct Checkpoint {
    steps: usize,
    world: World,
    mark: Mark,
}

impl History {
    /// A run at t = 0, before anything happened.
    pub fn new(setup: Setup) -> History {
        let mut log = Log::default();
        let world = World::new(&setup, &mut log);
        let start = Checkpoint { steps: 0, world: world.clone(), mark: log.mark() };
        History { setup, world, log, now: Instant::ZERO, steps: 0, checkpoints: vec![start] }
    }

    /// Back to t = 0, to run anew with a setup that has changed since.
    fn begin_anew(&mut self) {
        self.log = Log::default();
        self.world = World::new(&self.setup, &mut self.log);
        self.checkpoints = vec![Checkpoint { steps: 0, world: self.world.clone(), mark: self.log.mark() }];
        (self.now, self.steps) = (Instant::ZERO, 0);
    }

    pub fn progress(&self) -> Progress {
        Progress { now: self.now, events: self.log.events.len(), next: self.world.next_at(&self.setup) }
    }

    /// What has happened so far.
    pub fn log(&self) -> &Log {
        &self.log
    }

    pub fn world(&self) -> &World {
        &self.world
    }

    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The next thing that happens, with its effects.
    pub fn step(&mut self) -> Progress {
        if self.advance(Instant::NEVER) {
            self.now = self.world.now();
        }
        self.progress()
    }

    /// Undoes the last thing that happened.
    pub fn step_back(&mut self) -> Progress {
        if let Some(target) = self.steps.checked_sub(1) {
            self.replay_to(target);
            self.now = self.world.now();
        }
        self.progress()
    }

    /// Everything up to and at `until`. Going back is [`History::seek`]'s.
    pub fn tick(&mut self, until: Instant) -> Progress {
        while self.advance(until) {}
        self.now = self.now.max(until.min(self.setup.horizon));
        self.progress()
    }

    /// To the moment `at`, forwards or back, when everything up to it has happened.
    pub fn seek(&mut self, at: Instant) -> Progress {
        if at < self.now {
            self.restore_at_or_before(at);
        }
        self.tick(at)
    }

    /// The whole run, to its end.
    pub fn forecast(&self) -> Log {
        self.forecast_to_end().0
    }

    /// The same, and how it came to its end. It is run from the start: what has happened comes out as it did
    /// (law 1), and no record is copied for it.
    pub fn forecast_to_end(&self) -> (Log, End) {
        let mut log = Log::default();
        let mut world = World::new(&self.setup, &mut log);
        while world.step(&self.setup, &mut log) {}
        let end = End::of(&world, &self.setup);
        (log, end)
    }

    /// A link that does something else to one segment, and to no other. The run stays where it is: if that
    /// segment is still to come, nothing that has happened changes.
    pub fn relink(&mut self, link: Link, name: SegmentName) -> Progress {
        let (now, steps) = (self.now, self.steps);
        let sent = self.log.segments.iter().any(|record| record.name == name);
        self.setup.link = link;
        self.begin_anew();
        if sent {
            self.tick(now)
        } else {
            self.replay_to(steps);
            self.now = now;
            self.progress()
        }
    }

    /// A script step that takes effect now, after everything that has happened.
    pub fn intervene(&mut self, mut step: Step) -> Progress {
        let at = self.now + Micros::new(1);
        step.when = When::At(at);
        let script = &mut self.setup.script;
        let later = script.iter().position(|other| matches!(other.when, When::At(t) if t > at));
        script.insert(later.unwrap_or(script.len()), step);
        // A world knows the steps of its script by their places: those of before are of no use now.
        self.begin_anew();
        self.tick(at)
    }

    /// One step, unless it comes after `until`.
    fn advance(&mut self, until: Instant) -> bool {
        if !self.world.step_until(&self.setup, until, &mut self.log) {
            return false;
        }
        self.steps += 1;
        let newest = self.checkpoints.last().map_or(0, |c| c.steps);
        let between = STEPS_BETWEEN_CHECKPOINTS.max(self.world.under_way() / UNDER_WAY_PER_STEP);
        if self.steps >= newest + between {
            self.checkpoints.push(Checkpoint {
                steps: self.steps,
                world: self.world.clone(),
                mark: self.log.mark(),
            });
        }
        true
    }

    fn replay_to(&mut self, steps: usize) {
        self.restore(&|checkpoint| checkpoint.steps <= steps);
        while self.steps < steps && self.advance(Instant::NEVER) {}
    }

    fn restore_at_or_before(&mut self, at: Instant) {
        self.restore(&|checkpoint| checkpoint.world.now() <= at);
        self.now = self.world.now();
    }

    /// Goes back to the newest checkpoint that `fits`, forgetting those after it.
    fn restore(&mut self, fits: &dyn Fn(&Checkpoint) -> bool) {
        let kept = self.checkpoints.partition_point(fits).max(1);
        self.checkpoints.truncate(kept);
        let checkpoint = &self.checkpoints[kept - 1];
        self.world = checkpoint.world.clone();
        self.log.back_to(checkpoint.mark);
        self.steps = checkpoint.steps;
    }
}
