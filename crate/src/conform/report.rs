//! What is printed: the verdict of a recording, both ladders side by side, and the last line.

use super::observe::{Icmp, Observed};
use super::recording::{AppEvent, Packet, Recording, StateRow};
use super::segments::{say, tell};
use super::when::Time;
use super::{Outcome, Share, Tally, Verdict};
use crate::host::HostId;
use std::collections::BTreeMap;
use std::fmt;

impl Verdict {
    /// `PASS name`, or `FAIL name: the first difference`.
    pub fn line(&self, name: &str) -> String {
        self.first_difference().map_or_else(|| format!("PASS {name}"), |why| format!("FAIL {name}: {why}"))
    }

    pub(super) fn first_difference(&self) -> Option<String> {
        match &self.outcome {
            Outcome::Compared { differences, .. } => differences.first().map(ToString::to_string),
            Outcome::Unread { why } => Some(why.clone()),
        }
    }

    /// Everything else that there is to say of it.
    pub fn details(&self) -> String {
        match &self.outcome {
            Outcome::Unread { .. } => String::new(),
            Outcome::Compared { phase, late, differences, ladders } => {
                let rest = differences.iter().map(|difference| format!("  differs {difference}\n"));
                let late = if *late { ", timers as late as ICMP errors show" } else { "" };
                format!("  phase {phase} ms{late}\n{ladders}{}", rest.collect::<String>())
            }
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.good, self.of)
    }
}

/// The last line.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { recordings, segments, timers, worst, states, calls, counters } = self;
        let worst = worst.as_ms();
        write!(
            f,
            "conformance: {recordings} recordings; segments {segments}; timers within 8 ms {timers}, \
             worst {worst:.1} ms; states {states}; calls {calls}; counters {counters}"
        )
    }
}

/// One line of a ladder.
struct Rung {
    at: Time,
    /// Those of the same kind are laid beside each other, first to first.
    kind: String,
    text: String,
}

/// The recorded run on the left, the engine's on the right.
pub(super) fn ladders(recording: &Recording, observed: &Observed) -> String {
    let mut rows: BTreeMap<(String, usize), [Option<Rung>; 2]> = BTreeMap::new();
    for (side, rungs) in [recorded(recording), engine(observed)].into_iter().enumerate() {
        let mut of_kind: BTreeMap<String, usize> = BTreeMap::new();
        for rung in rungs {
            let nth = of_kind.entry(rung.kind.clone()).or_default();
            *nth += 1;
            let pair = rows.entry((rung.kind.clone(), *nth)).or_default();
            pair[side] = Some(rung);
        }
    }
    let mut rows: Vec<[Option<Rung>; 2]> = rows.into_values().collect();
    rows.sort_by_key(|sides| sides.iter().flatten().map(|rung| rung.at).next());
    let mut out = format!("  {:^58} | {:^58}\n", "recorded", "engine");
    for [left, right] in rows {
        let text = |side: &Option<Rung>| side.as_ref().map(|rung| rung.text.clone());
        let mark = if text(&left) == text(&right) { '|' } else { '≠' };
        let column = |side: Option<Rung>| {
            side.map_or_else(String::new, |Rung { at, text, .. }| format!("{at:>11} {text}"))
        };
        out += format!("  {:<58} {mark} {}", column(left), column(right)).trim_end();
        out.push('\n');
    }
    out
}

