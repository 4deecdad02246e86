//! From a recording to what the engine runs: profile, estimators, calls, the times of the network.
//!
//! Everything here is an input. Refuses to look at what the recording says should come of it.

use super::error::RecordingError;
use super::recording::{Called, Fate, JiffiesRow, MAIN, Packet, Recording, TcpInfo, Version};
use super::when::Time;
use crate::host::HostId;
use crate::net::{Carriage, Flow, Link, LinkState};
use crate::scenario::{Millis, Scenario};
use crate::segment::{Flags, Segment};
use crate::seq::Seq;
use crate::sim::Setup;
use crate::tcp::{Estimator, OfferedWindow, RtoBounds};
use crate::time::{Instant, Jiffies, JiffyClock, Micros};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How much further into its jiffy t = 0 is taken to be than the recorder measured.
pub(crate) type Phase = Time;

/// The phases of which the best counts. The emulators that recorded 6.12 and 6.1 have an exact clock.
fn phases(kernel: Version) -> Vec<Phase> {
    let half_ms: &[i64] = match kernel {
        Version(6, 12 | 1) => &[0, 1, 2],
        Version(..) => &[0, 1, -1, 2, -2, 3, 4],
    };
    half_ms.iter().map(|n| Time::micros(500 * n)).collect()
}

/// When a call took effect. It was made, and some milliseconds later the relay read the first segment that it
/// provoked: the kernel acted somewhere between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Calls {
    /// When that segment was read.
    AsRead,
    /// When it was made; how long the segment waited to be read counts as part of its way.
    AsMade,
}

/// The run that a recording asks for, at a phase still to be chosen.
pub(crate) struct Replay {
    scenario: Scenario,
    setup: Setup,
    jiffies: JiffiesRow,
    /// For each host when a row of sock_diag was read that shows since when it has heard nothing, and how
    /// long it had been by then.
    silence: [Option<(Time, Time)>; 2],
    /// Which segments of each host were answered by an ICMP error, and when they left.
    refused: [Refused; 2],
}

/// By the how-manieth segment of its host it was, from 0.
pub(crate) type Refused = BTreeMap<usize, Time>;

impl Replay {
    /// What the engine is given, or the sentence in which it says that it doesn't know this.
    pub(crate) fn of(recording: &Recording, calls: Calls) -> Result<Replay, RecordingError> {
        let mut waited = Waited::new();
        let scenario = scenario(recording, calls, &mut waited)?;
        let mut setup = scenario.setup();
        for host in HostId::BOTH {
            estimate(recording.tcp_info.of(host), &mut setup, host)?;
            offer_windows(recording, &mut setup, host)?;
        }
        let (measured, refused) = measured(recording, &setup.link, &waited);
        setup.link.measured = measured.into_iter().collect();
        setup.link.measured_icmp = HostId::BOTH
            .map(|host| recording.icmp_errors(host).map(|at| Instant::from_micros(at.clamped())).collect());
        setup.horizon = Instant::from_micros(recording.end_ms.clamped());
        let silence = HostId::BOTH.map(|host| {
            let (at, behind) = recording.keepalive_seen(host)?;
            Some((at, -behind))
        });
        for host in HostId::BOTH {
            setup.ends[host.index()].heard = Micros::new(handshake(recording, host).clamped());
        }
        Ok(Replay { scenario, setup, jiffies: recording.jiffies, silence, refused })
    }

    /// The runs of which the best counts: at each phase, with a machine whose timers are never late, and with
    /// one that was late with segments that ICMP errors answered.
    pub(crate) fn tries(&self, kernel: Version) -> Vec<(Phase, &[Refused; 2])> {
        static PUNCTUAL: [Refused; 2] = [Refused::new(), Refused::new()];
        let is_late = self.refused.iter().any(|refused| !refused.is_empty());
        let phases = phases(kernel);
        let late = phases.iter().filter(|_| is_late).map(|phase| (*phase, &self.refused));
        phases.iter().map(|phase| (*phase, &PUNCTUAL)).chain(late).collect()
    }

    /// The scenario by itself: without the estimates, the windows and the times of the network that were recorded.
    pub(crate) fn scenario_at(&self, phase: Phase) -> Scenario {
        let JiffiesRow { hz, at_t0, into_it_ms } = self.jiffies;
        let tick = Time::micros(1_000_000 / i64::from(hz));
        let into = into_it_ms + phase;
        let whole = into.down_to(tick);
        let ticks = whole.as_micros() / tick.as_micros();
        let mut scenario = self.scenario.clone();
        scenario.kernel.jiffies = at_t0.saturating_add_signed(ticks);
        scenario.kernel.into_it_ms = Millis::from_micros(Micros::new((into - whole).clamped()));
        scenario
    }

