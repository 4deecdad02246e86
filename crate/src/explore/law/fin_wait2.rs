//! How long an orphan stays in FIN_WAIT2: the arithmetic of the fact sheet, done anew.

use super::{Case, Law, at};
use crate::host::{Call, HostId};
use crate::sim::What;
use crate::tcp::{SocketOption, Timer, Wait};
use crate::time::Micros;
use std::collections::BTreeMap;

pub(super) const ORPHAN: Law = Law {
    says: "an orphan waits in FIN_WAIT2 for tcp_fin_timeout or TCP_LINGER2, at least 3.5 RTO: up to 60 s at once, \
           what is above that twice",
    stands: "F2-2, F2-3, F2-4",
    check: orphan,
};

/// What is longer than this is waited for in two halves.
const AT_ONCE: Micros = Micros::from_secs(60);
/// Where the record doesn't say which: the first RTO there is, after a SYN without an answer.
const RTO: Micros = Micros::from_secs(3);

fn orphan(case: &Case<'_>) -> Result<(), String> {
    let mut rtos: BTreeMap<HostId, Micros> = BTreeMap::new();
    for event in &case.log.events {
        let What::Armed { timer, fires, ref wait, .. } = event.what else { continue };
        let host = event.host;
        match *wait {
            Wait::Rto { base, backoff, .. } if timer == Timer::Retransmit => {
                rtos.insert(host, Micros::new(base.get() << backoff.min(16)));
            }
            Wait::LossProbe { rto, .. } => {
                rtos.insert(host, rto);
            }
            Wait::FinTimeout { seconds } => {
                let knobs = &case.setup.knobs[host.index()];
                let knob = u32::try_from(knobs.tcp_fin_timeout).unwrap_or(0);
                if seconds != knob && !chooses(case, host) {
                    return Err(at(event, &format!("tcp_fin_timeout is {knob}")));
                }
                let rto =
                    rtos.get(&host).copied().unwrap_or(RTO).max(Micros::new(knobs.tcp_rto_min_us.into()));
                let lasts = fires.since(event.at);
                let configured = half(Micros::from_secs(u64::from(seconds)));
                // The ACK may have told of another RTO since: of three times the longest round trip that the run has
                // had time for, or four times the last one.
                let by_rto = Micros::new((rto.get() * 14).max(event.at.as_micros() * 21 / 2));
                // No timer runs for longer than the wheel is large.
                let is_known = by_rto < AT_ONCE && seconds < 1_000_000;
                let most = if by_rto < AT_ONCE { by_rto } else { half(by_rto).max(AT_ONCE) }.max(configured);
                let most = Micros::new(most.get() + most.get() / 8 + 20_000);
                if lasts > most || is_known && lasts < configured {
                    return Err(at(event, &format!("it lasts {lasts:?}, where the RTO is {rto:?}")));
                }
            }
            Wait::Rto { .. }
            | Wait::Reorder { .. }
            | Wait::DelayedAck { .. }
            | Wait::CompressedAck
            | Wait::Keepalive { .. }
            | Wait::Linger { .. }
            | Wait::TimeWait => {}
        }
    }
    Ok(())
}

fn half(whole: Micros) -> Micros {
    if whole > AT_ONCE { whole - AT_ONCE } else { whole }
}

/// Whether an administrator or a process of this host asked for another time than it began with.
fn chooses(case: &Case<'_>, host: HostId) -> bool {
    let chooses = |what: &What| {
        matches!(
            what,
            What::SysctlChanged { .. }
                | What::Called { call: Call::Setsockopt { opt: SocketOption::TcpLinger2, .. }, .. }
        )
    };
    case.log.events.iter().any(|event| event.host == host && chooses(&event.what))
}
