//! Steps of the script: `b.close=eof+50ms`, `a.again.connect=2s`, `b.write=100@60ms`,
//! `a.TCP_USER_TIMEOUT=5000@1s`, `b.tcp_orphan_retries=2@5s`.

use super::super::error::ScenarioError;
use super::super::format::{Deed, Forgery, StepLine, When};
use super::super::json::{FromJson, Path};
use super::super::value::Value;
use super::moment;
use super::sysctls::{host_name, value_of, value_text};
use super::text::{Writer, joined, refused};
use super::values::{number_or_text, object, text};
use crate::host::HostId;
use crate::host::sysctl::SysctlValue;
use crate::segment::Flags;
use crate::tcp::SocketOption;
use crate::words::{clipped, listed, number, said};

/// A deed, what its first argument is where it says no name, and the names that the others may have.
struct Word {
    name: &'static str,
    first: Option<&'static str>,
    named: &'static [&'static str],
    /// Without `@` the value is the argument, and the time is 0; of the others it is the time.
    needs: bool,
}

const fn word(name: &'static str) -> Word {
    Word { name, first: None, named: &[], needs: false }
}

static WORDS: [Word; 14] = [
    word("close"),
    word("shutdown_wr"),
    word("shutdown_rd"),
    word("shutdown_rdwr"),
    Word { first: Some("bytes"), ..word("read") },
    Word { first: Some("bytes"), needs: true, ..word("write") },
    Word { first: Some("seconds"), needs: true, ..word("linger") },
    Word { first: Some("port"), named: &["port", "to", "ephemeral"], ..word("connect") },
    Word { first: Some("port"), named: &["port"], ..word("listen") },
    word("unlisten"),
    word("exit"),
    word("vanish"),
    word("reboot"),
    Word {
        first: Some("flags"),
        named: &["flags", "seq", "ack", "len", "win", "sport", "dport"],
        needs: true,
        ..word("inject")
    },
];

/// `a.again.connect`: who, which socket if it says so, and what.
pub(super) struct Key<'a> {
    pub(super) host: HostId,
    pub(super) sock: Option<&'a str>,
    pub(super) word: &'a str,
}

