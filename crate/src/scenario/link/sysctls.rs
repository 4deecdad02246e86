//! Sysctls that are set before the run begins: `b.tcp_orphan_retries=2`, or without a host for both.

use super::super::error::ScenarioError;
use super::super::format::Scenario;
use super::DEFAULT;
use super::text::{Writer, refused};
use super::values::whole;
use crate::host::HostId;
use crate::host::sysctl::{Setting, SysctlError, SysctlValue, of_machine};
use crate::words::{number, said};

/// Nothing where no sysctl has this name. One of nobody's is the machine's, or both hosts'.
pub(super) fn read(
    scenario: &mut Scenario,
    host: Option<HostId>,
    key: &str,
    value: &str,
) -> Option<Result<(), ScenarioError>> {
    let build = scenario.kernel.build();
    let meant = value_of(value);
    let setting = match Setting::new(build, key, meant.clone()) {
        Ok(setting) => setting,
        Err(SysctlError::Unknown { .. }) => return None,
        Err(e) => return Some(Err(refused(&e.text()))),
    };
    if host.is_none() && setting.row().global() {
        let number = if value == DEFAULT { Ok(None) } else { of_machine(build, key, &meant).map(Some) };
        let read = number.map(|number| scenario.global_sysctl.tcp_max_orphans = number);
        return Some(read.map_err(|e| refused(&e.text())));
    }
    let hosts = host.map_or(&HostId::BOTH[..], |host| std::slice::from_ref(&HostId::BOTH[host.index()]));
    if value != DEFAULT
        && let Err(e) = setting.check()
    {
        return Some(Err(refused(&e.text())));
    }
    for host in hosts {
        let values = scenario.sysctl.of_mut(*host);
        if value == DEFAULT {
            values.remove(key);
        } else {
            values.insert(key.to_owned(), meant.clone());
        }
    }
    Some(Ok(()))
}

/// Takes out what the kernel of the run has not, or would not take: a preset's, on another kernel.
pub(super) fn prune(scenario: &mut Scenario, mut refuse: impl FnMut(&str, ScenarioError)) {
    let build = scenario.kernel.build();
    for host in HostId::BOTH {
        let values = scenario.sysctl.of_mut(host);
        values.retain(|key, value| {
            let checked = Setting::new(build, key, value.clone()).and_then(|setting| setting.check());
            if let Err(e) = &checked {
                refuse(&said(&[host_name(host), ".", key]), refused(&e.text()));
            }
            checked.is_ok()
        });
    }
}

pub(super) fn write(scenario: &Scenario, base: &Scenario, writer: &mut Writer) {
    let [a, b] = HostId::BOTH.map(|host| differences(scenario, base, host));
    for (key, value) in &a {
        if b.contains(&(key, value.clone())) {
            writer.item(key, value);
        } else {
            writer.item(&said(&["a.", key]), value);
        }
    }
    for (key, value) in b.iter().filter(|both| !a.contains(both)) {
        writer.item(&said(&["b.", key]), value);
    }
    let (now, was) = (scenario.global_sysctl.tcp_max_orphans, base.global_sysctl.tcp_max_orphans);
    if now != was {
        writer.item("tcp_max_orphans", &now.map_or_else(|| DEFAULT.to_owned(), |most| number(most.into())));
    }
}

/// What a host's are that were others, as they are written.
fn differences<'a>(scenario: &'a Scenario, base: &'a Scenario, host: HostId) -> Vec<(&'a str, String)> {
    let (now, was) = (scenario.sysctl.of(host), base.sysctl.of(host));
    let set = now.iter().filter(|(key, value)| was.get(*key) != Some(*value));
    let gone = was.keys().filter(|key| now.get(*key).is_none());
    let set = set.map(|(key, value)| (key.as_str(), value_text(value)));
    set.chain(gone.map(|key| (key.as_str(), DEFAULT.to_owned()))).collect()
}

/// What somebody writes to a sysctl: a number where it is one, and what stands between quotes as it is.
pub(super) fn value_of(text: &str) -> SysctlValue {
    if let Some(quoted) = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return SysctlValue::Text(quoted.to_owned());
    }
    whole(text).map_or_else(|| SysctlValue::Text(text.to_owned()), SysctlValue::Number)
}

/// A text that would be read as something else goes between quotes.
pub(super) fn value_text(value: &SysctlValue) -> String {
    match value {
        SysctlValue::Number(value) => number(*value),
        SysctlValue::Text(text) => {
            let plain = value_of(text) == *value && text != DEFAULT && !text.contains('@');
            if plain { text.clone() } else { said(&["'", text, "'"]) }
        }
    }
}

pub(super) const fn host_name(host: HostId) -> &'static str {
    match host {
        HostId::A => "a",
        HostId::B => "b",
    }
}
