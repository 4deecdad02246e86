//! JSON text of any value of ours.
//!
//! The same text as serde_json's and as `JSON.stringify`'s, by a writer that cannot fail: an error that can
//! happen is looked for after each field of each type, which in the wasm doubles what it takes to write them.

mod begun;

use self::begun::{List, Object, VariantList, VariantObject};
use serde::{Serialize, ser};
use std::fmt;

/// `value` as JSON.
pub fn text<T: Serialize + ?Sized>(value: &T) -> String {
    written(value, Letters::Any)
}

/// The same value as JSON in ASCII, of which a browser makes a string in a quarter of the time.
pub fn ascii<T: Serialize + ?Sized>(value: &T) -> String {
    written(value, Letters::Ascii)
}

fn written<T: Serialize + ?Sized>(value: &T, letters: Letters) -> String {
    let mut writer = Writer { text: Vec::new(), letters };
    match value.serialize(&mut writer) {
        Ok(()) => writer.done(),
        Err(never) => match never {},
    }
}

/// Which stand in the text as they are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Any,
    Ascii,
}

struct Writer {
    /// UTF-8.
    text: Vec<u8>,
    letters: Letters,
}

/// No value of this type exists.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        unreachable!("nothing of ours refuses to be written")
    }
}

type Written = Result<(), Never>;

impl Writer {
    fn done(self) -> String {
        String::from_utf8(self.text).unwrap_or_else(|_| unreachable!("text and ASCII make text"))
    }

    fn raw(&mut self, text: &str) -> Written {
        self.text.extend_from_slice(text.as_bytes());
        Ok(())
    }

    /// A comma, unless the list or object was just opened: no value ends with an opening bracket.
    fn next(&mut self) {
        if !matches!(self.text.last(), Some(b'[' | b'{')) {
            self.text.push(b',');
        }
    }

    fn string(&mut self, text: &str) -> Written {
        self.text.push(b'"');
        let mut rest = text.as_bytes();
        while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\0'..b' ' | b'"' | b'\\')) {
            self.text.extend_from_slice(&rest[..at]);
            self.escape(rest[at]);
            rest = &rest[at + 1..];
        }
        self.text.extend_from_slice(rest);
        self.raw("\"")
    }

    fn escape(&mut self, byte: u8) {
        let escaped = match byte {
            b'"' | b'\\' => byte,
            8 => b'b',
            12 => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => return self.unit(byte.into()),
        };
        self.text.extend_from_slice(&[b'\\', escaped]);
    }

    /// One of UTF-16, by its number.
    fn unit(&mut self, unit: u16) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        self.text.extend_from_slice(b"\\u");
        for shift in [12, 8, 4, 0] {
            self.text.push(HEX[usize::from(unit >> shift & 15)]);
        }
    }

    fn number(&mut self, value: u64) {
        if value > 9 {
            self.number(value / 10);
        }
        self.text.push(b'0' + (value % 10) as u8);
    }

    /// The name of a field or a variant, which nothing has to be escaped in.
    fn key(&mut self, key: &str) -> Written {
        self.text.push(b'"');
        self.text.extend_from_slice(key.as_bytes());
        self.raw("\":")
    }

    fn entry<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.next();
        value.serialize(self)
    }

    fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Written {
        self.next();
        self.key(key)?;
        value.serialize(self)
    }

    fn open_variant(&mut self, variant: &str, with: &str) -> Written {
        self.raw("{")?;
        self.key(variant)?;
        self.raw(with)
    }
}

