//! What the kernel counts is what happened.

use super::{Case, Law};
use crate::host::HostId;
use crate::sim::What;
use crate::tcp::{Counter, Sending};

pub(super) const COUNTED: Law = Law {
    says: "RetransSegs, OutRsts, TCPTimeouts and the probes are counted when they happen",
    stands: "spec §11, ZW-5",
    check: counted,
};

pub(super) const MINI_COUNTED: Law = Law {
    says: "each mini-socket is counted when it is made, as TW or as TWKilled",
    stands: "F2-9",
    check: mini_counted,
};

fn count(case: &Case<'_>, host: HostId, counters: &[Counter]) -> usize {
    let counts = |what: &What| matches!(what, What::Counted { counter } if counters.contains(counter));
    case.log.events.iter().filter(|event| event.host == host && counts(&event.what)).count()
}

fn sent(case: &Case<'_>, host: HostId, hows: &dyn Fn(Sending) -> bool) -> usize {
    case.log.segments.iter().filter(|record| record.from == host && hows(record.how)).count()
}

fn counted(case: &Case<'_>) -> Result<(), String> {
    for host in HostId::BOTH {
        let again = |how| {
            matches!(how, Sending::Retransmission { .. } | Sending::FastRetransmission | Sending::LossProbe)
        };
        let rows: [(&[Counter], usize); 3] = [
            (&[Counter::RetransSegs], sent(case, host, &again)),
            (&[Counter::OutRsts], sent(case, host, &|how| how == Sending::Reset)),
            (
                &[Counter::TCPWinProbe, Counter::TCPKeepAlive],
                sent(case, host, &|how| how == Sending::WindowProbe),
            ),
        ];
        for (counters, happened) in rows {
            let counted = count(case, host, counters);
            if counted != happened {
                return Err(format!("{counters:?} of {host:?}: {counted}, and it happened {happened} times"));
            }
        }
    }
    Ok(())
}

fn mini_counted(case: &Case<'_>) -> Result<(), String> {
    for host in HostId::BOTH {
        let parked = |what: &What| matches!(what, What::Parked { .. });
        let made = case.log.events.iter().filter(|event| event.host == host && parked(&event.what)).count();
        let counted = count(case, host, &[Counter::TW, Counter::TWKilled]);
        if made != counted {
            return Err(format!("{host:?} made {made}, and counted {counted}"));
        }
    }
    Ok(())
}
