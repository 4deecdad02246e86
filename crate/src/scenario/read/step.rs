//! Reading lines of the script: each word of `do` with the keys that it takes and no others.

use super::super::error::ScenarioError;
use super::super::format::{Deed, Forgery, StepLine, When};
use super::super::json::{FromJson, Object, Path, list, word};
use super::{MOST_STEPS, Value};
use crate::host::HostId;
use crate::host::sysctl::{Build, Setting, SysctlValue};
use crate::segment::Flags;
use crate::tcp::SocketOption;

/// What a read() takes at most if it doesn't say, and what any call may take.
const MOST_BYTES: u32 = 1 << 20;
/// The payload of the longest IPv4 packet: 65,535 bytes less two headers of 20.
const LONGEST_PAYLOAD: u32 = 65_495;
/// The window of a forged segment that doesn't say.
const FORGED_WINDOW: u16 = 1000;

impl FromJson for Vec<StepLine> {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        list(value, at, MOST_STEPS, StepLine::from_json)
    }
}

impl FromJson for StepLine {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let mut object = Object::of(value, at, &Task::with_keys(&["at_ms", "when", "after_ms"]));
        let Task { host, deed, sock } = Task::read(&mut object, value);
        let mut step = StepLine { sock, ..StepLine::new(host, deed) };
        object.read("at_ms", &mut step.at_ms);
        object.read("when", &mut step.when);
        object.read("after_ms", &mut step.after_ms);
        match (step.at_ms, step.when, step.after_ms) {
            (Some(_), None, None) | (None, Some(When::Eof), _) => {}
            (None, None, _) => object.refuse("at_ms", "expected a time, or `when`: \"eof\""),
            (Some(_), Some(_), _) => object.refuse("when", "expected either `at_ms` or `when`, not both"),
            (Some(_), None, Some(_)) => object.refuse("after_ms", "expected only with `when`"),
        }
        object.done(step)
    }
}

/// A step but for its time: what a line of the script and an intervention have in common.
pub(in crate::scenario) struct Task {
    pub(in crate::scenario) host: HostId,
    pub(in crate::scenario) deed: Deed,
    pub(in crate::scenario) sock: Option<String>,
}

impl Task {
    /// `keys`, and all keys that some deed takes.
    pub(in crate::scenario) fn with_keys<'a>(keys: &[&'a str]) -> Vec<&'a str> {
        let mut all = keys.to_vec();
        all.extend(["host", "do"]);
        for (_, _, takes) in VERBS {
            let new: Vec<_> = takes.iter().copied().filter(|key| !all.contains(key)).collect();
            all.extend(new);
        }
        all
    }

    /// Reads `host`, `do` and what belongs to it from the object that `value` is.
    pub(in crate::scenario) fn read(object: &mut Object<'_>, value: &Value) -> Task {
        let (mut host, mut verb, mut sock) = (HostId::A, Verb::Close, None);
        object.require("host", &mut host);
        object.require("do", &mut verb);
        refuse_what_it_does_not_take(object, value, verb);
        object.read("sock", &mut sock);
        let deed = deed(object, verb);
        Task { host, deed, sock }
    }
}

/// The words of `do`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Close,
    ShutdownWr,
    ShutdownRd,
    ShutdownRdwr,
    Read,
    Write,
    Linger,
    Setsockopt,
    Connect,
    Listen,
    Unlisten,
    Exit,
    Vanish,
    Reboot,
    Sysctl,
    Inject,
}

/// Each word, and the keys that it takes.
const VERBS: &[(&str, Verb, &[&str])] = &[
    ("close", Verb::Close, &["sock"]),
    ("shutdown_wr", Verb::ShutdownWr, &["sock"]),
    ("shutdown_rd", Verb::ShutdownRd, &["sock"]),
    ("shutdown_rdwr", Verb::ShutdownRdwr, &["sock"]),
    ("read", Verb::Read, &["sock", "bytes"]),
    ("write", Verb::Write, &["sock", "bytes"]),
    ("linger", Verb::Linger, &["sock", "seconds"]),
    ("setsockopt", Verb::Setsockopt, &["sock", "opt", "value"]),
    ("connect", Verb::Connect, &["sock", "port", "to", "ephemeral"]),
    ("listen", Verb::Listen, &["port"]),
    ("unlisten", Verb::Unlisten, &[]),
    ("exit", Verb::Exit, &[]),
    ("vanish", Verb::Vanish, &["sock"]),
    ("reboot", Verb::Reboot, &[]),
    ("sysctl", Verb::Sysctl, &["key", "value"]),
    ("inject", Verb::Inject, &["flags", "seq", "ack", "len", "win", "sport", "dport"]),
];

impl FromJson for Verb {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        let words: Vec<_> = VERBS.iter().map(|(word, verb, _)| (*word, *verb)).collect();
        word(value, at, &words)
    }
}

