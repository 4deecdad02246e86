//! What the record says is in order, has a reason, and is what the sockets are.

use super::scenarios::scenarios;
use super::{begun, config, played};
use lastack::host::{HostId, SocketId};
use lastack::rule::Rule;
use lastack::sim::{EventId, Fate, History, Log, Setup, What};
use lastack::tcp::State;
use lastack::time::Instant;
use lastack::trace::graph::{Edge, graph, taken};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn ids_are_dense_and_causes_come_first(scenario in scenarios()) {
        let log = played(&scenario);
        let mut last = Instant::ZERO;
        for (i, event) in log.events.iter().enumerate() {
            prop_assert_eq!(event.id, EventId(i as u32));
            prop_assert!(event.at >= last, "event {} is before the one before it", i);
            prop_assert!(event.cause.is_none_or(|cause| cause < event.id), "event {} is before its cause", i);
            last = event.at;
        }
        let mut sent = [0, 0];
        for (i, record) in log.segments.iter().enumerate() {
            prop_assert_eq!(record.id.0 as usize, i);
            prop_assert_eq!(record.name.from, record.from);
            if record.name.nth > 0 {
                sent[record.from.index()] += 1;
                prop_assert_eq!(record.name.nth, sent[record.from.index()]);
            }
        }
        for (i, socket) in log.sockets.iter().enumerate() {
            prop_assert_eq!(socket.id.0 as usize, i);
        }
    }

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
    fn what_arrives_was_sent_and_what_is_lost_does_not_arrive(scenario in scenarios()) {
        let (log, whole) = begun(&scenario);
        let last = log.events.last().map_or(Instant::ZERO, |event| event.at);
        let end = if whole { scenario.run_ms.instant() } else { last };
        let mut arrivals: BTreeMap<_, Vec<Instant>> = BTreeMap::new();
        for event in &log.events {
            if let What::Arrived { segment } = event.what {
                prop_assert_eq!(log.segments[segment.0 as usize].from, event.host.peer());
                arrivals.entry(segment).or_default().push(event.at);
            }
        }
        for record in &log.segments {
            let mut expected = match &record.fate {
                Fate::Delivered { at } => at.clone(),
                Fate::Lost { .. } => vec![],
            };
            let mut found = arrivals.remove(&record.id).unwrap_or_default();
            // At the last moment some are still to come.
            expected.retain(|at| *at < end);
            found.retain(|at| *at < end);
            prop_assert_eq!(found, expected, "{}", record.name);
        }
    }

    #[test]
    fn a_timer_is_never_early_and_fires_when_it_was_said_to(scenario in scenarios()) {
        let log = played(&scenario);
        for event in &log.events {
            match (&event.what, event.cause.map(|id| &log.events[id.0 as usize].what)) {
                (What::Armed { due, fires, .. }, _) => {
                    prop_assert!(fires >= due && *fires >= event.at, "{}", event.id.0);
                }
                (What::Fired { timer }, Some(What::Armed { timer: armed, fires, .. })) => {
                    prop_assert_eq!((timer, event.at), (armed, *fires));
                }
                (What::Fired { .. }, cause) => {
                    prop_assert!(false, "event {} fires because of {:?}", event.id.0, cause);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn a_state_changes_along_an_edge_of_the_graph(scenario in scenarios()) {
        let graph: BTreeSet<Edge> = graph().collect();
        for edge in taken(&played(&scenario).events) {
            prop_assert!(graph.contains(&edge), "{:?} is no edge of the graph", edge);
        }
    }

    #[test]
    fn a_socket_is_orphaned_once_freed_once_and_leaves_no_timer(scenario in scenarios()) {
        let log = played(&scenario);
        let mut freed = BTreeSet::new();
        let mut armed = BTreeSet::new();
        let mut orphaned = BTreeSet::new();
        for event in &log.events {
            let Some(id) = event.socket else { continue };
            prop_assert!(!freed.contains(&id), "{:?}", event);
            if let What::Armed { timer, .. } = event.what {
                armed.insert((id, timer.slot()));
            }
            if let What::Disarmed { timer } | What::Fired { timer } = event.what {
                prop_assert!(armed.remove(&(id, timer.slot())), "{:?} does not run", event);
            }
            if event.what == What::Orphaned {
                prop_assert!(orphaned.insert(id), "{:?} for the second time", event);
            }
            if event.what == What::Freed {
                let left: Vec<_> = armed.iter().filter(|(owner, _)| *owner == id).collect();
                prop_assert!(left.is_empty(), "{:?} leaves {:?}", event, left);
                freed.insert(id);
            }
        }
    }

    #[test]
    fn the_record_shows_the_states_that_sock_diag_shows(scenario in scenarios(), place in 0.0..=1.0) {
        let end = played(&scenario).events.last().map_or(0, |event| event.at.as_micros());
        let mut history = History::new(scenario.setup());
        history.tick(Instant::from_micros((end as f64 * place) as u64));
        for host in HostId::BOTH {
            let shown = history.world().sockets(host).into_iter().map(|view| (view.id, view.state));
            prop_assert_eq!(shown.collect::<BTreeMap<_, _>>(), states(history.log(), history.setup(), host));
        }
    }
}

/// Of the sockets of a host that are still there, as the record has them.
fn states(log: &Log, setup: &Setup, host: HostId) -> BTreeMap<SocketId, State> {
    let standing = log.sockets.iter().take(setup.ends.len());
    let mut states: BTreeMap<_, _> =
        standing.filter(|socket| socket.host == host).map(|socket| (socket.id, socket.state)).collect();
    for event in log.events.iter().filter(|event| event.host == host) {
        let Some(id) = event.socket else { continue };
        if let What::Born { state } | What::Entered { to: state, .. } = event.what {
            states.insert(id, state);
        }
        if let What::Parked { mini } = event.what {
            states.insert(mini, log.sockets[mini.0 as usize].state);
        }
        if event.what == What::Freed {
            states.remove(&id);
        }
    }
    states
}
