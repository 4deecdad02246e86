//! A TCP segment as it crosses the wire. Owns its fields and their arithmetic; refuses to know who
//! sent it or why.

use crate::seq::Seq;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The control bits that teardown knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
pub struct Flags(u8);

impl Flags {
    pub const FIN: Flags = Flags(1);
    pub const SYN: Flags = Flags(2);
    pub const RST: Flags = Flags(4);
    pub const PSH: Flags = Flags(8);
    pub const ACK: Flags = Flags(16);
    pub const NONE: Flags = Flags(0);

    const LETTERS: [(Flags, char); 5] =
        [(Flags::FIN, 'F'), (Flags::SYN, 'S'), (Flags::RST, 'R'), (Flags::PSH, 'P'), (Flags::ACK, 'A')];

    pub const fn and(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    pub const fn without(self, other: Flags) -> Flags {
        Flags(self.0 & !other.0)
    }

    /// As a header holds them (RFC 9293 §3.1).
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether every bit of `other` is set.
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any bit of `other` is set.
    pub const fn any(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// The flags named by `letters` of F S R P A, or the letter that is none of them.
    pub fn parse(letters: &str) -> Result<Flags, char> {
        letters.chars().try_fold(Flags::NONE, |sum, c| {
            let (flag, _) = Flags::LETTERS.iter().find(|(_, l)| *l == c).ok_or(c)?;
            Ok(sum.and(*flag))
        })
    }
}

impl Flags {
    /// In the order and letters of the recordings: `FA`, `A`, `RA`, `SA`.
    pub fn text(self) -> String {
        let mut letters = String::new();
        for (flag, letter) in Flags::LETTERS {
            if self.has(flag) {
                letters.push(letter);
            }
        }
        letters
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Serialize for Flags {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Flags {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let letters = String::deserialize(d)?;
        let unknown = |c| serde::de::Error::custom(format_args!("`{c}` is none of the flags F S R P A"));
        Flags::parse(&letters).map_err(unknown)
    }
}

/// RFC 7323 timestamps: the sender's clock in milliseconds, and the last one it saw of the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Timestamps {
    pub val: u32,
    pub ecr: u32,
}

/// A range of received sequence numbers, `start` ≤ n < `end`, in a SACK option (RFC 2018, RFC 2883).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SackBlock {
    pub start: Seq,
    pub end: Seq,
}

/// What a SYN says of its sender, besides timestamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SynOptions {
    pub mss: u16,
    /// Windows of later segments are shifted by this.
    pub wscale: u8,
    pub sack_ok: bool,
}

/// One TCP segment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Segment {
    pub sport: u16,
    pub dport: u16,
    pub flags: Flags,
    pub seq: Seq,
    /// Meaningful only with ACK; 0 without.
    pub ack: Seq,
    /// Bytes of payload.
    pub len: u32,
    /// The window field as it's sent, before scaling.
    pub win: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ts: Option<Timestamps>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sack: Vec<SackBlock>,
    /// Only with SYN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub syn: Option<SynOptions>,
}

impl Segment {
    /// How much sequence space it takes: payload, SYN and FIN (RFC 9293 §3.4).
    pub fn seq_len(&self) -> u32 {
        self.len + u32::from(self.flags.has(Flags::SYN)) + u32::from(self.flags.has(Flags::FIN))
    }

    /// Bytes of its header, options counted, as Linux lays them out. Not for a SYN.
    pub fn header_len(&self) -> u32 {
        let timestamps = if self.ts.is_some() { 12 } else { 0 };
        let blocks = self.sack.len() as u32;
        20 + timestamps + if blocks > 0 { 4 + 8 * blocks } else { 0 }
    }

    /// The sequence number after its last.
    pub fn end_seq(&self) -> Seq {
        self.seq + self.seq_len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_read_and_write_the_recorders_letters() {
        let fin_ack = Flags::FIN.and(Flags::ACK);
        assert_eq!(fin_ack.to_string(), "FA");
        assert_eq!(Flags::parse("FA"), Ok(fin_ack));
        assert_eq!(Flags::parse("FX"), Err('X'));
    }

    #[test]
    fn a_fin_takes_one_sequence_number() {
        let fin = Segment {
            sport: 1,
            dport: 2,
            flags: Flags::FIN.and(Flags::ACK),
            seq: Seq::new(u32::MAX),
            ack: Seq::new(1),
            len: 0,
            win: 64,
            ts: None,
            sack: vec![],
            syn: None,
        };
        assert_eq!(fin.end_seq(), Seq::new(0));
    }
}
