//! The sysctls that an endpoint reads, as values. Their names, ranges and texts are the host's
//! (`host/sysctl.rs`).

/// Values of `net.ipv4.*` on one host, in the units of the sysctl (spec §12).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Knobs {
    pub tcp_orphan_retries: u8,
    pub tcp_retries2: u8,
    /// Seconds.
    pub tcp_fin_timeout: u32,
    pub tcp_early_retrans: u8,
    /// This and the next three are on where they aren't 0.
    pub tcp_sack: u8,
    pub tcp_dsack: u8,
    pub tcp_timestamps: u8,
    pub tcp_rfc1337: u8,
    /// Microseconds; read when a socket is made.
    pub tcp_rto_min_us: u32,
    /// Milliseconds; read when a socket is made.
    pub tcp_rto_max_ms: u32,
    /// Milliseconds; 0 is no limit.
    pub tcp_invalid_ratelimit: u32,
    pub tcp_max_tw_buckets: u32,
}

impl Default for Knobs {
    /// The defaults of Linux 6.18 (spec §12).
    fn default() -> Self {
        Knobs {
            tcp_orphan_retries: 0,
            tcp_retries2: 15,
            tcp_fin_timeout: 60,
            tcp_early_retrans: 3,
            tcp_sack: 1,
            tcp_dsack: 1,
            tcp_timestamps: 1,
            tcp_rfc1337: 0,
            tcp_rto_min_us: 200_000,
            tcp_rto_max_ms: 120_000,
            tcp_invalid_ratelimit: 500,
            tcp_max_tw_buckets: 131_072,
        }
    }
}
