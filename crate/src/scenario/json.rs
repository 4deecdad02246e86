//! Reading JSON with errors for people: each names the key and what was expected there.

use super::error::ScenarioError;
use super::value::Value;
use crate::words::{clipped, listed, number, said};
use litemap::LiteMap;

/// Nothing, or what is wrong and where.
pub(super) type Read = Result<(), ScenarioError>;

/// Something that a JSON value is read into. In place, and without a type parameter in what calls it: in the
/// wasm, the code that looks for a key and says what is wrong with it is there once, not once for each type.
pub(super) trait FromJson {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read;
}

/// Where a value stands, e.g. `script[2].at_ms`; written out only when something is wrong.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    pub(super) fn text(&self) -> String {
        match self {
            Path::Root => String::new(),
            Path::Key(Path::Root, key) => shortened(key),
            Path::Key(parent, key) => said(&[&parent.text(), ".", &shortened(key)]),
            Path::Index(parent, i) => said(&[&parent.text(), "[", &number(*i as i64), "]"]),
        }
    }

    /// The error for a value that isn't what was expected here.
    pub(super) fn expected(&self, what: &str, found: &Value) -> ScenarioError {
        self.refused(&["expected ", what, ", found ", &described(found)])
    }

    /// The error that says so of what stands here.
    pub(super) fn refused(&self, problem: &[&str]) -> ScenarioError {
        ScenarioError::at(self.text(), said(problem))
    }
}

/// A JSON object that is being read key by key. It remembers which keys it was asked for, and the first thing
/// that is wrong; both are said in the end.
pub(super) struct Object<'a> {
    map: Option<&'a LiteMap<String, Value>>,
    at: &'a Path<'a>,
    keys: Vec<&'static str>,
    wrong: Option<ScenarioError>,
}

impl<'a> Object<'a> {
    pub(super) fn of(value: &'a Value, at: &'a Path<'a>) -> Self {
        let map = value.as_object();
        let wrong = if map.is_none() { Some(at.expected("an object", value)) } else { None };
        Object { map, at, keys: Vec::new(), wrong }
    }

    /// Reads the value of `key` into `place`, which keeps what it has where the key is missing. Says whether
    /// it is there.
    pub(super) fn read(&mut self, key: &'static str, place: &mut dyn FromJson) -> bool {
        self.allow(key);
        let Some(value) = self.map.filter(|_| self.wrong.is_none()).and_then(|map| map.get(key)) else {
            return false;
        };
        self.wrong = place.read_json(value, &Path::Key(self.at, key)).err();
        true
    }

    /// The same for a key that must be there.
    pub(super) fn require(&mut self, key: &'static str, place: &mut dyn FromJson) {
        if !self.read(key, place) {
            self.refuse(key, &["expected this key, but it is missing"]);
        }
    }

    /// `key` is no error, whoever reads it.
    pub(super) fn allow(&mut self, key: &'static str) {
        if !self.keys.contains(&key) {
            self.keys.push(key);
        }
    }

    /// Whether `key` is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.map.is_some_and(|map| map.get(key).is_some())
    }

    /// Says what is wrong with the value of `key`, unless something was wrong before.
    pub(super) fn refuse(&mut self, key: &str, problem: &[&str]) {
        if self.wrong.is_none() {
            self.wrong = Some(Path::Key(self.at, key).refused(problem));
        }
    }

    /// Says that something below is wrong, unless something was wrong before.
    pub(super) fn refuse_with(&mut self, error: ScenarioError) {
        self.wrong.get_or_insert(error);
    }

    /// Whether all was right: before anything else, that no key was there that nobody asked for.
    pub(super) fn done(self) -> Read {
        let Object { map, at, keys, wrong } = self;
        if let Some(map) = map {
            for found in map.keys() {
                if !keys.contains(&found.as_str()) {
                    let problem = ["unknown key; expected one of ", &listed(&keys)];
                    return Err(Path::Key(at, found).refused(&problem));
                }
            }
        }
        wrong.map_or(Ok(()), Err)
    }
}

impl<T: FromJson + Default> FromJson for Option<T> {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        self.get_or_insert_default().read_json(value, at)
    }
}

/// One of a few words, by its place among them: `nth` gives the word of each place.
pub(super) fn word(
    value: &Value,
    at: &Path<'_>,
    nth: &dyn Fn(usize) -> Option<&'static str>,
) -> Result<usize, ScenarioError> {
    let mut words = Vec::new();
    while let Some(word) = nth(words.len()) {
        if value.as_str() == Some(word) {
            return Ok(words.len());
        }
        words.push(word);
    }
    Err(at.expected(&said(&["one of ", &listed(&words)]), value))
}

/// A list of at most `most` entries, each of which `read` takes.
pub(super) fn list(
    value: &Value,
    at: &Path<'_>,
    most: usize,
    read: &mut dyn FnMut(&Value, &Path<'_>) -> Read,
) -> Read {
    let entries = value.as_array().ok_or_else(|| at.expected("a list", value))?;
    if entries.len() > most {
        let (most, found) = (number(most as i64), number(entries.len() as i64));
        return Err(at.refused(&["expected at most ", &most, " entries, found ", &found]));
    }
    for (i, entry) in entries.iter().enumerate() {
        read(entry, &Path::Index(at, i))?;
    }
    Ok(())
}

impl FromJson for String {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        *self = value.as_str().ok_or_else(|| at.expected("a text", value))?.to_owned();
        Ok(())
    }
}

impl FromJson for bool {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        *self = value.as_bool().ok_or_else(|| at.expected("true or false", value))?;
        Ok(())
    }
}

/// A whole number from `least` to `most`, which `what` says.
fn whole(value: &Value, at: &Path<'_>, least: i64, most: i64, what: &str) -> Result<i64, ScenarioError> {
    let fits = value.as_i64().filter(|n| (least..=most).contains(n));
    fits.ok_or_else(|| at.expected(what, value))
}

macro_rules! whole_numbers {
    ($($number:ident: $least:expr, $most:expr, $what:literal;)+) => {$(
        impl FromJson for $number {
            fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
                *self = whole(value, at, $least, $most, $what)? as $number;
                Ok(())
            }
        }
    )+};
}

whole_numbers! {
    u8: 0, 0xff, "a whole number, 0 to 255";
    u16: 0, 0xffff, "a whole number, 0 to 65535";
    u32: 0, 0xffff_ffff, "a whole number, 0 to 4294967295";
    u64: 0, i64::MAX, "a whole number from 0 on";
    i32: -0x8000_0000, 0x7fff_ffff, "a whole number, -2147483648 to 2147483647";
    i64: i64::MIN, i64::MAX, "a whole number";
}

/// What somebody wrote, short enough for a banner.
fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => if *flag { "true" } else { "false" }.to_owned(),
        Value::Number(_) => value.as_i64().map_or_else(|| "another number".to_owned(), number),
        Value::String(text) => said(&["\"", &shortened(text), "\""]),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let mut short = clipped(text, MOST);
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
