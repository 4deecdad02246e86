//! A small reader of pcapng (draft-ietf-opsawg-pcapng), and how what it finds compares with a run.

use super::packet::{Packet, Tcp, read};
use lastack::host::HostId;
use lastack::scenario::Run;
use lastack::sim::{Event, SegmentRecord, What};
use lastack::trace::Trace;
use lastack::trace::export::{Exported, Format, Options, export};
use lastack::trace::tools::tcpdump::T0;

struct Block<'a> {
    kind: u32,
    body: &'a [u8],
}

/// A packet as the file has it.
pub(crate) struct Caught {
    pub(crate) host: HostId,
    /// In microseconds of virtual time.
    pub(crate) at: u64,
    pub(crate) comment: String,
    /// 1 is in, 2 is out.
    pub(crate) direction: u32,
    id: Option<u64>,
    bytes: Vec<u8>,
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn blocks(mut file: &[u8]) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    while !file.is_empty() {
        let length = u32_at(file, 4) as usize;
        assert!(length.is_multiple_of(4) && length >= 12, "a block is whole words");
        assert_eq!(u32_at(file, length - 4) as usize, length, "both lengths of a block are the same");
        blocks.push(Block { kind: u32_at(file, 0), body: &file[8..length - 4] });
        file = &file[length..];
    }
    blocks
}

fn options(mut rest: &[u8]) -> Vec<(u16, &[u8])> {
    let mut options = Vec::new();
    loop {
        let [code, length] = [0, 2].map(|at| u16::from_le_bytes([rest[at], rest[at + 1]]));
        rest = &rest[4..];
        if code == 0 {
            assert!(rest.is_empty() && length == 0, "nothing comes after the end of options");
            return options;
        }
        let length = usize::from(length);
        options.push((code, &rest[..length]));
        let padded = length.next_multiple_of(4);
        assert!(rest[length..padded].iter().all(|byte| *byte == 0), "padding is zeros");
        rest = &rest[padded..];
    }
}

fn option<'a>(options: &[(u16, &'a [u8])], code: u16) -> Option<&'a [u8]> {
    options.iter().find(|(other, _)| *other == code).map(|(_, value)| *value)
}

/// What is in a capture, its frame checked.
pub(crate) fn caught(run: &Run, options_: &Options) -> Vec<Caught> {
    let Exported::Bytes(file) = export(run, Format::Pcapng, options_) else { panic!("a capture is bytes") };
    let blocks = blocks(&file);
    let [section, a, b, packets @ ..] = blocks.as_slice() else { panic!("a section and two interfaces") };
    assert_eq!((section.kind, u32_at(section.body, 0)), (0x0a0d_0d0a, 0x1a2b_3c4d));
    assert_eq!(section.body[4..16], [1, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]);
    assert!(option(&options(&section.body[16..]), 4).is_some_and(|name| name.starts_with(b"LastAck ")));
    for (interface, name) in [(a, b"a"), (b, b"b")] {
        assert_eq!((interface.kind, u32_at(interface.body, 0)), (1, 101), "packets begin with IP");
        let options = options(&interface.body[8..]);
        assert_eq!(option(&options, 2), Some(name.as_slice()));
        assert_eq!(option(&options, 9), Some([6].as_slice()), "times are microseconds");
    }
    packets.iter().map(packet).collect()
}

fn packet(block: &Block<'_>) -> Caught {
    assert_eq!(block.kind, 6, "an enhanced packet");
    let [interface, high, low, length, whole] = [0, 4, 8, 12, 16].map(|at| u32_at(block.body, at));
    assert_eq!(length, whole, "nothing is cut off");
    let end = 20 + length as usize;
    let options = options(&block.body[end.next_multiple_of(4)..]);
    let stamp = u64::from(high) << 32 | u64::from(low);
    Caught {
        host: HostId::BOTH[interface as usize],
        at: stamp - T0 * 1_000_000,
        comment: String::from_utf8(option(&options, 1).expect("it says why").to_vec()).expect("it is text"),
        direction: u32_at(option(&options, 2).expect("it says where to"), 0),
        id: option(&options, 5).map(|id| u64::from_le_bytes(id.try_into().expect("eight bytes"))),
        bytes: block.body[20..end].to_vec(),
    }
}

/// A segment as the engine has it, in the reader's terms.
pub(crate) fn as_packet(record: &SegmentRecord) -> Tcp {
    let segment = &record.segment;
    let address = |host| if host == HostId::A { 1 } else { 2 };
    let bit = |letter| 1 << "FSRPA".find(letter).expect("a flag of ours");
    Tcp {
        from: address(record.from),
        to: address(record.from.peer()),
        sport: segment.sport,
        dport: segment.dport,
        seq: segment.seq.get(),
        ack: segment.ack.get(),
        flags: segment.flags.text().chars().map(bit).sum(),
        win: segment.win,
        mss: segment.syn.map(|syn| syn.mss),
        wscale: segment.syn.map(|syn| syn.wscale),
        sack_ok: segment.syn.is_some_and(|syn| syn.sack_ok),
        ts: segment.ts.map(|ts| [ts.val, ts.ecr]),
        sack: segment.sack.iter().map(|block| [block.start.get(), block.end.get()]).collect(),
        payload: vec![0; segment.len as usize],
    }
}

/// The record that a comment names; forged ones, which all have one name, by their bytes.
pub(crate) fn named<'a>(trace: &'a Trace, caught: &Caught) -> &'a SegmentRecord {
    let by_id = caught.id.map(|id| &trace.segments[id as usize]);
    let (name, _) = caught.comment.split_once(": ").expect("it begins with a name");
    let record = by_id.or_else(|| trace.segments.iter().find(|record| record.name.to_string() == name));
    let record = record.expect("a segment has that name");
    assert_eq!(record.name.to_string(), name);
    record
}

/// Checks one packet against the run, and says whether it is a segment.
pub(crate) fn check(trace: &Trace, caught: &Caught) -> bool {
    let record = named(trace, caught);
    match read(&caught.bytes) {
        Packet::Tcp(tcp) => {
            assert_eq!(tcp, as_packet(record));
            true
        }
        Packet::Icmp { from, to, kind, code, quoted } => {
            let arrives = |event: &Event| {
                event.at.as_micros() == caught.at
                    && event.what == What::IcmpArrived { segment: record.id, icmp_type: kind, code }
            };
            assert!(trace.events.iter().any(arrives), "{}", caught.comment);
            let sender = as_packet(record);
            assert_eq!((from, to), (sender.to, sender.from));
            assert_eq!((caught.host, caught.direction), (record.from, 1));
            assert_eq!(
                quoted[20..28],
                [sender.sport.to_be_bytes(), sender.dport.to_be_bytes()]
                    .concat()
                    .into_iter()
                    .chain(sender.seq.to_be_bytes())
                    .collect::<Vec<_>>()[..]
            );
            false
        }
    }
}
