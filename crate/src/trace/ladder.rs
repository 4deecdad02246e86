//! The ladder as text: when, the state of both ends, what crossed the wire, and why.

use super::Trace;
use super::ends::Ends;
use crate::host::HostId;
use crate::sim::{Event, Fate, SegmentRecord, What};
use crate::tcp::{Sending, State};
use std::fmt::Write;

/// The whole run, a line for each thing that a person would point at. `zh` picks the language of "why".
pub fn ladder(trace: &Trace, zh: bool) -> String {
    let mut out = String::new();
    let mut reader = Reader::at_start(trace);
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
            What::Entered { .. } | What::Parked { .. } | What::Freed => reader.follow(trace, event),
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
        let us = event.at.as_micros();
        let time = format!("{}.{:06}", us / 1_000_000, us % 1_000_000);
        line(
            &mut out,
            &time,
            reader.name(HostId::A),
            &wire,
            reader.name(HostId::B),
            if zh { why.zh } else { why.en },
        );
    }
    out
}

/// The reader's place: what each end is in, and what was last printed of it.
struct Reader {
    ends: Ends,
    printed: [Option<State>; 2],
}

impl Reader {
    fn at_start(trace: &Trace) -> Reader {
        let ends = Ends::at_start(&trace.sockets);
        let printed = HostId::BOTH.map(|host| ends.state(host));
        Reader { ends, printed }
    }

    /// An empty wire for a line that only says a new state, nothing where the reader sees none.
    fn follow(&mut self, trace: &Trace, event: &Event) -> Option<String> {
        self.ends.follow(&trace.sockets, event);
        let shown = HostId::BOTH.map(|host| self.ends.state(host));
        let changed = shown != self.printed;
        self.printed = shown;
        changed.then(String::new)
    }

    fn name(&self, host: HostId) -> &'static str {
        self.printed[host.index()].map_or("gone", State::rfc_name)
    }
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