    pub(crate) fn at(&self, phase: Phase) -> Setup {
        let JiffiesRow { hz, at_t0, into_it_ms } = self.jiffies;
        // From one tick earlier, so that no phase is before the tick that it counts from.
        let tick = Time::micros(1_000_000 / i64::from(hz));
        let into = into_it_ms + phase + tick;
        let clock = JiffyClock::new(hz, Jiffies::new(at_t0 - 1), Micros::new(into.clamped()));
        let mut setup = Setup { clock, ..self.setup.clone() };
        for (end, silence) in setup.ends.iter_mut().zip(self.silence) {
            // In ticks from the one that t = 0 is in, as the timer counts.
            let heard = silence.map(|(at, lasted)| lasted - ((at + into).down_to(tick) - into.down_to(tick)));
            if let Some(heard) = heard.filter(|heard| *heard >= Time::ZERO) {
                end.heard = Micros::new(heard.clamped());
            }
        }
        setup
    }
}

/// How long before t = 0 `host` last heard of its peer, as the recorder goes about it: it leaves four times
/// the delay and 50 ms for the handshake, then settles, and measures the tick for a tenth of a second.
fn handshake(recording: &Recording, host: HostId) -> Time {
    let ms = |key: &str, default: f64| {
        Time::from_ms(recording.scenario.get(key).and_then(Value::as_f64).unwrap_or(default))
    };
    let delay = ms("delay_ms", 10.0);
    let since_handshake = match host {
        HostId::A => delay + delay,
        HostId::B => delay,
    };
    since_handshake + Time::ms(160) + ms("settle_ms", 200.0)
}

/// The scenario as the engine reads it, with the kernel's profile and the recorded calls.
fn scenario(recording: &Recording, calls: Calls, waited: &mut Waited) -> Result<Scenario, RecordingError> {
    let JiffiesRow { hz, at_t0, into_it_ms } = recording.jiffies;
    if at_t0 == 0 {
        return Err(RecordingError::at("jiffies.at_t0", "expected a counter that has counted"));
    }
    let Version(major, minor) = recording.kernel;
    let kernel = json!({
        "version": format!("{major}.{minor}"),
        "hz": hz,
        "jiffies": at_t0,
        "into_it_ms": into_it_ms.as_ms(),
    });
    let mut scenario = recording.scenario.clone();
    scenario.insert("kernel".to_owned(), kernel);
    if let Some(Value::Array(steps)) = scenario.get_mut("script")
        && steps.iter().all(Value::is_object)
    {
        *steps = script(recording, calls, waited);
    }
    Scenario::from_json(&Value::Object(scenario).to_string()).map_err(|e| RecordingError::of_scenario(&e))
}

/// The steps of the script at the times at which the recorded calls took effect, and writing what was
/// written. A timed step that was never made keeps what the scenario says.
fn script(recording: &Recording, calls: Calls, waited: &mut Waited) -> Vec<Value> {
    let mut steps: Vec<Map<String, Value>> = recording.script().cloned().collect();
    let mut left: Vec<usize> = (0..steps.len()).collect();
    left.sort_by_key(|i| match steps[*i].get("at_ms").and_then(Value::as_f64) {
        Some(ms) => (false, Time::from_ms(ms)),
        None => (true, Time::ZERO),
    });
    let mut latest = [Time::ZERO; 2];
    let mut at_eof = BTreeSet::new();
    let mut forgeries = HostId::BOTH.map(|host| recording.forgeries(host).collect::<VecDeque<_>>());
    for (row, called) in recording.calls() {
        let is_this = |i: &usize| is_made_by(&steps[*i], row.host, called);
        let Some(place) = left.iter().position(is_this) else {
            continue;
        };
        let forged = if called.is_forgery() { forgeries[row.host.index()].pop_front() } else { None };
        let read = || effect(recording, row.host, row.t_ms, called);
        let step = &steps[left[place]];
        let waits = step.contains_key("when") && step.get("after_ms").is_none();
        let at = match (forged, calls) {
            (Some(forged), _) => forged,
            (None, Calls::AsRead) => read(),
            (None, Calls::AsMade) => {
                waited.insert((row.host, read()), read() - row.t_ms);
                row.t_ms
            }
        };
        // What happens on a host stays in its order.
        let latest = &mut latest[row.host.index()];
        *latest = (*latest).max(at);
        let index = left.remove(place);
        if waits && calls == Calls::AsMade {
            // The recorder makes it in one go with handing over the segment that brings end of file.
            at_eof.insert(index);
            continue;
        }
        let step = &mut steps[index];
        step.insert("at_ms".to_owned(), latest.as_ms().into());
        step.remove("when");
        step.remove("after_ms");
        if let ("write", Ok(bytes)) = (called.what.as_str(), called.result.parse::<u32>()) {
            step.insert("bytes".to_owned(), bytes.into());
        }
    }
    // An application that waited for end of file in vain made no call; that of most recorders asks poll() only
    // when a segment comes.
    let made = |(i, step): &(usize, Map<String, Value>)| !step.contains_key("when") || at_eof.contains(i);
    steps.into_iter().enumerate().filter(made).map(|(_, step)| Value::Object(step)).collect()
}

