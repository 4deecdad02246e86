//! `tcpdump -tt -n`: what crosses one host's interface (tcpdump 4.99, `print-tcp.c`, `print-icmp.c`).
//!
//! It has listened since before the handshake, which was before the run: sequence numbers are relative from the
//! first line on. Where another connection begins, its SYN and the answer show the real ones.

use super::address;
use crate::host::HostId;
use crate::segment::{Flags, Segment, Timestamps};
use crate::seq::Seq;
use crate::sim::{Event, EventId, Log, SegmentId, Setup, What};
use crate::time::Instant;
use crate::trace::options::{self, TcpOption};
use crate::words::{number, said};

/// t = 0 on the clock of `-tt`, in seconds since 1970.
pub const T0: u64 = 1_700_000_000;

/// A line, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub event: EventId,
    pub segment: SegmentId,
    pub text: String,
}

/// What the interface of `host` has seen so far.
pub fn dump(setup: &Setup, log: &Log, host: HostId) -> Vec<Line> {
    let [a, b] = &setup.ends;
    let known = Conversation { ports: [a.sport, b.sport], begins: [a.snd_nxt - 1, b.snd_nxt - 1] };
    let mut conversations = Conversations(vec![known]);
    let mut lines = Vec::new();
    for event in log.events.iter().filter(|event| event.host == host) {
        let (segment, text) = match &event.what {
            What::Sent { segment, .. } | What::Arrived { segment } => {
                let record = &log.segments[segment.0 as usize];
                (*segment, conversations.tell(record.from, &record.segment))
            }
            What::IcmpArrived { segment, icmp_type, code } => {
                let about = &log.segments[segment.0 as usize].segment;
                (*segment, icmp(host, *icmp_type, *code, about))
            }
            What::Called { .. }
            | What::Returned { .. }
            | What::Injected { .. }
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
            | What::Counted { .. } => continue,
        };
        let Event { id, at, .. } = *event;
        lines.push(Line { event: id, segment, text: said(&[&time(at), " IP ", &text]) });
    }
    lines
}

fn time(at: Instant) -> String {
    let us = at.as_micros();
    let fraction = number((1_000_000 + us % 1_000_000) as i64);
    said(&[&number((T0 + us / 1_000_000) as i64), ".", &fraction[1..]])
}

/// Where the numbers of a connection begin, of a's side and of b's.
#[derive(Clone, Copy)]
struct Conversation {
    ports: [u16; 2],
    begins: [Seq; 2],
}

/// All that tcpdump remembers, one for each pair of ports.
struct Conversations(Vec<Conversation>);

/// What is taken off the numbers that a segment holds, of its sender's side and of the other.
#[derive(Clone, Copy, Default)]
struct Origins {
    own: Seq,
    peers: Seq,
}

impl Conversations {
    /// Everything after `IP `.
    fn tell(&mut self, from: HostId, segment: &Segment) -> String {
        let Segment { sport, dport, flags, seq, ack, len, win, .. } = *segment;
        let (shown, known) = self.origins(from, segment);
        let mut text = said(&[&end(from, sport), " > ", &end(from.peer(), dport), ": Flags ["]);
        text.push_str(&letters(flags));
        text.push(']');
        if len > 0 || flags.any(Flags::SYN.and(Flags::FIN).and(Flags::RST)) {
            say(&mut text, ", seq ", seq - shown.own);
            if len > 0 {
                say(&mut text, ":", (seq - shown.own).wrapping_add(len));
            }
        }
        if flags.has(Flags::ACK) {
            say(&mut text, ", ack ", ack - shown.peers);
        }
        say(&mut text, ", win ", win.into());
        let options = options(segment, known.peers);
        if !options.is_empty() {
            text.push_str(&said(&[", options [", &options, "]"]));
        }
        say(&mut text, ", length ", len);
        if len > 0 && (is_http(sport) || is_http(dport)) {
            // It tries to read the payload too, which here is no line of that protocol.
            text.push_str(": HTTP");
        }
        text
    }

