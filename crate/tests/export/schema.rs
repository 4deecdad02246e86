//! `src/trace/TRACE.md` documents every key that any preset's trace has.

use super::{runs, trace};
use serde_json::Value;
use std::collections::BTreeSet;

const DOCUMENT: &str = include_str!("../../src/trace/TRACE.md");

/// Every key of an object and of those in it, and every value of `kind`.
fn names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                found.insert(key.clone());
                if let (true, Some(kind)) = (key == "kind", value.as_str()) {
                    found.insert(kind.to_owned());
                }
                names(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|entry| names(entry, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_key_is_documented() {
    let mut found = BTreeSet::new();
    for (_, run) in runs() {
        let read = serde_json::from_str(&trace(&run).to_json()).expect("it is JSON");
        names(&read, &mut found);
    }
    let documented: BTreeSet<&str> = DOCUMENT.split('`').skip(1).step_by(2).collect();
    let missing: Vec<_> = found.iter().filter(|name| !documented.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_kind_of_event_says_its_keys() {
    for (_, run) in runs() {
        let read: Value = serde_json::from_str(&trace(&run).to_json()).expect("it is JSON");
        for event in read["events"].as_array().expect("a list") {
            let what = event["what"].as_object().expect("an object");
            let kind = what["kind"].as_str().expect("a text");
            let row = DOCUMENT.lines().find(|line| line.starts_with(&format!("| `{kind}` |")));
            let row = row.unwrap_or_else(|| panic!("{kind} has no row"));
            for key in what.keys().filter(|key| *key != "kind") {
                assert!(row.contains(&format!("`{key}`")), "{kind}: {key}");
            }
        }
    }
}
