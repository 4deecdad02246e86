//! A run is a function of its scenario: however one gets to a moment, it is the same moment.

use super::scenarios::{interventions, places, scenarios};
use super::{begun, config, played, played_until};
use lastack::host::HostId;
use lastack::scenario::{Intervention, Run, Scenario};
use lastack::sim::{End, Fate, History, Log, MOST_EVENTS};
use lastack::time::Instant;
use lastack::trace::Trace;
use proptest::prelude::*;

/// What happens in one step is not cut in two.
const MOST_OF_A_STEP: usize = 400;

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn the_text_of_a_scenario_gives_the_same_run(scenario in scenarios()) {
        let again = Scenario::from_json(&scenario.to_json());
        prop_assert_eq!(again.as_ref(), Ok(&scenario));
        prop_assert_eq!(played(&scenario), again.map(|again| played(&again)).unwrap_or_default());
    }
}

proptest! {
    #![proptest_config(config(4))]

    #[test]
    fn to_seek_is_to_replay(scenario in scenarios(), places in places()) {
        let end = end_of(&played(&scenario)) + 1;
        let mut seeking = History::new(scenario.setup());
        for place in places {
            let at = Instant::from_micros((end as f64 * place) as u64);
            let mut fresh = History::new(scenario.setup());
            prop_assert_eq!(seeking.seek(at), fresh.tick(at), "at {:?}", at);
            prop_assert_eq!(seeking.log(), fresh.log());
        }
    }

    #[test]
    fn every_run_ends(scenario in scenarios()) {
        let (log, end) = History::new(scenario.setup()).forecast_to_end();
        prop_assert!(log.events.len() < MOST_EVENTS as usize + MOST_OF_A_STEP);
        // Without a limit, two ends that forgeries have led astray answer each other for ever.
        let unlimited = |host| scenario.sysctl.of(host).get("tcp_invalid_ratelimit").is_some();
        let may_storm = HostId::BOTH.into_iter().any(unlimited);
        prop_assert!(end != End::Spent || may_storm, "no end after {} events", log.events.len());
    }

    #[test]
    fn to_step_is_to_tick(scenario in scenarios()) {
        let (stepped, whole) = begun(&scenario);
        prop_assume!(whole);
        let mut history = History::new(scenario.setup());
        prop_assert_eq!(&history.forecast(), &stepped);
        history.tick(scenario.run_ms.instant());
        prop_assert_eq!(history.log(), &stepped);
    }

    #[test]
    fn a_copy_and_a_return_have_the_same_hash(scenario in scenarios(), place in 0.0..=1.0) {
        let (log, whole) = begun(&scenario);
        prop_assume!(whole);
        let hash = Trace::of(log.clone()).hash();
        let mut history = History::new(scenario.setup());
        history.tick(Instant::from_micros((end_of(&log) as f64 * place) as u64));
        let copy = history.clone();
        history.tick(scenario.run_ms.instant());
        history.seek(Instant::ZERO);
        prop_assert_eq!(&Trace::of(history.forecast()).hash(), &hash);
        prop_assert_eq!(&Trace::of(copy.forecast()).hash(), &hash);
    }

    #[test]
    fn each_step_can_be_undone(scenario in scenarios()) {
        let mut history = History::new(scenario.setup());
        let mut been = vec![(history.progress(), history.log().clone())];
        while history.progress().next.is_some() && been.len() < 100 {
            history.step();
            been.push((history.progress(), history.log().clone()));
        }
        for (progress, log) in been.into_iter().rev() {
            prop_assert_eq!((history.progress(), history.log()), (progress, &log));
            history.step_back();
        }
    }

    #[test]
    fn an_edit_keeps_the_past_and_can_be_read_back(
        scenario in scenarios(),
        edits in prop::collection::vec((0.0..1.0, interventions()), 1..3),
    ) {
        let (before, whole) = begun(&scenario);
        prop_assume!(whole);
        let mut run = Run::new(scenario);
        for (place, act) in edits {
            let at = Instant::from_micros((end_of(&before) as f64 * place) as u64);
            let before = run.history().forecast();
            let happened = run.seek(at).events;
            if run.intervene(&act).is_err() {
                // Refused: this kernel has no such sysctl, or the run ends here.
                prop_assert_eq!(run.history().forecast(), before);
                continue;
            }
            let past = match &act {
                Intervention::Step { .. } | Intervention::Sysctl { .. } => happened,
                // A segment of the past is lost in the past.
                Intervention::Lose { segment }
                | Intervention::Deliver { segment }
                | Intervention::Delay { segment, .. }
                | Intervention::Duplicate { segment }
                | Intervention::Icmp { segment, .. } => {
                    let record = before.segments.iter().find(|record| record.name.to_string() == *segment);
                    record.map_or(happened, |record| happened.min(record.event.0 as usize + 1))
                }
            };
            prop_assert_eq!(run.history().log().events.get(..past), before.events.get(..past));
        }
        let again = Scenario::from_json(&run.scenario().to_json()).expect("what was edited can be read");
        prop_assert_eq!(&again, run.scenario());
        prop_assert_eq!(run.history().forecast(), History::new(again.setup()).forecast());
        prop_assert_eq!(run.history().log(), &played_until(&again, run.progress().now));
    }

    #[test]
    fn a_loss_that_is_given_back_leaves_no_trace(
        mut scenario in scenarios(),
        nth in 0usize..64,
        place in 0.0..1.0,
    ) {
        // What the rules do anyway is written down as theirs, whoever asked for it first.
        scenario.lose.clear();
        scenario.deliver.clear();
        let (before, whole) = begun(&scenario);
        let sent: Vec<_> = before.segments.iter().filter(|record| record.name.nth > 0).collect();
        prop_assume!(whole && !sent.is_empty());
        let record = sent[nth % sent.len()];
        let mut run = Run::new(scenario);
        run.tick(Instant::from_micros((end_of(&before) as f64 * place) as u64));
        let name = record.name.to_string();
        let edits = match record.fate {
            Fate::Delivered { .. } => [Run::lose, Run::give_back],
            Fate::Lost { .. } => [Run::give_back, Run::lose],
        };
        for edit in edits {
            edit(&mut run, &name).expect("it is a name");
            prop_assert_eq!(run.history().forecast(), History::new(run.scenario().setup()).forecast());
        }
        prop_assert_eq!(run.history().forecast(), before);
    }
}

/// When the last thing happened.
fn end_of(log: &Log) -> u64 {
    log.events.last().map_or(0, |event| event.at.as_micros())
}
