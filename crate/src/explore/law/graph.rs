//! States change along the edges that the engine is known to have.

use super::{Case, Law};
use crate::trace::graph::{Edge, graph, taken};

pub(super) const EDGES: Law = Law {
    says: "a state changes along an edge of the graph",
    stands: "design §1: the full state machine",
    check: edges,
};

fn edges(case: &Case<'_>) -> Result<(), String> {
    let known = |edge: &Edge| graph().any(|other| other == *edge);
    match taken(&case.log.events).into_iter().find(|edge| !known(edge)) {
        Some(edge) => Err(format!("{edge:?} is none")),
        None => Ok(()),
    }
}
