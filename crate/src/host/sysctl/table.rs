//! The rows.

use super::{Read, Since, Sysctl, SysctlValue, Unit};
use crate::tcp::{Knobs, Profile};
use crate::words::{number, said};

/// What a sysctl may be, by the kernel's function that reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bounds {
    /// `proc_dou8vec_minmax()`, `proc_dointvec()`, `proc_dointvec_minmax()`, `proc_douintvec_minmax()`.
    Between(i32, i32),
    /// `proc_dointvec_jiffies()`: kept in ticks.
    Seconds,
    /// `proc_dointvec_ms_jiffies()`: kept in ticks.
    Milliseconds,
    /// `ipv4_local_port_range()`.
    Ports,
}

/// Whose value it is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Host(Field),
    Machine,
    /// Nobody's any more, since that version.
    Gone(&'static str),
}

/// Where a host keeps a value.
pub(super) enum Slot<'a> {
    Byte(&'a mut u8),
    Int(&'a mut i32),
    Uint(&'a mut u32),
    Ports(&'a mut (u16, u16)),
}

impl Slot<'_> {
    /// A value in the range of the row, which its field holds.
    pub(super) fn put(self, value: i64) {
        match self {
            Slot::Byte(place) => *place = u8::try_from(value).unwrap_or(u8::MAX),
            Slot::Int(place) => *place = i32::try_from(value).unwrap_or(i32::MAX),
            Slot::Uint(place) => *place = u32::try_from(value).unwrap_or(u32::MAX),
            Slot::Ports(_) => unreachable!("a range of ports is no number"),
        }
    }

    /// As the file in /proc/sys shows it.
    pub(super) fn shown(self, bounds: Bounds, hz: u32) -> SysctlValue {
        let value = match self {
            Slot::Byte(place) => i64::from(*place),
            Slot::Int(place) => i64::from(*place),
            Slot::Uint(place) => match bounds {
                Bounds::Milliseconds => whole_ticks(u64::from(*place), u64::from(hz)),
                Bounds::Between(..) | Bounds::Seconds | Bounds::Ports => i64::from(*place),
            },
            Slot::Ports((low, high)) => {
                return SysctlValue::Text(said(&[&number((*low).into()), " ", &number((*high).into())]));
            }
        };
        SysctlValue::Number(value)
    }
}

/// Kernel: `msecs_to_jiffies()` and back; both round up.
fn whole_ticks(ms: u64, hz: u64) -> i64 {
    let ticks = (ms * hz).div_ceil(1000);
    i64::try_from((ticks * 1000).div_ceil(hz)).unwrap_or(i64::MAX)
}

macro_rules! fields {
    ($($field:ident $name:ident $slot:ident;)+) => {
        /// A value among a host's.
        #[derive(Clone, Copy, Debug)]
        pub(super) enum Field { $($field),+ }

        impl Field {
            const fn name(self) -> &'static str {
                match self { $(Field::$field => stringify!($name)),+ }
            }

            pub(super) fn slot(self, knobs: &mut Knobs) -> Slot<'_> {
                match self { $(Field::$field => Slot::$slot(&mut knobs.$name)),+ }
            }
        }
    };
}

fields! {
    AbortOnOverflow tcp_abort_on_overflow Byte;
    BacklogAckDefer tcp_backlog_ack_defer Byte;
    ChallengeAckLimit tcp_challenge_ack_limit Int;
    Dsack tcp_dsack Byte;
    EarlyRetrans tcp_early_retrans Byte;
    FinTimeout tcp_fin_timeout Int;
    Frto tcp_frto Byte;
    InvalidRatelimit tcp_invalid_ratelimit Uint;
    KeepaliveIntvl tcp_keepalive_intvl Int;
    KeepaliveProbes tcp_keepalive_probes Byte;
    KeepaliveTime tcp_keepalive_time Int;
    LocalPortRange ip_local_port_range Ports;
    MaxTwBuckets tcp_max_tw_buckets Int;
    OrphanRetries tcp_orphan_retries Byte;
    PingpongThresh tcp_pingpong_thresh Byte;
    Recovery tcp_recovery Byte;
    RetransCollapse tcp_retrans_collapse Byte;
    Retries1 tcp_retries1 Byte;
    Retries2 tcp_retries2 Byte;
    Rfc1337 tcp_rfc1337 Byte;
    RtoMax tcp_rto_max_ms Uint;
    RtoMin tcp_rto_min_us Uint;
    Sack tcp_sack Byte;
    SlowStartAfterIdle tcp_slow_start_after_idle Byte;
    Stdurg tcp_stdurg Byte;
    SynLinearTimeouts tcp_syn_linear_timeouts Byte;
    SynRetries tcp_syn_retries Byte;
    SynackRetries tcp_synack_retries Byte;
    ThinLinearTimeouts tcp_thin_linear_timeouts Byte;
    Timestamps tcp_timestamps Byte;
    TwReuse tcp_tw_reuse Byte;
    TwReuseDelay tcp_tw_reuse_delay Uint;
}

const fn plain(name: &'static str, place: Place, unit: Unit, bounds: Bounds) -> Sysctl {
    Sysctl {
        name,
        unit,
        read: Read::EachUse,
        since: None,
        stands_for: None,
        front: false,
        inert: false,
        bounds,
        place,
    }
}

