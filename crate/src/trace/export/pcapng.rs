//! A run as a capture file that Wireshark reads (draft-ietf-opsawg-pcapng): one interface for each host, and with
//! each packet a comment that says why.
//!
//! Times are microseconds, as the engine counts them. What a comment tells is the rule that sent the segment, and
//! what became of it on the way.

use super::{Capture, Subject, packet};
use crate::host::HostId;
use crate::sim::{Event, Fate, SegmentId, SegmentRecord, What};
use crate::tcp::{Profile, Sending};
use crate::time::Instant;
use crate::trace::Trace;
use crate::trace::tools::tcpdump::T0;
use crate::words::said;

const SECTION: u32 = 0x0a0d_0d0a;
const INTERFACE: u32 = 1;
const PACKET: u32 = 6;

const COMMENT: u16 = 1;
const SECTION_APPLICATION: u16 = 4;
const INTERFACE_NAME: u16 = 2;
const INTERFACE_DESCRIPTION: u16 = 3;
const INTERFACE_RESOLUTION: u16 = 9;
const INTERFACE_SYSTEM: u16 = 12;
const PACKET_FLAGS: u16 = 2;
const PACKET_ID: u16 = 5;

/// A packet begins with its IP header, as on a TUN device.
const LINKTYPE_RAW: u16 = 101;

/// What the capture begins with: what it is of, and who saw it.
pub(super) fn capture(subject: &Subject<'_>, which: Capture) -> Vec<u8> {
    let mut file = Vec::new();
    section(&mut file, &said(&[&subject.title, "\n", subject.verdict()]));
    for host in HostId::BOTH {
        interface(&mut file, host, subject.scenario.kernel.version);
    }
    for event in &subject.trace.events {
        if let Some(seen) = seen(subject.trace, event, which) {
            packet_block(&mut file, subject, event, &seen);
        }
    }
    file
}

/// A packet at an interface.
struct Seen<'a> {
    at: HostId,
    direction: Direction,
    record: &'a SegmentRecord,
    bytes: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Direction {
    Inbound = 1,
    Outbound = 2,
}

/// What an event puts into the capture, if anything.
fn seen<'a>(trace: &'a Trace, event: &Event, which: Capture) -> Option<Seen<'a>> {
    let record = |id: SegmentId| &trace.segments[id.0 as usize];
    let (record, direction, icmp) = match &event.what {
        What::Sent { segment, .. } => (record(*segment), Direction::Outbound, None),
        // Nobody's interface but the receiver's saw that one.
        What::Injected { segment } => (record(*segment), Direction::Inbound, None),
        What::Arrived { segment } => {
            // A forged one was seen when it was handed over.
            let again = record(*segment).how == Sending::Forged || which == Capture::Wire;
            if again {
                return None;
            }
            (record(*segment), Direction::Inbound, None)
        }
        What::IcmpArrived { segment, icmp_type, code } => {
            (record(*segment), Direction::Inbound, Some((*icmp_type, *code)))
        }
        What::Called { .. }
        | What::Returned { .. }
        | What::Born { .. }
        | What::SysctlChanged { .. }
        | What::SysctlRefused { .. }
        | What::Lost { .. }
        | What::Ignored
        | What::Entered { .. }
        | What::Armed { .. }
        | What::Disarmed { .. }
        | What::Fired { .. }
        | What::Woke { .. }
        | What::Orphaned
        | What::Parked { .. }
        | What::Freed
        | What::Counted { .. } => return None,
    };
    if matches!(which, Capture::At(host) if host != event.host) {
        return None;
    }
    let bytes = match icmp {
        Some((icmp_type, code)) => packet::icmp(record, icmp_type, code),
        None => packet::tcp(record),
    };
    Some(Seen { at: event.host, direction, record, bytes })
}

fn section(file: &mut Vec<u8>, comment: &str) {
    const BYTE_ORDER: u32 = 0x1a2b_3c4d;
    const VERSION: [u16; 2] = [1, 0];
    const LENGTH_UNKNOWN: u64 = u64::MAX;
    let mut body = Vec::new();
    body.extend(BYTE_ORDER.to_le_bytes());
    body.extend(VERSION.iter().flat_map(|half| half.to_le_bytes()));
    body.extend(LENGTH_UNKNOWN.to_le_bytes());
    option(&mut body, COMMENT, comment.as_bytes());
    option(&mut body, SECTION_APPLICATION, concat!("LastAck ", env!("CARGO_PKG_VERSION")).as_bytes());
    block(file, SECTION, body);
}

