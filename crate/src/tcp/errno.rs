//! The errors that calls return and sockets carry, by Linux's names.

use serde::Serialize;
use std::fmt;

/// An errno.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
pub enum Errno {
    Eaddrinuse,
    Eaddrnotavail,
    Eagain,
    Ealready,
    Ebadf,
    Econnrefused,
    Econnreset,
    Ehostunreach,
    Einval,
    Eisconn,
    Enetunreach,
    Enoent,
    Enoprotoopt,
    Enotconn,
    Epipe,
    Eproto,
    Etimedout,
}

impl Errno {
    pub const fn name(self) -> &'static str {
        match self {
            Errno::Eaddrinuse => "EADDRINUSE",
            Errno::Eaddrnotavail => "EADDRNOTAVAIL",
            Errno::Eagain => "EAGAIN",
            Errno::Ealready => "EALREADY",
            Errno::Ebadf => "EBADF",
            Errno::Econnrefused => "ECONNREFUSED",
            Errno::Econnreset => "ECONNRESET",
            Errno::Ehostunreach => "EHOSTUNREACH",
            Errno::Einval => "EINVAL",
            Errno::Eisconn => "EISCONN",
            Errno::Enetunreach => "ENETUNREACH",
            Errno::Enoent => "ENOENT",
            Errno::Enoprotoopt => "ENOPROTOOPT",
            Errno::Enotconn => "ENOTCONN",
            Errno::Epipe => "EPIPE",
            Errno::Eproto => "EPROTO",
            Errno::Etimedout => "ETIMEDOUT",
        }
    }
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Errno {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}
