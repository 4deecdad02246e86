//! One fault at a time: each segment twice, each overtaken or late, and a forged RST at each moment, the one before
//! anything happens included.

use super::judge::Played;
use crate::host::HostId;
use crate::net::SegmentName;
use crate::scenario::{Action, Deed, Forgery, Millis, RuleLine, Scenario, StepLine};
use crate::segment::Flags;
use crate::seq::Seq;
use crate::sim::{Fate, Log, SegmentRecord, Setup, World};
use crate::time::{Instant, Micros};
use std::collections::{BTreeMap, BTreeSet};

/// The scenario with one fault more.
pub struct Lone {
    pub kind: Kind,
    pub scenario: Scenario,
}

/// What the fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A segment arrives twice.
    Duplicate,
    /// A segment comes after each later one of its sender in turn, in the middle of TIME_WAIT, and when most timers
    /// have run out.
    Reordering,
    /// Somebody forges a RST: exact, in the window, before it, behind it.
    Reset,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Duplicate, Kind::Reordering, Kind::Reset];

    pub const fn name(self) -> &'static str {
        match self {
            Kind::Duplicate => "one segment twice",
            Kind::Reordering => "one overtaken or late",
            Kind::Reset => "a forged RST",
        }
    }
}

/// Beyond any window of a scenario, which is 64 KB unless somebody reads a lot.
const FAR: i64 = 1 << 22;
/// While TIME_WAIT or a FIN_WAIT2 lasts, and longer.
const LATE: [Micros; 2] = [Micros::from_secs(30), Micros::from_secs(130)];
/// After the other, not with it.
const AFTER: Micros = Micros::new(100);

/// All of them, no two alike.
pub fn lone(scenario: &Scenario) -> Vec<Lone> {
    let setup = scenario.setup();
    let mut log = Log::default();
    let world = World::new(&setup, &mut log);
    let mut last = [None, None];
    // The last step of a moment decides where a RST could be aimed after it.
    let mut moments: BTreeMap<(Instant, HostId), Target> = BTreeMap::new();
    let mut note = |targets: Vec<Target>| {
        moments.extend(targets.into_iter().map(|target| ((target.at, target.host), target)));
    };
    note(targets(&setup, &world, &log, Instant::ZERO, &mut last));
    let played = Played::of(scenario, &mut |setup, world, log| {
        note(targets(setup, world, log, world.now() + Micros::new(1), &mut last));
    });
    let sent: Vec<&SegmentRecord> = played.log.segments.iter().filter(|record| record.name.nth > 0).collect();
    let mut faults = Vec::new();
    for (place, record) in sent.iter().enumerate() {
        let with = |action| with_rule(scenario, record.name, action);
        faults.push(Lone { kind: Kind::Duplicate, scenario: with(Action::Duplicate) });
        for by in delays(record, &sent[place + 1..]) {
            let action = Action::Delay { ms: Millis::from_micros(by) };
            faults.push(Lone { kind: Kind::Reordering, scenario: with(action) });
        }
    }
    for target in moments.into_values() {
        faults.extend(target.resets().map(|line| {
            let mut scenario = scenario.clone();
            // What happens at t = 0 happens in the order in which it is written down.
            let place = if target.at == Instant::ZERO { 0 } else { scenario.script.len() };
            scenario.script.insert(place, line);
            Lone { kind: Kind::Reset, scenario }
        }));
    }
    faults
}

/// A rule for that one segment, before all others; and no hand that loses it.
fn with_rule(scenario: &Scenario, name: SegmentName, action: Action) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.rules.retain(|rule| rule.segment != Some(name));
    let named = name.text();
    scenario.lose.retain(|other| *other != named);
    scenario.rules.insert(0, RuleLine { segment: Some(name), ..RuleLine::new(action) });
    scenario
}

/// How much later a segment must come to come after each later one of its sender; and much later.
fn delays(record: &SegmentRecord, later: &[&SegmentRecord]) -> BTreeSet<Micros> {
    let Some(arrives) = arrival(record) else { return BTreeSet::new() };
    let others = later.iter().filter(|other| other.from == record.from).filter_map(|other| arrival(other));
    let after = others.filter(|at| *at >= arrives).map(|at| at.since(arrives) + AFTER);
    after.chain(LATE).collect()
}

fn arrival(record: &SegmentRecord) -> Option<Instant> {
    match &record.fate {
        Fate::Delivered { at } => at.first().copied(),
        Fate::Lost { .. } => None,
    }
}

/// Where a RST could be aimed, at one moment.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Target {
    host: HostId,
    at: Instant,
    /// What its connection would take next, and what it would send: counted as a forgery counts.
    rcv_nxt: i64,
    snd_nxt: i64,
}

/// Both hosts, as they stand before `at`; a host whose socket is gone as it last was.
fn targets(
    setup: &Setup,
    world: &World,
    log: &Log,
    at: Instant,
    last: &mut [Option<(i64, i64)>; 2],
) -> Vec<Target> {
    for host in HostId::BOTH {
        let ends = [&setup.ends[host.index()], &setup.ends[host.peer().index()]];
        let ports = (ends[0].sport, ends[0].dport);
        let on_ports = |endpoint: &crate::host::Endpoint| (endpoint.sport, endpoint.dport) == ports;
        let found = world.host(host).endpoints().filter(on_ports).last();
        let Some(endpoint) = found else { continue };
        let count = |n: Seq, from: HostId| i64::from(n - initial(setup, log, from)) % FAR;
        let rcv_nxt = endpoint.rcv_nxt.map(|n| count(n, host.peer()));
        let snd_nxt = endpoint.sending.map(|sending| count(sending.snd_nxt, host));
        let before = last[host.index()].unwrap_or((1, 1));
        last[host.index()] = Some((rcv_nxt.unwrap_or(before.0), snd_nxt.unwrap_or(before.1)));
    }
    let of = |host: HostId| {
        let (rcv_nxt, snd_nxt) = last[host.index()]?;
        Some(Target { host, at, rcv_nxt, snd_nxt })
    };
    HostId::BOTH.into_iter().filter_map(of).collect()
}

/// What a forgery's numbers of that host count from: the SYN of the newest connection on these ports.
fn initial(setup: &Setup, log: &Log, from: HostId) -> Seq {
    let end = &setup.ends[from.index()];
    let syn = log.segments.iter().rev().find(|record| {
        let segment = &record.segment;
        record.from == from
            && record.name.nth > 0
            && segment.flags.has(Flags::SYN)
            && (segment.sport, segment.dport) == (end.sport, end.dport)
    });
    syn.map_or(end.snd_nxt - 1, |record| record.segment.seq)
}

impl Target {
    /// Exact, just after, just before and far behind, each with an acknowledgment and without.
    fn resets(self) -> impl Iterator<Item = StepLine> {
        let Target { host, at, rcv_nxt, snd_nxt } = self;
        let places = [rcv_nxt, rcv_nxt + 1, rcv_nxt - 1, rcv_nxt + FAR];
        places.into_iter().flat_map(move |seq| {
            [Flags::RST, Flags::RST.and(Flags::ACK)].into_iter().map(move |flags| {
                let ack = if flags.has(Flags::ACK) { snd_nxt } else { 0 };
                let forgery = Forgery { flags, seq, ack, len: 0, win: 0, sport: None, dport: None };
                StepLine {
                    at_ms: Some(Millis::from_micros(at.since(Instant::ZERO))),
                    ..StepLine::new(host, Deed::Inject(forgery))
                }
            })
        })
    }
}
