//! The edges of the specification, and of Linux: nothing is missing, and nothing stands there for nothing.

use lastack::explore::edges::{ABSENT, Allowed, LINUX, RFC, Stands, stands};
use lastack::tcp::State;
use lastack::trace::graph::{Edge, graph};
use std::collections::BTreeSet;

#[test]
fn every_edge_of_the_engine_is_one_of_the_rfc_or_a_deviation_with_its_reason() {
    let lost: Vec<Edge> = graph().filter(|edge| stands(edge).is_none()).collect();
    assert!(lost.is_empty(), "nobody says where these stand: {lost:#?}");
}

#[test]
fn an_edge_stands_in_one_place() {
    for edge in graph() {
        let places = RFC.iter().chain(LINUX).filter(|allowed| allowed.allows(&edge)).count();
        assert_eq!(places, 1, "{edge:?}");
    }
}

#[test]
fn no_entry_of_either_list_is_there_for_nothing() {
    for allowed in RFC.iter().chain(LINUX) {
        let needed: Vec<Edge> = graph().filter(|edge| allowed.allows(edge)).collect();
        for from in allowed.from {
            assert!(needed.iter().any(|edge| edge.from == *from), "{from}: {allowed:?}");
        }
        for rule in allowed.rules {
            assert!(needed.iter().any(|edge| edge.rule == *rule), "{rule:?}: {allowed:?}");
        }
    }
}

/// Figure 5, as it is printed; a listener's edges are in CLOSED's place.
#[test]
fn all_of_figure_5_is_there_or_said_to_be_absent() {
    let mut drawn: BTreeSet<(State, State)> = BTreeSet::new();
    for allowed in RFC.iter().filter(|allowed| allowed.section.contains("figure 5")) {
        drawn.extend(allowed.from.iter().map(|from| (*from, allowed.to)));
    }
    let figure = [
        (State::Close, State::SynSent),
        (State::Close, State::SynRecv),
        (State::SynSent, State::SynRecv),
        (State::SynSent, State::Established),
        (State::SynSent, State::Close),
        (State::SynRecv, State::Established),
        (State::SynRecv, State::FinWait1),
        (State::SynRecv, State::Close),
        (State::Established, State::FinWait1),
        (State::Established, State::CloseWait),
        (State::FinWait1, State::FinWait2),
        (State::FinWait1, State::Closing),
        (State::FinWait2, State::TimeWait),
        (State::CloseWait, State::LastAck),
        (State::Closing, State::TimeWait),
        (State::LastAck, State::Close),
        (State::TimeWait, State::Close),
    ];
    for edge in figure {
        assert!(drawn.contains(&edge), "{edge:?}");
    }
    assert_eq!(ABSENT.len(), 5, "the rest of the figure, with why it is not here");
}

#[test]
fn a_deviation_says_where_the_rfc_says_otherwise_and_names_a_rule() {
    let said: Vec<&Allowed> = LINUX.iter().collect();
    for allowed in said {
        assert!(allowed.section.starts_with('§') && !allowed.rules.is_empty(), "{allowed:?}");
        assert!(allowed.rules.iter().all(|rule| !rule.law().kernel.is_empty()), "{allowed:?}");
    }
}

#[test]
fn what_stands_nowhere_is_seen() {
    let mut edge = graph().next().expect("there are edges");
    assert!(matches!(stands(&edge), Some(Stands::Rfc(_))));
    edge.to = State::LastAck;
    assert!(stands(&edge).is_none());
}
