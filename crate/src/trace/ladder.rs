//! The ladder as text: when, the state of both ends, what crossed the wire, and why.

use super::Trace;
use crate::host::HostId;
use crate::sim::{Event, Fate, SegmentRecord, What};
use crate::tcp::{Sending, State};
use std::fmt::Write;

/// The whole run, a line for each thing that a person would point at. `zh` picks the language of "why".
pub fn ladder(trace: &Trace, zh: bool) -> String {
    let mut out = String::new();
    let mut ends = Ends::at_start(trace);
    line(&mut out, "time", "a", "", "b", "why");
    for event in &trace.events {
        let wire = match &event.what {
            What::Sent { segment, .. } => arrow(&trace.segments[segment.0 as usize]),
            What::Called { name, call, result } => {
                let result = serde_json::to_string(result).unwrap_or_default();
                mark(event.host, &format!("{name}.{}() = {}", call.name(), result.trim_matches('"')))
            }
            What::SysctlChanged { key, from, to } => mark(event.host, &format!("{key}: {from} → {to}")),
            What::Woke { signal, .. } => mark(event.host, &format!("{signal:?}").to_uppercase()),
            What::Entered { .. } | What::Parked { .. } | What::Freed => {
                ends.follow(trace, event);
                continue_if_same(&mut ends)
            }
            What::Lost { .. }
            | What::Arrived { .. }
            | What::Ignored
            | What::Armed { .. }
            | What::Disarmed { .. }
            | What::Fired { .. }
            | What::Orphaned
            | What::Counted { .. } => continue,
        };
        let Some(wire) = wire else { continue };
        let why = event.rule.sentence();
        let seconds = event.at.as_micros();
        let time = format!("{}.{:06}", seconds / 1_000_000, seconds % 1_000_000);
        line(
            &mut out,
            &time,
            ends.name(HostId::A),
            &wire,
            ends.name(HostId::B),
            if zh { why.zh } else { why.en },
        );
    }
    out
}

/// What each end is in, as the reader follows.
struct Ends {
    shown: [Option<State>; 2],
    printed: [Option<State>; 2],
    living: Vec<(u32, HostId, State)>,
}

impl Ends {
    fn at_start(trace: &Trace) -> Ends {
        let born = trace.sockets.iter().filter(|socket| !socket.mini);
        let living: Vec<_> = born.map(|socket| (socket.id.0, socket.host, socket.state)).collect();
        let mut ends = Ends { shown: [None; 2], printed: [None; 2], living };
        ends.show();
        ends.printed = ends.shown;
        ends
    }

    fn follow(&mut self, trace: &Trace, event: &Event) {
        let Some(id) = event.socket else { return };
        match &event.what {
            What::Entered { to, .. } => {
                if let Some(socket) = self.living.iter_mut().find(|(other, _, _)| *other == id.0) {
                    socket.2 = *to;
                }
            }
            What::Parked { mini } => {
                self.living.push((mini.0, event.host, trace.sockets[mini.0 as usize].state))
            }
            What::Freed => self.living.retain(|(other, _, _)| *other != id.0),
            What::Called { .. }
            | What::SysctlChanged { .. }
            | What::Sent { .. }
            | What::Lost { .. }
            | What::Arrived { .. }
            | What::Ignored
            | What::Armed { .. }
            | What::Disarmed { .. }
            | What::Fired { .. }
            | What::Woke { .. }
            | What::Orphaned
            | What::Counted { .. } => {}
        }
        self.show();
    }

    /// A mini-socket, or any that still lives, hides one that is closed.
    fn show(&mut self) {
        for host in HostId::BOTH {
            let of_host = || self.living.iter().filter(move |(_, other, _)| *other == host);
            let open = of_host().find(|(_, _, state)| *state != State::Close);
            self.shown[host.index()] = open.or_else(|| of_host().next()).map(|(_, _, state)| *state);
        }
    }

    fn name(&self, host: HostId) -> &'static str {
        self.shown[host.index()].map_or("gone", State::rfc_name)
    }
}

/// An empty wire for a line that only says a new state, nothing where no state changed for the reader.
fn continue_if_same(ends: &mut Ends) -> Option<String> {
    let changed = ends.shown != ends.printed;
    ends.printed = ends.shown;
    changed.then(String::new)
}

fn arrow(record: &SegmentRecord) -> Option<String> {
    let relative = &record.relative;
    let mut text =
        format!("{} {} seq {} ack {}", record.name, record.segment.flags, relative.seq, relative.ack);
    for [start, end] in &relative.sack {
        let _ = write!(text, " sack {start}-{end}");
    }
    match record.how {
        Sending::Retransmission { nth } => {
            let _ = write!(text, " ↻{nth}");
        }
        Sending::LossProbe => text.push_str(" TLP"),
        Sending::First | Sending::Ack | Sending::Reset => {}
    }
    let lost = matches!(record.fate, Fate::Lost { .. });
    Some(match (record.from, lost) {
        (HostId::A, false) => format!("── {text} ──►"),
        (HostId::A, true) => format!("── {text} ──✕"),
        (HostId::B, false) => format!("◄── {text} ──"),
        (HostId::B, true) => format!("✕── {text} ──"),
    })
}

fn mark(host: HostId, text: &str) -> Option<String> {
    Some(match host {
        HostId::A => format!("· {text}"),
        HostId::B => format!("{text:>WIRE$} ·", WIRE = WIRE - 2),
    })
}

const WIRE: usize = 40;

fn line(out: &mut String, time: &str, a: &str, wire: &str, b: &str, why: &str) {
    let _ = writeln!(out, "{time:>12}  {a:<12}{wire:<WIRE$}  {b:<12}{why}");
}
