//! How long a socket tries, and how long it waits: the arithmetic of the fact sheet, done anew.

use super::{Case, Law, at};
use crate::host::{Call, HostId, SocketId};
use crate::rule::Rule;
use crate::sim::{Event, What};
use crate::tcp::{Counter, Knobs, Sending, SocketOption, State, Timer, Wait};
use crate::time::{Instant, Micros};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const ONCE_MORE: Law = Law {
    says: "nobody gives up on a retransmission timer before sending again",
    stands: "FIN-14",
    check: once_more,
};

pub(super) const MODEL: Law = Law {
    says: "a socket gives up at the first timeout after what tcp_orphan_retries or tcp_retries2 stands for",
    stands: "FIN-4, FIN-10, FIN-11, FIN-12",
    check: model_holds,
};

pub(super) const PROBES: Law = Law {
    says: "a closed window is probed no more often without an answer than tcp_orphan_retries or tcp_retries2 stands for",
    stands: "ZW-2",
    check: probes,
};

pub(super) const TIME_WAIT: Law = Law {
    says: "TIME_WAIT lasts 60 s and at most an eighth more",
    stands: "TW-1, TMR-1, TMR-2",
    check: time_wait,
};

pub(super) const ONE_PROBE: Law =
    Law { says: "there is one tail loss probe until something arrives", stands: "TLP-5", check: one_probe };

pub(super) const PROBE_NEEDS_SACK: Law = Law {
    says: "there is no tail loss probe without SACK, nor with tcp_early_retrans below 3",
    stands: "TLP-1, TLP-7",
    check: probe_needs_sack,
};

pub(super) const CHALLENGES: Law = Law {
    says: "a socket's challenge ACKs are tcp_invalid_ratelimit apart",
    stands: "RST-4",
    check: challenges,
};

/// Who gives up because nothing that was sent again was answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GivesUp {
    Orphan,
    AtRtoMax,
    Process,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only these look at the clock of retransmissions")]
fn gives_up(case: &Case<'_>, event: &Event) -> Option<GivesUp> {
    let What::Entered { to: State::Close, .. } = event.what else { return None };
    let What::Fired { timer: Timer::Retransmit } = case.origin(event).what else { return None };
    match event.rule {
        Rule::OrphanGivesUp => Some(GivesUp::Orphan),
        Rule::OrphanAtRtoMax => Some(GivesUp::AtRtoMax),
        // FIN-2: before a closed window a process has another clock, and no timeout is counted.
        Rule::ProcessGivesUp if counts_timeout(case, event) => Some(GivesUp::Process),
        _ => None,
    }
}

fn counts_timeout(case: &Case<'_>, event: &Event) -> bool {
    let timeout = What::Counted { counter: Counter::TCPTimeouts };
    case.effects(case.origin(event)).any(|effect| effect.what == timeout)
}

/// The retransmissions of one socket.
#[derive(Default)]
struct Timeouts {
    /// The first of all; the first on timeout since the count of those last began anew, and the last.
    first: Option<Instant>,
    episode: Option<Instant>,
    last: Option<Instant>,
    /// Whether nobody held the socket when the last one was sent.
    last_as_orphan: bool,
}

/// Follows retransmissions and orphans up to each giving up.
fn timeouts(
    case: &Case<'_>,
    check: &dyn Fn(&Event, GivesUp, &Timeouts) -> Result<(), String>,
) -> Result<(), String> {
    let mut of: BTreeMap<SocketId, Timeouts> = BTreeMap::new();
    let mut orphans = BTreeSet::new();
    for event in &case.log.events {
        let Some(id) = event.socket else { continue };
        if event.what == What::Orphaned {
            orphans.insert(id);
        }
        // C-15: what counts as lost without a timeout starts the clock, too.
        if let What::Sent { how: Sending::FastRetransmission, .. } = event.what {
            of.entry(id).or_default().first.get_or_insert(event.at);
        }
        if let What::Sent { how: Sending::Retransmission { nth }, .. } = event.what {
            let timeouts = of.entry(id).or_default();
            timeouts.first.get_or_insert(event.at);
            if nth == 1 {
                timeouts.episode = Some(event.at);
            }
            timeouts.last = Some(event.at);
            timeouts.last_as_orphan = orphans.contains(&id);
        }
        if let Some(who) = gives_up(case, event) {
            check(event, who, of.entry(id).or_default())?;
        }
    }
    Ok(())
}

fn once_more(case: &Case<'_>) -> Result<(), String> {
    timeouts(case, &|event, _, timeouts| match timeouts.last {
        Some(_) => Ok(()),
        None => Err(at(event, "it has sent nothing again")),
    })
}

fn model_holds(case: &Case<'_>) -> Result<(), String> {
    timeouts(case, &|event, who, timeouts| {
        let host = event.host;
        let (Some(first), Some(episode), Some(last)) = (timeouts.first, timeouts.episode, timeouts.last)
        else {
            return Ok(());
        };
        if changes(case, host) || case.setup.ends[host.index()].rto.is_some() {
            return Ok(());
        }
        let knobs = &case.setup.knobs[host.index()];
        let of_orphan = of_orphan(knobs);
        // At the largest RTO 0 is 0; at the timeout before that it still stood for 8.
        let (least, most, judged) = match who {
            GivesUp::Orphan => (of_orphan, of_orphan, timeouts.last_as_orphan),
            GivesUp::AtRtoMax => (0, of_orphan, timeouts.last_as_orphan),
            GivesUp::Process => (knobs.tcp_retries2, knobs.tcp_retries2, true),
        };
        let model = |retries| model(retries, knobs.tcp_rto_max_ms);
        // The kernel counts whole milliseconds, and a timeout that is no whole number of ticks as one that is.
        let tick = Micros::from_millis(11);
        let passed = event.at.since(first) + tick;
        if passed < model(least) {
            return Err(at(
                event,
                &format!("{:?} have passed since the first timeout", event.at.since(first)),
            ));
        }
        let before = last.since(episode);
        if judged && before > model(most) + tick {
            return Err(at(event, &format!("{before:?} had passed at the last timeout already")));
        }
        Ok(())
    })
}