    /// For the numbers in the heading, and for those in options. The first segment with an ACK and any SYN-ACK
    /// begin a conversation, and are told with the numbers that they hold, as is what has no ACK.
    fn origins(&mut self, from: HostId, segment: &Segment) -> (Origins, Origins) {
        let Segment { sport, dport, flags, seq, ack, .. } = *segment;
        if !flags.has(Flags::ACK) {
            return Default::default();
        }
        let by_host = |own, peers| if from == HostId::A { [own, peers] } else { [peers, own] };
        let ports = if from == HostId::A { [sport, dport] } else { [dport, sport] };
        let new = Conversation { ports, begins: by_host(seq, ack - 1) };
        let known = self.0.iter_mut().find(|conversation| conversation.ports == ports);
        let (conversation, is_new) = match known {
            Some(known) if flags.has(Flags::SYN) => {
                *known = new;
                (new, true)
            }
            Some(known) => (*known, false),
            None => {
                self.0.push(new);
                (new, true)
            }
        };
        let [a, b] = conversation.begins;
        let origins =
            if from == HostId::A { Origins { own: a, peers: b } } else { Origins { own: b, peers: a } };
        (if is_new { Origins::default() } else { origins }, origins)
    }
}

fn end(host: HostId, port: u16) -> String {
    said(&[address(host), ".", &number(port.into())])
}

fn say(text: &mut String, what: &str, n: u32) {
    text.push_str(what);
    text.push_str(&number(n.into()));
}

/// `tcp_flag_values[]`.
fn letters(flags: Flags) -> String {
    let mut letters = flags.text().replace('A', ".");
    if letters.is_empty() {
        letters.push_str("none");
    }
    letters
}

/// `print-tcp.c`: each with its numbers, those of the peer's data relative to where they begin.
fn options(segment: &Segment, peers: Seq) -> String {
    let mut texts = Vec::new();
    for option in options::options(segment) {
        texts.push(match option {
            TcpOption::Nop => "nop".to_owned(),
            TcpOption::Mss(mss) => said(&["mss ", &number(mss.into())]),
            TcpOption::SackOk => "sackOK".to_owned(),
            TcpOption::Timestamps(Timestamps { val, ecr }) => {
                said(&["TS val ", &number(val.into()), " ecr ", &number(ecr.into())])
            }
            TcpOption::WindowScale(wscale) => said(&["wscale ", &number(wscale.into())]),
            TcpOption::Sack(blocks) => {
                let mut sack = said(&["sack ", &number(blocks.len() as i64), " "]);
                for block in blocks {
                    say(&mut sack, "{", block.start - peers);
                    say(&mut sack, ":", block.end - peers);
                    sack.push('}');
                }
                sack
            }
        });
    }
    texts.join(",")
}

/// Ports whose payload tcpdump takes for HTTP.
const fn is_http(port: u16) -> bool {
    matches!(port, 80 | 3128 | 8080)
}

/// A router's report about a segment that `to` sent. The router speaks with the address that it could not
/// reach, and repeats the IP header and eight bytes.
fn icmp(to: HostId, icmp_type: u8, code: u8, about: &Segment) -> String {
    let unreachable = address(to.peer());
    let what = match (icmp_type, code) {
        (3, 0) => said(&["net ", unreachable, " unreachable"]),
        (3, 1) => said(&["host ", unreachable, " unreachable"]),
        (3, 2) => said(&[unreachable, " protocol 6 unreachable"]),
        (3, 3) => said(&[unreachable, " tcp port ", &number(about.dport.into()), " unreachable"]),
        (3, 6) => said(&["net ", unreachable, " unreachable - unknown"]),
        (3, 7) => said(&["host ", unreachable, " unreachable - unknown"]),
        (3, 9) => said(&["net ", unreachable, " unreachable - admin prohibited"]),
        (3, 10) => said(&["host ", unreachable, " unreachable - admin prohibited"]),
        (3, 13) => said(&["host ", unreachable, " unreachable - admin prohibited filter"]),
        (3, _) => said(&["#", &number(code.into())]),
        (11, 0) => "time exceeded in-transit".to_owned(),
        (11, 1) => "ip reassembly time exceeded".to_owned(),
        (_, _) => said(&["type-#", &number(icmp_type.into())]),
    };
    said(&[unreachable, " > ", address(to), ": ICMP ", &what, ", length 36"])
}