impl<'a> ser::Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = List<'a>;
    type SerializeTuple = List<'a>;
    type SerializeTupleStruct = List<'a>;
    type SerializeTupleVariant = VariantList<'a>;
    type SerializeMap = Object<'a>;
    type SerializeStruct = Object<'a>;
    type SerializeStructVariant = VariantObject<'a>;

    fn serialize_bool(self, value: bool) -> Written {
        self.raw(if value { "true" } else { "false" })
    }

    fn serialize_i8(self, value: i8) -> Written {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i16(self, value: i16) -> Written {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i32(self, value: i32) -> Written {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i64(self, value: i64) -> Written {
        if value < 0 {
            self.text.push(b'-');
        }
        self.serialize_u64(value.unsigned_abs())
    }

    fn serialize_u8(self, value: u8) -> Written {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u16(self, value: u16) -> Written {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u32(self, value: u32) -> Written {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u64(self, value: u64) -> Written {
        self.number(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Written {
        self.serialize_f64(f64::from(value))
    }

    /// Every fraction of ours is of milliseconds, down to the microsecond: three digits say it all, and
    /// need no tables.
    fn serialize_f64(self, value: f64) -> Written {
        let thousandths = (value * 1000.0).round() as u64;
        debug_assert!(thousandths as f64 / 1000.0 == value, "{value} has more than three digits");
        self.number(thousandths / 1000);
        self.text.push(b'.');
        let (mut rest, mut unit) = (thousandths % 1000, 100);
        loop {
            self.number(rest / unit);
            rest %= unit;
            unit /= 10;
            if rest == 0 {
                return Ok(());
            }
        }
    }

    fn serialize_char(self, value: char) -> Written {
        self.string(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written {
        if self.letters == Letters::Any || value.is_ascii() {
            return self.string(value);
        }
        self.text.push(b'"');
        for unit in value.encode_utf16() {
            self.unit(unit);
        }
        self.raw("\"")
    }

    fn serialize_bytes(self, value: &[u8]) -> Written {
        value.serialize(self)
    }

    fn serialize_none(self) -> Written {
        self.raw("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.raw("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.raw("null")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.string(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        self.raw("{")?;
        self.member(variant, value)?;
        self.raw("}")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, Never> {
        self.raw("[")?;
        Ok(List(self))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'a>, Never> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'a>, Never> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<VariantList<'a>, Never> {
        self.open_variant(variant, "[")?;
        Ok(VariantList(self))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object<'a>, Never> {
        self.raw("{")?;
        Ok(Object(self))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<'a>, Never> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<VariantObject<'a>, Never> {
        self.open_variant(variant, "{")?;
        Ok(VariantObject(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Plain,
        Of(u8),
        Pair(i64, bool),
        With { key: Option<char>, nothing: () },
    }

    #[derive(Serialize)]
    struct All<'a> {
        empty: [u8; 0],
        none: Option<u8>,
        kinds: Vec<Kind>,
        nested: Vec<Vec<&'a str>>,
        bytes: &'a [u8],
        number: i64,
        map: BTreeMap<&'a str, f64>,
    }

    #[test]
    fn it_is_the_text_that_serde_json_writes() {
        let kinds = vec![
            Kind::Plain,
            Kind::Of(7),
            Kind::Pair(-1, true),
            Kind::With { key: Some('"'), nothing: () },
            Kind::With { key: None, nothing: () },
        ];
        let all = All {
            empty: [],
            none: None,
            kinds,
            nested: vec![vec![], vec!["", "{", "[", "}"], vec![]],
            bytes: &[0, 255],
            number: i64::MIN,
            map: [("", 0.0), ("{", 0.25), ("[", 86_400_000.0), ("x", 3.27), ("y", 86_399_999.999)].into(),
        };
        assert_eq!(text(&all), serde_json::to_string(&all).expect("it is JSON"));
    }

    #[test]
    fn every_character_is_written_as_serde_json_writes_it() {
        let every: String = ('\0'..='\u{2fff}').chain(['\u{fffd}', '\u{1f510}']).collect();
        assert_eq!(text(&every), serde_json::to_string(&every).expect("a text is JSON"));
    }

    #[test]
    fn in_ascii_it_is_the_same_text() {
        let every: String = ('\0'..='\u{2fff}').chain(['\u{fffd}', '\u{1f510}']).collect();
        for said in [every.as_str(), "FIN", "\"\n\\", "再见", "🔐"] {
            let text = ascii(&vec![said, said]);
            assert!(text.is_ascii(), "{text}");
            let back: Vec<String> = serde_json::from_str(&text).expect("it is JSON");
            assert_eq!(back, [said, said]);
        }
    }

    #[test]
    fn every_microsecond_is_written_as_serde_json_writes_it() {
        for us in (0..100_000_u64).chain(86_399_900_000..=86_400_000_000) {
            let ms = us as f64 / 1000.0;
            assert_eq!(text(&ms), serde_json::to_string(&ms).expect("a number is JSON"));
        }
    }
}