fn refuse_what_it_does_not_take(object: &mut Object<'_>, value: &Value, verb: Verb) {
    for key in Task::with_keys(&[]).into_iter().filter(|key| value.get(key).is_some()) {
        let takers: Vec<_> = VERBS.iter().filter(|(_, _, takes)| takes.contains(&key)).collect();
        if takers.is_empty() || takers.iter().any(|(_, taker, _)| *taker == verb) {
            continue;
        }
        let words: Vec<_> = takers.iter().map(|(word, _, _)| format!("`{word}`")).collect();
        let list = match words.split_last() {
            Some((last, first)) if !first.is_empty() => format!("{} or {last}", first.join(", ")),
            Some(_) | None => words.concat(),
        };
        object.refuse(key, &format!("expected only with {list}"));
    }
}

fn deed(object: &mut Object<'_>, verb: Verb) -> Deed {
    match verb {
        Verb::Close => Deed::Close,
        Verb::ShutdownWr => Deed::ShutdownWr,
        Verb::ShutdownRd => Deed::ShutdownRd,
        Verb::ShutdownRdwr => Deed::ShutdownRdwr,
        Verb::Read => {
            let mut bytes = MOST_BYTES;
            object.read("bytes", &mut bytes);
            refuse_above(object, "bytes", bytes, MOST_BYTES);
            Deed::Read { bytes }
        }
        Verb::Write => {
            let mut bytes = 0;
            object.require("bytes", &mut bytes);
            refuse_above(object, "bytes", bytes, MOST_BYTES);
            Deed::Write { bytes }
        }
        Verb::Linger => {
            let mut seconds = 0;
            object.require("seconds", &mut seconds);
            Deed::Linger { seconds }
        }
        Verb::Setsockopt => {
            let (mut opt, mut value) = (SocketOption::SoKeepalive, 0);
            object.require("opt", &mut opt);
            object.require("value", &mut value);
            Deed::Setsockopt { opt, value }
        }
        Verb::Connect => {
            let (mut port, mut to, mut ephemeral) = (None, None, false);
            port_of(object, "port", &mut port);
            port_of(object, "to", &mut to);
            object.read("ephemeral", &mut ephemeral);
            if ephemeral && port.is_some() {
                object.refuse("port", "expected either `port` or `ephemeral`, not both");
            }
            Deed::Connect { port, to, ephemeral }
        }
        Verb::Listen => {
            let mut port = None;
            port_of(object, "port", &mut port);
            Deed::Listen { port }
        }
        Verb::Unlisten => Deed::Unlisten,
        Verb::Exit => Deed::Exit,
        Verb::Vanish => Deed::Vanish,
        Verb::Reboot => Deed::Reboot,
        Verb::Sysctl => {
            let (mut key, mut value) = (String::new(), SysctlValue::Number(0));
            object.require("key", &mut key);
            object.require("value", &mut value);
            // What the kernel doesn't take is for the run to say: the write then fails.
            if let Err(e) = Setting::new(Build::default(), &key, value.clone()) {
                object.refuse(e.half(), &e.to_string());
            }
            Deed::Sysctl { key, value }
        }
        Verb::Inject => Deed::Inject(forgery(object)),
    }
}

fn forgery(object: &mut Object<'_>) -> Forgery {
    let mut forged =
        Forgery { flags: Flags::NONE, seq: 0, ack: 0, len: 0, win: FORGED_WINDOW, sport: None, dport: None };
    object.require("flags", &mut forged.flags);
    object.require("seq", &mut forged.seq);
    object.read("ack", &mut forged.ack);
    for (key, number) in [("seq", forged.seq), ("ack", forged.ack)] {
        if !(i64::from(i32::MIN)..=i64::from(u32::MAX)).contains(&number) {
            object.refuse(key, "expected at least -2147483648 and at most 4294967295");
        }
    }
    object.read("len", &mut forged.len);
    object.read("win", &mut forged.win);
    port_of(object, "sport", &mut forged.sport);
    port_of(object, "dport", &mut forged.dport);
    refuse_above(object, "len", forged.len, LONGEST_PAYLOAD);
    forged
}

fn refuse_above(object: &mut Object<'_>, key: &str, found: u32, most: u32) {
    if found > most {
        object.refuse(key, &format!("expected at most {most}"));
    }
}

/// A port that a socket can have: not 0.
fn port_of(object: &mut Object<'_>, key: &str, port: &mut Option<u16>) {
    object.read(key, port);
    if *port == Some(0) {
        object.refuse(key, "expected a port, 1 to 65535");
    }
}

impl FromJson for SocketOption {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &SocketOption::ALL.map(|option| (option.name(), option)))
    }
}

impl FromJson for When {
    fn from_json(value: &Value, at: &Path<'_>) -> Result<Self, ScenarioError> {
        word(value, at, &[("eof", When::Eof)])
    }
}
