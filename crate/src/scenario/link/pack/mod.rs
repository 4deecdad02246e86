//! `z1:`: what would be too long to read anyway, packed (RFC 1951, and base64url without `=`, RFC 4648 §5).

mod deflate;
mod inflate;

use super::super::error::ScenarioError;
use super::text::refused;
use deflate::deflated;
use inflate::inflated;

pub(super) const PREFIX: &str = "z1:";

/// §3.2.5: where the lengths of each symbol from 257 on begin, and how many bits say which of them it is.
const LENGTHS: [(u16, u8); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];
/// The same for distances.
const DISTANCES: [(u16, u8); 30] = [
    (1, 0),
    (2, 0),
    (3, 0),
    (4, 0),
    (5, 1),
    (7, 1),
    (9, 2),
    (13, 2),
    (17, 3),
    (25, 3),
    (33, 4),
    (49, 4),
    (65, 5),
    (97, 5),
    (129, 6),
    (193, 6),
    (257, 7),
    (385, 7),
    (513, 8),
    (769, 8),
    (1025, 9),
    (1537, 9),
    (2049, 10),
    (3073, 10),
    (4097, 11),
    (6145, 11),
    (8193, 12),
    (12289, 12),
    (16385, 13),
    (24577, 13),
];

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(super) fn packed(text: &str) -> String {
    let bytes = deflated(text.as_bytes());
    let mut written = PREFIX.to_owned();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            written.push(char::from(DIGITS[bits >> (18 - 6 * place) & 63]));
        }
    }
    written
}

/// What stands behind the prefix, as text of at most `most` bytes.
pub(super) fn unpacked(written: &str, most: usize) -> Result<String, ScenarioError> {
    let bytes = bytes(written).ok_or_else(|| refused("expected base64url without `=`"))?;
    let text = inflated(&bytes, most)
        .ok_or_else(|| refused("expected what deflate packed, whole and not too much of it"))?;
    String::from_utf8(text).map_err(|_| refused("expected UTF-8 in what is packed"))
}

fn bytes(written: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(written.len() / 4 * 3 + 2);
    for chunk in written.as_bytes().chunks(4) {
        let mut bits = 0;
        for digit in chunk {
            bits = bits << 6 | DIGITS.iter().position(|known| known == digit)?;
        }
        bits <<= 6 * (4 - chunk.len());
        // One digit alone says less than a byte.
        let count = chunk.len().checked_sub(1).filter(|count| *count > 0)?;
        bytes.extend((0..count).map(|place| (bits >> (16 - 8 * place)) as u8));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;
    use miniz_oxide::inflate::decompress_to_vec;

    #[test]
    fn what_was_packed_comes_back() {
        for text in ["", "a", "ab", "abc", "a.close=0&b.close=eof+50ms&a.close=0&b.close=eof+50ms", "挥手"]
        {
            let written = packed(text);
            let data = written.strip_prefix(PREFIX).expect("the prefix");
            assert!(data.bytes().all(|byte| DIGITS.contains(&byte)), "{written}");
            assert_eq!(unpacked(data, 1000).as_deref(), Ok(text));
        }
    }

    #[test]
    fn others_read_what_we_pack_and_we_what_they_do() {
        let mut noise = 1_u32;
        let mut random = |most: u32| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 8) % most
        };
        for size in [0, 1, 2, 3, 4, 257, 258, 259, 300, 5_000, 40_000] {
            // Of few letters, and of all bytes there are.
            for letters in [1, 3, 40, 256] {
                let text: Vec<u8> = (0..size).map(|_| random(letters) as u8).collect();
                assert_eq!(decompress_to_vec(&deflated(&text)).expect("it is deflate"), text);
                assert_eq!(inflated(&deflated(&text), size).as_ref(), Some(&text));
                for level in [0, 1, 6, 9] {
                    assert_eq!(inflated(&compress_to_vec(&text, level), size).as_ref(), Some(&text));
                }
            }
        }
    }

    #[test]
    fn noise_is_unpacked_without_harm() {
        let mut noise = 7_u32;
        for _ in 0..20_000 {
            let bytes: Vec<u8> = (0..noise >> 25)
                .map(|_| {
                    noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (noise >> 24) as u8
                })
                .collect();
            noise = noise.wrapping_add(0x9e37_79b9);
            assert!(inflated(&bytes, 500).is_none_or(|text| text.len() <= 500));
        }
    }

    #[test]
    fn what_is_no_pack_is_refused() {
        let whole = packed(&"b.close=eof+50ms&".repeat(40));
        let data = whole.strip_prefix(PREFIX).expect("the prefix");
        let half = &data[..data.len() / 2];
        for written in ["", "A", "!!!!", "AAAA=", "____", half] {
            assert!(unpacked(written, 1000).is_err(), "{written}");
        }
        assert!(unpacked(data, 680).is_ok());
        assert!(unpacked(data, 679).is_err(), "a small text may be packed of a huge one");
    }
}
