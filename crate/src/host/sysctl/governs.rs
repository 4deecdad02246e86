//! Which rules ask for which sysctl. The page has this from `web/src/strings`, not from the wasm.

use crate::rule::Rule;
use Rule::*;

/// Each sysctl with the rules that it governs: those that would not come, or would come at another time or
/// differently, were it set to something else.
static GOVERNS: &[(&str, &[Rule])] = &[
    (
        "tcp_orphan_retries",
        &[
            CloseOrphans,
            OrphanGivesUp,
            OrphanAtRtoMax,
            OrphanUnreachable,
            OrphanProbesUnanswered,
            OrphanWindowStaysClosed,
        ],
    ),
    (
        "tcp_fin_timeout",
        &[
            FinWait2Parked,
            FinWait2KeptFull,
            FinWait2HeldBriefly,
            FinWait2SecondHalf,
            FinWait2ResetOnTimeout,
            FinWait2Expired,
        ],
    ),
    ("tcp_retries2", &[ProcessGivesUp, WindowProbeBacksOff]),
    ("tcp_early_retrans", &[ProbeBeforeTimeout, ProbeSent, RtoAfterProbe]),
    ("tcp_rto_max_ms", &[RtoBacksOff, OrphanGivesUp, OrphanAtRtoMax, ProcessGivesUp]),
    ("tcp_rto_min_us", &[RtoArmed, ProbeBeforeTimeout]),
    (
        "tcp_sack",
        &[ProbeBeforeTimeout, ProbeSent, FinRepeated, DsackReceived, OutOfOrder, MayOnlyBeLate, LossRepaired],
    ),
    ("tcp_dsack", &[FinRepeated, DsackReceived]),
    ("tcp_timestamps", &[PawsOld, TimeWaitOldSegment, TimeWaitNewSyn, TimeWaitReused, TimeoutWasSpurious]),
    ("tcp_pingpong_thresh", &[FinAckDelayed, DataAckDelayed, DataAcked]),
    ("tcp_rfc1337", &[TimeWaitReset, TimeWaitResetIgnored]),
    ("tcp_max_tw_buckets", &[TimeWaitTableFull]),
    ("tcp_invalid_ratelimit", &[AnswerRateLimited]),
    ("tcp_challenge_ack_limit", &[ResetNotExact, SynInConnection, AckOutOfRange, AckTooOld]),
    ("tcp_retrans_collapse", &[GiveUpClockStarts, RtoExpired, LossRepaired]),
    ("tcp_recovery", &[MayOnlyBeLate, LossRepaired]),
    ("tcp_frto", &[TimeoutWasSpurious]),
    ("tcp_slow_start_after_idle", &[WriteSends, WindowAllows]),
    ("tcp_tw_reuse", &[TimeWaitReused, PortTaken]),
    ("tcp_tw_reuse_delay", &[TimeWaitReused, PortTaken]),
    ("ip_local_port_range", &[SynSent, TimeWaitReused, PortTaken]),
    ("tcp_keepalive_time", &[KeepaliveOn, KeepaliveBusy, KeepaliveHeard]),
    ("tcp_keepalive_intvl", &[KeepaliveProbe]),
    ("tcp_keepalive_probes", &[KeepaliveGivesUp]),
    ("tcp_abort_on_overflow", &[AcceptQueueFull]),
    ("tcp_max_orphans", &[TooManyOrphans]),
];

pub(super) fn of(name: &str) -> &'static [Rule] {
    GOVERNS.iter().find(|(key, _)| *key == name).map_or(&[], |(_, rules)| rules)
}

#[cfg(test)]
mod tests {
    use super::super::TABLE;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn whatever_is_not_inert_governs_something() {
        let names = |of: &dyn Fn(&super::super::Sysctl) -> bool| -> Vec<_> {
            TABLE.iter().filter(|row| of(row)).map(|row| row.name).collect()
        };
        assert!(names(&|row| row.governs().is_empty() && !row.inert).is_empty());
        assert!(names(&|row| !row.governs().is_empty() && row.inert).is_empty());
    }

    #[test]
    fn every_entry_is_a_row_and_names_each_rule_once() {
        for (name, rules) in GOVERNS {
            assert!(TABLE.iter().any(|row| row.name == *name), "{name}");
            let keys: BTreeSet<_> = rules.iter().map(|rule| rule.key()).collect();
            assert_eq!(keys.len(), rules.len(), "{name}");
        }
    }
}
