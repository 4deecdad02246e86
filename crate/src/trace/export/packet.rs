//! A segment, or a router's report about one, as the bytes of an IPv4 packet, checksums and all.
//!
//! What the engine has no number for is filled as Linux fills it, and always the same: TTL 64, "don't fragment"; and
//! zeros for payload, as the lab writes them. Letters would be taken for the beginning of an HTTP header that goes on:
//! b's port is one of those, and what is sent again then counts as malformed.

use crate::host::HostId;
use crate::segment::{Segment, Timestamps};
use crate::sim::SegmentRecord;
use crate::trace::options::{TcpOption, options};

const ICMP: u8 = 1;
const TCP: u8 = 6;
const IP_HEADER: usize = 20;
const TCP_HEADER: usize = 20;
const TTL: u8 = 64;
const DONT_FRAGMENT: [u8; 2] = [0x40, 0];

/// The packet that carries a segment. Copies of one packet have the same number.
pub(super) fn tcp(record: &SegmentRecord) -> Vec<u8> {
    let mut segment = header(&record.segment);
    segment.resize(segment.len() + record.segment.len as usize, 0);
    let (from, to) = (address(record.from), address(record.from.peer()));
    let sum = sum(&[from, to].concat()) + u32::from(TCP) + segment.len() as u32 + sum(&segment);
    segment[16..18].copy_from_slice(&complement(sum));
    ip(record.id.0 as u16, TCP, from, to, &segment)
}

/// What a router says to `record`'s sender: it speaks with the address that it could not reach, and quotes the IP
/// header and eight bytes (RFC 792).
pub(super) fn icmp(record: &SegmentRecord, icmp_type: u8, code: u8) -> Vec<u8> {
    const QUOTED: usize = IP_HEADER + 8;
    let mut report = vec![icmp_type, code, 0, 0, 0, 0, 0, 0];
    report.extend_from_slice(&tcp(record)[..QUOTED]);
    let check = complement(sum(&report));
    report[2..4].copy_from_slice(&check);
    ip(record.id.0 as u16, ICMP, address(record.from.peer()), address(record.from), &report)
}

fn ip(id: u16, protocol: u8, from: [u8; 4], to: [u8; 4], body: &[u8]) -> Vec<u8> {
    const VERSION_4_FIVE_WORDS: u8 = 0x45;
    let mut packet = vec![VERSION_4_FIVE_WORDS, 0];
    packet.extend(((IP_HEADER + body.len()) as u16).to_be_bytes());
    packet.extend(id.to_be_bytes());
    packet.extend(DONT_FRAGMENT);
    packet.extend([TTL, protocol, 0, 0]);
    packet.extend(from);
    packet.extend(to);
    let check = complement(sum(&packet));
    packet[10..12].copy_from_slice(&check);
    packet.extend_from_slice(body);
    packet
}

/// RFC 9293 §3.1, its checksum still 0.
fn header(segment: &Segment) -> Vec<u8> {
    let Segment { sport, dport, flags, seq, ack, len: _, win, ts: _, sack: _, syn: _ } = segment;
    let options = option_bytes(segment);
    let words = (TCP_HEADER + options.len()) / 4;
    let mut header = Vec::new();
    header.extend(sport.to_be_bytes());
    header.extend(dport.to_be_bytes());
    header.extend(seq.get().to_be_bytes());
    header.extend(ack.get().to_be_bytes());
    header.extend([(words as u8) << 4, flags.bits()]);
    header.extend(win.to_be_bytes());
    header.extend([0; 4]);
    header.extend(options);
    header
}

fn option_bytes(segment: &Segment) -> Vec<u8> {
    let mut bytes = Vec::new();
    for option in options(segment) {
        match option {
            TcpOption::Nop => bytes.push(1),
            TcpOption::Mss(mss) => {
                bytes.extend([2, 4]);
                bytes.extend(mss.to_be_bytes());
            }
            TcpOption::WindowScale(shift) => bytes.extend([3, 3, shift]),
            TcpOption::SackOk => bytes.extend([4, 2]),
            TcpOption::Sack(blocks) => {
                bytes.extend([5, 2 + 8 * blocks.len() as u8]);
                for block in blocks {
                    bytes.extend(block.start.get().to_be_bytes());
                    bytes.extend(block.end.get().to_be_bytes());
                }
            }
            TcpOption::Timestamps(Timestamps { val, ecr }) => {
                bytes.extend([8, 10]);
                bytes.extend(val.to_be_bytes());
                bytes.extend(ecr.to_be_bytes());
            }
        }
    }
    bytes
}

/// Both hosts are alone on a wire of their own.
const fn address(host: HostId) -> [u8; 4] {
    match host {
        HostId::A => [10, 9, 0, 1],
        HostId::B => [10, 9, 0, 2],
    }
}

/// The sum of RFC 1071, its carries not yet folded: no packet of 64 KB overflows it.
fn sum(bytes: &[u8]) -> u32 {
    let pairs = bytes.chunks(2).map(|pair| u32::from(pair[0]) << 8 | u32::from(*pair.get(1).unwrap_or(&0)));
    pairs.sum()
}

fn complement(mut sum: u32) -> [u8; 2] {
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    (!(sum as u16)).to_be_bytes()
}
