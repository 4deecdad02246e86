//! SNMP counters, those of the contract alone.

use super::Comparison;
use super::difference::{About, Contrast};
use crate::host::HostId;

/// The counters that must agree. One that the engine lacks stands at 0 there.
const JUDGED: [&str; 21] = [
    "TCPTimeouts",
    "TCPLossProbes",
    "RetransSegs",
    "TCPAbortOnTimeout",
    "TCPAbortOnData",
    "TCPAbortOnClose",
    "TCPAbortOnLinger",
    "TCPAbortOnMemory",
    "TCPAbortFailed",
    "TW",
    "TWRecycled",
    "TWKilled",
    "TCPTimeWaitOverflow",
    "OutRsts",
    "EstabResets",
    "TCPChallengeACK",
    "TCPSYNChallenge",
    "TCPDSACKOldSent",
    "TCPDSACKRecv",
    "TCPKeepAlive",
    "TCPWinProbe",
];

impl Comparison<'_> {
    pub(super) fn counters(&mut self, host: HostId) {
        let recorded = self.recording.counters.of(host);
        for name in JUDGED {
            let theirs = recorded.get(name).copied().unwrap_or(0);
            let moved = self.observed.counted[host.index()].get(name).map_or(&[][..], Vec::as_slice);
            let surely = moved.iter().filter(|at| !self.is_cut_off(**at)).count();
            let agrees = (surely..=moved.len()).any(|ours| i64::try_from(ours) == Ok(theirs));
            if !agrees {
                let (recorded, engine) = (theirs.to_string(), moved.len().to_string());
                let about = About::Counter { host, name: name.to_owned() };
                self.differ(self.recording.end_ms, about, Contrast::Other { recorded, engine });
            }
            self.found.tally.counters.count(agrees);
        }
    }
}