/// Whether `step` is what the recorder wrote down as `called`.
fn is_made_by(step: &Map<String, Value>, host: HostId, called: &Called) -> bool {
    const WHEN_AND_WHERE: [&str; 5] = ["at_ms", "when", "after_ms", "host", "do"];
    let says = |key, value: &str| step.get(key).and_then(Value::as_str) == Some(value);
    let args = step.iter().filter(|(key, _)| !WHEN_AND_WHERE.contains(&key.as_str()));
    says("do", &called.what) && says("host", &host.letter().to_string()) && args.eq(called.args.iter())
}

/// How long the segments that calls provoked waited to be read: whose, since when it was read.
type Waited = BTreeMap<(HostId, Time), Time>;

/// What leaves so soon after a segment that a call provoked is part of it.
const BURST: Time = Time::ms(1);

/// A call takes effect when the first segment leaves that it provoked, if that is soon.
const SOON: Time = Time::ms(25);

fn effect(recording: &Recording, host: HostId, called_at: Time, called: &Called) -> Time {
    let ends = called.sock().map(|sock| recording.ends(host, sock));
    let may_be_its =
        |packet: &Packet| ends.is_none_or(|ends| (packet.sport, packet.dport) == (ends.sport, ends.dport));
    let answers_arrival = |at: Time| recording.answered(host, at).is_some_and(|arrival| arrival >= called_at);
    let mut sent_up_to = 0;
    for (at, packet) in recording.sent_by(host) {
        if !may_be_its(packet) || at > called_at + SOON {
            continue;
        }
        let fin = u32::from(packet.flags.has(Flags::FIN));
        let end = packet.seq.wrapping_add(packet.len).wrapping_add(fin);
        let is_new = end > sent_up_to;
        sent_up_to = if packet.flags.has(Flags::SYN) { 0 } else { sent_up_to.max(end) };
        if at >= called_at && may_provoke(called, packet, is_new) && !answers_arrival(at) {
            return at;
        }
    }
    called_at
}

/// Whether that call can be why that segment left.
fn may_provoke(called: &Called, packet: &Packet, is_new: bool) -> bool {
    let has = |flag| packet.flags.has(flag);
    let asks_for_ack = || called.args.get("opt").and_then(Value::as_str) == Some("TCP_QUICKACK");
    let took_something = called.result.parse::<u32>().is_ok_and(|bytes| bytes > 0);
    match called.what.as_str() {
        "close" => has(Flags::RST) || has(Flags::FIN) && is_new,
        "shutdown_wr" | "shutdown_rdwr" => has(Flags::FIN) && is_new,
        "write" => packet.len > 0 && is_new,
        "connect" => has(Flags::SYN) && !has(Flags::ACK),
        "read" => took_something && packet.flags == Flags::ACK && packet.len == 0,
        "setsockopt" => asks_for_ack() && packet.flags == Flags::ACK && packet.len == 0,
        "unlisten" => has(Flags::RST),
        _ => false,
    }
}

/// The kernel's estimates in the terms of spec §3.1.
fn estimate(info: &TcpInfo, setup: &mut Setup, host: HostId) -> Result<(), RecordingError> {
    // TCP_MIN_SND_MSS to the longest packet; a window of more segments than that fills no link of a lab.
    for (key, found, fits) in
        [("snd_mss", info.snd_mss, 48..=65_535), ("snd_cwnd", info.snd_cwnd, 1..=32_767)]
    {
        if !fits.contains(&found) {
            let field = format!("tcp_info.{}.{key}", host.letter());
            let problem = format!("expected {} to {}, found {found}", fits.start(), fits.end());
            return Err(RecordingError::at(&field, &problem));
        }
    }
    let rto_min = RtoBounds::of(&setup.knobs[host.index()], &setup.clock).min;
    let rto_min = u32::try_from(rto_min.get()).unwrap_or(u32::MAX);
    let end = &mut setup.ends[host.index()];
    let mdev = info.rttvar_us.saturating_mul(4);
    end.estimator = (info.srtt_us > 0).then(|| Estimator {
        srtt: info.srtt_us.saturating_mul(8),
        mdev,
        mdev_max: mdev.max(rto_min),
        rttvar: mdev.max(rto_min),
        rtt_seq: end.snd_nxt,
    });
    end.rto = Some(Micros::new(u64::from(info.rto_us)));
    end.ato = Micros::new(u64::from(info.ato_us));
    end.snd_mss = info.snd_mss;
    end.snd_cwnd = info.snd_cwnd;
    Ok(())
}

