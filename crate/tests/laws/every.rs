//! The laws that the explorer holds its runs to, of random scenarios.

use super::scenarios::{honest, scenarios};
use super::{begun, config};
use lastack::explore::law::{self, Case};
use lastack::scenario::Scenario;
use lastack::sim::{History, World};
use lastack::time::Instant;
use proptest::prelude::*;

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn every_law_holds(scenario in scenarios()) {
        prop_assert_eq!(kept(&scenario), Ok(()));
    }

    #[test]
    fn every_law_holds_where_nothing_is_forged(scenario in honest()) {
        prop_assert_eq!(kept(&scenario), Ok(()));
    }

    #[test]
    fn the_hosts_keep_theirs_at_every_step(scenario in scenarios()) {
        let setup = scenario.setup();
        let mut log = Default::default();
        let mut world = World::new(&setup, &mut log);
        for _ in 0..super::MOST_STEPS {
            if !world.step(&setup, &mut log) {
                break;
            }
            prop_assert_eq!(law::standing(&setup, &world), Ok(()));
        }
    }
}

fn kept(scenario: &Scenario) -> Result<(), law::Broken> {
    let (log, whole) = begun(scenario);
    let setup = History::new(scenario.setup()).setup().clone();
    let last = log.events.last().map_or(Instant::ZERO, |event| event.at);
    let until = if whole { setup.horizon } else { last };
    law::check(&Case { setup: &setup, log: &log, until })
}
