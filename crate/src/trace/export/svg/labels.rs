//! What is written beside the lifelines: states, calls, signals and timers, none on another.

use super::axis::Axis;
use super::columns::Columns;
use crate::host::HostId;
use crate::trace::Trace;
use crate::trace::export::Lang;
use crate::trace::export::letters::{FIGURES, STATE, lines, mono, sans};
use crate::trace::export::lives::{Life, Lives};
use crate::trace::export::marks::{Kind, Mark, mark, tag};
use crate::trace::export::timers::Ran;
use crate::words::said;

/// From one line of words to the next.
pub(super) const LINE: f64 = 14.0;

/// Words about one thing.
pub(super) struct Label {
    pub(super) host: HostId,
    pub(super) about: About,
    /// Where that is.
    pub(super) anchor: f64,
    pub(super) top: f64,
    /// Each with the class that it is written in.
    pub(super) lines: Vec<(&'static str, String)>,
}

/// In the order in which they stand where they are about one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    Icmp,
    Call,
    Signal,
    Sysctl,
    Born,
    State,
    Gone,
    Timer,
}

pub(super) struct Told<'a> {
    pub(super) trace: &'a Trace,
    pub(super) lives: &'a Lives,
    pub(super) timers: &'a [Ran],
    pub(super) lang: Lang,
    /// It goes on.
    pub(super) cut: bool,
}

/// All that has room: where the axis is not compressed, all.
pub(super) fn labels(told: &Told<'_>, axis: &Axis, columns: &Columns, roomy: bool) -> Vec<Label> {
    let mut placed = Vec::new();
    for host in HostId::BOTH {
        let mut labels = states_at_start(told, axis, host);
        labels.extend(marks(told, axis, columns, host));
        if !told.cut {
            labels.extend(last_states(told, axis, columns, host));
        }
        labels.extend(timers(told, axis, columns, host));
        labels.sort_by_key(order);
        placed.extend(if roomy { spread(labels) } else { thin(labels) });
    }
    placed
}

/// What is about one moment stands in its own order, wherever its first line would be.
fn order(label: &Label) -> (i64, About) {
    ((label.anchor / LINE).round() as i64, label.about)
}

fn states_at_start(told: &Told<'_>, axis: &Axis, host: HostId) -> Vec<Label> {
    let first = |life: &&Life| life.host == host && life.states[0].event.is_none();
    let label = |life: &Life| {
        let top = axis.y(life.states[0].from) - 26.0;
        let name = life.states[0].what.rfc_name().to_owned();
        Label { host, about: About::State, anchor: top + LINE / 2.0, top, lines: vec![("state", name)] }
    };
    told.lives.0.iter().filter(first).map(label).collect()
}

/// A state that nothing ends.
fn last_states(told: &Told<'_>, axis: &Axis, columns: &Columns, host: HostId) -> Vec<Label> {
    let mut labels = Vec::new();
    for life in told.lives.0.iter().filter(|life| life.host == host && life.gone.is_none()) {
        let Some(last) = life.states.last() else { continue };
        let cut = told.timers.iter().any(|ran| ran.running && life.sockets.contains(&ran.socket));
        let words = if cut {
            told.lang.of("the run ends here", "运行到此为止")
        } else {
            told.lang.of("and stays so", "一直如此")
        };
        let top = axis.bottom() + 4.0;
        // Its name stands there already where it has only just begun.
        let is_named = top - axis.y(last.from) < 3.0 * LINE;
        let state = said(&[&tag(life), last.what.rfc_name()]);
        let mut lines = if is_named { Vec::new() } else { folded("state", &state, columns.room(host)) };
        lines.push(("quiet", words.to_owned()));
        labels.push(Label { host, about: About::Gone, anchor: top + LINE / 2.0, top, lines });
    }
    labels
}

fn marks(told: &Told<'_>, axis: &Axis, columns: &Columns, host: HostId) -> Vec<Label> {
    let mut labels = Vec::new();
    for event in told.trace.events.iter().filter(|event| event.host == host) {
        let Some(Mark { kind, words, aside }) = mark(told.trace, told.lives, event, told.lang) else {
            continue;
        };
        let (about, class) = match kind {
            Kind::Call => (About::Call, "deed"),
            Kind::Signal => (About::Signal, "deed"),
            Kind::Sysctl => (About::Sysctl, "deed"),
            Kind::Icmp => (About::Icmp, "deed"),
            Kind::Born => (About::Born, "quiet"),
            Kind::State => (About::State, "state"),
            Kind::Gone => (About::Gone, "quiet"),
        };
        let y = axis.y(event.at);
        let top = if about == About::State { y + 1.0 } else { y - LINE / 2.0 };
        let mut lines = folded(class, &words, columns.room(host));
        if !aside.is_empty() {
            lines.push(("quiet", aside.to_owned()));
        }
        labels.push(Label { host, about, anchor: y, top, lines });
    }
    labels
}

/// A timer that was taken back before its bar was as tall as a line has no words.
fn timers(told: &Told<'_>, axis: &Axis, columns: &Columns, host: HostId) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut waited = false;
    for ran in told.timers.iter().filter(|ran| ran.host == host) {
        let (top, bottom) = (axis.y(ran.from), axis.y(ran.to));
        if bottom - top < LINE {
            continue;
        }
        let again = ran.is_time_wait() && waited;
        waited |= ran.is_time_wait();
        let tag = told.lives.of_socket(Some(ran.socket)).map(tag).unwrap_or_default();
        let name = said(&[&tag, &if again { ran.name_again(told.lang) } else { ran.name(told.lang) }]);
        let mut lines = folded(if again { "quiet" } else { "timer" }, &name, columns.room(host));
        let reason = ran.reason(told.lang);
        if columns.full && !reason.is_empty() {
            lines.extend(folded("quiet", &reason, columns.room(host)));
        }
        let anchor = f64::midpoint(top, bottom);
        let top = anchor - lines.len() as f64 * LINE / 2.0;
        labels.push(Label { host, about: About::Timer, anchor, top, lines });
    }
    labels
}

fn folded(class: &'static str, words: &str, room: f64) -> Vec<(&'static str, String)> {
    let width = |text: &str| match class {
        "state" => sans(text, STATE, true),
        _ => mono(text, FIGURES),
    };
    lines(words, room, &width).into_iter().map(|line| (class, line)).collect()
}

fn height(label: &Label) -> f64 {
    label.lines.len() as f64 * LINE
}

/// Moves labels down until none is on another.
fn spread(mut labels: Vec<Label>) -> Vec<Label> {
    let mut free = 0.0;
    for label in &mut labels {
        label.top = label.top.max(free);
        free = label.top + height(label) + 1.0;
    }
    labels
}

/// Leaves out what has no room near its moment, timers first.
fn thin(labels: Vec<Label>) -> Vec<Label> {
    const NEAR: [f64; 3] = [0.0, LINE, 2.0 * LINE];
    let weight = |about: About| match about {
        About::Gone => 0,
        About::State => 1,
        About::Call => 2,
        About::Signal | About::Icmp => 3,
        About::Timer => 4,
        About::Sysctl | About::Born => 5,
    };
    let mut by_weight = labels;
    by_weight.sort_by_key(|label| weight(label.about));
    let mut kept: Vec<Label> = Vec::new();
    for mut label in by_weight {
        let is_free = |top: f64| {
            kept.iter().all(|other| top >= other.top + height(other) || top + height(&label) <= other.top)
        };
        if let Some(down) = NEAR.into_iter().find(|down| is_free(label.top + down)) {
            label.top += down;
            kept.push(label);
        }
    }
    kept
}
