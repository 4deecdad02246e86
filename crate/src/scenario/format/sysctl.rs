//! Sysctls, as a scenario writes them.

use crate::host::HostId;
use crate::host::sysctl::SysctlValue;
use litemap::LiteMap;
use serde::{Serialize, Serializer};

/// Values of `net.ipv4.*` by name, for each host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Sysctls {
    #[serde(skip_serializing_if = "LiteMap::is_empty", serialize_with = "as_object")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, SysctlValue>"))]
    pub a: LiteMap<String, SysctlValue>,
    #[serde(skip_serializing_if = "LiteMap::is_empty", serialize_with = "as_object")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, SysctlValue>"))]
    pub b: LiteMap<String, SysctlValue>,
}

impl Sysctls {
    pub fn of(&self, host: HostId) -> &LiteMap<String, SysctlValue> {
        match host {
            HostId::A => &self.a,
            HostId::B => &self.b,
        }
    }

    pub fn of_mut(&mut self, host: HostId) -> &mut LiteMap<String, SysctlValue> {
        match host {
            HostId::A => &mut self.a,
            HostId::B => &mut self.b,
        }
    }

    /// Host, name and value of each.
    pub(in crate::scenario) fn all(&self) -> impl Iterator<Item = (&'static str, &str, &SysctlValue)> {
        [("a", &self.a), ("b", &self.b)]
            .into_iter()
            .flat_map(|(host, values)| values.iter().map(move |(key, value)| (host, key.as_str(), value)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.a.is_empty() && self.b.is_empty()
    }
}

fn as_object<S: Serializer>(values: &LiteMap<String, SysctlValue>, s: S) -> Result<S::Ok, S::Error> {
    s.collect_map(values.iter())
}

/// Sysctls of the machine that both hosts are namespaces of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct GlobalSysctls {
    /// How many orphans there may be, over both hosts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub tcp_max_orphans: Option<i32>,
}

impl GlobalSysctls {
    pub(super) fn is_empty(&self) -> bool {
        self.tcp_max_orphans.is_none()
    }
}
