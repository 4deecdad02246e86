//! What a link says as the JSON that a scenario's readers take: they say what is wrong with it, as they do of
//! a file.

use super::super::value::Value;
use crate::words::number;
use litemap::LiteMap;

/// A whole number where it is one, else the text itself, of which a reader of numbers says that it is none.
pub(super) fn number_or_text(text: &str) -> Value {
    whole(text).map_or_else(|| Value::String(text.to_owned()), |n| Value::Number(n as f64))
}

/// A whole number that a double holds, written as we would: `007` and `+7` are none, and `-0` neither.
pub(super) fn whole(text: &str) -> Option<i64> {
    const LAST: u64 = 9_007_199_254_740_991;
    let whole: i64 = text.parse().ok()?;
    (whole.unsigned_abs() <= LAST && number(whole) == text).then_some(whole)
}

pub(super) fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// An object; of a key that is there twice, the last.
pub(super) fn object(entries: Vec<(&str, Value)>) -> Value {
    let mut map = LiteMap::new();
    for (key, value) in entries {
        map.insert(key.to_owned(), value);
    }
    Value::Object(map)
}
