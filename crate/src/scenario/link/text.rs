//! What a link is written in: `key=value` between ampersands, percent-encoded where it must be.

use super::super::error::ScenarioError;

/// A key and what it is said to be, as somebody meant them: nothing is encoded any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) key: String,
    pub(super) value: String,
}

/// One piece between ampersands.
pub(super) fn item(piece: &str) -> Result<Item, ScenarioError> {
    let (key, value) = piece.split_once('=').unwrap_or((piece, ""));
    Ok(Item { key: meant(key)?, value: meant(value)? })
}

/// The text that was percent-encoded; `+` is a space.
fn meant(written: &str) -> Result<String, ScenarioError> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        bytes.push(match (byte, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, left @ ..]) => {
                rest = left;
                match (hexadecimal(*high), hexadecimal(*low)) {
                    (Some(high), Some(low)) => high << 4 | low,
                    (Some(_) | None, Some(_) | None) => {
                        return Err(refused("expected two hexadecimal digits after each `%`"));
                    }
                }
            }
            (b'%', _) => return Err(refused("expected two hexadecimal digits after each `%`")),
            (plain, _) => *plain,
        });
    }
    let text = String::from_utf8(bytes).map_err(|_| refused("expected UTF-8 behind the percent signs"))?;
    // A day's log of anything is no name; and JSON would take six characters for each of them.
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(refused("expected no control characters"));
    }
    Ok(text)
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// What is wrong with a value, whose key is known to whoever asked for it.
pub(super) fn refused(problem: &str) -> ScenarioError {
    ScenarioError::at(String::new(), problem.to_owned())
}

/// One after the other, with commas between.
pub(super) fn joined(pieces: &[String]) -> String {
    let mut text = String::new();
    for piece in pieces {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(piece);
    }
    text
}

/// A link that is being written.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) text: String,
}

impl Writer {
    pub(super) fn item(&mut self, key: &str, value: &str) {
        self.bare(&encoded(key));
        self.text.push('=');
        self.text.push_str(&encoded(value));
    }

    /// A piece that is written as it stands.
    pub(super) fn bare(&mut self, piece: &str) {
        if !self.text.is_empty() {
            self.text.push('&');
        }
        self.text.push_str(piece);
    }
}

/// As little is encoded as is safe in an address, in Markdown and in an attribute of HTML.
fn encoded(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => written.push('+'),
            b'-' | b'.' | b'_' | b'~' | b':' | b',' | b'@' | b'\'' | b'/' => written.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => written.push(char::from(byte)),
            _ => {
                written.push('%');
                written.push(char::from(DIGITS[usize::from(byte >> 4)]));
                written.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(piece: &str) -> Option<(String, String)> {
        item(piece).ok().map(|Item { key, value }| (key, value))
    }

    #[test]
    fn what_was_encoded_is_meant() {
        let pair = |key: &str, value: &str| Some((key.to_owned(), value.to_owned()));
        assert_eq!(read("rtt=20"), pair("rtt", "20"));
        assert_eq!(read("rtt"), pair("rtt", ""));
        assert_eq!(read("drop=a%3A2-"), pair("drop", "a:2-"));
        assert_eq!(read("name=a+b%2Bc%3D=d"), pair("name", "a b+c==d"));
        assert_eq!(read("name=%E6%8C%A5%e6%89%8b"), pair("name", "挥手"));
        assert_eq!(read("name=挥手"), pair("name", "挥手"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for piece in
            ["name=%", "name=%4", "name=%zz", "%=1", "name=%FF", "name=%00", "name=\u{1}", "name=%+1"]
        {
            assert_eq!(read(piece), None, "{piece}");
        }
    }

    #[test]
    fn every_text_comes_back() {
        for text in ["", "a.b_c~d:e,f@g'h/i", "& = % + # ? ! * ( ) < > \" \\ `", "第四次挥手\n\t🦀"] {
            let mut writer = Writer::default();
            writer.item(text, text);
            assert!(writer.text.is_ascii() && !writer.text.contains(' '), "{}", writer.text);
            assert_eq!(read(&writer.text), Some((text.to_owned(), text.to_owned())));
        }
    }
}
