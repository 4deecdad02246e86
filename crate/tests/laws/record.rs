//! What the record says has a reason, and is what the sockets are.

use super::scenarios::scenarios;
use super::{config, played};
use lastack::explore::law;
use lastack::rule::Rule;
use lastack::sim::{History, What};
use lastack::time::Instant;
use proptest::prelude::*;

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn whatever_has_no_cause_the_script_has_done_and_whatever_has_one_says_why(scenario in scenarios()) {
        for event in &played(&scenario).events {
            let outside = [
                Rule::ScriptCalls,
                Rule::SysctlSet,
                Rule::ForgedArrives,
                Rule::LinkDelivers,
                Rule::LinkLoses,
                Rule::RouterReports,
            ];
            let expected = match event.what {
                What::Called { .. } => Some(Rule::ScriptCalls),
                What::SysctlChanged { .. } | What::SysctlRefused { .. } => Some(Rule::SysctlSet),
                What::Injected { .. } => Some(Rule::ForgedArrives),
                What::Arrived { .. } => Some(Rule::LinkDelivers),
                What::Lost { .. } => Some(Rule::LinkLoses),
                What::IcmpArrived { .. } => Some(Rule::RouterReports),
                // A socket is made by whatever asks for one.
                What::Born { .. } => continue,
                What::Returned { .. }
                | What::Sent { .. }
                | What::Ignored
                | What::Entered { .. }
                | What::Armed { .. }
                | What::Disarmed { .. }
                | What::Fired { .. }
                | What::Woke { .. }
                | What::Orphaned
                | What::Parked { .. }
                | What::Freed
                | What::Counted { .. } => None,
            };
            match expected {
                Some(rule) => prop_assert_eq!(event.rule, rule),
                None => {
                    prop_assert!(event.cause.is_some(), "{:?} out of nothing", event);
                    prop_assert!(!outside.contains(&event.rule), "{:?}", event);
                }
            }
        }
    }

    #[test]
    fn the_record_shows_the_states_that_sock_diag_shows(scenario in scenarios(), place in 0.0..=1.0) {
        let end = played(&scenario).events.last().map_or(0, |event| event.at.as_micros());
        let mut history = History::new(scenario.setup());
        history.tick(Instant::from_micros((end as f64 * place) as u64));
        let shown = law::shown(history.setup(), history.world(), history.log());
        prop_assert_eq!(shown, Ok(()));
    }
}
