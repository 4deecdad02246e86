//! What a recording is about, told from what its scenario does and never from its name.

use super::recording::Recording;
use crate::host::HostId;
use serde_json::{Map, Value};

/// A recording belongs to the first of these that it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    Forged,
    Icmp,
    NewConnection,
    Vanished,
    Keepalive,
    UserTimeout,
    Linger,
    OrphanLimit,
    ClosedWindow,
    DataAndFaults,
    Data,
    HalfClosed,
    Late,
    Lost,
    Sysctls,
    Plain,
}

impl Group {
    /// As the table says it, in Markdown.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Group::Forged => "forged segments",
            Group::Icmp => "ICMP errors",
            Group::NewConnection => "another connection after the first",
            Group::Vanished => "a host that forgets the connection",
            Group::Keepalive => "keepalive",
            Group::UserTimeout => "`TCP_USER_TIMEOUT`",
            Group::Linger => "`SO_LINGER`, `TCP_LINGER2`",
            Group::OrphanLimit => "the limit on orphans",
            Group::ClosedWindow => "a receive window that closes",
            Group::DataAndFaults => "data, and something is lost, late or doubled",
            Group::Data => "data",
            Group::HalfClosed => "shutdown()",
            Group::Late => "waves that are late or doubled",
            Group::Lost => "waves that are lost",
            Group::Sysctls => "sysctls, and nothing is lost",
            Group::Plain => "nothing is lost",
        }
    }

    pub(crate) fn of(recording: &Recording) -> Group {
        let scenario = &recording.scenario;
        let does = |words: &[&str]| recording.script().any(|step| says(step, "do", words));
        let sets = |options: &[&str]| recording.script().any(|step| says(step, "opt", options));
        let acts = |actions: &[&str]| objects(scenario, "rules").any(|rule| says(rule, "action", actions));
        let tunes = HostId::BOTH.into_iter().any(|host| {
            let values = scenario.get("sysctl").and_then(|sysctl| sysctl.get(host.letter().to_string()));
            values.and_then(Value::as_object).is_some_and(|values| !values.is_empty())
        });
        let fits = [
            (Group::Forged, does(&["inject"])),
            (Group::Icmp, acts(&["icmp"])),
            (Group::NewConnection, does(&["connect", "listen", "unlisten"])),
            (Group::Vanished, does(&["vanish", "reboot", "exit"])),
            (Group::Keepalive, sets(&["SO_KEEPALIVE"])),
            (Group::UserTimeout, sets(&["TCP_USER_TIMEOUT"])),
            (Group::Linger, does(&["linger"]) || sets(&["TCP_LINGER2"])),
            (Group::OrphanLimit, scenario.contains_key("global_sysctl")),
            (Group::ClosedWindow, recording.has_rcvbuf()),
            (Group::DataAndFaults, does(&["write"]) && acts(&["drop", "delay", "duplicate"])),
            (Group::Data, does(&["write"])),
            (Group::HalfClosed, does(&["shutdown_wr", "shutdown_rd", "shutdown_rdwr"])),
            (Group::Late, acts(&["delay", "duplicate"])),
            (Group::Lost, acts(&["drop"])),
            (Group::Sysctls, tunes || does(&["sysctl"])),
        ];
        fits.into_iter().find(|(_, fits)| *fits).map_or(Group::Plain, |(group, _)| group)
    }
}

/// The objects in the list under `key`.
fn objects<'a>(of: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a Map<String, Value>> {
    of.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}

fn says(object: &Map<String, Value>, key: &str, words: &[&str]) -> bool {
    object.get(key).and_then(Value::as_str).is_some_and(|word| words.contains(&word))
}
