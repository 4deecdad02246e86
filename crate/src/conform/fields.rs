//! How the values of a recording are read that are no plain numbers or texts, each with the words for what was expected.

use super::recording::Fate;
use super::when::Time;
use crate::host::HostId;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A header has no room for more blocks, and no rule makes more copies of a segment than a few.
const MOST_BLOCKS: usize = 4;
const MOST_COPIES: usize = 16;

/// Objects, and nothing else: what is read here would take a list of the values in their order as well, but who draws
/// a recording asks for keys.
pub(super) fn rows<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Vec<T>, D::Error> {
    let rows: Vec<Row<T>> = Vec::deserialize(d)?;
    Ok(rows.into_iter().map(|Row(row)| row).collect())
}

struct Row<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Row<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Row<T>, D::Error> {
        d.deserialize_map(RowVisitor(PhantomData)).map(Row)
    }
}

struct RowVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for RowVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

/// What is before the initial number is written below 0, or as far around the circle.
pub(super) fn wrapped<'de, D: Deserializer<'de>>(d: D) -> Result<u32, D::Error> {
    Ok(i64::deserialize(d)? as u32)
}

pub(super) fn blocks<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<[u32; 2]>, D::Error> {
    let blocks: Vec<[i64; 2]> = few(d, MOST_BLOCKS)?;
    Ok(blocks.into_iter().map(|block| block.map(|number| number as u32)).collect())
}

pub(super) fn arrivals<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Time>, D::Error> {
    few(d, MOST_COPIES)
}

fn few<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D, most: usize) -> Result<Vec<T>, D::Error> {
    let list: Vec<T> = Vec::deserialize(d)?;
    let found = list.len();
    if found > most {
        return Err(D::Error::custom(format_args!("expected at most {most} entries, found {found}")));
    }
    Ok(list)
}

pub(super) fn host<'de, D: Deserializer<'de>>(d: D) -> Result<HostId, D::Error> {
    word(d, &HostId::BOTH.map(|host| (host.name(), host)))
}

pub(super) fn fate<'de, D: Deserializer<'de>>(d: D) -> Result<Fate, D::Error> {
    let fates = [("delivered", Fate::Delivered), ("dropped", Fate::Dropped), ("injected", Fate::Injected)];
    word(d, &fates)
}

/// One of a few words, each with what it means.
fn word<'de, D: Deserializer<'de>, T: Copy>(d: D, words: &[(&str, T)]) -> Result<T, D::Error> {
    let found = String::deserialize(d)?;
    let meant = words.iter().find(|(word, _)| *word == found).map(|(_, meant)| *meant);
    meant.ok_or_else(|| {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        D::Error::custom(format_args!("expected one of {}, found `{found}`", words.join(", ")))
    })
}
