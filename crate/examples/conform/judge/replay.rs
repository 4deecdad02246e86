//! From a recording to what the engine runs: profile, estimators, calls, the times of the network.
//!
//! Everything here is an input. Refuses to look at what the recording says should come of it.

use super::recording::{Called, Fate, JiffiesRow, MAIN, Packet, Recording, TcpInfo, Version};
use super::when::Time;
use lastack::host::HostId;
use lastack::net::{Carriage, Flow, Link, LinkState};
use lastack::scenario::Scenario;
use lastack::segment::{Flags, Segment};
use lastack::seq::Seq;
use lastack::sim::Setup;
use lastack::tcp::{Estimator, OfferedWindow, RtoBounds};
use lastack::time::{Instant, Jiffies, JiffyClock, Micros};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, VecDeque};

/// How much further into its jiffy t = 0 is taken to be than the recorder measured.
pub(crate) type Phase = Time;

/// The phases that may be tried. The emulators that recorded 6.12 and 6.1 have an exact clock.
pub(crate) fn phases(kernel: Version) -> Vec<Phase> {
    let half_ms: &[i64] = match kernel {
        Version(6, 12 | 1) => &[0, 1, 2],
        Version(..) => &[0, 1, -1, 2, -2, 3, 4],
    };
    half_ms.iter().map(|n| Time::micros(500 * n)).collect()
}

/// The run that a recording asks for, at a phase still to be chosen.
pub(crate) struct Replay {
    setup: Setup,
    jiffies: JiffiesRow,
}

impl Replay {
    /// What the engine is given, or the sentence in which it says that it doesn't know this.
    pub(crate) fn of(recording: &Recording) -> Result<Replay, String> {
        let mut setup = scenario(recording)?.setup();
        for host in HostId::BOTH {
            estimate(recording.tcp_info.of(host), &mut setup, host);
            offer_windows(recording, &mut setup, host)?;
        }
        setup.link.measured = measured(recording, &setup.link).into_iter().collect();
        setup.link.measured_icmp = HostId::BOTH
            .map(|host| recording.icmp_errors(host).map(|at| Instant::from_micros(at.clamped())).collect());
        setup.horizon = Instant::from_micros(recording.end_ms.clamped());
        let jiffies = recording.jiffies;
        Ok(Replay { setup, jiffies })
    }

    pub(crate) fn at(&self, phase: Phase) -> Setup {
        let JiffiesRow { hz, at_t0, into_it_ms } = self.jiffies;
        // From one tick earlier, so that no phase is before the tick that it counts from.
        let tick = Time::micros(1_000_000 / i64::from(hz));
        let into = Micros::new((into_it_ms + phase + tick).clamped());
        Setup { clock: JiffyClock::new(hz, Jiffies::new(at_t0 - 1), into), ..self.setup.clone() }
    }
}

/// The scenario as the engine reads it, with the kernel's profile and the recorded calls.
fn scenario(recording: &Recording) -> Result<Scenario, String> {
    let JiffiesRow { hz, at_t0, into_it_ms } = recording.jiffies;
    if at_t0 == 0 {
        return Err("jiffies.at_t0: expected a counter that has counted".to_owned());
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
        *steps = script(recording);
    }
    Scenario::from_json(&Value::Object(scenario).to_string())
        .map_err(|e| format!("the engine doesn't know this scenario: {e}"))
}

/// The steps of the script at the times at which the recorded calls took effect, and writing what was
/// written. A timed step that was never made keeps what the scenario says.
fn script(recording: &Recording) -> Vec<Value> {
    let mut steps: Vec<Map<String, Value>> = recording.script().cloned().collect();
    let mut left: Vec<usize> = (0..steps.len()).collect();
    left.sort_by_key(|i| match steps[*i].get("at_ms").and_then(Value::as_f64) {
        Some(ms) => (false, Time::from_ms(ms)),
        None => (true, Time::ZERO),
    });
    let mut latest = [Time::ZERO; 2];
    let mut forgeries = HostId::BOTH.map(|host| recording.forgeries(host).collect::<VecDeque<_>>());
    for (row, called) in recording.calls() {
        let is_this = |i: &usize| is_made_by(&steps[*i], row.host, called);
        let Some(place) = left.iter().position(is_this) else {
            continue;
        };
        let forged = if called.is_forgery() { forgeries[row.host.index()].pop_front() } else { None };
        let at = forged.unwrap_or_else(|| effect(recording, row.host, row.t_ms, called));
        // What happens on a host stays in its order.
        let latest = &mut latest[row.host.index()];
        *latest = (*latest).max(at);
        let step = &mut steps[left.remove(place)];
        step.insert("at_ms".to_owned(), latest.as_ms().into());
        step.remove("when");
        step.remove("after_ms");
        if let ("write", Ok(bytes)) = (called.what.as_str(), called.result.parse::<u32>()) {
            step.insert("bytes".to_owned(), bytes.into());
        }
    }
    // An application that waited for end of file in vain made no call; the recorder's asked poll() only
    // when a segment came.
    steps.into_iter().filter(|step| !step.contains_key("when")).map(Value::Object).collect()
}

