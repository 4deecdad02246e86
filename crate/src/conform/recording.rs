//! A recording as `lab.py` writes it. Owns the format; refuses to know what the engine makes of it.

use super::error::RecordingError;
use super::fields;
use super::when::Time;
use crate::host::HostId;
use crate::net::Flow;
use crate::segment::Flags;
pub(crate) use crate::sim::MAIN;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// What a kernel did with one scenario.
#[derive(Debug, Deserialize)]
#[serde(expecting = "a recording: an object with `scenario` and `packets`")]
pub(crate) struct Recording {
    pub(crate) scenario: Map<String, Value>,
    #[serde(deserialize_with = "fields::rows")]
    pub(crate) packets: Vec<Packet>,
    #[serde(deserialize_with = "fields::rows")]
    pub(crate) states: Vec<StateRow>,
    #[serde(deserialize_with = "fields::rows")]
    pub(crate) app: Vec<AppRow>,
    pub(crate) tcp_info: PerHost<TcpInfo>,
    pub(crate) end_ms: Time,
    pub(crate) jiffies: JiffiesRow,
    pub(crate) counters: PerHost<BTreeMap<String, i64>>,
    pub(crate) kernel: Version,
}

/// The same for each host.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with `a` and `b`")]
pub(crate) struct PerHost<T> {
    a: T,
    b: T,
}

impl<T> PerHost<T> {
    pub(crate) fn of(&self, host: HostId) -> &T {
        match host {
            HostId::A => &self.a,
            HostId::B => &self.b,
        }
    }
}

/// A segment on the wire. Sequence numbers are relative.
#[derive(Debug, Deserialize)]
pub(crate) struct Packet {
    /// Nothing for one from before t = 0.
    pub(crate) t_ms: Option<Time>,
    #[serde(deserialize_with = "fields::host")]
    pub(crate) from: HostId,
    pub(crate) sport: u16,
    pub(crate) dport: u16,
    pub(crate) flags: Flags,
    #[serde(deserialize_with = "fields::wrapped")]
    pub(crate) seq: u32,
    #[serde(deserialize_with = "fields::wrapped")]
    pub(crate) ack: u32,
    pub(crate) len: u32,
    pub(crate) win: u16,
    #[serde(default, deserialize_with = "fields::blocks")]
    pub(crate) sack: Vec<[u32; 2]>,
    #[serde(deserialize_with = "fields::fate")]
    pub(crate) fate: Fate,
    #[serde(default, deserialize_with = "fields::arrivals")]
    pub(crate) arrive_ms: Vec<Time>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Delivered,
    Dropped,
    /// Forged by the recorder: no host sent it.
    Injected,
}

/// A change of what sock_diag showed of one socket.
#[derive(Debug, Deserialize)]
pub(crate) struct StateRow {
    pub(crate) t_ms: Time,
    #[serde(deserialize_with = "fields::host")]
    pub(crate) host: HostId,
    pub(crate) sport: u16,
    pub(crate) dport: u16,
    /// As the kernel spells it, or `GONE`.
    pub(crate) state: String,
    /// Absent with `GONE`.
    pub(crate) timer: Option<String>,
    pub(crate) retrans: Option<u8>,
    /// How much of the timer was left when the row was read.
    pub(crate) expires_ms: Option<Time>,
}

/// A line of what applications did and saw.
#[derive(Debug, Deserialize)]
pub(crate) struct AppRow {
    pub(crate) t_ms: Time,
    #[serde(deserialize_with = "fields::host")]
    pub(crate) host: HostId,
    pub(crate) event: AppEvent,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum AppEvent {
    /// `close = 0`, `connect{"sock": "again"} = in progress`.
    Called(Called),
    /// `main: POLLRDHUP`.
    Woke { name: String, label: String },
    /// `main: SO_ERROR ETIMEDOUT`.
    SoError { name: String, error: String },
    /// `icmp 3/1 arrives`: type and code.
    Icmp { kind: u8, code: u8 },
}

/// A call and what came of it.
#[derive(Debug)]
pub(crate) struct Called {
    /// As scripts spell it.
    pub(crate) what: String,
    /// The keys of its step, but for when and where.
    pub(crate) args: Map<String, Value>,
    /// `0`, a number of bytes, `in progress`, or the name of an errno.
    pub(crate) result: String,
}

impl Called {
    /// The socket that it was about; nothing where it concerned the host.
    pub(crate) fn sock(&self) -> Option<&str> {
        let of_host = ["unlisten", "sysctl", "inject"].contains(&self.what.as_str());
        (!of_host).then(|| self.args.get("sock").and_then(Value::as_str).unwrap_or(MAIN))
    }

