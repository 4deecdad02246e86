//! Why a write to a sysctl is refused.

use super::table::TABLE;
use super::{Since, SysctlValue};
use crate::tcp::{Errno, Profile};
use crate::words::{clipped, listed, number, said};
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
        match self {
            SysctlError::Unknown { key } => {
                let names: Vec<_> = TABLE.iter().map(|row| row.name).collect();
                said(&["`", key, "` is no sysctl of this engine; expected one of ", &listed(&names)])
            }
            SysctlError::Absent { key, since, profile } => {
                said(&["`", key, "` came in Linux ", since.version, ": ", profile.name(), " has none"])
            }
            SysctlError::Gone { key, version } => {
                said(&["`", key, "` went in Linux ", version, ": no kernel here has it"])
            }
            SysctlError::OfMachine { key } => said(&["`", key, "` belongs to the machine, not to a host"]),
            SysctlError::OfHost { key } => said(&["`", key, "` belongs to a host, not to the machine"]),
            SysctlError::OutOfRange { key, min, max, value } => {
                let (min, max) = (number(*min), number(*max));
                said(&["`", key, "` must be ", &min, " to ", &max, ", not ", &clipped(&value.text(), SAID)])
            }
            SysctlError::NoPorts { key, value } => {
                let value = clipped(&value.text(), SAID);
                said(&["`", key, "` must be two ports from 1024 on, the lower first, not ", &value])
            }
        }
    }
}

impl fmt::Display for SysctlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl std::error::Error for SysctlError {}
