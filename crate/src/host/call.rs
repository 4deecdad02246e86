//! What applications ask for, as scripts spell it.

use crate::tcp::SocketOption;
use serde::Serialize;

/// What an application can ask of a socket, or of its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Call {
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
    Setsockopt {
        opt: SocketOption,
        value: i32,
    },
    /// Opens a connection under a name, from `port` (where it is bound to one) to the peer's port `to`.
    Connect {
        port: Option<u16>,
        to: u16,
    },
    /// Listens on a port of this host.
    Listen {
        port: u16,
    },
    /// Listens no longer.
    Unlisten,
    /// Not a call: the process ends, and each of its descriptors is closed.
    Exit,
    /// Not a call: the host loses the socket without a word, as in a crash.
    Vanish,
    /// Not a call: the host loses all sockets without a word and starts anew.
    Reboot,
}

impl Call {
    /// As scripts spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Call::Close => "close",
            Call::ShutdownWr => "shutdown_wr",
            Call::ShutdownRd => "shutdown_rd",
            Call::ShutdownRdwr => "shutdown_rdwr",
            Call::Read { .. } => "read",
            Call::Write { .. } => "write",
            Call::Linger { .. } => "linger",
            Call::Setsockopt { .. } => "setsockopt",
            Call::Connect { .. } => "connect",
            Call::Listen { .. } => "listen",
            Call::Unlisten => "unlisten",
            Call::Exit => "exit",
            Call::Vanish => "vanish",
            Call::Reboot => "reboot",
        }
    }
}
