//! Kernel versions as data: the few facts in which they differ (spec §14). Never a copy of the machine.

use serde::Serialize;

/// A kernel version that the engine knows, older ones first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Profile {
    #[serde(rename = "6.1")]
    V6_1,
    #[serde(rename = "6.12")]
    V6_12,
    #[default]
    #[serde(rename = "6.18")]
    V6_18,
}

impl Profile {
    pub const ALL: [Profile; 3] = [Profile::V6_1, Profile::V6_12, Profile::V6_18];

    pub const fn name(self) -> &'static str {
        match self {
            Profile::V6_1 => "6.1",
            Profile::V6_12 => "6.12",
            Profile::V6_18 => "6.18",
        }
    }

    /// V-1: whether a segment that is nothing but a FIN may exceed the congestion window.
    pub const fn lone_fin_ignores_cwnd(self) -> bool {
        match self {
            Profile::V6_1 => true,
            Profile::V6_12 | Profile::V6_18 => false,
        }
    }

    /// V-4: whether tcp_tw_reuse asks a clock of whole seconds instead of tcp_tw_reuse_delay.
    pub const fn reuses_after_whole_second(self) -> bool {
        match self {
            Profile::V6_1 | Profile::V6_12 => true,
            Profile::V6_18 => false,
        }
    }

    /// Whether what waits to be sent is merged up to what the congestion window lets go at once
    /// (kernel: `tcp_grow_skb()`, 6.10).
    pub const fn grows_segments(self) -> bool {
        match self {
            Profile::V6_1 => false,
            Profile::V6_12 | Profile::V6_18 => true,
        }
    }

    /// Whether a SYN is repeated a few times before its timeouts double (tcp_syn_linear_timeouts, 6.5).
    pub const fn has_syn_linear_timeouts(self) -> bool {
        match self {
            Profile::V6_1 => false,
            Profile::V6_12 | Profile::V6_18 => true,
        }
    }

    /// Whether a receiver learns from what comes how much of its buffer is payload (6.6).
    pub const fn learns_payload_share(self) -> bool {
        match self {
            Profile::V6_1 => false,
            Profile::V6_12 | Profile::V6_18 => true,
        }
    }

    /// Whether it learns that from what comes out of order too (6.17).
    pub const fn measures_out_of_order(self) -> bool {
        match self {
            Profile::V6_1 | Profile::V6_12 => false,
            Profile::V6_18 => true,
        }
    }

    /// Whether losses are told by time whatever tcp_recovery says (6.17).
    pub const fn always_uses_rack(self) -> bool {
        match self {
            Profile::V6_1 | Profile::V6_12 => false,
            Profile::V6_18 => true,
        }
    }

    /// V-6: whether a bare ACK from before rcv_nxt with an old timestamp is dropped without an answer (6.14).
    pub const fn drops_old_acks(self) -> bool {
        match self {
            Profile::V6_1 | Profile::V6_12 => false,
            Profile::V6_18 => true,
        }
    }

    /// Whether a closed socket that was bound to its port still shows in sock_diag (6.8).
    pub const fn shows_bound_closed(self) -> bool {
        match self {
            Profile::V6_1 => false,
            Profile::V6_12 | Profile::V6_18 => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kernel learns and doesn't forget: each fact changes once at most.
    #[test]
    fn each_fact_has_one_version_in_which_it_changed() {
        assert!(Profile::ALL.is_sorted());
        let facts: [fn(Profile) -> bool; 9] = [
            |p| !p.lone_fin_ignores_cwnd(),
            |p| !p.reuses_after_whole_second(),
            Profile::grows_segments,
            Profile::has_syn_linear_timeouts,
            Profile::learns_payload_share,
            Profile::measures_out_of_order,
            Profile::always_uses_rack,
            Profile::drops_old_acks,
            Profile::shows_bound_closed,
        ];
        for (i, fact) in facts.into_iter().enumerate() {
            let known = Profile::ALL.map(fact);
            assert!(known.is_sorted() && !known[0] && known[2], "fact {i}: {known:?}");
        }
    }
}
