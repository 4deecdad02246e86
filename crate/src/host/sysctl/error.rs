//! Why a write to a sysctl is refused.

use super::table::TABLE;
use super::{Since, SysctlValue};
use crate::tcp::{Errno, Profile};
use crate::words::{clipped, filled, listed, number};
use std::fmt;

/// How much of what somebody wrote is said again.
const SAID: usize = 40;

/// Why a value was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SysctlError {
    Unknown {
        key: String,
    },
    /// This kernel is too old for it.
    Absent {
        key: &'static str,
        since: Since,
        profile: Profile,
    },
    /// Every kernel of ours is too young for it.
    Gone {
        key: &'static str,
        version: &'static str,
    },
    OfMachine {
        key: &'static str,
    },
    OfHost {
        key: &'static str,
    },
    OutOfRange {
        key: &'static str,
        min: i64,
        max: i64,
        value: SysctlValue,
    },
    NoPorts {
        key: &'static str,
        value: SysctlValue,
    },
}

impl SysctlError {
    /// Which half of a setting is wrong: its `key` or its `value`.
    pub const fn half(&self) -> &'static str {
        match self {
            SysctlError::Unknown { .. }
            | SysctlError::Absent { .. }
            | SysctlError::Gone { .. }
            | SysctlError::OfMachine { .. }
            | SysctlError::OfHost { .. } => "key",
            SysctlError::OutOfRange { .. } | SysctlError::NoPorts { .. } => "value",
        }
    }

    /// What `sysctl -w` would say: no such file, or write()'s refusal.
    pub const fn errno(&self) -> Errno {
        match self {
            SysctlError::Unknown { .. }
            | SysctlError::Absent { .. }
            | SysctlError::Gone { .. }
            | SysctlError::OfMachine { .. }
            | SysctlError::OfHost { .. } => Errno::Enoent,
            SysctlError::OutOfRange { .. } | SysctlError::NoPorts { .. } => Errno::Einval,
        }
    }
}

impl SysctlError {
    pub fn text(&self) -> String {
        let mut values = [String::new(), String::new(), String::new()];
        let (key, template) = match self {
            SysctlError::Unknown { key } => {
                let mut names = Vec::new();
                for row in TABLE {
                    names.push(row.name);
                }
                values[0] = listed(&names);
                (key.as_str(), "`#` is no sysctl of this engine; expected one of ①")
            }
            SysctlError::Absent { key, since, profile } => {
                values[0].push_str(since.version);
                values[1].push_str(profile.name());
                (*key, "`#` came in Linux ①: ② has none")
            }
            SysctlError::Gone { key, version } => {
                values[0].push_str(version);
                (*key, "`#` went in Linux ①: no kernel here has it")
            }
            SysctlError::OfMachine { key } => (*key, "`#` belongs to the machine, not to a host"),
            SysctlError::OfHost { key } => (*key, "`#` belongs to a host, not to the machine"),
            SysctlError::OutOfRange { key, min, max, value } => {
                values = [number(*min), number(*max), clipped(&value.text(), SAID)];
                (*key, "`#` must be ① to ②, not ③")
            }
            SysctlError::NoPorts { key, value } => {
                values[0] = clipped(&value.text(), SAID);
                (*key, "`#` must be two ports from 1024 on, the lower first, not ①")
            }
        };
        let [one, two, three] = &values;
        filled(template, &[('#', key), ('①', one), ('②', two), ('③', three)])
    }
}

impl fmt::Display for SysctlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl std::error::Error for SysctlError {}