const fn row(field: Field, unit: Unit, bounds: Bounds) -> Sysctl {
    plain(field.name(), Place::Host(field), unit, bounds)
}

impl Sysctl {
    const fn in_front(self) -> Sysctl {
        Sysctl { front: true, ..self }
    }

    const fn inert(self) -> Sysctl {
        Sysctl { inert: true, ..self }
    }

    const fn standing_for(self, value: u8, meaning: u8) -> Sysctl {
        Sysctl { stands_for: Some((value, meaning)), ..self }
    }

    const fn read_at(self, read: Read) -> Sysctl {
        Sysctl { read, ..self }
    }

    const fn since(self, version: &'static str, profile: Profile) -> Sysctl {
        Sysctl { since: Some(Since { version, profile }), ..self }
    }
}

/// The row called `key`.
pub fn find(key: &str) -> Option<&'static Sysctl> {
    TABLE.iter().find(|row| row.name == key)
}

/// The default of the lab's machine: half of a hash of 262144 (ORP-8).
pub const TCP_MAX_ORPHANS: i32 = 131_072;

/// `ip_unprivileged_port_start`.
pub(super) const FIRST_PORT: u16 = 1024;

const BYTE: Bounds = Bounds::Between(0, 255);
const INT: Bounds = Bounds::Between(i32::MIN, i32::MAX);

/// Every sysctl of spec §12 that this engine reads or knows to be of no account, the ones to meet first in
/// front and the inert ones last.
///
/// Two it lists are not here, because the engine has nothing that they govern: tcp_mem (no memory) and
/// tcp_no_metrics_save (no route metrics).
pub static TABLE: &[Sysctl] = &[
    row(Field::OrphanRetries, Unit::Boundary, BYTE).in_front().standing_for(0, 8),
    row(Field::FinTimeout, Unit::Seconds, Bounds::Seconds).in_front(),
    row(Field::Retries2, Unit::Boundary, BYTE).in_front(),
    row(Field::EarlyRetrans, Unit::Mode, Bounds::Between(0, 4)).in_front(),
    // How long the RTO is, and what is sent again.
    row(Field::RtoMax, Unit::Milliseconds, Bounds::Between(1_000, 120_000))
        .read_at(Read::SocketMade)
        .since("6.15", Profile::V6_18),
    row(Field::RtoMin, Unit::Microseconds, Bounds::Between(1, i32::MAX))
        .read_at(Read::SocketMade)
        .since("6.11", Profile::V6_12),
    row(Field::Sack, Unit::Switch, BYTE).read_at(Read::Handshake),
    row(Field::Dsack, Unit::Switch, BYTE),
    row(Field::Timestamps, Unit::Switch, BYTE).read_at(Read::Handshake),
    row(Field::RetransCollapse, Unit::Switch, BYTE),
    row(Field::Recovery, Unit::Bits, BYTE),
    row(Field::Frto, Unit::Mode, BYTE),
    row(Field::SlowStartAfterIdle, Unit::Switch, BYTE),
    row(Field::PingpongThresh, Unit::Segments, Bounds::Between(1, 255)).since("6.7", Profile::V6_12),
    // TIME-WAIT and what comes after it.
    row(Field::Rfc1337, Unit::Switch, BYTE),
    row(Field::MaxTwBuckets, Unit::Sockets, INT),
    row(Field::TwReuse, Unit::Mode, Bounds::Between(0, 2)),
    row(Field::TwReuseDelay, Unit::Milliseconds, Bounds::Between(1, 60_000)).since("6.14", Profile::V6_18),
    row(Field::LocalPortRange, Unit::Ports, Bounds::Ports),
    // Who is answered, how often, and who is let go.
    row(Field::InvalidRatelimit, Unit::Milliseconds, Bounds::Milliseconds),
    row(Field::ChallengeAckLimit, Unit::PerSecond, INT),
    row(Field::KeepaliveTime, Unit::Seconds, Bounds::Seconds),
    row(Field::KeepaliveIntvl, Unit::Seconds, Bounds::Seconds),
    row(Field::KeepaliveProbes, Unit::Segments, BYTE),
    row(Field::AbortOnOverflow, Unit::Switch, BYTE),
    plain("tcp_max_orphans", Place::Machine, Unit::Sockets, INT),
    // Of no account to a teardown.
    row(Field::Retries1, Unit::Boundary, BYTE).inert(),
    row(Field::SynRetries, Unit::Segments, Bounds::Between(1, 127)).inert(),
    row(Field::SynackRetries, Unit::Segments, BYTE).inert(),
    row(Field::SynLinearTimeouts, Unit::Segments, Bounds::Between(0, 127))
        .inert()
        .since("6.5", Profile::V6_12),
    row(Field::ThinLinearTimeouts, Unit::Switch, BYTE).inert(),
    row(Field::BacklogAckDefer, Unit::Switch, Bounds::Between(0, 1)).inert().since("6.7", Profile::V6_12),
    row(Field::Stdurg, Unit::Switch, BYTE).inert(),
    plain("tcp_tw_recycle", Place::Gone("4.12"), Unit::Switch, BYTE).inert(),
];
