//! A walk through a random scenario, with interventions on the way: however one came to a moment, it is the same
//! moment. By steps, by the clock, forth and back, from a copy, from the world alone, and from the text of what the
//! scenario has become.

use super::drawn::Bytes;
use super::edits::edited;
use super::scenarios::{interventions, scenarios};
use lastack::scenario::{Intervention, Run, Scenario};
use lastack::sim::{History, Log};
use lastack::time::Instant;

/// What somebody does who plays with a run. Moments are shares of how long the run took as it was written.
#[derive(Clone, Debug)]
enum Move {
    Step(u8),
    Back(u8),
    Tick(f64),
    Seek(f64),
    /// Does something, now.
    Act(Intervention),
    /// Keeps a copy of the run as it stands.
    Keep,
}

pub fn check(bytes: &[u8]) {
    let mut bytes = Bytes(bytes);
    if let Some(scenario) = scenario(&mut bytes) {
        walk(&scenario, &moves(&mut bytes));
    }
}

/// A random one, and what comes of it by a few changes that leave it one.
pub(crate) fn scenario(bytes: &mut Bytes<'_>) -> Option<Scenario> {
    let mut scenario = bytes.grown(&scenarios())?;
    for _ in 0..bytes.byte() % 8 {
        let document = serde_json::from_str(&scenario.to_json()).expect("ours is JSON");
        if let Ok(changed) = Scenario::from_json(&edited(&document, bytes).to_string()) {
            scenario = changed;
        }
    }
    Some(scenario)
}

fn moves(bytes: &mut Bytes<'_>) -> Vec<Move> {
    const MOST: usize = 12;
    let mut moves = Vec::new();
    while !bytes.is_empty() && moves.len() < MOST {
        moves.extend(match bytes.byte() % 12 {
            0..=1 => Some(Move::Step(bytes.byte() % 64)),
            2 => Some(Move::Back(bytes.byte() % 64)),
            3..=4 => Some(Move::Tick(bytes.share())),
            5..=6 => Some(Move::Seek(bytes.share())),
            7 => Some(Move::Keep),
            _ => bytes.grown(&interventions()).map(Move::Act),
        });
    }
    moves
}

/// A run of more steps is not walked: each is replayed some ten times.
const MOST_STEPS: usize = 1_500;

fn walk(scenario: &Scenario, moves: &[Move]) {
    let Some(whole) = stepped(scenario) else { return };
    let end = whole.events.last().map_or(0, |event| event.at.as_micros()) + 1;
    let moment = |share: f64| Instant::from_micros((end as f64 * share) as u64);
    let mut run = Run::new(scenario.clone());
    let mut kept = Vec::new();
    for act in moves {
        match act {
            Move::Step(times) => (0..*times).for_each(|_| _ = run.step()),
            Move::Back(times) => (0..*times).for_each(|_| _ = run.step_back()),
            Move::Tick(share) => _ = run.tick(moment(*share)),
            Move::Seek(share) => _ = run.seek(moment(*share)),
            Move::Act(intervention) => {
                let before = (run.scenario().clone(), run.history().log().clone());
                let refused = run.intervene(intervention).is_err();
                if refused {
                    assert_eq!((run.scenario(), run.history().log()), (&before.0, &before.1));
                } else if stepped(run.scenario()).is_none() {
                    return;
                }
            }
            Move::Keep => kept.push(run.clone()),
        }
        progress_is_the_log_s(&run);
    }
    kept.push(run);
    kept.into_iter().for_each(same_by_every_way);
}

/// The whole run by steps; nothing where it takes too many.
fn stepped(scenario: &Scenario) -> Option<Log> {
    let mut history = History::new(scenario.setup());
    for _ in 0..MOST_STEPS {
        if history.progress().next.is_none() {
            return Some(history.log().clone());
        }
        history.step();
    }
    None
}

fn progress_is_the_log_s(run: &Run) {
    let (progress, log) = (run.progress(), run.history().log());
    assert_eq!(progress.events, log.events.len());
    assert!(log.events.last().is_none_or(|event| event.at <= progress.now));
    assert!(progress.next.is_none_or(|next| next >= progress.now));
}

fn same_by_every_way(mut run: Run) {
    let text = run.scenario().to_json();
    let again = Scenario::from_json(&text).expect("what somebody made of a scenario can be read");
    assert_eq!(&again, run.scenario());
    let whole = stepped(&again).expect("it was seen to be short");
    assert_eq!(run.history().forecast(), whole);

    // The world alone, from where it stands.
    let history = run.history();
    let (mut world, mut log) = (history.world().clone(), history.log().clone());
    while world.step(history.setup(), &mut log) {}
    assert_eq!(log, whole);

    // What has happened, by steps from the start.
    let mut fresh = History::new(again.setup());
    while fresh.log().events.len() < run.progress().events {
        fresh.step();
    }
    assert_eq!(fresh.log(), run.history().log());

    // By the clock; and a copy goes on as what it was copied from.
    let (now, mut copy) = (run.progress().now, run.clone());
    let mut ticked = History::new(again.setup());
    ticked.tick(now);
    assert_eq!(run.seek(now), ticked.progress());
    assert_eq!(run.history().log(), ticked.log());
    let end = again.run_ms.instant();
    copy.tick(end);
    assert_eq!(copy.history().log(), &whole);
    // Back to the start, and there again.
    copy.seek(Instant::ZERO);
    copy.seek(now);
    assert_eq!(copy.history().log(), ticked.log());
}
