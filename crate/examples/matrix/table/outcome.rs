//! What comes of an event in a situation: the engine is run, and what it did in that moment is said.

use super::events::{Event, Expiry, Trigger};
use super::situations::{Situation, T_MS};
use lastack::host::HostId;
use lastack::scenario::Scenario;
use lastack::segment::{Flags, Segment};
use lastack::sim::{self, Log, Setup, What, World};
use lastack::tcp::{Sending, State, Timer, Wait};
use lastack::time::{Instant, Micros};
use serde_json::{Value, json};
use std::panic::{self, AssertUnwindSafe};

/// What the engine did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// In words, short.
    pub(crate) text: String,
    /// The reasons, in order, each once.
    pub(crate) rules: Vec<&'static str>,
    /// Where the connection is then: nothing where it is nowhere.
    pub(crate) state: Option<State>,
    /// What it says to the peer.
    pub(crate) answer: Answer,
    pub(crate) restarts_time_wait: bool,
    pub(crate) decided: bool,
}

/// What kind of segment answers, if one does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Answer {
    #[default]
    Nothing,
    /// At once or by the delayed-ACK timer.
    Ack,
    SynAck,
    Reset,
    /// Payload or a FIN.
    More,
}

/// A cell's scenario: the situation's, and the event's lines.
pub(crate) fn scenario(situation: Situation, event: Event) -> Value {
    let mut scenario = situation.scenario();
    let (steps, rules) = event.steps(situation);
    for (key, more) in [("script", steps), ("rules", rules)] {
        scenario[key].as_array_mut().expect("a list of lines").extend(more);
    }
    scenario["name"] = json!(format!("matrix-{}-{}", situation.name(), slug(&event.to_string())));
    scenario["about"] = json!(format!("{event}. {}", situation.about()));
    scenario["run_ms"] = json!(match event {
        Event::Segment(_) | Event::Call(..) => T_MS + 1_000,
        Event::Timer(..) | Event::Icmp(..) => 1_800_000,
    });
    scenario
}