impl<'a> Key<'a> {
    pub(super) fn of(key: &'a str) -> Option<Key<'a>> {
        let (host, rest) = key.split_once('.')?;
        let host = HostId::BOTH.into_iter().find(|known| host_name(*known) == host)?;
        let (sock, word) = rest.rsplit_once('.').map_or((None, rest), |(sock, word)| (Some(sock), word));
        Some(Key { host, sock, word })
    }
}

/// Nothing where the key is no step's. A sysctl is one where it has a time.
pub(super) fn read(key: &Key<'_>, value: &str) -> Option<Result<StepLine, ScenarioError>> {
    if let Some(word) = WORDS.iter().find(|word| word.name == key.word) {
        return Some(read_deed(key, word, value));
    }
    if SocketOption::ALL.iter().any(|option| option.name() == key.word) {
        let (value, when) = value.rsplit_once('@').unwrap_or((value, "0"));
        let deed =
            vec![("do", text("setsockopt")), ("opt", text(key.word)), ("value", number_or_text(value))];
        return Some(step(key, deed, when));
    }
    let (value, when) = value.rsplit_once('@').filter(|_| !is_quoted(value))?;
    let value = match value_of(value) {
        SysctlValue::Number(number) => Value::Number(number as f64),
        SysctlValue::Text(text) => Value::String(text),
    };
    Some(step(key, vec![("do", text("sysctl")), ("key", text(key.word)), ("value", value)], when))
}

/// An `@` between quotes is the text's own.
fn is_quoted(value: &str) -> bool {
    value.len() > 1 && value.starts_with('\'') && value.ends_with('\'')
}

fn read_deed(key: &Key<'_>, word: &Word, value: &str) -> Result<StepLine, ScenarioError> {
    let (arguments, when) = match value.rsplit_once('@') {
        Some((arguments, when)) => (Some(arguments), when),
        None if word.needs => (Some(value), "0"),
        None => (None, value),
    };
    let mut deed = Vec::new();
    for (place, argument) in arguments.into_iter().flat_map(|all| all.split(',')).enumerate() {
        deed.push(read_argument(word, place, argument)?);
    }
    deed.push(("do", text(word.name)));
    step(key, deed, when)
}

fn read_argument(word: &Word, place: usize, argument: &str) -> Result<(&'static str, Value), ScenarioError> {
    let known = |name: &str| word.named.iter().find(|known| **known == name);
    if let Some((name, value)) = argument.split_once(':') {
        let name =
            known(name).filter(|name| **name != "ephemeral").ok_or_else(|| unexpected(word, argument))?;
        return Ok((name, if *name == "flags" { text(value) } else { number_or_text(value) }));
    }
    match (known(argument), word.first) {
        (Some(&"ephemeral"), _) => Ok(("ephemeral", Value::Bool(true))),
        (_, Some("flags")) if place == 0 => Ok(("flags", text(argument))),
        (_, Some(first)) if place == 0 => Ok((first, number_or_text(argument))),
        (_, _) => Err(unexpected(word, argument)),
    }
}

fn unexpected(word: &Word, argument: &str) -> ScenarioError {
    let argument = clipped(argument, 40);
    let takes = match (word.named, word.first) {
        ([], None) => "nothing".to_owned(),
        ([], Some(first)) => first.to_owned(),
        (named, _) => listed(named),
    };
    refused(&said(&["expected before `@`: ", &takes, "; found \"", &argument, "\""]))
}

/// The reader of a file's steps says what is wrong with it.
fn step(key: &Key<'_>, mut entries: Vec<(&str, Value)>, when: &str) -> Result<StepLine, ScenarioError> {
    entries.push(("host", text(host_name(key.host))));
    entries.extend(key.sock.map(|sock| ("sock", text(sock))));
    match when.strip_prefix("eof") {
        None => entries.push(("at_ms", moment::value(when)?)),
        Some("") => entries.push(("when", text("eof"))),
        Some(after) => {
            // A plus sign in a link is a space, unless it's encoded.
            let after =
                after.strip_prefix([' ', '+']).ok_or_else(|| refused("expected `eof+` and a time"))?;
            entries.push(("when", text("eof")));
            entries.push(("after_ms", moment::value(after)?));
        }
    }
    let mut line = StepLine::new(key.host, Deed::Close);
    line.read_json(&object(entries), &Path::Root)?;
    Ok(line)
}

pub(super) fn write(line: &StepLine, writer: &mut Writer) {
    let StepLine { at_ms, when, after_ms, host, deed, sock } = line;
    let when = match (at_ms, when, after_ms) {
        (Some(at), _, _) => moment::written(*at),
        (None, Some(When::Eof) | None, None) => "eof".to_owned(),
        (None, Some(When::Eof) | None, Some(after)) => said(&["eof ", &moment::written(*after)]),
    };
    let (name, arguments, needs) = written(deed);
    let value = match arguments {
        None => when,
        // At the start is what is meant where no time stands.
        Some(arguments) if needs && when == "0" => arguments,
        Some(arguments) => said(&[&arguments, "@", &when]),
    };
    let sock = sock.as_ref().map_or_else(String::new, |sock| said(&[sock, "."]));
    writer.item(&said(&[host_name(*host), ".", &sock, name]), &value);
}

/// The word of a deed, what stands before `@`, and whether it must.
fn written(deed: &Deed) -> (&str, Option<String>, bool) {
    /// As the reader of steps has it.
    const MOST_BYTES: u32 = 1 << 20;
    match deed {
        Deed::Close => ("close", None, false),
        Deed::ShutdownWr => ("shutdown_wr", None, false),
        Deed::ShutdownRd => ("shutdown_rd", None, false),
        Deed::ShutdownRdwr => ("shutdown_rdwr", None, false),
        Deed::Read { bytes } => ("read", (*bytes != MOST_BYTES).then(|| number((*bytes).into())), false),
        Deed::Write { bytes } => ("write", Some(number((*bytes).into())), true),
        Deed::Linger { seconds } => ("linger", Some(number((*seconds).into())), true),
        Deed::Setsockopt { opt, value } => (opt.name(), Some(number((*value).into())), true),
        Deed::Connect { port, to, ephemeral } => {
            let ephemeral = ephemeral.then(|| "ephemeral".to_owned());
            let port = port.map(|port| number(port.into()));
            let to = to.map(|to| said(&["to:", &number(to.into())]));
            ("connect", arguments([port, to, ephemeral]), false)
        }
        Deed::Listen { port } => ("listen", port.map(|port| number(port.into())), false),
        Deed::Unlisten => ("unlisten", None, false),
        Deed::Exit => ("exit", None, false),
        Deed::Vanish => ("vanish", None, false),
        Deed::Reboot => ("reboot", None, false),
        // Without a time it would be set before the run begins.
        Deed::Sysctl { key, value } => (key, Some(value_text(value)), false),
        Deed::Inject(forgery) => ("inject", Some(written_forgery(forgery)), true),
    }
}

fn written_forgery(forgery: &Forgery) -> String {
    const WINDOW: u16 = 1000;
    let Forgery { flags, seq, ack, len, win, sport, dport } = *forgery;
    let field = |name: &str, value: i64| Some(said(&[name, ":", &number(value)]));
    // Without any flag the first argument would be empty, which reads as one that is missing.
    let flags = if flags == Flags::NONE { "flags:".to_owned() } else { flags.text() };
    let fields = [
        Some(flags),
        field("seq", seq),
        field("ack", ack).filter(|_| ack != 0),
        field("len", len.into()).filter(|_| len != 0),
        field("win", win.into()).filter(|_| win != WINDOW),
        sport.and_then(|port| field("sport", port.into())),
        dport.and_then(|port| field("dport", port.into())),
    ];
    arguments(fields).unwrap_or_default()
}

fn arguments<const N: usize>(fields: [Option<String>; N]) -> Option<String> {
    let fields: Vec<_> = fields.into_iter().flatten().collect();
    (!fields.is_empty()).then(|| joined(&fields))
}
