//! What an application asks of a socket, and what Linux returns.

mod close;
mod connect;
mod option;
mod read;
mod shutdown;
mod write;

pub use close::Closer;
pub use connect::Opening;
pub use shutdown::Shut;

use crate::tcp::errno::Errno;
use serde::Serialize;
use std::fmt;

/// What a call returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
pub enum CallResult {
    /// 0.
    Done,
    /// So many bytes were read or written.
    Bytes(u32),
    /// connect() goes on in the background.
    InProgress,
    /// close() waits for its linger time; what it returns comes with [`Act::Return`](crate::tcp::Act::Return).
    Blocks,
    Failed(Errno),
}

/// As recordings write it: `0`, `500`, `in progress`, `EPIPE`.
impl fmt::Display for CallResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CallResult::Done => f.write_str("0"),
            CallResult::Bytes(n) => write!(f, "{n}"),
            CallResult::InProgress => f.write_str("in progress"),
            CallResult::Blocks => f.write_str("blocks"),
            CallResult::Failed(errno) => errno.fmt(f),
        }
    }
}

impl Serialize for CallResult {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