/// As part of a file's name.
fn slug(event: &str) -> String {
    event.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// What comes of `event`. Nothing where it cannot happen: such a timer never runs, nobody sent what a
/// router could refuse.
pub(crate) fn outcome(situation: Situation, event: Event) -> Option<Outcome> {
    let text = scenario(situation, event).to_string();
    let setup = match Scenario::from_json(&text) {
        Ok(scenario) => scenario.setup(),
        Err(e) => return Some(Outcome { text: format!("? no scenario: {e}"), ..Outcome::default() }),
    };
    let run = panic::catch_unwind(AssertUnwindSafe(|| Run::of(&setup, situation, event.trigger())));
    match run {
        // What was to be done before would already have changed the state.
        Ok(Some(run)) if !run.is_expected && event.has_prelude() => None,
        Ok(run) => run.map(|run| run.tell()),
        Err(_) => Some(Outcome { text: "? panics".to_owned(), ..Outcome::default() }),
    }
}

/// A run up to and with the event.
struct Run {
    log: Log,
    /// Where in the record the event begins, and where its effects end.
    from: usize,
    to: usize,
    host: HostId,
    before: Option<State>,
    is_expected: bool,
}

impl Run {
    fn of(setup: &Setup, situation: Situation, trigger: Trigger) -> Option<Run> {
        let (mut log, host) = (Log::default(), situation.host());
        let mut world = World::new(setup, &mut log);
        let mut found = None;
        let due = Instant::ZERO + Micros::from_millis(T_MS);
        let mut before = None;
        let last_step = setup.script.last().map(|step| step.when);
        while world.next_at(setup).is_some() {
            if world.now() < due {
                before = shown(&world, host);
            }
            let stands = shown(&world, host);
            let from = log.events.len();
            world.step(setup, &mut log);
            let Some(first) = log.events.get(from) else { continue };
            let to = log.events.len();
            let is_it = first.host == host
                && match (trigger, &first.what) {
                    (Trigger::LastStep, What::Called { .. } | What::Injected { .. }) => {
                        last_step == Some(sim::When::At(world.now())) && world_is_through(setup, &log)
                    }
                    (Trigger::Fires(timer, _), What::Fired { timer: fired }) => {
                        *fired == timer && world.now() >= due && stands == situation.state()
                    }
                    (Trigger::IcmpArrives, What::IcmpArrived { .. }) => true,
                    (_, _) => false,
                };
            if is_it {
                let is_expected = before == situation.state();
                found = Some(Run { log: Log::default(), from, to, host, before: stands, is_expected });
                match trigger {
                    Trigger::Fires(_, Expiry::Last) => {}
                    Trigger::Fires(_, Expiry::First) | Trigger::LastStep | Trigger::IcmpArrives => break,
                }
            }
        }
        let run = found.map(|run| Run { log, ..run })?;
        // A last expiry that changes nothing is the first one over again.
        let last = matches!(trigger, Trigger::Fires(_, Expiry::Last));
        (!last || run.ends()).then_some(run)
    }

    /// Whether the state changes.
    fn ends(&self) -> bool {
        self.effects().any(|event| matches!(event.what, What::Entered { .. } | What::Parked { .. }))
    }

    fn effects(&self) -> impl Iterator<Item = &sim::Event> {
        self.log.events[self.from..self.to].iter()
    }

    fn tell(&self) -> Outcome {
        let mut words: Vec<String> = Vec::new();
        let mut outcome = Outcome { state: self.before, ..Outcome::default() };
        if !self.is_expected {
            words.push(format!("? stood in {:?}", self.before));
        }
        let mut given = None;
        let mut parked = None;
        for event in self.effects().filter(|event| event.host == self.host) {
            let word = match &event.what {
                What::Injected { .. } | What::IcmpArrived { .. } | What::Fired { .. } => continue,
                What::Arrived { segment } => {
                    given = Some(self.log.segments[segment.0 as usize].segment.clone());
                    continue;
                }
                What::Called { result, .. } => {
                    words.push(format!("= {result}"));
                    continue;
                }
                What::Returned { result, .. } => format!("close returns {result}"),
                What::Sent { segment, how } => {
                    let record = &self.log.segments[segment.0 as usize];
                    outcome.answer = answer(&record.segment, outcome.answer);
                    sent(record, *how, given.as_ref())
                }
                What::Entered { to, .. } => {
                    // Once a mini-socket stands for it, the full one says no more of the connection.
                    if parked.is_none() || parked == event.socket {
                        outcome.state = Some(*to);
                    }
                    format!("→ {to}")
                }
                What::Born { state } => {
                    outcome.state = Some(*state);
                    format!("a new socket in {state}")
                }
                What::Armed { timer, wait, .. } => {
                    if *timer == Timer::DelayedAck && outcome.answer == Answer::Nothing {
                        outcome.answer = Answer::Ack;
                    }
                    outcome.restarts_time_wait |= *wait == Wait::TimeWait;
                    format!("starts {}", name(timer))
                }
                What::Disarmed { timer } => format!("stops {}", name(timer)),
                What::Woke { signal, .. } => format!("wakes {signal}"),
                What::Orphaned => "orphan".to_owned(),
                What::Parked { mini } => {
                    parked = Some(*mini);
                    outcome.state = Some(self.log.sockets[mini.0 as usize].state);
                    "mini".to_owned()
                }
                What::Freed => "freed".to_owned(),
                What::Counted { counter } => format!("counts {}", counter.name()),
                What::Ignored => "–".to_owned(),
                What::Lost { .. } => continue,
                What::SysctlChanged { .. } | What::SysctlRefused { .. } => "? a sysctl".to_owned(),
            };
            if word != "–" {
                words.push(word);
            }
            if !outcome.rules.contains(&event.rule.key()) {
                outcome.rules.push(event.rule.key());
            }
        }
        outcome.decided = self.is_expected && !outcome.rules.is_empty();
        let mute = words.iter().all(|word| word.starts_with("= "));
        if mute && outcome.decided {
            words.push("nothing".to_owned());
        }
        if !outcome.decided && self.is_expected {
            words.push("? no reason".to_owned());
        }
        outcome.text = words.join("; ");
        outcome
    }
}

/// Whether every line of the script has been done.
fn world_is_through(setup: &Setup, log: &Log) -> bool {
    let done = |event: &&sim::Event| {
        matches!(
            event.what,
            What::Called { .. }
                | What::Injected { .. }
                | What::SysctlChanged { .. }
                | What::SysctlRefused { .. }
        )
    };
    log.events.iter().filter(done).count() == setup.script.len()
}

/// The state that the host shows of the connection: a mini-socket's before that of a closed one, which a
/// process may still hold beside it.
fn shown(world: &World, host: HostId) -> Option<State> {
    let states: Vec<State> = world.sockets(host).iter().map(|view| view.state).collect();
    let live = states.iter().copied().find(|state| *state != State::Close);
    live.or_else(|| states.first().copied())
}

fn answer(segment: &Segment, before: Answer) -> Answer {
    let flags = segment.flags;
    let this = if flags.has(Flags::RST) {
        Answer::Reset
    } else if flags.has(Flags::SYN) {
        if flags.has(Flags::ACK) { Answer::SynAck } else { Answer::More }
    } else if segment.seq_len() > 0 {
        Answer::More
    } else {
        Answer::Ack
    };
    // What is said first counts, but a RST counts more.
    if before == Answer::Nothing || this == Answer::Reset { this } else { before }
}

/// A segment, with its relative numbers; a RST that answers, by where it has them from.
fn sent(record: &sim::SegmentRecord, how: Sending, given: Option<&Segment>) -> String {
    let (segment, relative) = (&record.segment, &record.relative);
    let flags = segment.flags;
    let numbers = match given {
        Some(given) if flags == Flags::RST && segment.seq == given.ack => "at its ack".to_owned(),
        Some(given) if flags.has(Flags::RST) && segment.seq.get() == 0 && segment.ack == given.end_seq() => {
            "acking all of it".to_owned()
        }
        Some(_) | None => format!("{}/{}", relative.seq, relative.ack),
    };
    // What lies before the initial number is below 0.
    let signed = |[from, to]: &[u32; 2]| format!(" sack {}-{}", *from as i32, *to as i32);
    let sack: String = relative.sack.iter().map(signed).collect();
    let how = match how {
        Sending::First | Sending::Ack | Sending::Reset | Sending::Forged => "",
        Sending::Retransmission { .. } | Sending::FastRetransmission => " again",
        Sending::LossProbe => " as loss probe",
        Sending::WindowProbe => " as window probe",
    };
    let payload = if segment.len > 0 { format!(" len {}", segment.len) } else { String::new() };
    format!("sends {flags} {numbers}{payload}{sack}{how}")
}

fn name(timer: &Timer) -> String {
    let word = serde_json::to_value(timer).expect("a timer has a name");
    word.as_str().unwrap_or_default().to_owned()
}