    /// The option that it set, if it could, and to what.
    fn option(&self) -> Option<(&str, i64)> {
        let sets = self.what == "setsockopt" && self.result == "0";
        let name = self.args.get("opt").filter(|_| sets)?.as_str()?;
        Some((name, self.args.get("value")?.as_i64()?))
    }

    /// A forged segment is written down among the calls, but no application made it.
    pub(crate) fn is_forgery(&self) -> bool {
        self.what == "inject"
    }
}

impl TryFrom<String> for AppEvent {
    type Error = String;

    fn try_from(text: String) -> Result<AppEvent, String> {
        let unknown = || {
            let lines = "`close = 0`, `main: POLLIN`, `main: SO_ERROR EPIPE` or `icmp 3/1 arrives`";
            format!("expected a line like {lines}, found `{text}`")
        };
        if let Some((call, result)) = text.rsplit_once(" = ") {
            let (what, args) = match call.find('{') {
                Some(at) => (&call[..at], serde_json::from_str(&call[at..]).map_err(|_| unknown())?),
                None => (call, Map::new()),
            };
            let errno = result.strip_suffix(')').and_then(|r| r.rsplit_once('('));
            let result = errno.map_or(result, |(_, name)| name).to_owned();
            return Ok(AppEvent::Called(Called { what: what.to_owned(), args, result }));
        }
        if let Some(which) = text.strip_prefix("icmp ").and_then(|rest| rest.strip_suffix(" arrives")) {
            let numbers = which.split_once('/').and_then(|(kind, code)| {
                let number = |text: &str| text.parse().ok();
                Some((number(kind)?, number(code)?))
            });
            return numbers.map(|(kind, code)| AppEvent::Icmp { kind, code }).ok_or_else(unknown);
        }
        let (name, saw) = text.split_once(": ").ok_or_else(unknown)?;
        let name = name.to_owned();
        match saw.split_once(' ') {
            Some(("SO_ERROR", error)) => Ok(AppEvent::SoError { name, error: error.to_owned() }),
            None if saw.starts_with("POLL") => Ok(AppEvent::Woke { name, label: saw.to_owned() }),
            Some(_) | None => Err(unknown()),
        }
    }
}

/// The kernel's own estimates when the script starts.
#[derive(Debug, Deserialize)]
#[serde(expecting = "estimates: an object with `rto_us` and `srtt_us`")]
pub(crate) struct TcpInfo {
    pub(crate) rto_us: u32,
    pub(crate) ato_us: u32,
    pub(crate) srtt_us: u32,
    pub(crate) rttvar_us: u32,
    pub(crate) snd_mss: u32,
    pub(crate) snd_cwnd: u32,
    pub(crate) rcv_space: u32,
    pub(crate) rcv_wscale: Option<u8>,
}

/// Where the kernel's tick counter stood at t = 0.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(expecting = "an object with `hz`, `at_t0` and `into_it_ms`")]
pub(crate) struct JiffiesRow {
    pub(crate) hz: u32,
    pub(crate) at_t0: u64,
    pub(crate) into_it_ms: Time,
}

/// Major and minor number of a kernel release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Version(pub(crate) u32, pub(crate) u32);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(release: String) -> Result<Version, String> {
        let number = |n: Option<&str>| n?.parse().ok();
        let mut parts = release.split('.');
        match (number(parts.next()), number(parts.next())) {
            (Some(major), Some(minor)) => Ok(Version(major, minor)),
            (_, None) | (None, _) => {
                Err(format!("expected a kernel release, e.g. 6.18.3, found `{release}`"))
            }
        }
    }
}

/// What leaves so soon after an arrival is the arrival's doing.
const PROVOKED: Time = Time::ms(1);

/// The ports of a connection, as one of its hosts sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ends {
    pub(crate) host: HostId,
    pub(crate) sport: u16,
    pub(crate) dport: u16,
}

/// The port of each host where a scenario names none.
fn default_port(host: HostId) -> u16 {
    match host {
        HostId::A => 40_000,
        HostId::B => 8_080,
    }
}