fn probes(case: &Case<'_>) -> Result<(), String> {
    let mut unanswered: BTreeMap<SocketId, u8> = BTreeMap::new();
    let mut orphans = BTreeSet::new();
    for event in &case.log.events {
        let Some(id) = event.socket else { continue };
        if event.what == What::Orphaned {
            orphans.insert(id);
        }
        if let What::Arrived { .. } = event.what {
            unanswered.remove(&id);
        }
        let What::Sent { how: Sending::WindowProbe, .. } = event.what else { continue };
        let What::Fired { timer: Timer::Persist } = case.origin(event).what else { continue };
        let sent = unanswered.entry(id).or_default();
        *sent = sent.saturating_add(1);
        let knobs = &case.setup.knobs[event.host.index()];
        let most = if orphans.contains(&id) { of_orphan(knobs) } else { knobs.tcp_retries2 };
        if *sent > most && !changes(case, event.host) {
            return Err(at(event, &format!("it is the {sent}th")));
        }
    }
    Ok(())
}

/// FIN-11. For `n` up to k = log2(rto_max / 200 ms), (2ⁿ⁺¹ − 1) · 200 ms; each one above k adds rto_max.
fn model(n: u8, rto_max_ms: u32) -> Micros {
    const BASE_MS: u64 = 200;
    let (n, max) = (u64::from(n), u64::from(rto_max_ms));
    let k = u64::from((max / BASE_MS).max(1).ilog2());
    let doubled = (1 << (n.min(k) + 1)) - 1;
    Micros::from_millis(doubled * BASE_MS + n.saturating_sub(k) * max)
}

/// C-12: 0 stands for 8.
fn of_orphan(knobs: &Knobs) -> u8 {
    if knobs.tcp_orphan_retries == 0 { 8 } else { knobs.tcp_orphan_retries }
}

/// Whether an administrator turned a knob of this host, or a process its own largest RTO.
fn changes(case: &Case<'_>, host: HostId) -> bool {
    let turns = |what: &What| {
        matches!(
            what,
            What::SysctlChanged { .. }
                | What::Called { call: Call::Setsockopt { opt: SocketOption::TcpRtoMaxMs, .. }, .. }
        )
    };
    case.log.events.iter().any(|event| event.host == host && turns(&event.what))
}

fn time_wait(case: &Case<'_>) -> Result<(), String> {
    let least = Micros::from_secs(60);
    let most = Micros::from_millis(60_000 + 60_000 * 8 / 63 + 20);
    for event in &case.log.events {
        let What::Armed { fires, wait: Wait::TimeWait, .. } = event.what else { continue };
        let lasts = fires.since(event.at);
        if lasts < least || lasts > most {
            return Err(at(event, &format!("it lasts {lasts:?}")));
        }
    }
    Ok(())
}

fn one_probe(case: &Case<'_>) -> Result<(), String> {
    let mut probed = BTreeSet::new();
    for event in &case.log.events {
        let Some(id) = event.socket else { continue };
        if let What::Arrived { .. } = event.what {
            probed.remove(&id);
        }
        if let What::Sent { how: Sending::LossProbe, .. } = event.what
            && !probed.insert(id)
        {
            return Err(at(event, "nothing has arrived since the last one"));
        }
    }
    Ok(())
}

fn probe_needs_sack(case: &Case<'_>) -> Result<(), String> {
    for event in &case.log.events {
        let What::Sent { how: Sending::LossProbe, .. } = event.what else { continue };
        let host = event.host.index();
        // A connection that was opened during the run has its own agreement.
        let standing = event.socket.is_some_and(|id| (id.0 as usize) < HostId::BOTH.len());
        let sack = case.setup.ends[host].options.sack || !standing;
        let early = case.setup.knobs[host].tcp_early_retrans >= 3;
        if (!sack || !early) && !changes(case, event.host) {
            return Err(at(event, "it may not probe"));
        }
    }
    Ok(())
}

fn challenges(case: &Case<'_>) -> Result<(), String> {
    let mut last: BTreeMap<SocketId, Instant> = BTreeMap::new();
    for event in &case.log.events {
        let (Some(id), What::Counted { counter: Counter::TCPChallengeACK }) = (event.socket, &event.what)
        else {
            continue;
        };
        let limit = case.setup.knobs[event.host.index()].tcp_invalid_ratelimit;
        // Counted in ticks, of which the first has begun.
        let apart = Micros::from_millis(u64::from(limit.saturating_sub(10)));
        if last.insert(id, event.at).is_some_and(|before| event.at.since(before) < apart)
            && !changes(case, event.host)
        {
            return Err(at(event, "it follows the last one too soon"));
        }
    }
    Ok(())
}
