//! A write to a sysctl, and what Linux makes of it.
//!
//! `tests/sysctl/6.18.txt` has what a real kernel made of some fifteen hundred.

use super::table::{Bounds, FIRST_PORT, Place, Slot, find};
use super::value::Number;
use super::{Build, Sysctl, SysctlError, SysctlValue};
use crate::tcp::Knobs;
use crate::words::clipped;

/// A write to a sysctl of a host: it may yet be refused, as the kernel would.
#[derive(Clone, Debug)]
pub struct Setting {
    row: &'static Sysctl,
    build: Build,
    value: SysctlValue,
}

/// What a sysctl was and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub from: SysctlValue,
    pub to: SysctlValue,
}

impl Setting {
    /// Only a name that no kernel ever had is an error here.
    pub fn new(build: Build, key: &str, value: SysctlValue) -> Result<Setting, SysctlError> {
        let row = find(key).ok_or_else(|| SysctlError::Unknown { key: clipped(key, 40) })?;
        Ok(Setting { row, build, value })
    }

    pub fn row(&self) -> &'static Sysctl {
        self.row
    }

    pub fn value(&self) -> &SysctlValue {
        &self.value
    }

    /// Whether a host that has just booted would take it.
    pub fn check(&self) -> Result<(), SysctlError> {
        self.apply(&mut Knobs::default()).map(|_| ())
    }

    /// Writes it. Where it is refused, nothing changes.
    pub fn apply(&self, knobs: &mut Knobs) -> Result<Change, SysctlError> {
        let Setting { row, build, value } = self;
        let key = row.name;
        let field = match (row.place, row.since) {
            (Place::Gone(version), _) => return Err(SysctlError::Gone { key, version }),
            // Measured: a namespace of its own has no tcp_max_orphans.
            (Place::Machine, _) => return Err(SysctlError::OfMachine { key }),
            (Place::Host(_), Some(since)) if since.profile > build.profile => {
                return Err(SysctlError::Absent { key, since, profile: build.profile });
            }
            (Place::Host(field), _) => field,
        };
        let from = row.read(knobs, *build);
        if !value.is_empty() {
            match field.slot(knobs) {
                Slot::Ports(ports) => *ports = range(row, value, *ports)?,
                slot @ (Slot::Byte(_) | Slot::Int(_) | Slot::Uint(_)) => slot.put(one(row, *build, value)?),
            }
        }
        Ok(Change { from, to: row.read(knobs, *build) })
    }
}

/// What somebody writes to a sysctl of the machine.
pub fn of_machine(build: Build, key: &str, value: &SysctlValue) -> Result<i32, SysctlError> {
    let Setting { row, .. } = Setting::new(build, key, value.clone())?;
    match row.place {
        Place::Machine => one(row, build, value).map(|number| i32::try_from(number).unwrap_or(i32::MAX)),
        Place::Host(_) | Place::Gone(_) => Err(SysctlError::OfHost { key: row.name }),
    }
}

/// The first number, which alone counts.
fn one(row: &Sysctl, build: Build, value: &SysctlValue) -> Result<i64, SysctlError> {
    let (min, max) = row.range(build);
    let number = value.nth(0).flatten().and_then(|number| match row.bounds {
        Bounds::Milliseconds => Some(wrapped(number)),
        // Kernel: `do_proc_douintvec_conv()` refuses a sign, also that of −0.
        Bounds::Between(..) | Bounds::Seconds | Bounds::Ports if number.negative && min >= 0 => None,
        Bounds::Between(..) | Bounds::Seconds | Bounds::Ports => number.signed(),
    });
    match number {
        Some(number) if (min..=max).contains(&number) => Ok(number),
        Some(_) | None => Err(SysctlError::OutOfRange { key: row.name, min, max, value: value.clone() }),
    }
}

/// Note: as Linux does. `do_proc_dointvec_ms_jiffies_conv()` hands a long to `msecs_to_jiffies()`, which takes
/// 32 bits of it: 2³² is 0, and −4294967295 is 1.
fn wrapped(Number { negative, magnitude }: Number) -> i64 {
    let long = if negative { magnitude.wrapping_neg() } else { magnitude };
    i64::from(long as u32)
}

/// Two ports, or the first alone (kernel: `ipv4_local_port_range()`).
fn range(row: &Sysctl, value: &SysctlValue, (_, old_high): (u16, u16)) -> Result<(u16, u16), SysctlError> {
    let port = |number: Option<Number>| number?.signed().and_then(|n| u16::try_from(n).ok());
    let low = value.nth(0).and_then(port);
    let high = value.nth(1).map_or(Some(old_high), port);
    match (low, high) {
        (Some(low), Some(high)) if FIRST_PORT <= low && low <= high => Ok((low, high)),
        (Some(_) | None, Some(_) | None) => Err(SysctlError::NoPorts { key: row.name, value: value.clone() }),
    }
}