impl Recording {
    pub(crate) fn read(text: &str) -> Result<Recording, RecordingError> {
        let mut json = serde_json::Deserializer::from_str(text);
        let recording: Recording = serde_path_to_error::deserialize(&mut json)
            .map_err(|e| RecordingError::at(&e.path().to_string(), &e.inner().to_string()))?;
        json.end().map_err(|e| RecordingError::at("", &e.to_string()))?;
        if let Some(i) = recording.packets.iter().position(|packet| packet.t_ms.is_none()) {
            let problem = "expected milliseconds, found a segment from before t = 0";
            return Err(RecordingError::at(&format!("packets[{i}].t_ms"), problem));
        }
        Ok(recording)
    }

    /// The segments that hosts sent, with their times, in the order of the wire.
    pub(crate) fn sent(&self) -> impl Iterator<Item = (Time, &Packet)> {
        let timed = self.packets.iter().filter_map(|packet| Some((packet.t_ms?, packet)));
        timed.filter(|(_, packet)| packet.fate != Fate::Injected)
    }

    pub(crate) fn sent_by(&self, host: HostId) -> impl Iterator<Item = (Time, &Packet)> {
        self.sent().filter(move |(_, packet)| packet.from == host)
    }

    /// How long the kernel's tick is.
    pub(crate) fn tick(&self) -> Time {
        Time::micros(1_000_000 / i64::from(self.jiffies.hz.max(1)))
    }

    /// When something reached `host`: segments, forged ones too.
    pub(crate) fn arrivals(&self, host: HostId) -> impl Iterator<Item = Time> {
        self.packets.iter().filter(move |packet| packet.from != host).flat_map(|packet| {
            let forged = packet.t_ms.filter(|_| packet.fate == Fate::Injected);
            packet.arrive_ms.iter().copied().chain(forged)
        })
    }

    /// When what reached `host` that it answered with what it sent at `at`, if that was an answer.
    pub(crate) fn answered(&self, host: HostId, at: Time) -> Option<Time> {
        self.arrivals(host).filter(|arrival| *arrival <= at && at - *arrival <= PROVOKED).max()
    }

    /// The calls of both hosts in the order in which they were made.
    pub(crate) fn calls(&self) -> impl Iterator<Item = (&AppRow, &Called)> {
        self.app.iter().filter_map(|row| match &row.event {
            AppEvent::Called(called) => Some((row, called)),
            AppEvent::Woke { .. } | AppEvent::SoError { .. } | AppEvent::Icmp { .. } => None,
        })
    }

    /// The calls of one host's applications, in their order.
    pub(crate) fn calls_of(&self, host: HostId) -> impl Iterator<Item = (&AppRow, &Called)> {
        self.calls().filter(move |(row, call)| row.host == host && !call.is_forgery())
    }

    /// When forged segments reached `host`.
    pub(crate) fn forgeries(&self, host: HostId) -> impl Iterator<Item = Time> {
        let forged = move |packet: &&Packet| packet.fate == Fate::Injected && packet.from == host.peer();
        self.packets.iter().filter(forged).filter_map(|packet| packet.t_ms)
    }

    /// When ICMP errors reached `host`.
    pub(crate) fn icmp_errors(&self, host: HostId) -> impl Iterator<Item = Time> {
        let of_host = self.app.iter().filter(move |row| row.host == host);
        of_host.filter(|row| matches!(row.event, AppEvent::Icmp { .. })).map(|row| row.t_ms)
    }

    /// How long a keepalive timer that TCP_KEEPIDLE armed still had to run, less the idle time that was
    /// set, and when that was read: the timer began with what was last heard of the peer.
    pub(crate) fn keepalive_seen(&self, host: HostId) -> Option<(Time, Time)> {
        let Ends { sport, dport, .. } = self.ends(host, MAIN);
        let of_main = |(_, call): &(&AppRow, &Called)| call.sock() == Some(MAIN);
        let calls: Vec<_> = self.calls_of(host).filter(of_main).collect();
        let mut on = false;
        for (i, (row, call)) in calls.iter().enumerate() {
            let seconds = match call.option() {
                Some(("SO_KEEPALIVE", value)) => {
                    on = value != 0;
                    continue;
                }
                Some(("TCP_KEEPIDLE", seconds)) if on => seconds,
                Some(_) | None => continue,
            };
            let arms_anew = |call: &Called| {
                let options = ["SO_KEEPALIVE", "TCP_KEEPIDLE"];
                call.what == "close" || call.option().is_some_and(|(name, _)| options.contains(&name))
            };
            let until = calls[i + 1..].iter().find(|(_, call)| arms_anew(call)).map(|(row, _)| row.t_ms);
            let shows = self.states.iter().find(|shown| {
                (shown.host, shown.sport, shown.dport) == (host, sport, dport)
                    && shown.t_ms > row.t_ms
                    && until.is_none_or(|until| shown.t_ms < until)
                    && shown.timer.as_deref() == Some("keepalive")
            });
            if let Some((shown, left)) = shows.and_then(|shown| Some((shown, shown.expires_ms?))) {
                return Some((shown.t_ms, left - Time::ms(1000 * seconds)));
            }
        }
        None
    }

