//! The edges of the state machine as a table: figure 5 and the text of RFC 9293, then what Linux has besides.

use lastack::explore::edges::{ABSENT, Allowed, LINUX, RFC, stands};
use lastack::trace::graph::{Edge, graph};

/// Both lists, what figure 5 has besides, and how many edges of the engine they hold.
pub(crate) fn machine() -> String {
    let mut text = String::from("## The state machine: edges of RFC 9293\n\n");
    text += &rows(RFC);
    text += "\n## The state machine: edges of Linux alone\n\n";
    text += &rows(LINUX);
    text += "\n## The state machine: in figure 5, and not here\n\n| edge | why |\n|-|-|\n";
    for absent in ABSENT {
        text += &format!("| {} | {} |\n", absent.edge, absent.why);
    }
    let edges: Vec<Edge> = graph().collect();
    let nowhere = edges.iter().filter(|edge| stands(edge).is_none()).count();
    text += &format!("\n{} edges of the engine, {nowhere} in neither list\n", edges.len());
    text
}

fn rows(list: &[Allowed]) -> String {
    let mut text = String::from("| from | to | on | section | rules of the engine |\n|-|-|-|-|-|\n");
    for Allowed { from, to, on, section, rules } in list {
        let from: Vec<_> = from.iter().map(|state| state.rfc_name()).collect();
        let rules: Vec<_> = rules.iter().map(|rule| rule.key()).collect();
        let (from, rules) = (from.join(", "), rules.join(", "));
        text += &format!("| {from} | {} | {on} | {section} | {rules} |\n", to.rfc_name());
    }
    text
}
