//! How a story is told: a few lines that say what happens, and what to ask of the run.

use lastack::host::HostId;
use lastack::rule::Rule;
use lastack::scenario::{Run, Scenario, preset};
use lastack::sim::{Event, Fate, SegmentRecord, What};
use lastack::tcp::{Sending, State};
use lastack::trace::Trace;
use lastack::trace::graph::{graph, taken};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A run that is told.
pub(crate) struct Story {
    pub(crate) trace: Trace,
}

/// A run of these lines, each of one of four kinds:
///
/// * `30 a write bytes=100`, `eof+50 b close`: when, which host, what it does, with which keys;
/// * `drop from=a has=F count=-1`: a rule of the link;
/// * `sysctl b tcp_orphan_retries 1`;
/// * `rcvbuf=4096`, `kernel.version=6.1`: any other key of a scenario.
#[track_caller]
pub(crate) fn tell(lines: &[&str]) -> Story {
    Story::of(&begun(lines))
}

/// The same, before anything has happened.
#[track_caller]
pub(crate) fn begun(lines: &[&str]) -> Run {
    let mut scenario = json!({"script": [], "rules": [], "kernel": {}, "sysctl": {"a": {}, "b": {}}});
    for line in lines {
        add_line(&mut scenario, line);
    }
    run(&scenario)
}

/// A run of the preset, after `change`.
#[track_caller]
pub(crate) fn preset_with(name: &str, change: impl FnOnce(&mut Value)) -> Story {
    let scenario = preset::find(name).expect("a preset of that name").scenario;
    let mut value = serde_json::from_str(&scenario.to_json()).expect("a scenario is JSON");
    change(&mut value);
    story(&value)
}

/// The preset with that sysctl on that host.
#[track_caller]
pub(crate) fn turned(name: &str, host: &str, key: &str, value: u32) -> Story {
    preset_with(name, |scenario| scenario["sysctl"][host][key] = json!(value))
}

#[track_caller]
pub(crate) fn story(scenario: &Value) -> Story {
    Story::of(&run(scenario))
}

#[track_caller]
fn run(scenario: &Value) -> Run {
    match Scenario::from_json(&scenario.to_string()) {
        Ok(scenario) => Run::new(scenario),
        Err(e) => panic!("no scenario that can be run: {e}"),
    }
}

fn add_line(scenario: &mut Value, line: &str) {
    let words: Vec<&str> = line.split(' ').collect();
    match words[..] {
        ["sysctl", host, key, ref value @ ..] => scenario["sysctl"][host][key] = value_of(&value.join(" ")),
        ["drop" | "delay" | "duplicate" | "icmp", ref keys @ ..] => {
            let mut rule = object(keys);
            rule.insert("action".to_owned(), json!(words[0]));
            scenario["rules"].as_array_mut().expect("a list").push(Value::Object(rule));
        }
        [when, host, verb, ref keys @ ..] => {
            let mut step = object(keys);
            match when.strip_prefix("eof") {
                Some(after) => {
                    step.insert("when".to_owned(), json!("eof"));
                    step.insert("after_ms".to_owned(), value_of(after.trim_start_matches('+')));
                    step.retain(|_, value| *value != json!(""));
                }
                None => {
                    step.insert("at_ms".to_owned(), json!(when.parse::<f64>().expect("a time")));
                }
            }
            step.insert("host".to_owned(), json!(host));
            step.insert("do".to_owned(), json!(verb));
            scenario["script"].as_array_mut().expect("a list").push(Value::Object(step));
        }
        [pair] => {
            for (key, value) in object(&[pair]) {
                match key.split_once('.') {
                    Some((outer, inner)) => scenario[outer][inner] = value,
                    None => scenario[&key] = value,
                }
            }
        }
        _ => panic!("no line of a story: {line}"),
    }
}

fn object(pairs: &[&str]) -> Map<String, Value> {
    let pair = |pair: &&str| {
        let (key, value) = pair.split_once('=').expect("a key and a value");
        (key.to_owned(), value_of(value))
    };
    pairs.iter().map(pair).collect()
}

fn value_of(word: &str) -> Value {
    match word.parse::<i64>() {
        Ok(number) => json!(number),
        Err(_) if word == "true" => json!(true),
        Err(_) => json!(word),
    }
}

