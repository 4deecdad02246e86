//! The sysctls that an endpoint reads, as values. Their names, ranges and texts are the host's
//! (`host/sysctl/`).

/// Values of `net.ipv4.*` on one host, in the units of the sysctl (spec §12).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Knobs {
    pub tcp_orphan_retries: u8,
    pub tcp_retries2: u8,
    /// Seconds; negative counts as none.
    pub tcp_fin_timeout: i32,
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
    /// Challenge ACKs a second on a host; `i32::MAX` is no limit.
    pub tcp_challenge_ack_limit: i32,
    /// Negative is no limit.
    pub tcp_max_tw_buckets: i32,
    /// 0 never, 1 always, 2 for the loopback.
    pub tcp_tw_reuse: u8,
    /// Milliseconds.
    pub tcp_tw_reuse_delay: u32,
    /// Seconds; negative is never, as the kernel compares without a sign.
    pub tcp_keepalive_time: i32,
    /// The same.
    pub tcp_keepalive_intvl: i32,
    pub tcp_keepalive_probes: u8,
    pub tcp_retrans_collapse: u8,
    pub tcp_frto: u8,
    /// A set of bits; 1 is RACK.
    pub tcp_recovery: u8,
    pub tcp_syn_retries: u8,
    pub tcp_synack_retries: u8,
    pub tcp_syn_linear_timeouts: u8,
    pub tcp_thin_linear_timeouts: u8,
    pub tcp_slow_start_after_idle: u8,
    pub tcp_abort_on_overflow: u8,
    pub tcp_pingpong_thresh: u8,
    /// The ports that connect() chooses from, both included.
    pub ip_local_port_range: (u16, u16),
    /// No endpoint reads this and the next two; they are kept to be read back.
    pub tcp_retries1: u8,
    pub tcp_stdurg: u8,
    pub tcp_backlog_ack_defer: u8,
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
            tcp_challenge_ack_limit: i32::MAX,
            tcp_max_tw_buckets: 131_072,
            tcp_tw_reuse: 2,
            tcp_tw_reuse_delay: 1000,
            tcp_keepalive_time: 7200,
            tcp_keepalive_intvl: 75,
            tcp_keepalive_probes: 9,
            tcp_retrans_collapse: 1,
            tcp_frto: 2,
            tcp_recovery: 1,
            tcp_syn_retries: 6,
            tcp_synack_retries: 5,
            tcp_syn_linear_timeouts: 4,
            tcp_thin_linear_timeouts: 0,
            tcp_slow_start_after_idle: 1,
            tcp_abort_on_overflow: 0,
            tcp_pingpong_thresh: 1,
            ip_local_port_range: (32_768, 60_999),
            tcp_retries1: 3,
            tcp_stdurg: 0,
            tcp_backlog_ack_defer: 1,
        }
    }
}
