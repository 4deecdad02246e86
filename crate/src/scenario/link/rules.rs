//! Rules of the link, and single segments by their names: `drop=a:2-`, `delay=b,has:F,by:300ms`, `lose=a:2,b:3-5`.

use super::super::error::ScenarioError;
use super::super::format::{Action, RuleLine};
use super::super::json::{FromJson, Path};
use super::super::value::Value;
use super::moment;
use super::settings::yes_or_no;
use super::sysctls::host_name;
use super::text::{Writer, joined, refused};
use super::values::{number_or_text, object, text};
use crate::host::HostId;
use crate::net::{SegmentName, SegmentNameError};
use crate::words::{clipped, listed, number, said};

/// The keys of a link, and the words of a scenario's `action`.
const ACTIONS: [(&str, &str); 4] =
    [("drop", "drop"), ("delay", "delay"), ("dup", "duplicate"), ("icmp", "icmp")];

/// Whom a rule is about where it is about both.
const ANY: &str = "any";

const FIELDS: [&str; 10] =
    ["segment", "has", "hasnt", "data", "sport", "after", "before", "by", "type", "code"];
/// Of these, what the network does to a segment. The rest is which segments it does that to.
const DOES: [&str; 3] = ["by", "type", "code"];

/// Nothing where the key is no rule's.
pub(super) fn read(key: &str, value: &str) -> Option<Result<RuleLine, ScenarioError>> {
    let (_, action) = ACTIONS.iter().find(|(known, _)| *known == key)?;
    Some(read_rule(action, value))
}

fn read_rule(action: &str, value: &str) -> Result<RuleLine, ScenarioError> {
    let (who, fields) = value.split_once(',').map_or((value, None), |(who, fields)| (who, Some(fields)));
    let mut entries = vec![("action", text(action))];
    let mut asks = false;
    for field in fields.into_iter().flat_map(|fields| fields.split(',')) {
        let (name, said) = field.split_once(':').unwrap_or((field, ""));
        entries.push(read_field(name, said)?);
        asks |= !DOES.contains(&name);
    }
    entries.extend(read_who(who, asks)?);
    let mut rule = RuleLine::new(Action::Drop);
    rule.read_json(&object(entries), &Path::Root)?;
    Ok(rule)
}

fn read_field(name: &str, value: &str) -> Result<(&'static str, Value), ScenarioError> {
    let unknown =
        || refused(&said(&["expected one of ", &listed(&FIELDS), "; found \"", &clipped(name, 40), "\""]));
    let name = *FIELDS.iter().find(|known| **known == name).ok_or_else(unknown)?;
    let value = match name {
        "segment" | "has" | "hasnt" => text(value),
        "data" => Value::Bool(yes_or_no(value)?),
        "after" | "before" | "by" => moment::value(value)?,
        _ => number_or_text(value),
    };
    let name = match name {
        "after" => "after_ms",
        "before" => "before_ms",
        "by" => "ms",
        same => same,
    };
    Ok((name, value))
}

/// `a`, `a:2`, `a:2-`, `a:2-4`, and the same with `any`. `a:2` alone is that segment by its name; where the rule
/// asks for something, it is the second of those which have it.
fn read_who(who: &str, asks: bool) -> Result<Vec<(&'static str, Value)>, ScenarioError> {
    let wrong = || refused("expected a, b or any, and which of theirs, as in `a:2`, `a:2-` or `a:2-4`");
    let (host, range) = who.split_once(':').map_or((who, None), |(host, range)| (host, Some(range)));
    let mut entries = match HostId::BOTH.into_iter().find(|known| host_name(*known) == host) {
        Some(host) if !asks && range.is_some_and(|range| !range.contains('-')) => {
            let name =
                range.and_then(|range| said(&[host_name(host), ":", range]).parse::<SegmentName>().ok());
            return name.map(|name| vec![("segment", text(&name.text()))]).ok_or_else(wrong);
        }
        Some(host) => vec![("from", text(host_name(host)))],
        None if host == ANY => vec![],
        None => return Err(wrong()),
    };
    let (first, last) = range.map_or(Some((1, None)), read_range).ok_or_else(wrong)?;
    let count = match last {
        None => -1.0,
        Some(last) if last + 1 >= first => (last + 1 - first) as f64,
        Some(_) => return Err(wrong()),
    };
    entries.extend([("skip", Value::Number((first - 1) as f64)), ("count", Value::Number(count))]);
    Ok(entries)
}