impl Story {
    /// What comes of a run if nobody interferes any more.
    pub(crate) fn of(run: &Run) -> Story {
        let trace = Trace::of(run.history().forecast());
        for edge in taken(&trace.events) {
            assert!(graph().any(|known| known == edge), "{edge:?} is no edge of the graph of states");
        }
        Story { trace }
    }

    /// Every segment that was sent: when, its name, its flags, numbers and payload, a window that is
    /// closed, how, and whether it is lost.
    pub(crate) fn wire(&self) -> Vec<String> {
        self.trace.segments.iter().map(|record| self.line(record)).collect()
    }

    fn line(&self, record: &SegmentRecord) -> String {
        let how = match record.how {
            Sending::First | Sending::Ack => String::new(),
            Sending::Retransmission { nth } => format!(" again {nth}"),
            Sending::LossProbe => " probe".to_owned(),
            Sending::Reset => String::new(),
            Sending::FastRetransmission => " again".to_owned(),
            Sending::WindowProbe => " asks".to_owned(),
            Sending::Forged => " forged".to_owned(),
        };
        let (segment, relative) = (&record.segment, &record.relative);
        let sack: String = relative.sack.iter().map(|[from, to]| format!(" sack {from}-{to}")).collect();
        let len = if segment.len > 0 { format!(" +{}", segment.len) } else { String::new() };
        let closed = segment.win == 0 && record.how != Sending::Reset;
        let closed = if closed { " win 0" } else { "" };
        let fate = match record.fate {
            Fate::Delivered { .. } => "",
            Fate::Lost { .. } => " lost",
        };
        let [a, b] = match record.from {
            HostId::A => [segment.sport, segment.dport],
            HostId::B => [segment.dport, segment.sport],
        };
        let (at, name, flags) = (record.sent_at.as_millis(), record.name, segment.flags);
        let ports = ports(a, b);
        format!("{at} {name}{ports} {flags} {}/{}{len}{closed}{sack}{how}{fate}", relative.seq, relative.ack)
    }

    #[track_caller]
    pub(crate) fn sends(&self, expected: &[&str]) -> &Self {
        assert_eq!(self.wire(), expected);
        self
    }

    /// What the host sent, of a story whose other half says nothing new.
    #[track_caller]
    pub(crate) fn sends_from(&self, host: HostId, expected: &[&str]) -> &Self {
        let ours = self.trace.segments.iter().filter(|record| record.from == host);
        assert_eq!(ours.map(|record| self.line(record)).collect::<Vec<_>>(), expected);
        self
    }

    /// The states of a host's connections and what its application noticed, in order. From `mini` on, a
    /// mini-socket speaks for the full one.
    pub(crate) fn life(&self, host: HostId) -> String {
        let mut words = Vec::new();
        let mut replaced = BTreeSet::new();
        for event in self.trace.events.iter().filter(|event| event.host == host) {
            if event.socket.is_some_and(|id| replaced.contains(&id)) {
                continue;
            }
            let word = match &event.what {
                What::Parked { .. } => {
                    replaced.extend(event.socket);
                    json!("mini")
                }
                What::Born { state: State::Close } => continue,
                What::Entered { to: state, .. } | What::Born { state } => {
                    serde_json::to_value(state).expect("a state has a name")
                }
                What::Woke { signal, .. } => json!(signal.to_string()),
                What::Freed => json!("gone"),
                What::Orphaned
                | What::Called { .. }
                | What::Returned { .. }
                | What::SysctlChanged { .. }
                | What::SysctlRefused { .. }
                | What::Sent { .. }
                | What::Lost { .. }
                | What::Arrived { .. }
                | What::Injected { .. }
                | What::IcmpArrived { .. }
                | What::Ignored
                | What::Armed { .. }
                | What::Disarmed { .. }
                | What::Fired { .. }
                | What::Counted { .. } => continue,
            };
            let ports = self.ports_of(event);
            words.push(format!("{} {}{ports}", event.at.as_millis(), word.as_str().unwrap_or_default()));
        }
        words.join(", ")
    }

    fn ports_of(&self, event: &Event) -> String {
        let socket = event.socket.map(|id| &self.trace.sockets[id.0 as usize]);
        socket.map_or_else(String::new, |socket| match socket.host {
            HostId::A => ports(socket.sport, socket.dport),
            HostId::B => ports(socket.dport, socket.sport),
        })
    }

    #[track_caller]
    pub(crate) fn lives(&self, host: HostId, expected: &str) -> &Self {
        assert_eq!(self.life(host), expected);
        self
    }

