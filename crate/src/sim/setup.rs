//! What makes a run, in the engine's own types; scenarios and recordings are turned into this.

use crate::host::sysctl::Setting;
use crate::host::{Call, HostId, Windows};
use crate::net::Link;
use crate::segment::Flags;
use crate::tcp::{Established, Knobs, Profile};
use crate::time::{Instant, JiffyClock, Micros};

/// A run's inputs. Together with nothing else they give the run.
#[derive(Clone, Debug)]
pub struct Setup {
    pub profile: Profile,
    pub clock: JiffyClock,
    pub knobs: [Knobs; 2],
    /// `tcp_max_orphans` of the machine that both hosts are namespaces of.
    pub tcp_max_orphans: i32,
    /// The two ends of the connection that stands when the run begins, each held as `main`.
    pub ends: [Established; 2],
    /// The port on which each host listens, with a backlog of 16 that nobody accepts from.
    pub listens: [Option<u16>; 2],
    /// The windows that later connections of each host offer, where a recording shows them.
    pub windows: [Windows; 2],
    pub link: Link,
    /// In order of time; steps of the same moment in the order of writing.
    pub script: Vec<Step>,
    /// Nothing later than this happens.
    pub horizon: Instant,
}

impl Setup {
    /// Whether a segment is handed over that nobody sent.
    pub(super) fn forges(&self) -> bool {
        self.script.iter().any(|step| matches!(step.act, Do::Inject(_)))
    }
}

/// One line of the script.
#[derive(Clone, Debug)]
pub struct Step {
    pub when: When,
    pub host: HostId,
    pub act: Do,
}

/// When a step is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    At(Instant),
    /// So long after the socket it's about reads end of file.
    Eof {
        after: Micros,
    },
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum Do {
    Call {
        name: String,
        call: Call,
    },
    Sysctl(Setting),
    /// Hands a forged segment to the host.
    Inject(Forged),
}

/// A segment that nobody sent. Its numbers are relative to the newest incarnation of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forged {
    pub flags: Flags,
    pub seq: u32,
    pub ack: u32,
    pub len: u32,
    pub win: u16,
    /// The ports that it pretends to come from and go to; those of `main` where none are given.
    pub sport: Option<u16>,
    pub dport: Option<u16>,
}

/// The name under which each application holds the connection.
pub const MAIN: &str = "main";
