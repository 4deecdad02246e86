//! What must hold of every run, each with where it stands.
//!
//! A law looks at the record of a run, or at the beginning of one: what holds of the whole holds of every
//! beginning. The explorer holds its runs to all of them, the property tests random scenarios to each. Refuses
//! to ask the engine why: where a law needs arithmetic, it does its own.

mod counters;
mod expected;
mod fin_wait2;
mod graph;
mod packets;
mod patience;
mod record;
mod resets;
mod silence;
mod standing;
mod teardown;

pub use standing::{STANDING, shown, standing, who_is_left};

use crate::host::SocketId;
use crate::sim::{Event, EventId, Log, Setup, What};
use crate::tcp::State;
use crate::time::Instant;
use std::fmt;

/// What a law looks at.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    pub setup: &'a Setup,
    pub log: &'a Log,
    /// Whatever was to happen before this moment has happened.
    pub until: Instant,
}

/// Something that holds of every run.
pub struct Law {
    /// As a sentence.
    pub says: &'static str,
    /// Where it stands: ids of the fact sheet on Linux teardown, an RFC's section, or a law of this project.
    pub stands: &'static str,
    check: fn(&Case<'_>) -> Result<(), String>,
}

/// A law that doesn't hold, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub says: &'static str,
    pub found: String,
}

/// All that can be seen in a record.
pub static LAWS: &[Law] = &[
    record::IN_ORDER,
    record::ARRIVALS,
    record::TIMERS,
    record::LIVES,
    graph::EDGES,
    packets::ACKNOWLEDGED,
    packets::TAKEN_BACK,
    packets::WRITTEN,
    packets::FITS,
    expected::AGAIN,
    resets::NONE_FOR_ONE,
    resets::EXACT,
    resets::FOR_NOBODY,
    silence::GIVES_UP,
    silence::SHUT_RD,
    silence::TIME_WAIT,
    silence::MINI,
    silence::NOBODY,
    teardown::ORPHANS,
    teardown::CLOSE_WAIT,
    teardown::FIN_ACKED,
    teardown::FIN_AGAIN,
    patience::ONCE_MORE,
    patience::MODEL,
    patience::PROBES,
    patience::TIME_WAIT,
    fin_wait2::ORPHAN,
    patience::ONE_PROBE,
    patience::PROBE_NEEDS_SACK,
    patience::CHALLENGES,
    counters::COUNTED,
    counters::MINI_COUNTED,
];

impl Law {
    /// Whether it holds of this run.
    pub fn check(&self, case: &Case<'_>) -> Result<(), Broken> {
        (self.check)(case).map_err(|found| Broken { says: self.says, found })
    }
}

/// Whether all hold; else the first that doesn't.
pub fn check(case: &Case<'_>) -> Result<(), Broken> {
    LAWS.iter().try_for_each(|law| law.check(case))
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.says, self.found)
    }
}

/// What fails, where.
fn at(event: &Event, what: &str) -> String {
    format!("event {} at {} us, {:?}: {what}", event.id.0, event.at.as_micros(), event.what)
}

impl Case<'_> {
    fn event(&self, id: EventId) -> &Event {
        &self.log.events[id.0 as usize]
    }

    fn cause(&self, event: &Event) -> Option<&Event> {
        event.cause.map(|cause| self.event(cause))
    }

    /// What came from outside the machine and set this off: a call, a segment, a timer, an ICMP error, a sysctl.
    fn origin<'a>(&'a self, event: &'a Event) -> &'a Event {
        let mut event = event;
        loop {
            let outside = match event.what {
                What::Called { .. }
                | What::Arrived { .. }
                | What::Fired { .. }
                | What::IcmpArrived { .. }
                | What::Injected { .. }
                | What::SysctlChanged { .. }
                | What::SysctlRefused { .. } => true,
                What::Returned { .. }
                | What::Born { .. }
                | What::Sent { .. }
                | What::Lost { .. }
                | What::Ignored
                | What::Entered { .. }
                | What::Armed { .. }
                | What::Disarmed { .. }
                | What::Woke { .. }
                | What::Orphaned
                | What::Parked { .. }
                | What::Freed
                | What::Counted { .. } => false,
            };
            match self.cause(event) {
                Some(cause) if !outside => event = cause,
                Some(_) | None => return event,
            }
        }
    }

    /// Everything that `origin` set off.
    fn effects<'a>(&'a self, origin: &'a Event) -> impl Iterator<Item = &'a Event> {
        let from = origin.id.0 as usize + 1;
        // Effects follow at once: the next thing from outside has its own.
        let rest = self.log.events.get(from..).unwrap_or_default();
        rest.iter()
            .take_while(move |event| event.at == origin.at)
            .filter(move |event| std::ptr::eq(self.origin(event), origin))
    }
}

/// The states of all sockets, as a reader of the record follows them.
struct States(Vec<State>);

impl States {
    /// Each as it was made.
    fn of(case: &Case<'_>) -> States {
        States(case.log.sockets.iter().map(|socket| socket.state).collect())
    }

    fn follow(&mut self, event: &Event) {
        if let (Some(SocketId(id)), What::Entered { to, .. }) = (event.socket, &event.what) {
            self.0[id as usize] = *to;
        }
    }

    fn get(&self, SocketId(id): SocketId) -> State {
        self.0[id as usize]
    }
}
