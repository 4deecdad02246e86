//! Reading lines of the script: each word of `do` with the keys that it takes and no others.

use super::super::format::{Deed, Forgery, StepLine, When};
use super::super::json::{FromJson, Object, Path, Read, list, word};
use super::{MOST_STEPS, Value};
use crate::host::HostId;
use crate::host::sysctl::{Build, Setting, SysctlValue};
use crate::segment::Flags;
use crate::tcp::SocketOption;
use crate::words::{number, said};

/// What a read() takes at most if it doesn't say, and what any call may take.
const MOST_BYTES: u32 = 1 << 20;
/// The payload of the longest IPv4 packet: 65,535 bytes less two headers of 20.
const LONGEST_PAYLOAD: u32 = 65_495;
/// The window of a forged segment that doesn't say.
const FORGED_WINDOW: u16 = 1000;

impl FromJson for Vec<StepLine> {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        list(value, at, MOST_STEPS, &mut |value, at| {
            let mut step = StepLine::new(HostId::A, Deed::Close);
            step.read_json(value, at)?;
            self.push(step);
            Ok(())
        })
    }
}

impl FromJson for StepLine {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let StepLine { at_ms, when, after_ms, host, deed, sock } = self;
        let mut object = Object::of(value, at);
        object.read("at_ms", at_ms);
        object.read("when", when);
        object.read("after_ms", after_ms);
        read_task(&mut object, host, deed, sock);
        match (at_ms, when, after_ms) {
            (Some(_), None, None) | (None, Some(When::Eof), _) => {}
            (None, None, _) => object.refuse("at_ms", &["expected a time, or `when`: \"eof\""]),
            (Some(_), Some(_), _) => object.refuse("when", &["expected either `at_ms` or `when`, not both"]),
            (Some(_), None, Some(_)) => object.refuse("after_ms", &["expected only with `when`"]),
        }
        object.done()
    }
}

/// Each word of `do`, what it is with every key left out, and the keys that it takes.
static DEEDS: [(&str, Deed, &[&str]); 16] = [
    ("close", Deed::Close, &["sock"]),
    ("shutdown_wr", Deed::ShutdownWr, &["sock"]),
    ("shutdown_rd", Deed::ShutdownRd, &["sock"]),
    ("shutdown_rdwr", Deed::ShutdownRdwr, &["sock"]),
    ("read", Deed::Read { bytes: MOST_BYTES }, &["sock", "bytes"]),
    ("write", Deed::Write { bytes: 0 }, &["sock", "bytes"]),
    ("linger", Deed::Linger { seconds: 0 }, &["sock", "seconds"]),
    ("setsockopt", Deed::Setsockopt { opt: SocketOption::SoKeepalive, value: 0 }, &["sock", "opt", "value"]),
    (
        "connect",
        Deed::Connect { port: None, to: None, ephemeral: false },
        &["sock", "port", "to", "ephemeral"],
    ),
    ("listen", Deed::Listen { port: None }, &["port"]),
    ("unlisten", Deed::Unlisten, &[]),
    ("exit", Deed::Exit, &[]),
    ("vanish", Deed::Vanish, &["sock"]),
    ("reboot", Deed::Reboot, &[]),
    ("sysctl", Deed::Sysctl { key: String::new(), value: SysctlValue::Number(0) }, &["key", "value"]),
    ("inject", Deed::Inject(FORGERY), &["flags", "seq", "ack", "len", "win", "sport", "dport"]),
];

const FORGERY: Forgery =
    Forgery { flags: Flags::NONE, seq: 0, ack: 0, len: 0, win: FORGED_WINDOW, sport: None, dport: None };

/// Reads a step but for its time: what a line of the script and an intervention have in common. Each word of
/// `do` has the keys that it takes, and no others.
pub(in crate::scenario) fn read_task(
    object: &mut Object<'_>,
    host: &mut HostId,
    deed: &mut Deed,
    sock: &mut Option<String>,
) {
    let mut place = 0;
    object.require("host", host);
    object.require("do", &mut Place(&mut place));
    allow_all_keys(object);
    let (_, plain, takes) = &DEEDS[place];
    *deed = plain.clone();
    refuse_what_it_does_not_take(object, takes);
    object.read("sock", sock);
    read_deed(object, deed);
}

