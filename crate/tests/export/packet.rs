//! A small reader of IPv4, TCP and ICMP (RFC 791, 792, 9293, 7323, 2018), which checks every checksum that it passes.

/// What a packet carries.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Packet {
    Tcp(Tcp),
    Icmp { from: u8, to: u8, kind: u8, code: u8, quoted: Vec<u8> },
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tcp {
    /// The last byte of each address.
    pub(crate) from: u8,
    pub(crate) to: u8,
    pub(crate) sport: u16,
    pub(crate) dport: u16,
    pub(crate) seq: u32,
    pub(crate) ack: u32,
    pub(crate) flags: u8,
    pub(crate) win: u16,
    pub(crate) mss: Option<u16>,
    pub(crate) wscale: Option<u8>,
    pub(crate) sack_ok: bool,
    pub(crate) ts: Option<[u32; 2]>,
    pub(crate) sack: Vec<[u32; 2]>,
    pub(crate) payload: Vec<u8>,
}

pub(crate) fn read(bytes: &[u8]) -> Packet {
    assert_eq!(bytes[0], 0x45, "IPv4 with a header of five words");
    assert_eq!(usize::from(u16_at(bytes, 2)), bytes.len(), "the total length is the packet's");
    assert_eq!(sum(&[&bytes[..20]]), 0xffff, "the header's checksum is right");
    let (protocol, from, to, body) = (bytes[9], &bytes[12..16], &bytes[16..20], &bytes[20..]);
    if protocol == 1 {
        assert_eq!(sum(&[body]), 0xffff, "the report's checksum is right");
        return Packet::Icmp {
            from: from[3],
            to: to[3],
            kind: body[0],
            code: body[1],
            quoted: body[8..].to_vec(),
        };
    }
    assert_eq!(protocol, 6, "TCP");
    let length = (body.len() as u16).to_be_bytes();
    assert_eq!(sum(&[from, to, &[0, 6], &length, body]), 0xffff, "the segment's checksum is right");
    let header = 4 * usize::from(body[12] >> 4);
    let mut tcp = Tcp {
        from: from[3],
        to: to[3],
        sport: u16_at(body, 0),
        dport: u16_at(body, 2),
        seq: u32_at(body, 4),
        ack: u32_at(body, 8),
        flags: body[13],
        win: u16_at(body, 14),
        payload: body[header..].to_vec(),
        ..Tcp::default()
    };
    read_options(&body[20..header], &mut tcp);
    Packet::Tcp(tcp)
}

fn read_options(mut rest: &[u8], tcp: &mut Tcp) {
    while let [kind, ..] = rest {
        if *kind == 1 {
            rest = &rest[1..];
            continue;
        }
        let (option, after) = rest.split_at(usize::from(rest[1]));
        let value = &option[2..];
        match (kind, value.len()) {
            (2, 2) => tcp.mss = Some(u16_at(value, 0)),
            (3, 1) => tcp.wscale = Some(value[0]),
            (4, 0) => tcp.sack_ok = true,
            (8, 8) => tcp.ts = Some([u32_at(value, 0), u32_at(value, 4)]),
            (5, 8 | 16 | 24 | 32) => {
                tcp.sack = value.chunks(8).map(|block| [u32_at(block, 0), u32_at(block, 4)]).collect();
            }
            other => panic!("an option that no segment of ours has: {other:?}"),
        }
        rest = after;
    }
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes(bytes[at..at + 2].try_into().expect("two bytes"))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

/// RFC 1071, of all parts as one: each but the last is even.
fn sum(parts: &[&[u8]]) -> u16 {
    let mut sum = 0;
    for pair in parts.concat().chunks(2) {
        sum += u32::from(pair[0]) * 256 + u32::from(*pair.get(1).unwrap_or(&0));
    }
    while sum > 0xffff {
        sum = (sum >> 16) + (sum & 0xffff);
    }
    sum as u16
}
