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
use crate::words::number;
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

impl CallResult {
    /// As recordings write it: `0`, `500`, `in progress`, `EPIPE`.
    pub fn text(self) -> String {
        let word = match self {
            CallResult::Done => "0",
            CallResult::Bytes(n) => return number(n.into()),
            CallResult::InProgress => "in progress",
            CallResult::Blocks => "blocks",
            CallResult::Failed(errno) => errno.name(),
        };
        word.to_owned()
    }
}

impl fmt::Display for CallResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Serialize for CallResult {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.text())
    }
}
