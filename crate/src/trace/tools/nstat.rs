//! `nstat -az`: the counters of a host since it was started (iproute2 6.1, `misc/nstat.c`).
//!
//! Those that the engine keeps, and the segments that came and went. The handshake, which was before the run,
//! counts.

use super::left;
use crate::host::HostId;
use crate::segment::{Flags, Segment};
use crate::seq::Seq;
use crate::sim::{EventId, Log, What};
use crate::tcp::{Counter, Sending};
use crate::words::{number, said};

/// What nstat prints first.
pub const HEADING: &str = "#kernel";

/// A counter of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub name: String,
    pub value: u32,
    /// What moved it last, if anything did since the run began.
    pub moved: Option<EventId>,
}

impl Count {
    /// Its line. The rate needs nstat's daemon, which nobody has started.
    pub fn line(&self) -> String {
        said(&[&left(&self.name, 32), &left(&number(self.value.into()), 16), "   0.0"])
    }
}

/// What a line counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Of(Counter),
    InSegs,
    OutSegs,
}

/// In the order of the kernel's tables, /proc/net/snmp before /proc/net/netstat.
const ORDER: [Kept; 52] = {
    use Counter::*;
    use Kept::{InSegs, Of, OutSegs};
    [
        Of(ActiveOpens),
        Of(PassiveOpens),
        Of(AttemptFails),
        Of(EstabResets),
        InSegs,
        OutSegs,
        Of(RetransSegs),
        Of(OutRsts),
        Of(OutOfWindowIcmps),
        Of(TW),
        Of(TWRecycled),
        Of(TWKilled),
        Of(PAWSActive),
        Of(PAWSEstab),
        Of(BeyondWindow),
        Of(PAWSOldAck),
        Of(DelayedACKs),
        Of(DelayedACKLost),
        Of(TCPRenoRecovery),
        Of(TCPSackRecovery),
        Of(TCPDSACKUndo),
        Of(TCPLossUndo),
        Of(TCPLostRetransmit),
        Of(TCPFastRetrans),
        Of(TCPTimeouts),
        Of(TCPLossProbes),
        Of(TCPLossProbeRecovery),
        Of(TCPDSACKOldSent),
        Of(TCPDSACKOfoSent),
        Of(TCPDSACKRecv),
        Of(TCPDSACKOfoRecv),
        Of(TCPAbortOnData),
        Of(TCPAbortOnClose),
        Of(TCPAbortOnMemory),
        Of(TCPAbortOnTimeout),
        Of(TCPAbortOnLinger),
        Of(TCPSpuriousRTOs),
        Of(TCPTimeWaitOverflow),
        Of(TCPOFOQueue),
        Of(TCPChallengeACK),
        Of(TCPSYNChallenge),
        Of(TCPSynRetrans),
        Of(TCPACKSkippedSynRecv),
        Of(TCPACKSkippedPAWS),
        Of(TCPACKSkippedSeq),
        Of(TCPACKSkippedFinWait2),
        Of(TCPACKSkippedTimeWait),
        Of(TCPACKSkippedChallenge),
        Of(TCPWinProbe),
        Of(TCPKeepAlive),
        Of(TCPZeroWindowDrop),
        Of(TcpTimeoutRehash),
    ]
};

/// All that the engine knows of, as nstat orders them.
pub fn counts(log: &Log, host: HostId) -> Vec<Count> {
    let mut counts =
        ORDER.map(|kept| Count { name: kept.name(), value: kept.of_handshake(host), moved: None });
    let mut sent = SentUpTo(Vec::new());
    for event in &log.events {
        if event.host != host {
            continue;
        }
        let kept = match &event.what {
            What::Counted { counter } => Kept::Of(*counter),
            What::Arrived { .. } => Kept::InSegs,
            What::Sent { segment, how } => {
                if !sent.counts(&log.segments[segment.0 as usize].segment, *how) {
                    continue;
                }
                Kept::OutSegs
            }
            What::Called { .. }
            | What::Returned { .. }
            | What::Injected { .. }
            | What::Born { .. }
            | What::SysctlChanged { .. }
            | What::SysctlRefused { .. }
            | What::Lost { .. }
            | What::IcmpArrived { .. }
            | What::Ignored
            | What::Entered { .. }
            | What::Armed { .. }
            | What::Disarmed { .. }
            | What::Fired { .. }
            | What::Woke { .. }
            | What::Orphaned
            | What::Parked { .. }
            | What::Freed => continue,
        };
        if let Some(place) = ORDER.iter().position(|other| *other == kept) {
            counts[place].value += 1;
            counts[place].moved = Some(event.id);
        }
    }
    counts.into()
}

impl Kept {
    fn name(self) -> String {
        match self {
            Kept::InSegs => "TcpInSegs".to_owned(),
            Kept::OutSegs => "TcpOutSegs".to_owned(),
            Kept::Of(counter) => {
                let of_the_mib = [
                    Counter::ActiveOpens,
                    Counter::PassiveOpens,
                    Counter::AttemptFails,
                    Counter::EstabResets,
                    Counter::RetransSegs,
                    Counter::OutRsts,
                ];
                let table = if of_the_mib.contains(&counter) { "Tcp" } else { "TcpExt" };
                said(&[table, counter.name()])
            }
        }
    }

    /// a's SYN, b's answer, a's ACK.
    fn of_handshake(self, host: HostId) -> u32 {
        match (self, host) {
            (Kept::Of(Counter::ActiveOpens) | Kept::InSegs, HostId::A) => 1,
            (Kept::Of(Counter::PassiveOpens) | Kept::OutSegs, HostId::B) => 1,
            (Kept::OutSegs, HostId::A) | (Kept::InSegs, HostId::B) => 2,
            (Kept::Of(_), HostId::A | HostId::B) => 0,
        }
    }
}

/// How far each connection of a host has sent, by its ports.
struct SentUpTo(Vec<((u16, u16), Seq)>);

impl SentUpTo {
    /// Whether `segment` counts as sent: what is sent again does not, but a SYN-ACK always (kernel:
    /// `__tcp_transmit_skb()`, `tcp_make_synack()`).
    fn counts(&mut self, segment: &Segment, how: Sending) -> bool {
        let ports = (segment.sport, segment.dport);
        let known = self.0.iter_mut().find(|(of, _)| *of == ports);
        let is_syn = segment.flags.has(Flags::SYN);
        let begins = is_syn && how == Sending::First;
        let end = segment.end_seq();
        if segment.seq_len() == 0 {
            return true;
        }
        match known {
            Some((_, up_to)) if !begins && !end.after(*up_to) => is_syn && segment.flags.has(Flags::ACK),
            Some((_, up_to)) => {
                *up_to = end;
                true
            }
            None => {
                self.0.push((ports, end));
                true
            }
        }
    }
}