/// The first and the last, which nothing is for ever; one number is both.
fn read_range(range: &str) -> Option<(u64, Option<u64>)> {
    let place = |digits: &str| {
        let plain =
            !digits.is_empty() && digits.len() < 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain { digits.parse::<u64>().ok() } else { None }
    };
    let (first, last) = match range.split_once('-') {
        None => (place(range)?, Some(place(range)?)),
        Some((first, "")) => (place(first)?, None),
        Some((first, last)) => (place(first)?, Some(place(last)?)),
    };
    (first > 0).then_some((first, last))
}

pub(super) fn write(rule: &RuleLine, writer: &mut Writer) {
    let RuleLine { segment, from, has, hasnt, data, sport, after_ms, before_ms, skip, count, action } = rule;
    let time = |name: &str, ms: super::super::Millis| said(&[name, ":", &moment::written(ms)]);
    let mut asked: Vec<String> = Vec::new();
    asked.extend(has.map(|flags| said(&["has:", &flags.text()])));
    asked.extend(hasnt.map(|flags| said(&["hasnt:", &flags.text()])));
    asked.extend(data.map(|data| if data { "data:yes" } else { "data:no" }.to_owned()));
    asked.extend(sport.map(|port| said(&["sport:", &number(port.into())])));
    asked.extend(after_ms.map(|ms| time("after", ms)));
    asked.extend(before_ms.map(|ms| time("before", ms)));
    let named = segment.filter(|_| from.is_none() && (*skip, *count) == (0, 1) && asked.is_empty());
    if named.is_none() {
        asked.extend(segment.map(|name| said(&["segment:", &name.text()])));
    }
    let who = match named {
        Some(name) => name.text(),
        None => said(&[from.map_or(ANY, host_name), &written_range(*from, *skip, *count, !asked.is_empty())]),
    };
    let (action, does) = match action {
        Action::Drop => ("drop", vec![]),
        Action::Delay { ms } => ("delay", vec![time("by", *ms)]),
        Action::Duplicate => ("dup", vec![]),
        Action::Icmp { kind: 3, code: 1 } => ("icmp", vec![]),
        Action::Icmp { kind, code } => (
            "icmp",
            vec![said(&["type:", &number((*kind).into())]), said(&["code:", &number((*code).into())])],
        ),
    };
    let fields: Vec<String> = [who].into_iter().chain(asked).chain(does).collect();
    writer.item(action, &joined(&fields));
}

fn written_range(from: Option<HostId>, skip: u32, count: i64, asks: bool) -> String {
    let first = number(i64::from(skip) + 1);
    match count {
        -1 if skip == 0 => String::new(),
        -1 => said(&[":", &first, "-"]),
        1 if asks || from.is_none() => said(&[":", &first]),
        _ => said(&[":", &first, "-", &number(i64::from(skip) + count)]),
    }
}

/// Names of segments, one after the other. Calls `refuse` with what is none, and goes on.
pub(super) fn read_names(value: &str, most: usize, mut refuse: impl FnMut(ScenarioError)) -> Vec<String> {
    let mut names = Vec::new();
    for piece in value.split(',') {
        match read_span(piece) {
            Ok((first, last)) => {
                let room = most.saturating_sub(names.len());
                if u64::from(last.saturating_sub(first.nth)) >= room as u64 {
                    refuse(refused(&said(&["expected at most ", &number(most as i64), " segments"])));
                    return names;
                }
                names.extend((first.nth..=last).map(|nth| SegmentName { nth, ..first }.text()));
            }
            Err(e) => refuse(e),
        }
    }
    names
}

/// `a:2` or `a:2-4`, as the first and the number of the last.
fn read_span(piece: &str) -> Result<(SegmentName, u32), ScenarioError> {
    let (first, last) = piece.split_once('-').map_or((piece, None), |(first, last)| (first, Some(last)));
    let first: SegmentName = first.parse().map_err(|e: SegmentNameError| refused(&e.text()))?;
    match last.map(str::parse::<u32>) {
        None => Ok((first, first.nth)),
        Some(Ok(last)) if last >= first.nth => Ok((first, last)),
        Some(Ok(_) | Err(_)) => Err(refused("expected the last of them after `-`, as in `a:2-4`")),
    }
}

pub(super) fn written_names(names: &[String]) -> String {
    let mut spans: Vec<(SegmentName, u32)> = Vec::new();
    for name in names.iter().filter_map(|name| name.parse::<SegmentName>().ok()) {
        match spans.last_mut() {
            Some((first, last)) if first.from == name.from && last.checked_add(1) == Some(name.nth) => {
                *last = name.nth
            }
            Some(_) | None => spans.push((name, name.nth)),
        }
    }
    let text = |(first, last): &(SegmentName, u32)| {
        let end = if *last > first.nth { said(&["-", &number((*last).into())]) } else { String::new() };
        said(&[&first.text(), &end])
    };
    joined(&spans.iter().map(text).collect::<Vec<_>>())
}
