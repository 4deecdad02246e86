//! `z1:`: what would be too long to read anyway, packed (RFC 1951, and base64url without `=`, RFC 4648 §5).

use super::super::error::ScenarioError;
use super::text::refused;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

pub(super) const PREFIX: &str = "z1:";

/// The best that deflate does.
const LEVEL: u8 = 9;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(super) fn packed(text: &str) -> String {
    let bytes = compress_to_vec(text.as_bytes(), LEVEL);
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
    let text = decompress_to_vec_with_limit(&bytes, most)
        .map_err(|_| refused("expected what deflate packed, whole and not too much of it"))?;
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
