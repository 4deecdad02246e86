//! Reading JSON with errors for people: each names the key and what was expected there.

use super::error::ScenarioError;
use serde_json::{Map, Value};

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

/// A JSON object, and the only keys that it may have.
pub(super) struct Object<'a> {
    map: &'a Map<String, Value>,
    at: &'a Path<'a>,
}

impl<'a> Object<'a> {
    pub(super) fn of(value: &'a Value, at: &'a Path<'a>, keys: &[&str]) -> Result<Self, ScenarioError> {
        let map = value.as_object().ok_or_else(|| at.expected("an object", value))?;
        match map.keys().find(|key| !keys.contains(&key.as_str())) {
            None => Ok(Object { map, at }),
            Some(key) => {
                let field = Path::Key(at, key).text();
                Err(ScenarioError::at(field, format!("unknown key; expected one of {}", keys.join(", "))))
            }
        }
    }

    /// Reads the value of `key` into `place`, which keeps what it has where the key is missing.
    pub(super) fn read<T: FromJson>(&self, key: &str, place: &mut T) -> Result<(), ScenarioError> {
        if let Some(value) = self.map.get(key) {
            *place = T::from_json(value, &Path::Key(self.at, key))?;
        }
        Ok(())
    }

    /// The same for a key that must be there.
    pub(super) fn require<T: FromJson>(&self, key: &str) -> Result<T, ScenarioError> {
        match self.map.get(key) {
            Some(value) => T::from_json(value, &Path::Key(self.at, key)),
            None => Err(self.wrong(key, "expected this key, but it is missing")),
        }
    }

    /// What is wrong with the value of `key`.
    pub(super) fn wrong(&self, key: &str, problem: &str) -> ScenarioError {
        ScenarioError::at(Path::Key(self.at, key).text(), problem)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        T::from_json(value, at).map(Some)
    }
}

/// One of a few words.
pub(super) fn word<T: Copy>(value: &Value, at: &Path<'_>, words: &[(&str, T)]) -> Result<T, ScenarioError> {
    let found = value.as_str().and_then(|text| words.iter().find(|(word, _)| *word == text));
    found.map(|(_, meaning)| *meaning).ok_or_else(|| {
        let list: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        at.expected(&format!("one of {}", list.join(", ")), value)
    })
}

/// A list of at most `most` entries.
pub(super) fn list<T>(
    value: &Value,
    at: &Path<'_>,
    most: usize,
    read: impl Fn(&Value, &Path<'_>) -> Result<T, ScenarioError>,
) -> Result<Vec<T>, ScenarioError> {
    let entries = value.as_array().ok_or_else(|| at.expected("a list", value))?;
    if entries.len() > most {
        let problem = format!("expected at most {most} entries, found {}", entries.len());
        return Err(ScenarioError::at(at.text(), problem));
    }
    let mut list = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        list.push(read(entry, &Path::Index(at, i))?);
    }
    Ok(list)
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
        Value::Number(number) => {
            number.as_i64().map_or_else(|| "another number".to_owned(), |n| n.to_string())
        }
        Value::String(text) => format!("\"{}\"", shortened(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
