//! Lines of the script: when, on which host, what.

use crate::host::HostId;
use crate::host::sysctl::SysctlValue;
use crate::scenario::Millis;
use crate::segment::Flags;
use crate::tcp::SocketOption;
use serde::Serialize;

/// A line of the script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StepLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// With `when`: so much later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_ms: Option<Millis>,
    pub host: HostId,
    // The override makes an intersection: an interface cannot extend a union.
    #[serde(flatten)]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Deed"))]
    pub deed: Deed,
    /// Which socket of that host; `main` if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sock: Option<String>,
}

impl StepLine {
    /// A step of `host` that has no time yet.
    pub fn new(host: HostId, deed: Deed) -> StepLine {
        StepLine { at_ms: None, when: None, after_ms: None, host, deed, sock: None }
    }
}

/// What a step waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// The peer's FIN has come.
    Eof,
}

/// What a step does, and the keys that come with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Deed {
    Close,
    ShutdownWr,
    ShutdownRd,
    ShutdownRdwr,
    /// At most so many bytes.
    Read {
        bytes: u32,
    },
    Write {
        bytes: u32,
    },
    /// SO_LINGER {1, seconds}.
    Linger {
        seconds: i32,
    },
    /// The value is Linux's to refuse.
    Setsockopt {
        opt: SocketOption,
        value: i32,
    },
    /// Opens a connection from `port` to the peer's port `to`, each the one of `main` if left out.
    Connect {
        #[serde(skip_serializing_if = "Option::is_none")]
        port: Option<u16>,
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<u16>,
        /// Bound to no port: the host chooses.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        ephemeral: bool,
    },
    /// Listens on a port, the one of `main` if left out.
    Listen {
        #[serde(skip_serializing_if = "Option::is_none")]
        port: Option<u16>,
    },
    Unlisten,
    /// The process ends, and each of its descriptors is closed.
    Exit,
    /// The host loses the socket without a word, as in a crash.
    Vanish,
    /// The host loses all sockets without a word and starts anew.
    Reboot,
    /// Sets `net.ipv4.` + `key`. The value is Linux's to refuse.
    Sysctl {
        key: String,
        value: SysctlValue,
    },
    Inject(Forgery),
}

/// A segment that nobody sent. `seq` and `ack` count from the initial numbers of the newest connection on
/// these ports, which are those of `main` if left out; below 0 is before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Forgery {
    pub flags: Flags,
    pub seq: i64,
    pub ack: i64,
    /// Bytes of payload; at most 65,495.
    pub len: u32,
    /// The window field, before scaling.
    pub win: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sport: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dport: Option<u16>,
}
