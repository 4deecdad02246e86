//! What makes a run, in the engine's own types; scenarios and recordings are turned into this.

use crate::host::sysctl::Setting;
use crate::host::{Call, HostId};
use crate::net::Link;
use crate::tcp::{Established, Knobs};
use crate::time::{Instant, JiffyClock, Micros};

/// A run's inputs. Together with nothing else they give the run.
#[derive(Clone, Debug)]
pub struct Setup {
    pub clock: JiffyClock,
    pub knobs: [Knobs; 2],
    /// The two ends of the connection that stands when the run begins, each held as `main`.
    pub ends: [Established; 2],
    pub link: Link,
    /// In order of time; steps of the same moment in the order of writing.
    pub script: Vec<Step>,
    /// Nothing later than this happens.
    pub horizon: Instant,
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
    Call { name: String, call: Call },
    Sysctl(Setting),
}

/// The name under which each application holds the connection.
pub const MAIN: &str = "main";
