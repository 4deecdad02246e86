//! The ladder as text: when, the state of both ends, what crossed the wire, and why.

use super::Trace;
use super::ends::Ends;
use crate::host::{Call, HostId};
use crate::sim::{Event, Fate, SegmentRecord, What};
use crate::tcp::{Sending, Signal, State};
use crate::words::on_one_line;
use std::fmt::Write;

/// The whole run, a line for each thing that a person would point at. `zh` picks the language of "why".
pub fn ladder(trace: &Trace, zh: bool) -> String {
    let mut out = String::new();
    let mut reader = Reader::at_start(trace);
    line(&mut out, "time", "a", "", "b", "why");
    for event in &trace.events {
        let wire = match &event.what {
            What::Sent { segment, .. } => arrow(&trace.segments[segment.0 as usize]),
            What::Injected { segment } => arrow(&trace.segments[segment.0 as usize]),
            What::IcmpArrived { segment, icmp_type, code } => {
                let about = trace.segments[segment.0 as usize].name;
                mark(event.host, &format!("ICMP {icmp_type}/{code} about {about}"))
            }
            What::Called { name, call, result } => {
                mark(event.host, &format!("{} = {result}", spoken(name, *call)))
            }
            What::Returned { name, call, result } => {
                mark(event.host, &format!("{} returns {result}", spoken(name, *call)))
            }
            What::SysctlChanged { key, from, to } => mark(event.host, &format!("{key}: {from} → {to}")),
            What::SysctlRefused { key, value, errno } => {
                mark(event.host, &format!("{key} = {}: {errno}", on_one_line(&value.text())))
            }
            What::Woke { signal, .. } => mark(event.host, signalled(*signal)),
            What::Born { .. } | What::Entered { .. } | What::Parked { .. } | What::Freed => {
                reader.follow(trace, event)
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
        Sending::FastRetransmission => text.push_str(" ↻"),
        Sending::LossProbe => text.push_str(" TLP"),
        Sending::WindowProbe => text.push_str(" probe"),
        Sending::Forged => text.push_str(" forged"),
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

/// A call as one would write it.
fn spoken(name: &str, call: Call) -> String {
    let (name, word) = (on_one_line(name), call.name());
    match call {
        Call::Close | Call::ShutdownWr | Call::ShutdownRd | Call::ShutdownRdwr | Call::Vanish => {
            format!("{name}.{word}()")
        }
        Call::Read { bytes } | Call::Write { bytes } => format!("{name}.{word}({bytes})"),
        Call::Linger { seconds } => format!("{name}.{word}({seconds} s)"),
        Call::Setsockopt { opt, value } => format!("{name}.{word}({}, {value})", opt.name()),
        Call::Connect { port: Some(port), to } => format!("{name}.{word}({port} → {to})"),
        Call::Connect { port: None, to } => format!("{name}.{word}({to})"),
        Call::Listen { port } => format!("{word}({port})"),
        Call::Unlisten | Call::Exit | Call::Reboot => format!("{word}()"),
    }
}

fn signalled(signal: Signal) -> &'static str {
    match signal {
        Signal::Eof => "EOF",
        Signal::Data => "DATA",
        Signal::Connected => "CONNECTED",
        Signal::Error(errno) => errno.name(),
    }
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