/// The keys that some deed takes.
pub(in crate::scenario) fn allow_all_keys(object: &mut Object<'_>) {
    for key in ["host", "do"].iter().chain(DEEDS.iter().flat_map(|(_, _, takes)| *takes)) {
        object.allow(key);
    }
}

/// The place of a deed in the table.
struct Place<'a>(&'a mut usize);

impl FromJson for Place<'_> {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        *self.0 = word(value, at, &|nth| DEEDS.get(nth).map(|(word, _, _)| *word))?;
        Ok(())
    }
}

fn refuse_what_it_does_not_take(object: &mut Object<'_>, takes: &[&str]) {
    for key in DEEDS.iter().flat_map(|(_, _, takes)| *takes) {
        if takes.contains(key) || !object.has(key) {
            continue;
        }
        let mut takers = String::new();
        let mut more = DEEDS.iter().filter(|(_, _, takes)| takes.contains(key)).peekable();
        while let Some((word, _, _)) = more.next() {
            let joint = if takers.is_empty() {
                ""
            } else if more.peek().is_some() {
                ", "
            } else {
                " or "
            };
            takers.push_str(&said(&[joint, "`", word, "`"]));
        }
        object.refuse(key, &["expected only with ", &takers]);
    }
}

fn read_deed(object: &mut Object<'_>, deed: &mut Deed) {
    match deed {
        Deed::Close | Deed::ShutdownWr | Deed::ShutdownRd | Deed::ShutdownRdwr => {}
        Deed::Unlisten | Deed::Exit | Deed::Vanish | Deed::Reboot => {}
        Deed::Read { bytes } => {
            object.read("bytes", bytes);
            refuse_above(object, "bytes", *bytes, MOST_BYTES);
        }
        Deed::Write { bytes } => {
            object.require("bytes", bytes);
            refuse_above(object, "bytes", *bytes, MOST_BYTES);
        }
        Deed::Linger { seconds } => object.require("seconds", seconds),
        Deed::Setsockopt { opt, value } => {
            object.require("opt", opt);
            object.require("value", value);
        }
        Deed::Connect { port, to, ephemeral } => {
            read_port(object, "port", port);
            read_port(object, "to", to);
            object.read("ephemeral", ephemeral);
            if *ephemeral && port.is_some() {
                object.refuse("port", &["expected either `port` or `ephemeral`, not both"]);
            }
        }
        Deed::Listen { port } => read_port(object, "port", port),
        Deed::Sysctl { key, value } => {
            object.require("key", key);
            object.require("value", value);
            // What the kernel doesn't take is for the run to say: the write then fails.
            if let Err(e) = Setting::new(Build::default(), key, value.clone()) {
                object.refuse(e.half(), &[&e.text()]);
            }
        }
        Deed::Inject(forgery) => read_forgery(object, forgery),
    }
}

fn read_forgery(object: &mut Object<'_>, forgery: &mut Forgery) {
    let Forgery { flags, seq, ack, len, win, sport, dport } = forgery;
    object.require("flags", flags);
    object.require("seq", seq);
    object.read("ack", ack);
    for (key, number) in [("seq", *seq), ("ack", *ack)] {
        if !(i64::from(i32::MIN)..=i64::from(u32::MAX)).contains(&number) {
            object.refuse(key, &["expected at least -2147483648 and at most 4294967295"]);
        }
    }
    object.read("len", len);
    object.read("win", win);
    read_port(object, "sport", sport);
    read_port(object, "dport", dport);
    refuse_above(object, "len", *len, LONGEST_PAYLOAD);
}

fn refuse_above(object: &mut Object<'_>, key: &str, found: u32, most: u32) {
    if found > most {
        object.refuse(key, &["expected at most ", &number(most.into())]);
    }
}

/// A port that a socket can have: not 0.
fn read_port(object: &mut Object<'_>, key: &'static str, port: &mut Option<u16>) {
    object.read(key, port);
    if *port == Some(0) {
        object.refuse(key, &["expected a port, 1 to 65535"]);
    }
}

impl FromJson for SocketOption {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        let place = word(value, at, &|nth| SocketOption::ALL.get(nth).map(|option| option.name()))?;
        *self = SocketOption::ALL[place];
        Ok(())
    }
}

impl FromJson for Option<When> {
    fn read_json(&mut self, value: &Value, at: &Path<'_>) -> Read {
        word(value, at, &|nth| (nth == 0).then_some("eof"))?;
        *self = Some(When::Eof);
        Ok(())
    }
}
