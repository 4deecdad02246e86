//! Socket options that bear on teardown: their names, and what Linux takes for a value.

use crate::tcp::errno::Errno;
use crate::tcp::profile::Profile;
use serde::Serialize;

/// What setsockopt() sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SocketOption {
    TcpUserTimeout,
    #[serde(rename = "TCP_LINGER2")]
    TcpLinger2,
    TcpQuickack,
    TcpNodelay,
    TcpKeepidle,
    TcpKeepintvl,
    TcpKeepcnt,
    TcpRtoMaxMs,
    SoKeepalive,
}

impl SocketOption {
    pub const ALL: [SocketOption; 9] = [
        SocketOption::TcpUserTimeout,
        SocketOption::TcpLinger2,
        SocketOption::TcpQuickack,
        SocketOption::TcpNodelay,
        SocketOption::TcpKeepidle,
        SocketOption::TcpKeepintvl,
        SocketOption::TcpKeepcnt,
        SocketOption::TcpRtoMaxMs,
        SocketOption::SoKeepalive,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            SocketOption::TcpUserTimeout => "TCP_USER_TIMEOUT",
            SocketOption::TcpLinger2 => "TCP_LINGER2",
            SocketOption::TcpQuickack => "TCP_QUICKACK",
            SocketOption::TcpNodelay => "TCP_NODELAY",
            SocketOption::TcpKeepidle => "TCP_KEEPIDLE",
            SocketOption::TcpKeepintvl => "TCP_KEEPINTVL",
            SocketOption::TcpKeepcnt => "TCP_KEEPCNT",
            SocketOption::TcpRtoMaxMs => "TCP_RTO_MAX_MS",
            SocketOption::SoKeepalive => "SO_KEEPALIVE",
        }
    }

    /// The values that Linux takes, both ends included; anything else is EINVAL (kernel:
    /// `do_tcp_setsockopt()`).
    pub const fn range(self) -> (i32, i32) {
        match self {
            SocketOption::TcpUserTimeout => (0, i32::MAX),
            SocketOption::TcpLinger2
            | SocketOption::TcpQuickack
            | SocketOption::TcpNodelay
            | SocketOption::SoKeepalive => (i32::MIN, i32::MAX),
            SocketOption::TcpKeepidle | SocketOption::TcpKeepintvl => (1, 32_767),
            SocketOption::TcpKeepcnt => (1, 127),
            SocketOption::TcpRtoMaxMs => (1_000, 120_000),
        }
    }

    /// Whether a kernel knows it, and would take `value`.
    pub fn accepts(self, value: i32, profile: Profile) -> Result<(), Errno> {
        if self == SocketOption::TcpRtoMaxMs && profile < Profile::V6_18 {
            return Err(Errno::Enoprotoopt);
        }
        let (least, most) = self.range();
        if (least..=most).contains(&value) { Ok(()) } else { Err(Errno::Einval) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_each_range_are_taken_and_what_lies_beyond_is_einval() {
        for option in SocketOption::ALL {
            let (least, most) = option.range();
            for value in [least, most] {
                assert_eq!(option.accepts(value, Profile::V6_18), Ok(()), "{} {value}", option.name());
            }
            for beyond in [least.checked_sub(1), most.checked_add(1)].into_iter().flatten() {
                let refused = Err(Errno::Einval);
                assert_eq!(option.accepts(beyond, Profile::V6_18), refused, "{} {beyond}", option.name());
            }
        }
    }

    #[test]
    fn tcp_rto_max_ms_came_after_6_12() {
        let taken = Profile::ALL.map(|profile| SocketOption::TcpRtoMaxMs.accepts(0, profile));
        assert_eq!(taken, [Errno::Enoprotoopt, Errno::Enoprotoopt, Errno::Einval].map(Err));
    }
}