    /// What each call and each sysctl that was set gave, in order.
    #[track_caller]
    pub(crate) fn answers(&self, host: HostId, expected: &[&str]) -> &Self {
        let told = |event: &Event| {
            let at = event.at.as_millis();
            let called = |name: &str| if name == "main" { String::new() } else { format!("{name}.") };
            match &event.what {
                What::Called { name, call, result } => {
                    Some(format!("{at} {}{} = {result}", called(name), call.name()))
                }
                What::Returned { name, call, result } => {
                    Some(format!("{at} {}{} returns {result}", called(name), call.name()))
                }
                What::SysctlChanged { key, from, to } => {
                    Some(format!("{at} {key}: {} to {}", json!(from), json!(to)))
                }
                What::SysctlRefused { key, value, errno } => {
                    Some(format!("{at} {key} {}: {errno}", json!(value)))
                }
                What::Sent { .. }
                | What::Lost { .. }
                | What::Arrived { .. }
                | What::Injected { .. }
                | What::IcmpArrived { .. }
                | What::Ignored
                | What::Born { .. }
                | What::Entered { .. }
                | What::Armed { .. }
                | What::Disarmed { .. }
                | What::Fired { .. }
                | What::Woke { .. }
                | What::Orphaned
                | What::Parked { .. }
                | What::Freed
                | What::Counted { .. } => None,
            }
        };
        let events = self.trace.events.iter().filter(|event| event.host == host);
        assert_eq!(events.filter_map(told).collect::<Vec<_>>(), expected);
        self
    }

    /// When that rule decided something on the host.
    #[track_caller]
    pub(crate) fn by(&self, host: HostId, rule: Rule, expected: &[u64]) -> &Self {
        let decided = |event: &&Event| event.host == host && event.rule == rule;
        let mut times: Vec<u64> =
            self.trace.events.iter().filter(decided).map(|event| event.at.as_millis()).collect();
        times.dedup();
        assert_eq!(times, expected, "{rule:?}");
        self
    }

    /// All counters that moved on the host.
    #[track_caller]
    pub(crate) fn counts(&self, host: HostId, expected: &str) -> &Self {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for event in self.trace.events.iter().filter(|event| event.host == host) {
            if let What::Counted { counter } = event.what {
                *counts.entry(counter.name().to_owned()).or_default() += 1;
            }
        }
        let told: Vec<_> = counts.iter().map(|(name, n)| format!("{name} {n}")).collect();
        assert_eq!(told.join(", "), expected);
        self
    }

    /// Why the first connection ended on the host, or where it still waits.
    #[track_caller]
    pub(crate) fn ends(&self, host: HostId, expected: &str) -> &Self {
        let ending = serde_json::to_value(self.trace.summary.side(host).ending).expect("an ending is JSON");
        let told = match ending["kind"].as_str() {
            Some("waits") => format!("waits in {}", ending["state"].as_str().unwrap_or_default()),
            Some(kind) => format!("{kind}: {}", ending["rule"].as_str().unwrap_or_default()),
            None => unreachable!("an ending is tagged"),
        };
        assert_eq!(told, expected);
        self
    }

    pub(crate) fn retransmissions(&self, host: HostId) -> u32 {
        self.trace.summary.side(host).retransmissions
    }

    pub(crate) fn gone_ms(&self, host: HostId) -> Option<u64> {
        self.trace.summary.side(host).gone_at.map(|at| at.as_millis())
    }

    /// When a host asked a closed window or a silent peer for an answer.
    pub(crate) fn asks(&self, host: HostId) -> Vec<u64> {
        let asks = |r: &&SegmentRecord| r.from == host && r.how == Sending::WindowProbe;
        self.trace.segments.iter().filter(asks).map(|record| record.sent_at.as_millis()).collect()
    }

    /// When each segment of a host that takes sequence space went out, in milliseconds after the one
    /// before it.
    pub(crate) fn gaps(&self, host: HostId) -> Vec<u64> {
        let ours = self.trace.segments.iter().filter(|r| r.from == host && r.segment.seq_len() > 0);
        let times: Vec<u64> = ours.map(|record| record.sent_at.as_millis()).collect();
        times.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

/// Of a connection other than the one that stands at t = 0: its port on a, and the one on b if nobody
/// would expect it.
fn ports(a: u16, b: u16) -> String {
    match (a, b) {
        (40_000, 8_080) => String::new(),
        (a, 8_080) => format!("@{a}"),
        (a, b) => format!("@{a}:{b}"),
    }
}