fn interface(file: &mut Vec<u8>, host: HostId, kernel: Profile) {
    const WHOLE_PACKETS: u32 = 0;
    const MICROSECONDS: u8 = 6;
    let (name, description) = match host {
        HostId::A => ("a", "client, 10.9.0.1"),
        HostId::B => ("b", "server, 10.9.0.2"),
    };
    let mut body = Vec::new();
    body.extend(LINKTYPE_RAW.to_le_bytes());
    body.extend([0; 2]);
    body.extend(WHOLE_PACKETS.to_le_bytes());
    option(&mut body, INTERFACE_NAME, name.as_bytes());
    option(&mut body, INTERFACE_DESCRIPTION, description.as_bytes());
    option(&mut body, INTERFACE_RESOLUTION, &[MICROSECONDS]);
    option(&mut body, INTERFACE_SYSTEM, said(&["Linux ", kernel.name()]).as_bytes());
    block(file, INTERFACE, body);
}

fn packet_block(file: &mut Vec<u8>, subject: &Subject<'_>, event: &Event, seen: &Seen<'_>) {
    let Seen { at, direction, record, bytes } = seen;
    let stamp = stamp(event.at);
    let length = bytes.len() as u32;
    let mut body = Vec::new();
    for word in [at.index() as u32, (stamp >> 32) as u32, stamp as u32, length, length] {
        body.extend(word.to_le_bytes());
    }
    body.extend_from_slice(bytes);
    pad(&mut body);
    option(&mut body, COMMENT, why(subject, event, record).as_bytes());
    option(&mut body, PACKET_FLAGS, &(*direction as u32).to_le_bytes());
    if !matches!(event.what, What::IcmpArrived { .. }) {
        // The same at both interfaces.
        option(&mut body, PACKET_ID, &u64::from(record.id.0).to_le_bytes());
    }
    block(file, PACKET, body);
}

/// Microseconds since 1970, on the clock that tcpdump's text shows.
fn stamp(at: Instant) -> u64 {
    T0 * 1_000_000 + at.as_micros()
}

/// `b:3`, why it was sent, and why it was lost.
fn why(subject: &Subject<'_>, event: &Event, record: &SegmentRecord) -> String {
    let events = &subject.trace.events;
    let reason = |event: &Event| {
        let sentence = event.rule.sentence();
        subject.lang.of(sentence.en, sentence.zh)
    };
    let name = record.name.text();
    if matches!(event.what, What::IcmpArrived { .. }) {
        return said(&[&name, ": ", reason(event)]);
    }
    let mut after = events[record.event.0 as usize..].iter();
    let lost = |event: &&Event| matches!(event.what, What::Lost { segment, .. } if segment == record.id);
    let loss = matches!(record.fate, Fate::Lost { .. }).then(|| after.find(lost)).flatten();
    let (space, loss) = loss.map_or(("", ""), |lost| (subject.lang.of(" ", ""), reason(lost)));
    said(&[&name, ": ", reason(&events[record.event.0 as usize]), space, loss])
}

fn option(body: &mut Vec<u8>, code: u16, value: &[u8]) {
    let length = u16::try_from(value.len()).expect("a title is clipped, and a sentence is short");
    body.extend(code.to_le_bytes());
    body.extend(length.to_le_bytes());
    body.extend_from_slice(value);
    pad(body);
}

/// A block of that type: its options end, and its length stands at both of its ends.
fn block(file: &mut Vec<u8>, kind: u32, mut body: Vec<u8>) {
    const END_OF_OPTIONS: [u8; 4] = [0; 4];
    body.extend(END_OF_OPTIONS);
    let length = (12 + body.len()) as u32;
    file.extend(kind.to_le_bytes());
    file.extend(length.to_le_bytes());
    file.extend(body);
    file.extend(length.to_le_bytes());
}

/// To a whole word.
fn pad(body: &mut Vec<u8>) {
    while !body.len().is_multiple_of(4) {
        body.push(0);
    }
}
