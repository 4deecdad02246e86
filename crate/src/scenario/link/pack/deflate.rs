//! Packs a text as RFC 1951 says, with the code that stands in it: for a few KB another would save less than
//! it takes to describe.

use super::{DISTANCES, LENGTHS};

/// A copy is at least so long, and at most.
const SHORTEST: usize = 3;
const LONGEST: usize = 258;
/// And from no further back.
const WINDOW: usize = 32_768;
/// How many places with the same beginning are looked at.
const TRIES: usize = 256;
const BUCKETS: usize = 4096;
const NOWHERE: u32 = u32::MAX;

pub(super) fn deflated(text: &[u8]) -> Vec<u8> {
    let mut bits = Bits { bytes: Vec::new(), held: 0, count: 0 };
    // The last block, and one with the fixed code (§3.2.3).
    bits.put(1, 1);
    bits.put(1, 2);
    let mut places = Places { last: vec![NOWHERE; BUCKETS], before: vec![NOWHERE; text.len()] };
    let mut at = 0;
    while at < text.len() {
        let (length, back) = places.longest(text, at);
        places.note(text, at);
        // A copy that begins a byte later may be so much longer that it is worth a byte.
        let later = if (SHORTEST..LONGEST).contains(&length) { places.longest(text, at + 1).0 } else { 0 };
        if length < SHORTEST || later > length {
            bits.symbol(text[at].into());
            at += 1;
            continue;
        }
        bits.copy(length, back);
        (at + 1..at + length).for_each(|place| places.note(text, place));
        at += length;
    }
    bits.symbol(256);
    bits.done()
}

/// Where each beginning of three bytes was seen.
struct Places {
    /// The last place, by a hash of what stands there.
    last: Vec<u32>,
    /// For each place the one before it with the same hash.
    before: Vec<u32>,
}

impl Places {
    fn bucket(text: &[u8], at: usize) -> Option<usize> {
        let [a, b, c] = *text.get(at..at + SHORTEST)? else { return None };
        let mixed = u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9e37_79b1);
        Some((mixed >> 20) as usize)
    }

    fn note(&mut self, text: &[u8], at: usize) {
        if let Some(bucket) = Places::bucket(text, at) {
            self.before[at] = self.last[bucket];
            self.last[bucket] = at as u32;
        }
    }

    /// The longest copy that can stand at `at`, and from how far back; the nearest of several.
    fn longest(&self, text: &[u8], at: usize) -> (usize, usize) {
        let mut best = (0, 0);
        let mut place = Places::bucket(text, at).map_or(NOWHERE, |bucket| self.last[bucket]);
        for _ in 0..TRIES {
            let from = place as usize;
            if place == NOWHERE || at - from > WINDOW {
                break;
            }
            let same = text[from..].iter().zip(&text[at..]).take(LONGEST).take_while(|(a, b)| a == b).count();
            if same > best.0 {
                best = (same, at - from);
            }
            place = self.before[from];
        }
        best
    }
}

struct Bits {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    /// The least significant first.
    fn put(&mut self, value: u32, count: u32) {
        self.held |= value << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// A code, of which the most significant bit comes first (§3.1.1, §3.2.6).
    fn symbol(&mut self, symbol: u32) {
        let (code, count) = match symbol {
            0..144 => (0x30 + symbol, 8),
            144..256 => (0x190 + symbol - 144, 9),
            256..280 => (symbol - 256, 7),
            _ => (0xc0 + symbol - 280, 8),
        };
        self.put(code.reverse_bits() >> (32 - count), count);
    }

    fn copy(&mut self, length: usize, back: usize) {
        let (place, more, count) = place_in(&LENGTHS, length);
        self.symbol(257 + place);
        self.put(more, count);
        let (place, more, count) = place_in(&DISTANCES, back);
        self.put(place.reverse_bits() >> 27, 5);
        self.put(more, count);
    }

    fn done(mut self) -> Vec<u8> {
        self.put(0, 7);
        self.bytes
    }
}

/// The last row that begins at or before the number, how much more it is, and in how many bits that is said.
fn place_in(rows: &[(u16, u8)], number: usize) -> (u32, u32, u32) {
    let place = rows.partition_point(|(base, _)| usize::from(*base) <= number) - 1;
    let (base, extra) = rows[place];
    (place as u32, (number - usize::from(base)) as u32, extra.into())
}