    /// The steps of the scenario's script.
    pub(crate) fn script(&self) -> impl Iterator<Item = &Map<String, Value>> {
        let steps = self.scenario.get("script").and_then(Value::as_array);
        steps.into_iter().flatten().filter_map(Value::as_object)
    }

    /// Names of sockets that the applications of the run use, per host.
    pub(crate) fn names(&self, host: HostId) -> Vec<String> {
        let opened = self.connects(host).map(|step| sock_of(step).to_owned());
        let mut names: Vec<String> = opened.filter(|name| name != MAIN).collect();
        names.push(MAIN.to_owned());
        names.sort();
        names.dedup();
        names
    }

    fn connects(&self, host: HostId) -> impl Iterator<Item = &Map<String, Value>> {
        let letter = host.letter().to_string();
        self.script().filter(move |step| {
            let says = |key| step.get(key).and_then(Value::as_str);
            says("do") == Some("connect") && says("host") == Some(&letter)
        })
    }

    /// The ports of the socket that `host` calls `name`.
    pub(crate) fn ends(&self, host: HostId, name: &str) -> Ends {
        let step = self.connects(host).find(|step| sock_of(step) == name);
        let port = |key: &str, host| {
            let port = step.and_then(|step| step.get(key)?.as_u64());
            port.and_then(|n| u16::try_from(n).ok()).unwrap_or(default_port(host))
        };
        Ends { host, sport: port("port", host), dport: port("to", host.peer()) }
    }

    /// Whether the socket called `name` was bound to its port before it connected. What listen()
    /// hands out wasn't.
    pub(crate) fn was_bound(&self, host: HostId, name: &str) -> bool {
        let leaves_it = |value: Option<&Value>| value.and_then(Value::as_bool) == Some(true);
        match self.connects(host).find(|step| sock_of(step) == name) {
            Some(step) => !leaves_it(step.get("ephemeral")),
            None => host == HostId::A && !leaves_it(self.scenario.get("ephemeral")),
        }
    }

    /// Whether the scenario bounds b's receive buffer.
    pub(crate) fn has_rcvbuf(&self) -> bool {
        self.scenario.contains_key("rcvbuf")
    }

    /// Every segment that hosts sent with the flow that it belongs to. A new incarnation begins with a
    /// SYN that answers a connect(), or a SYN-ACK that answers such a SYN.
    pub(crate) fn flows(&self) -> Vec<(Flow, Time, &Packet)> {
        let mut incarnations: BTreeMap<(HostId, u16, u16), u32> = BTreeMap::new();
        let mut answered: BTreeMap<(HostId, u16, u16), u32> = BTreeMap::new();
        let mut connects: BTreeMap<Ends, Vec<Time>> = BTreeMap::new();
        for (row, called) in self.calls() {
            if let ("connect", "in progress", Some(sock)) =
                (called.what.as_str(), called.result.as_str(), called.sock())
            {
                let ends = self.ends(row.host, sock);
                connects.entry(ends).or_default().push(row.t_ms);
            }
        }
        let mut flows = Vec::new();
        for (at, packet) in self.sent() {
            let Packet { from, sport, dport, flags, .. } = *packet;
            let of_peer = incarnations.get(&(from.peer(), dport, sport)).copied().unwrap_or(0);
            let mine = incarnations.entry((from, sport, dport)).or_default();
            if flags.has(Flags::SYN.and(Flags::ACK)) {
                let answers = answered.entry((from, sport, dport)).or_default();
                *mine += u32::from(of_peer > *answers);
                *answers = of_peer;
            } else if flags.has(Flags::SYN) {
                let calls = connects.entry(Ends { host: from, sport, dport }).or_default();
                if calls.iter().any(|call| *call <= at) {
                    calls.retain(|call| *call > at);
                    *mine += 1;
                }
            }
            flows.push((Flow { from, sport, dport, incarnation: *mine }, at, packet));
        }
        flows
    }
}

fn sock_of(step: &Map<String, Value>) -> &str {
    step.get("sock").and_then(Value::as_str).unwrap_or(MAIN)
}