/// Whether `step` is what the recorder wrote down as `called`.
fn is_made_by(step: &Map<String, Value>, host: HostId, called: &Called) -> bool {
    const WHEN_AND_WHERE: [&str; 5] = ["at_ms", "when", "after_ms", "host", "do"];
    let says = |key, value: &str| step.get(key).and_then(Value::as_str) == Some(value);
    let args = step.iter().filter(|(key, _)| !WHEN_AND_WHERE.contains(&key.as_str()));
    says("do", &called.what) && says("host", &host.letter().to_string()) && args.eq(called.args.iter())
}

/// A call takes effect when the first segment leaves that it provoked, if that is soon.
const SOON: Time = Time::ms(25);
/// What leaves so soon after an arrival is the arrival's doing.
const PROVOKED: Time = Time::ms(1);

fn effect(recording: &Recording, host: HostId, called_at: Time, called: &Called) -> Time {
    let ends = called.sock().map(|sock| recording.ends(host, sock));
    let may_be_its =
        |packet: &Packet| ends.is_none_or(|ends| (packet.sport, packet.dport) == (ends.sport, ends.dport));
    let answers_arrival = |at: Time| {
        let mut arrivals = recording.arrivals(host);
        arrivals.any(|arrival| arrival >= called_at && arrival <= at && at - arrival <= PROVOKED)
    };
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
fn estimate(info: &TcpInfo, setup: &mut Setup, host: HostId) {
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
    // What the handshake measured holds the recorder's own delays too; a segment of the run may be faster,
    // but never than the link.
    end.min_rtt = Some(setup.link.delay + setup.link.delay);
    end.snd_mss = info.snd_mss;
    end.snd_cwnd = info.snd_cwnd;
}

/// What a socket offers before its first segment, and by how much windows are scaled, where nothing
/// bounds the buffer.
const WINDOW: u32 = 64 * 1024;
const WSCALE: u8 = 10;

/// The windows that the recorded sockets offered are the ones that the engine's will.
fn offer_windows(recording: &Recording, setup: &mut Setup, host: HostId) -> Result<(), String> {
    let info = recording.tcp_info.of(host);
    let unscaled = recording.has_rcvbuf();
    let shift = info.rcv_wscale.unwrap_or(if unscaled { 0 } else { WSCALE });
    if shift > 15 {
        return Err(format!("tcp_info.{}.rcv_wscale: expected at most 15, found {shift}", host.letter()));
    }
    let mut offered = offered(recording, host, shift);
    let ends = recording.ends(host, MAIN);
    let first = Flow { from: host, sport: ends.sport, dport: ends.dport, incarnation: 0 };
    let upcoming = offered.remove(&first).unwrap_or_default();
    // What the handshake offered from a bounded buffer is more than rcv_space, which leaves a segment out.
    let offered_first = setup.ends[host.index()].rcv_wnd.current();
    let in_force = if unscaled { info.rcv_space.max(offered_first) } else { WINDOW };
    let end = &mut setup.ends[host.index()];
    end.rcv_wscale = shift;
    end.rcv_wnd = OfferedWindow::Recorded { in_force, upcoming };
    let peer = &mut setup.ends[host.peer().index()];
    peer.snd_wscale = shift;
    peer.snd_wnd = in_force;
    // In the order of the flows, which is that of the incarnations.
    for (Flow { from: _, sport, dport, incarnation: _ }, windows) in offered {
        setup.windows[host.index()].0.entry((sport, dport)).or_default().push_back(windows);
    }
    Ok(())
}

/// What each segment of `host` that is no RST offers, in bytes: the windows of a SYN and of the answer to
/// it are never scaled.
fn offered(recording: &Recording, host: HostId, shift: u8) -> BTreeMap<Flow, VecDeque<u32>> {
    let mut offered: BTreeMap<Flow, VecDeque<u32>> = BTreeMap::new();
    for (flow, _, packet) in recording.flows() {
        if flow.from != host || packet.flags.has(Flags::RST) {
            continue;
        }
        let shift = if packet.flags.has(Flags::SYN) { 0 } else { shift };
        offered.entry(flow).or_default().push_back(u32::from(packet.win) << shift);
    }
    offered
}

/// How long each recorded segment took, less the delay of a rule that hit it.
fn measured(recording: &Recording, link: &Link) -> BTreeMap<Flow, Vec<Option<Micros>>> {
    let faults_alone = Link { delay: Micros::ZERO, measured: Default::default(), ..link.clone() };
    let mut state = LinkState::new(link);
    let mut times: BTreeMap<Flow, Vec<Option<Micros>>> = BTreeMap::new();
    for (flow, at, packet) in recording.flows() {
        let sent_at = Instant::from_micros(at.clamped());
        let (_, carriage) = state.carry(&faults_alone, packet.from, &segment(packet), sent_at);
        let by_rule = match carriage {
            Carriage::Delivered(moments) => moments.first().map_or(Micros::ZERO, |m| m.since(sent_at)),
            Carriage::Lost(_) | Carriage::Refused { .. } => Micros::ZERO,
        };
        let arrived = packet.arrive_ms.first().filter(|_| packet.fate == Fate::Delivered);
        let took = arrived.map(|arrived| Micros::new((*arrived - at).clamped()) - by_rule);
        times.entry(flow).or_default().push(took);
    }
    times
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
