//! Reading rules of the link.

use super::super::error::ScenarioError;
use super::super::format::{Action, RuleLine};
use super::super::json::{FromJson, Object, Path, list, word};
use super::super::millis::Millis;
use super::Value;
use crate::segment::Flags;

const MOST_RULES: usize = 64;

/// ICMP errors that a rule sends if it doesn't say: host unreachable.
const ICMP_TYPE: u8 = 3;
const ICMP_CODE: u8 = 1;

impl FromJson for Vec<RuleLine> {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        list(value, at, MOST_RULES, RuleLine::from_json)
    }
}

impl FromJson for RuleLine {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let keys = &[
            "from",
            "has",
            "hasnt",
            "data",
            "sport",
            "after_ms",
            "before_ms",
            "skip",
            "count",
            "action",
            "ms",
            "type",
            "code",
        ];
        let mut object = Object::of(value, at, keys);
        let mut rule = RuleLine::new(action(&mut object));
        object.read("from", &mut rule.from);
        object.read("has", &mut rule.has);
        object.read("hasnt", &mut rule.hasnt);
        object.read("data", &mut rule.data);
        object.read("sport", &mut rule.sport);
        object.read("after_ms", &mut rule.after_ms);
        object.read("before_ms", &mut rule.before_ms);
        object.read("skip", &mut rule.skip);
        object.read("count", &mut rule.count);
        if rule.count < -1 || rule.count > i64::from(u32::MAX) {
            object.refuse("count", "expected a number of segments, or -1 for all");
        }
        object.done(rule)
    }
}

/// The words of `action`.
#[derive(Clone, Copy)]
enum Verb {
    Drop,
    Delay,
    Duplicate,
    Icmp,
}

impl FromJson for Verb {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let words = &[
            ("drop", Verb::Drop),
            ("delay", Verb::Delay),
            ("duplicate", Verb::Duplicate),
            ("icmp", Verb::Icmp),
        ];
        word(value, at, words)
    }
}

/// What the rule does, with the keys that belong to it and no others.
fn action(object: &mut Object<'_>) -> Action {
    let mut verb = Verb::Drop;
    let mut ms: Option<Millis> = None;
    let (mut kind, mut code): (Option<u8>, Option<u8>) = (None, None);
    object.require("action", &mut verb);
    object.read("ms", &mut ms);
    object.read("type", &mut kind);
    object.read("code", &mut code);
    match (verb, ms) {
        (Verb::Delay, None) => object.refuse("ms", "expected with `delay`: milliseconds"),
        (Verb::Drop | Verb::Duplicate | Verb::Icmp, Some(_)) => {
            object.refuse("ms", "expected only with `delay`");
        }
        (Verb::Delay, Some(_)) | (Verb::Drop | Verb::Duplicate | Verb::Icmp, None) => {}
    }
    match verb {
        Verb::Icmp => {}
        Verb::Drop | Verb::Delay | Verb::Duplicate => {
            for (key, found) in [("type", kind), ("code", code)] {
                if found.is_some() {
                    object.refuse(key, "expected only with `icmp`");
                }
            }
        }
    }
    match verb {
        Verb::Drop => Action::Drop,
        Verb::Delay => Action::Delay { ms: ms.unwrap_or_default() },
        Verb::Duplicate => Action::Duplicate,
        Verb::Icmp => Action::Icmp { kind: kind.unwrap_or(ICMP_TYPE), code: code.unwrap_or(ICMP_CODE) },
    }
}

impl FromJson for Flags {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let flags = value.as_str().and_then(|letters| Flags::parse(letters).ok());
        flags.ok_or_else(|| at.expected("letters of F S R P A", value))
    }
}
