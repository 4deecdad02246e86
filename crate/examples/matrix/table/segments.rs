//! Columns of the matrix: every forged segment, by its flags, its place, what it acknowledges and carries.

use super::situations::{Numbers, Situation};
use lastack::segment::Flags;
use serde_json::{Value, json};
use std::fmt;

/// A segment as a reader thinks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Forgery {
    pub(crate) flags: Flags,
    pub(crate) place: Place,
    pub(crate) acks: Acks,
    pub(crate) len: i64,
    /// Offers a window of 0.
    pub(crate) closes_window: bool,
}

/// Where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Far below rcv_nxt.
    Old,
    /// At rcv_nxt − 1: a keepalive probe, or the peer's FIN again.
    Before,
    /// At rcv_nxt, or where no number is expected.
    Exact,
    /// In the window, behind a gap.
    Within,
    /// Begins in the window or at its edge, and ends beyond it or there.
    Across,
    /// Beyond the window.
    Beyond,
}

/// What its ACK says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Acks {
    /// snd_una: nothing new.
    Una,
    /// snd_nxt: all that was sent, a FIN included.
    All,
    /// Just below snd_una.
    Old,
    /// Further below snd_una than any window was wide.
    TooOld,
    /// Beyond snd_nxt.
    TooNew,
}

const F: Flags = Flags::FIN;
const S: Flags = Flags::SYN;
const R: Flags = Flags::RST;
const A: Flags = Flags::ACK;

/// Bytes that a segment with payload carries.
const LEN: i64 = 100;

impl Forgery {
    /// All that are tried in `situation`.
    pub(crate) fn all(situation: Situation) -> Vec<Forgery> {
        let numbers = situation.numbers();
        let mut all = Vec::new();
        let mut add = |flags, place, acks, len| {
            all.push(Forgery { flags, place, acks, len, closes_window: false });
        };
        let places = [Place::Exact, Place::Before, Place::Within, Place::Beyond, Place::Old];
        let known = if numbers.rcv_nxt.is_some() { &places[..] } else { &places[..1] };
        for flags in sixteen() {
            for place in known {
                add(flags, *place, Acks::Una, 0);
            }
        }
        for flags in [A, F.and(A), F, Flags::NONE, S, R, R.and(A), S.and(A)] {
            add(flags, Place::Exact, Acks::Una, LEN);
        }
        if numbers.rcv_nxt.is_some() {
            for flags in [A, F.and(A), Flags::NONE] {
                add(flags, Place::Before, Acks::Una, 1);
                add(flags, Place::Before, Acks::Una, LEN + 1);
                for place in [Place::Within, Place::Across, Place::Beyond, Place::Old] {
                    add(flags, place, Acks::Una, if place == Place::Across { 10 * LEN } else { LEN });
                }
            }
            for flags in [A, R, F.and(A)] {
                add(flags, Place::Across, Acks::Una, 0);
            }
        }
        for acks in [Acks::All, Acks::Old, Acks::TooOld, Acks::TooNew] {
            if acks == Acks::All && numbers.snd_una == numbers.snd_nxt {
                continue;
            }
            for flags in [A, F.and(A), S.and(A), R.and(A), S.and(F).and(A)] {
                add(flags, Place::Exact, acks, 0);
            }
            for flags in [A, F.and(A)] {
                add(flags, Place::Exact, acks, LEN);
            }
        }
        all.push(Forgery { flags: A, place: Place::Exact, acks: Acks::Una, len: 0, closes_window: true });
        all
    }

    /// Its numbers, relative to the initial ones.
    pub(crate) fn numbers(self, numbers: Numbers) -> (i64, i64) {
        let Numbers { snd_una, snd_nxt, rcv_nxt, rcv_wnd } = numbers;
        let from = match self.place {
            Place::Old => -100_000,
            Place::Before => -1,
            Place::Exact => 0,
            Place::Within => 1_000,
            // At the right edge, or payload of which half lies beyond it.
            Place::Across => rcv_wnd - self.len / 2,
            Place::Beyond => 1_000_000,
        };
        let ack = match self.acks {
            _ if !self.flags.has(A) => 0,
            Acks::Una => snd_una,
            Acks::All => snd_nxt,
            Acks::Old => snd_una - 1,
            Acks::TooOld => snd_una - 3_000_000,
            Acks::TooNew => snd_nxt + 1_000,
        };
        (rcv_nxt.unwrap_or(1) + from, ack)
    }

    /// The step that hands it to the situation's host.
    pub(crate) fn step(self, situation: Situation, at_ms: u64) -> Value {
        let (seq, ack) = self.numbers(situation.numbers());
        let mut step = json!({
            "at_ms": at_ms, "host": situation.host(), "do": "inject",
            "flags": self.flags, "seq": seq, "ack": ack, "len": self.len,
        });
        if self.closes_window {
            step["win"] = json!(0);
        }
        step
    }
}

/// Every combination of FIN, SYN, RST and ACK. PSH changes nothing that a state depends on.
fn sixteen() -> impl Iterator<Item = Flags> {
    let bit = |n: u32, i: u32, flag: Flags| if n >> i & 1 == 1 { flag } else { Flags::NONE };
    (0..16).map(move |n| [A, F, S, R].into_iter().zip(0..).fold(Flags::NONE, |f, (g, i)| f.and(bit(n, i, g))))
}

impl fmt::Display for Forgery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Forgery { flags, place, acks, len, closes_window } = *self;
        if flags == Flags::NONE {
            write!(f, "none")?
        } else {
            write!(f, "{flags}")?
        }
        match (place, len) {
            (_, 0) => {}
            (Place::Before, 2..) => write!(f, "+overlap")?,
            (_, _) => write!(f, "+data")?,
        }
        let place = match place {
            Place::Old => "old",
            Place::Before => "before",
            Place::Exact => "exact",
            Place::Within => "within",
            Place::Across if len == 0 => "at-edge",
            Place::Across => "across",
            Place::Beyond => "beyond",
        };
        write!(f, " {place}")?;
        match acks {
            Acks::Una => {}
            Acks::All => write!(f, " ack=all")?,
            Acks::Old => write!(f, " ack=old")?,
            Acks::TooOld => write!(f, " ack=too-old")?,
            Acks::TooNew => write!(f, " ack=too-new")?,
        }
        if closes_window { write!(f, " win=0") } else { Ok(()) }
    }
}
