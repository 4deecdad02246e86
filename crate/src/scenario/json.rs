//! Reading JSON with errors for people: each names the key and what was expected there.

use super::error::ScenarioError;
use super::value::Value;
use litemap::LiteMap;

/// Something that can be read from a JSON value.
pub(super) trait FromJson: Sized {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError>;
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
            Path::Key(parent, key) => parent.text() + "." + &shortened(key),
            Path::Index(parent, i) => format!("{}[{i}]", parent.text()),
        }
    }

    /// The error for a value that isn't what was expected here.
    pub(super) fn expected(&self, what: &str, found: &Value) -> ScenarioError {
        ScenarioError::at(self.text(), format!("expected {what}, found {}", described(found)))
    }
}

/// A JSON object that is being read key by key. It remembers the first thing that is wrong, and says so
/// in the end.
pub(super) struct Object<'a> {
    map: Option<&'a LiteMap<String, Value>>,
    at: &'a Path<'a>,
    wrong: Option<ScenarioError>,
}

impl<'a> Object<'a> {
    /// An object with no other keys than `keys`.
    pub(super) fn of(value: &'a Value, at: &'a Path<'a>, keys: &[&str]) -> Self {
        let map = value.as_object();
        let wrong = match map {
            None => Some(at.expected("an object", value)),
            Some(map) => map.keys().find(|key| !keys.contains(&key.as_str())).map(|key| {
                let problem = format!("unknown key; expected one of {}", keys.join(", "));
                ScenarioError::at(Path::Key(at, key).text(), problem)
            }),
        };
        Object { map, at, wrong }
    }

    /// Reads the value of `key` into `place`, which keeps what it has where the key is missing.
    pub(super) fn read<T: FromJson>(&mut self, key: &str, place: &mut T) {
        if let Some(value) = self.find(key) {
            match T::from_json(value, &Path::Key(self.at, key)) {
                Ok(read) => *place = read,
                Err(e) => self.fail(e),
            }
        }
    }

    /// The same for a key that must be there.
    pub(super) fn require<T: FromJson>(&mut self, key: &str, place: &mut T) {
        self.expect(key);
        self.read(key, place);
    }

    fn expect(&mut self, key: &str) {
        if self.find(key).is_none() {
            self.refuse(key, "expected this key, but it is missing");
        }
    }

    fn fail(&mut self, e: ScenarioError) {
        self.wrong = Some(e);
    }

    /// Says what is wrong with the value of `key`, unless something was wrong before.
    pub(super) fn refuse(&mut self, key: &str, problem: &str) {
        self.refuse_with(ScenarioError::at(Path::Key(self.at, key).text(), problem));
    }

    /// Says that something below is wrong, unless something was wrong before.
    pub(super) fn refuse_with(&mut self, error: ScenarioError) {
        self.wrong.get_or_insert(error);
    }

    /// What was read, if nothing was wrong.
    pub(super) fn done<T>(self, read: T) -> Result<T, ScenarioError> {
        self.wrong.map_or(Ok(read), Err)
    }

    fn find(&self, key: &str) -> Option<&'a Value> {
        self.map.filter(|_| self.wrong.is_none())?.get(key)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        T::from_json(value, at).map(Some)
    }
}

/// One of a few words.
pub(super) fn word<T: Copy>(value: &Value, at: &Path<'_>, words: &[(&str, T)]) -> Result<T, ScenarioError> {
    for (word, meaning) in words {
        if value.as_str() == Some(word) {
            return Ok(*meaning);
        }
    }
    let mut list = String::new();
    for (word, _) in words {
        list.push_str(if list.is_empty() { "one of " } else { ", " });
        list.push_str(word);
    }
    Err(at.expected(&list, value))
}

/// A list of at most `most` entries.
pub(super) fn list<T>(
    value: &Value,
    at: &Path<'_>,
    most: usize,
    read: impl Fn(&Value, &Path<'_>) -> Result<T, ScenarioError>,
) -> Result<Vec<T>, ScenarioError> {
    let mut list = Vec::new();
    for (i, entry) in entries(value, at, most)?.iter().enumerate() {
        list.push(read(entry, &Path::Index(at, i))?);
    }
    Ok(list)
}

fn entries<'a>(value: &'a Value, at: &Path<'_>, most: usize) -> Result<&'a [Value], ScenarioError> {
    let entries = value.as_array().ok_or_else(|| at.expected("a list", value))?;
    if entries.len() > most {
        let problem = format!("expected at most {most} entries, found {}", entries.len());
        return Err(ScenarioError::at(at.text(), problem));
    }
    Ok(entries)
}

impl FromJson for String {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        value.as_str().map(str::to_owned).ok_or_else(|| at.expected("a text", value))
    }
}

impl FromJson for bool {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        value.as_bool().ok_or_else(|| at.expected("true or false", value))
    }
}

impl FromJson for i64 {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        value.as_i64().ok_or_else(|| at.expected("a whole number", value))
    }
}

impl FromJson for u64 {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        value.as_u64().ok_or_else(|| at.expected("a whole number from 0 on", value))
    }
}

impl FromJson for u32 {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let fits = value.as_u64().and_then(|n| u32::try_from(n).ok());
        fits.ok_or_else(|| at.expected("a whole number, 0 to 4294967295", value))
    }
}

impl FromJson for u16 {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let fits = value.as_u64().and_then(|n| u16::try_from(n).ok());
        fits.ok_or_else(|| at.expected("a whole number, 0 to 65535", value))
    }
}

/// What somebody wrote, short enough for a banner.
fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(_) => value.as_i64().map_or_else(|| "another number".to_owned(), |n| n.to_string()),
        Value::String(text) => format!("\"{}\"", shortened(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