/// By how much windows are scaled where nothing bounds the buffer.
const WSCALE: u8 = 10;

/// The windows that the recorded sockets offered are the ones that the engine's will.
fn offer_windows(recording: &Recording, setup: &mut Setup, host: HostId) -> Result<(), RecordingError> {
    let info = recording.tcp_info.of(host);
    let unscaled = recording.has_rcvbuf();
    let shift = info.rcv_wscale.unwrap_or(if unscaled { 0 } else { WSCALE });
    if shift > 15 {
        let field = format!("tcp_info.{}.rcv_wscale", host.letter());
        return Err(RecordingError::at(&field, &format!("expected at most 15, found {shift}")));
    }
    let mut offered = offered(recording, host, shift);
    let ends = recording.ends(host, MAIN);
    let first = Flow { from: host, sport: ends.sport, dport: ends.dport, incarnation: 0 };
    let upcoming = offered.remove(&first).unwrap_or_default();
    // What the handshake offered from a bounded buffer is more than rcv_space, which leaves a segment out.
    let offered_first = setup.ends[host.index()].rcv_wnd.current();
    let in_force = if unscaled { info.rcv_space.max(offered_first) } else { offered_first };
    let end = &mut setup.ends[host.index()];
    end.rcv_wscale = shift;
    end.rcv_wnd = OfferedWindow::Recorded { in_force, upcoming };
    let peer = &mut setup.ends[host.peer().index()];
    peer.snd_wscale = shift;
    peer.snd_wnd = in_force;
    // In the order of the flows, which is that of the incarnations.
    for (Flow { from: _, sport, dport, incarnation: _ }, windows) in offered {
        setup.windows[host.index()].0.push(((sport, dport), windows));
    }
    Ok(())
}

/// What each segment of `host` that is no RST offers, in bytes: the windows of a SYN and of the answer to
/// it are never scaled.
fn offered(recording: &Recording, host: HostId, shift: u8) -> BTreeMap<Flow, Vec<u32>> {
    let mut offered: BTreeMap<Flow, Vec<u32>> = BTreeMap::new();
    for (flow, _, packet) in recording.flows() {
        if flow.from != host || packet.flags.has(Flags::RST) {
            continue;
        }
        let shift = if packet.flags.has(Flags::SYN) { 0 } else { shift };
        offered.entry(flow).or_default().push(u32::from(packet.win) << shift);
    }
    offered
}

/// How long each recorded segment took, less the delay of a rule that hit it, and which segments of each host
/// were answered by an ICMP error. The engine answers at once: how long the machine took for its answer counts
/// as the answer's way.
fn measured(
    recording: &Recording,
    link: &Link,
    waited: &Waited,
) -> (BTreeMap<Flow, Vec<Option<Micros>>>, [Refused; 2]) {
    let faults_alone = Link { delay: Micros::ZERO, measured: Default::default(), ..link.clone() };
    let mut state = LinkState::new(link);
    let mut times: BTreeMap<Flow, Vec<Option<Micros>>> = BTreeMap::new();
    let mut refused: [Refused; 2] = Default::default();
    let mut sent = [0; 2];
    for (flow, at, packet) in recording.flows() {
        let sent_at = Instant::from_micros(at.clamped());
        let (_, carriage, _) = state.carry(&faults_alone, packet.from, &segment(packet), sent_at);
        let host = packet.from.index();
        let by_rule = match carriage {
            Carriage::Delivered { at, copies: _ } => at.since(sent_at),
            Carriage::Refused { .. } => {
                refused[host].insert(sent[host], at);
                Micros::ZERO
            }
            Carriage::Lost(_) => Micros::ZERO,
        };
        sent[host] += 1;
        let arrived = packet.arrive_ms.first().filter(|_| packet.fate == Fate::Delivered);
        let provoked = waited.range((packet.from, at - BURST)..=(packet.from, at)).next_back();
        let left = recording.answered(packet.from, at);
        let left = left.or(provoked.map(|((_, read), waited)| *read - *waited)).unwrap_or(at);
        let took = arrived.map(|arrived| Micros::new((*arrived - left).clamped()) - by_rule);
        times.entry(flow).or_default().push(took);
    }
    (times, refused)
}

/// A recorded segment as far as rules of the link look at it.
fn segment(packet: &Packet) -> Segment {
    Segment {
        sport: packet.sport,
        dport: packet.dport,
        flags: packet.flags,
        seq: Seq::new(packet.seq),
        ack: Seq::new(packet.ack),
        len: packet.len,
        win: packet.win,
        ts: None,
        sack: Vec::new(),
        syn: None,
    }
}
