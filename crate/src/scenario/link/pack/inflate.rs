//! Unpacks what deflate packed (RFC 1951), whoever did: all three kinds of blocks.

/// The text's bytes; nothing where they are no such thing, or more than `most`.
pub(super) fn inflated(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut bits = Bits { bytes: packed, held: 0, count: 0 };
    let mut out = Vec::new();
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => stored(&mut bits, &mut out, most)?,
            1 => {
                let literals = Code::of(&fixed_lengths());
                block(&mut bits, &literals, &Code::of(&[5; 30]), &mut out, most)?;
            }
            2 => {
                let (literals, distances) = described(&mut bits)?;
                block(&mut bits, &literals, &distances, &mut out, most)?;
            }
            _ => return None,
        }
        if last {
            // Nothing stands behind the last block but what fills its byte.
            return bits.bytes.is_empty().then_some(out);
        }
    }
}

/// §3.1.1: bits are packed starting with the least significant.
struct Bits<'a> {
    bytes: &'a [u8],
    held: u32,
    count: u32,
}

impl Bits<'_> {
    fn take(&mut self, count: u32) -> Option<usize> {
        while self.count < count {
            let (byte, rest) = self.bytes.split_first()?;
            self.held |= u32::from(*byte) << self.count;
            self.count += 8;
            self.bytes = rest;
        }
        let taken = self.held & ((1 << count) - 1);
        self.held >>= count;
        self.count -= count;
        Some(taken as usize)
    }
}

/// §3.2.2: a code is its lengths. Codes of one length follow each other, so how many there are of each says
/// where they begin.
struct Code {
    /// How many symbols have a code of so many bits.
    counts: [u16; 16],
    /// The symbols, shortest codes first.
    symbols: Vec<u16>,
}

impl Code {
    fn of(lengths: &[u8]) -> Code {
        let mut counts = [0; 16];
        let mut symbols = Vec::with_capacity(lengths.len());
        for (bits, count) in counts.iter_mut().enumerate().skip(1) {
            for (symbol, length) in lengths.iter().enumerate() {
                if usize::from(*length) == bits {
                    *count += 1;
                    symbols.push(symbol as u16);
                }
            }
        }
        Code { counts, symbols }
    }

    fn read(&self, bits: &mut Bits<'_>) -> Option<usize> {
        let (mut code, mut first, mut index) = (0, 0, 0);
        for count in &self.counts[1..] {
            let count = usize::from(*count);
            code |= bits.take(1)?;
            if code < first + count {
                return self.symbols.get(index + code - first).map(|symbol| usize::from(*symbol));
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        None
    }
}

/// §3.2.4.
fn stored(bits: &mut Bits<'_>, out: &mut Vec<u8>, most: usize) -> Option<()> {
    (bits.held, bits.count) = (0, 0);
    let (length, complement) = (bits.take(16)?, bits.take(16)?);
    let (bytes, rest) = bits.bytes.split_at_checked(length)?;
    if length != complement ^ 0xffff || out.len() + length > most {
        return None;
    }
    out.extend_from_slice(bytes);
    bits.bytes = rest;
    Some(())
}

/// §3.2.5.
fn block(
    bits: &mut Bits<'_>,
    literals: &Code,
    distances: &Code,
    out: &mut Vec<u8>,
    most: usize,
) -> Option<()> {
    loop {
        let symbol = literals.read(bits)?;
        let length = match symbol {
            256 => return Some(()),
            257.. => {
                let (base, extra) = *super::LENGTHS.get(symbol - 257)?;
                usize::from(base) + bits.take(extra.into())?
            }
            literal => {
                out.push(literal as u8);
                0
            }
        };
        if length > 0 {
            let (base, extra) = *super::DISTANCES.get(distances.read(bits)?)?;
            let from = out.len().checked_sub(usize::from(base) + bits.take(extra.into())?)?;
            // What is copied may reach into what the copy makes.
            for place in from..from + length {
                let byte = *out.get(place)?;
                out.push(byte);
            }
        }
        if out.len() > most {
            return None;
        }
    }
}

/// §3.2.6.
fn fixed_lengths() -> [u8; 288] {
    let mut lengths = [8; 288];
    lengths[144..256].fill(9);
    lengths[256..280].fill(7);
    lengths
}

/// §3.2.7: the codes of a block that says what they are.
fn described(bits: &mut Bits<'_>) -> Option<(Code, Code)> {
    const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    let (literals, distances) = (bits.take(5)? + 257, bits.take(5)? + 1);
    let given = bits.take(4)? + 4;
    let mut lengths = [0; 19];
    for place in &ORDER[..given] {
        lengths[*place] = bits.take(3)? as u8;
    }
    let code = Code::of(&lengths);
    let mut lengths: Vec<u8> = Vec::with_capacity(320);
    while lengths.len() < literals + distances {
        let (value, times) = match code.read(bits)? {
            16 => (*lengths.last()?, 3 + bits.take(2)?),
            17 => (0, 3 + bits.take(3)?),
            18 => (0, 11 + bits.take(7)?),
            length => (length as u8, 1),
        };
        lengths.extend(std::iter::repeat_n(value, times));
    }
    let (literals, distances) = lengths.get(..literals + distances)?.split_at(literals);
    Some((Code::of(literals), Code::of(distances)))
}
