//! One run held to the laws: at every step, at its end, and when it is gone back to.

use super::law::{self, Broken, Case};
use super::tree::Leaf;
use crate::scenario::{Millis, Scenario};
use crate::sim::{End, History, Log, Setup, World};
use crate::time::{Instant, Micros};

/// Whatever ends by itself has ended by then: tcp_retries2 = 15 gives up after some 15 minutes, and so does what
/// begins after that. Note: where tcp_orphan_retries is above tcp_retries2, an orphan before a window that is said to
/// be closed again and again never ends (spec §5.1); no preset is like that.
const BOUND: Micros = Micros::from_secs(3_600);

/// The first law that a run breaks, as far as it has been seen.
#[derive(Default)]
pub struct Judge(Option<Broken>);

impl Judge {
    /// The scenario, which nothing but the end of all waiting may end: a run of it is held to that.
    pub fn patient(scenario: &Scenario) -> Scenario {
        Scenario { run_ms: scenario.run_ms.max(Millis::from_micros(BOUND)), ..scenario.clone() }
    }

    /// After a step.
    pub fn watch(&mut self, setup: &Setup, world: &World) {
        if self.0.is_none() {
            self.0 = law::standing(setup, world).err();
        }
    }

    /// At the end of the run; the next one is judged anew.
    pub fn judge(&mut self, leaf: &Leaf<'_>) -> Result<(), Broken> {
        let Leaf { setup, world, log, end, .. } = leaf;
        if let Some(broken) = self.0.take() {
            return Err(broken);
        }
        law::who_is_left(setup, world, log, *end)?;
        law::check(&Case { setup, log, until: setup.horizon })
    }

    /// Whether a run of that scenario is this one, however one gets to a moment of it (law 1).
    pub fn replay(scenario: &Scenario, log: &Log) -> Result<(), Broken> {
        const SAYS: &str = "to seek is to replay, and a link gives the run that it was made of (design §4)";
        let broken = |found: String| Err(Broken { says: SAYS, found });
        let mut history = History::new(scenario.setup());
        if history.forecast() != *log {
            return broken("another run".to_owned());
        }
        let places = [3, 1, 2].map(|quarter| log.events.len() * quarter / 4);
        for at in places.into_iter().filter_map(|place| log.events.get(place)).map(|event| event.at) {
            history.seek(at);
            let events = log.events.partition_point(|event| event.at <= at);
            let segments = log.segments.partition_point(|record| record.sent_at <= at);
            let found = history.log();
            if found.events[..] != log.events[..events] || found.segments[..] != log.segments[..segments] {
                return broken(format!("another moment at {} us", at.as_micros()));
            }
        }
        history.seek(Instant::ZERO);
        history.tick(Instant::NEVER);
        if history.log() == log { Ok(()) } else { broken("another run after a return".to_owned()) }
    }
}

/// One scenario, played to its end.
pub struct Played {
    pub setup: Setup,
    pub world: World,
    pub log: Log,
    pub end: End,
}

impl Played {
    /// `each` sees the world after every step.
    pub fn of(scenario: &Scenario, each: &mut dyn FnMut(&Setup, &World, &Log)) -> Played {
        let setup = scenario.setup();
        let mut log = Log::default();
        let mut world = World::new(&setup, &mut log);
        while world.step(&setup, &mut log) {
            each(&setup, &world, &log);
        }
        let end = End::of(&world, &setup);
        Played { setup, world, log, end }
    }

    /// As the only run of a tree without choices.
    pub fn leaf(&self) -> Leaf<'_> {
        let Played { setup, world, log, end } = self;
        Leaf { setup, world, log, end: *end, flips: &[], lost: 0, cases: 1, is_cut: false }
    }
}
