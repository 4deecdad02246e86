//! Reading rules of the link.

use super::super::format::{Action, RuleLine};
use super::super::json::{FromJson, Object, Path, Read, list, word};
use super::super::millis::Millis;
use super::Value;
use crate::host::HostId;
use crate::segment::Flags;
use crate::time::Micros;

/// Rules of a link.
pub(in crate::scenario) const MOST_RULES: usize = 64;

/// ICMP errors that a rule sends if it doesn't say: host unreachable.
const ICMP_TYPE: u8 = 3;
const ICMP_CODE: u8 = 1;

impl FromJson for Vec<RuleLine> {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        list(value, at, MOST_RULES, &mut |value, at| {
            let mut rule = RuleLine::new(Action::Drop);
            rule.read_json(value, at)?;
            self.push(rule);
            Ok(())
        })
    }
}

impl FromJson for RuleLine {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let mut object = Object::of(value, at);
        object.read("segment", &mut self.segment);
        let mut from = HostId::A;
        if object.read("from", &mut from) {
            self.from = Some(from);
        }
        object.read("has", &mut self.has);
        object.read("hasnt", &mut self.hasnt);
        object.read("data", &mut self.data);
        object.read("sport", &mut self.sport);
        object.read("after_ms", &mut self.after_ms);
        object.read("before_ms", &mut self.before_ms);
        object.read("skip", &mut self.skip);
        object.read("count", &mut self.count);
        if self.count < -1 || self.count > i64::from(u32::MAX) {
            object.refuse("count", &["expected a number of segments, or -1 for all"]);
        }
        object.require("action", &mut self.action);
        read_action(&mut object, &mut self.action);
        object.done()
    }
}

/// The word of `action`, and what the keys that belong to it are if they are left out.
const ACTIONS: [(&str, Action); 4] = [
    ("drop", Action::Drop),
    ("delay", Action::Delay { ms: Millis::from_micros(Micros::ZERO) }),
    ("duplicate", Action::Duplicate),
    ("icmp", Action::Icmp { kind: ICMP_TYPE, code: ICMP_CODE }),
];

impl FromJson for Action {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        *self = ACTIONS[word(value, at, &|nth| ACTIONS.get(nth).map(|(word, _)| *word))?].1;
        Ok(())
    }
}

/// The keys that belong to the action, and no others.
fn read_action(object: &mut Object<'_>, action: &mut Action) {
    for key in ["ms", "type", "code"] {
        object.allow(key);
    }
    match action {
        Action::Delay { ms } => {
            if !object.read("ms", ms) {
                object.refuse("ms", &["expected with `delay`: milliseconds"]);
            }
        }
        Action::Drop | Action::Duplicate | Action::Icmp { .. } => refuse_without(object, "ms", "delay"),
    }
    match action {
        Action::Icmp { kind, code } => {
            object.read("type", kind);
            object.read("code", code);
        }
        Action::Drop | Action::Duplicate | Action::Delay { .. } => {
            refuse_without(object, "type", "icmp");
            refuse_without(object, "code", "icmp");
        }
    }
}

fn refuse_without(object: &mut Object<'_>, key: &'static str, word: &str) {
    if object.has(key) {
        object.refuse(key, &["expected only with `", word, "`"]);
    }
}

impl FromJson for Flags {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let flags = value.as_str().and_then(|letters| Flags::parse(letters).ok());
        *self = flags.ok_or_else(|| at.expected("letters of F S R P A", value))?;
        Ok(())
    }
}
