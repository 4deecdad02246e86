//! The sysctl table: what each knob of a host is called, may be and does (spec §12).
//!
//! Owns the rows, the values that they take and what Linux makes of a write. The panel, the scenario reader
//! and `sysctl` steps are all made from this table. Refuses to say what a value means to a connection:
//! endpoints read [`Knobs`].

mod error;
mod governs;
mod setting;
mod table;
mod text;
mod value;

pub use error::SysctlError;
pub use setting::{Change, Setting, of_machine};
pub use table::{TABLE, TCP_MAX_ORPHANS, find};
pub use value::SysctlValue;

use crate::rule::{Rule, Sentence};
use crate::tcp::{Knobs, Profile};
use serde::Serialize;
use table::{Bounds, FIRST_PORT, Place};

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Sysctl {
    /// Below `net.ipv4.`.
    pub name: &'static str,
    pub unit: Unit,
    pub read: Read,
    /// The first version of Linux that has it, where not all of ours do.
    pub since: Option<Since>,
    /// A value that stands for another while the socket counts as alive: 0 for 8.
    pub stands_for: Option<(u8, u8)>,
    /// One of those that a newcomer should meet first.
    pub front: bool,
    /// Whether no teardown asks for it: it may be set, and nothing comes of that.
    pub inert: bool,
    bounds: Bounds,
    place: Place,
}

/// What a sysctl's number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// The N of the give-up model: a time, not a count.
    Boundary,
    Seconds,
    Milliseconds,
    Microseconds,
    Mode,
    Switch,
    /// A set of bits.
    Bits,
    Sockets,
    Segments,
    PerSecond,
    /// The first and the last port.
    Ports,
}

/// When the kernel reads a sysctl, and so what one that is set later still reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Read {
    EachUse,
    SocketMade,
    Handshake,
}

/// When a sysctl came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// As its release is called: "6.15".
    pub version: &'static str,
    /// The first of our versions that has it.
    pub profile: Profile,
}

/// What decides which sysctls there are, and what some may be: the kernel's version and its ticks a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Build {
    pub profile: Profile,
    pub hz: u32,
}

impl Default for Build {
    fn default() -> Self {
        Build { profile: Profile::default(), hz: 250 }
    }
}

impl Sysctl {
    /// What it does, for people. The page has these from `web/src/strings`, not from the wasm.
    pub fn sentence(&self) -> Sentence {
        text::of(self.name)
    }

    /// The rules that ask for it. The page has these from `web/src/strings`, not from the wasm.
    pub fn governs(&self) -> &'static [Rule] {
        governs::of(self.name)
    }

    pub fn exists_in(&self, profile: Profile) -> bool {
        self.gone_in().is_none() && self.since.is_none_or(|since| since.profile <= profile)
    }

    /// The version of Linux that took it away.
    pub fn gone_in(&self) -> Option<&'static str> {
        match self.place {
            Place::Gone(version) => Some(version),
            Place::Host(_) | Place::Machine => None,
        }
    }

    /// Whether it belongs to the machine, whose hosts are namespaces: no host has a value of its own.
    pub fn global(&self) -> bool {
        match self.place {
            Place::Machine => true,
            Place::Host(_) | Place::Gone(_) => false,
        }
    }

    /// The least and the greatest that it may be.
    pub fn range(&self, build: Build) -> (i64, i64) {
        match self.bounds {
            Bounds::Between(min, max) => (min.into(), max.into()),
            // Kernel: `proc_dointvec_jiffies()`, an int of ticks.
            Bounds::Seconds => {
                let most = i64::from(i32::MAX) / i64::from(build.hz);
                (-most, most)
            }
            Bounds::Milliseconds => (0, i32::MAX.into()),
            Bounds::Ports => (FIRST_PORT.into(), u16::MAX.into()),
        }
    }

    pub fn default(&self) -> SysctlValue {
        match self.place {
            Place::Host(_) => self.read(&Knobs::default(), Build::default()),
            Place::Machine => SysctlValue::Number(TCP_MAX_ORPHANS.into()),
            Place::Gone(_) => SysctlValue::Number(0),
        }
    }

    /// What a host shows whose values these are; the default where it has none.
    pub fn read(&self, knobs: &Knobs, build: Build) -> SysctlValue {
        match self.place {
            Place::Host(field) => field.slot(&mut knobs.clone()).shown(self.bounds, build.hz),
            Place::Machine | Place::Gone(_) => self.default(),
        }
    }
}