fn recorded(recording: &Recording) -> Vec<Rung> {
    let mut rungs = Vec::new();
    for packet in &recording.packets {
        let Packet { t_ms, from, .. } = packet;
        let forged = matches!(packet.fate, super::recording::Fate::Injected);
        let kind = if forged { "injected".to_owned() } else { segment_kind(*from) };
        let text = format!("{} {}", arrow(*from), tell(packet));
        rungs.push(Rung { at: t_ms.unwrap_or_default(), kind, text });
    }
    for row in &recording.states {
        let StateRow { t_ms, host, sport, dport, state, timer, retrans, expires_ms: _ } = row;
        let timer = timer.as_deref().unwrap_or("off");
        let text = shown(*host, state, timer, retrans.unwrap_or(0));
        rungs.push(Rung { at: *t_ms, kind: state_kind(*host, *sport, *dport, &text), text });
    }
    for row in &recording.app {
        let host = row.host.letter();
        let (kind, text) = match &row.event {
            // Its segment is a rung already.
            AppEvent::Called(call) if call.is_forgery() => continue,
            AppEvent::Called(call) => {
                (format!("call {host}"), format!("{host}! {}", super::application::tell(call)))
            }
            AppEvent::Woke { name, label } => {
                (format!("poll {host} {label}"), format!("{host}! {name}: {label}"))
            }
            AppEvent::SoError { name, error } => {
                (format!("error {host} {name}"), format!("{host}! {name}: SO_ERROR {error}"))
            }
            AppEvent::Icmp { kind, code } => icmp(row.host, *kind, *code),
        };
        rungs.push(Rung { at: row.t_ms, kind, text });
    }
    rungs
}

fn engine(observed: &Observed) -> Vec<Rung> {
    let mut rungs = Vec::new();
    for host in HostId::BOTH {
        for segment in &observed.segments[host.index()] {
            let text = format!("{} {}", arrow(host), say(segment));
            rungs.push(Rung { at: segment.at, kind: segment_kind(host), text });
        }
        for segment in &observed.forged[host.index()] {
            let text = format!("{} {}", arrow(host), say(segment));
            rungs.push(Rung { at: segment.at, kind: "injected".to_owned(), text });
        }
        for Icmp { at, kind, code } in &observed.icmp[host.index()] {
            let (of_kind, text) = icmp(host, *kind, *code);
            rungs.push(Rung { at: *at, kind: of_kind, text });
        }
        for call in &observed.calls[host.index()] {
            let letter = host.letter();
            let text = format!("{letter}! {}", super::application::say(call));
            rungs.push(Rung { at: call.at, kind: format!("call {letter}"), text });
        }
    }
    for (ends, runs) in &observed.states {
        for run in runs {
            for (at, timer, retrans) in &run.shown {
                let text = shown(ends.host, run.state, timer, *retrans);
                let kind = state_kind(ends.host, ends.sport, ends.dport, &text);
                rungs.push(Rung { at: *at, kind, text });
            }
        }
    }
    for ((host, name), wakes) in &observed.wakes {
        for wake in wakes {
            let (host, label) = (host.letter(), wake.label);
            let text = format!("{host}! {name}: {label}");
            rungs.push(Rung { at: wake.from, kind: format!("poll {host} {label}"), text });
        }
    }
    for ((host, name), errors) in &observed.errors {
        for (at, error) in errors {
            let host = host.letter();
            let text = format!("{host}! {name}: SO_ERROR {error}");
            rungs.push(Rung { at: *at, kind: format!("error {host} {name}"), text });
        }
    }
    rungs
}

fn icmp(host: HostId, kind: u8, code: u8) -> (String, String) {
    let host = host.letter();
    (format!("icmp {host}"), format!("{host}! ICMP {kind}/{code}"))
}

fn arrow(from: HostId) -> &'static str {
    match from {
        HostId::A => "a →  ",
        HostId::B => "  ← b",
    }
}

fn segment_kind(from: HostId) -> String {
    format!("segment {}", from.letter())
}

/// A missed state must not shift the ones after it, so rows pair by what they show.
fn state_kind(host: HostId, sport: u16, dport: u16, text: &str) -> String {
    format!("state {} {sport} {dport} {text}", host.letter())
}

fn shown(host: HostId, state: &str, timer: &str, retrans: u8) -> String {
    let indent = match host {
        HostId::A => "",
        HostId::B => "             ",
    };
    let more = match (timer, retrans) {
        ("off", _) => String::new(),
        (timer, 0) => format!(" {timer}"),
        (timer, n) => format!(" {timer} {n}"),
    };
    format!("{indent}{}: {state}{more}", host.letter())
}
