//! What the engine did, seen as the recorder would have: segments on the wire, states in sock_diag,
//! what poll() and the calls said, counters.
//!
//! Runs the engine and plays the application that reads SO_ERROR. Refuses to compare anything.

use super::recording::{Ends, Recording, Version};
use super::replay::Refused;
use super::segments::TIMER;
use super::when::Time;
use crate::host::{HostId, Poll, SocketView};
use crate::segment::{Flags, Segment};
use crate::seq::Seq;
use crate::sim::{Event, Fate, Log, SegmentId, SegmentRecord, Setup, What, World};
use crate::tcp::{Sending, State};
use crate::time::Instant;
use std::collections::BTreeMap;

/// A run of the engine.
#[derive(Debug, Default)]
pub(crate) struct Observed {
    pub(crate) segments: [Vec<SentSegment>; 2],
    /// Forged segments, by the host that they pretend to be from.
    pub(crate) forged: [Vec<SentSegment>; 2],
    pub(crate) icmp: [Vec<Icmp>; 2],
    /// What reached each host and what its applications called: what can provoke a segment.
    pub(crate) causes: [Vec<Cause>; 2],
    pub(crate) states: BTreeMap<Ends, Vec<Run>>,
    pub(crate) calls: [Vec<Call>; 2],
    pub(crate) wakes: BTreeMap<(HostId, String), Vec<Wake>>,
    /// What each SO_ERROR gave.
    pub(crate) errors: BTreeMap<(HostId, String), Vec<(Time, String)>>,
    /// When each counter moved.
    pub(crate) counted: [BTreeMap<String, Vec<Time>>; 2],
    /// The run was broken off: it came to no end.
    pub(crate) endless: bool,
}

/// A segment that a host sent. Sequence numbers are relative.
#[derive(Debug)]
pub(crate) struct SentSegment {
    pub(crate) at: Time,
    /// When its timer should have sent it: earlier, where the machine of the recording was late.
    pub(crate) meant: Time,
    pub(crate) sport: u16,
    pub(crate) dport: u16,
    pub(crate) flags: Flags,
    pub(crate) seq: u32,
    /// The number as it is on the wire is 0: that of no connection.
    pub(crate) from_nowhere: bool,
    pub(crate) ack: u32,
    pub(crate) len: u32,
    pub(crate) win: u16,
    pub(crate) sack: Vec<[u32; 2]>,
    /// Nothing if it was lost.
    pub(crate) arrives: Option<Vec<Time>>,
    /// The timer that was armed with it, as sock_diag shows it, and how far ahead.
    pub(crate) rearmed: Option<(&'static str, Time)>,
    pub(crate) forged: bool,
}

/// An ICMP error that reached a host: its type and code.
#[derive(Debug)]
pub(crate) struct Icmp {
    pub(crate) at: Time,
    pub(crate) kind: u8,
    pub(crate) code: u8,
}

/// Something that may provoke a segment.
#[derive(Debug)]
pub(crate) struct Cause {
    pub(crate) at: Time,
    /// When the same happened in the recording, if it did.
    pub(crate) recorded: Option<Time>,
}

/// A stretch of time in one state.
#[derive(Debug)]
pub(crate) struct Run {
    /// As the kernel spells it, or `GONE`.
    pub(crate) state: &'static str,
    pub(crate) from: Time,
    pub(crate) until: Time,
    /// How much later than here the segment that caused it came in the recording.
    pub(crate) late: Time,
    /// Each timer and retrans that it showed, and from when.
    pub(crate) shown: Vec<(Time, &'static str, u8)>,
}

#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) at: Time,
    pub(crate) what: &'static str,
    pub(crate) sock: String,
    pub(crate) result: String,
}

/// A stretch of time in which poll() says something.
#[derive(Debug)]
pub(crate) struct Wake {
    pub(crate) from: Time,
    /// Nothing where it says so still.
    pub(crate) until: Option<Time>,
    pub(crate) late: Time,
    pub(crate) label: &'static str,
}

/// No such socket any more.
pub(crate) const GONE: &str = "GONE";

/// What is further from every initial number belongs to no connection.
pub(crate) const NEAR: u32 = 1 << 24;

/// More steps than the longest recording of ours takes, ten times; what goes on for longer is no teardown. Who drops a
/// recording waits for its judge, whose time grows with the square of the steps.
const MOST_STEPS: usize = 3_000;

/// Runs the engine on `setup`, which was made from `recording`. A timer that sends one of those segments runs
/// as late as the machine did.
pub(crate) fn observe(recording: &Recording, setup: &Setup, refused: &[Refused; 2]) -> Observed {
    let mut log = Log::default();
    let mut world = World::new(setup, &mut log);
    let mut observer = Observer::new(recording, setup);
    observer.look(&mut world, setup, Time::ZERO);
    let mut seen = 0;
    let mut late = Time::ZERO;
    for _ in 0..MOST_STEPS {
        for host in HostId::BOTH {
            observer.be_late(host, &refused[host.index()], &mut world, setup, &log);
        }
        if !world.step(setup, &mut log) {
            return observer.finish();
        }
        late = late.max(observer.take_in(&log, seen));
        seen = log.events.len();
        if observer.look(&mut world, setup, late) {
            late = Time::ZERO;
        }
    }
    observer.seen.endless = true;
    observer.finish()
}

/// Whether the next thing is that a timer of `host` sends something.
fn sends_by_timer(host: HostId, world: &World, setup: &Setup, log: &Log) -> bool {
    let (mut world, mut log) = (world.clone(), log.clone());
    let seen = log.events.len();
    world.step(setup, &mut log);
    let mut events = log.events[seen..].iter().filter(|event| event.host == host);
    events.next().is_some_and(|event| matches!(event.what, What::Fired { .. }))
        && events.any(|event| matches!(event.what, What::Sent { .. }))
}

struct Observer<'a> {
    recording: &'a Recording,
    end: Time,
    seen: Observed,
    names: [Vec<String>; 2],
    /// The initial sequence numbers of each direction, oldest first.
    initial: BTreeMap<(HostId, u16, u16), Vec<Seq>>,
    /// For each segment of the engine when the recorded one, the how-manieth of its host, arrived.
    arrivals: BTreeMap<SegmentId, Vec<Time>>,
    /// How many copies of it have arrived.
    copies: BTreeMap<SegmentId, usize>,
    /// The calls of each host in the recording that the engine has still to make.
    calls: [Vec<Time>; 2],
    /// For each host when the timer that was last postponed should have fired, and when it does.
    postponed: [Option<(Time, Time)>; 2],
}

impl<'a> Observer<'a> {
    fn new(recording: &'a Recording, setup: &Setup) -> Self {
        let initial = HostId::BOTH.map(|host| {
            let end = &setup.ends[host.index()];
            ((host, end.sport, end.dport), vec![end.snd_nxt - 1])
        });
        let calls = HostId::BOTH.map(|host| recording.calls_of(host).map(|(row, _)| row.t_ms).collect());
        Observer {
            recording,
            end: recording.end_ms,
            seen: Observed::default(),
            names: HostId::BOTH.map(|host| recording.names(host)),
            initial: initial.into(),
            arrivals: BTreeMap::new(),
            copies: BTreeMap::new(),
            calls,
            postponed: [None; 2],
        }
    }

    /// Where what comes next is a timer of `host` that sends a segment, and the recorded one was answered by
    /// an ICMP error, the timer runs when the recorded one left, if that is no later than timers are judged
    /// by: what a revert of the backoff comes to is counted from then (RFC 6069).
    fn be_late(&mut self, host: HostId, refused: &Refused, world: &mut World, setup: &Setup, log: &Log) {
        let Some(left) = refused.get(&self.seen.segments[host.index()].len()) else {
            return;
        };
        let Some(due) = world.next_at(setup).map(Time::from) else {
            return;
        };
        if due < *left && *left - due <= TIMER && sends_by_timer(host, world, setup, log) {
            self.postponed[host.index()] = Some((due, *left));
            world.postpone(setup, host, Instant::from_micros(left.clamped()));
        }
    }

    /// Reads what was logged since `from`. Says how late in the recording the segment was that came in.
    fn take_in(&mut self, log: &Log, from: usize) -> Time {
        let mut late = Time::ZERO;
        for event in &log.events[from..] {
            let Event { host, .. } = *event;
            let at = Time::from(event.at);
            if let What::Sent { segment, .. } = event.what {
                self.on_sent(host, at, segment, log);
            } else if let What::Injected { segment } = event.what {
                let forged = self.segment(at, &log.segments[segment.0 as usize]);
                self.seen.forged[host.peer().index()].push(forged);
                self.seen.causes[host.index()].push(Cause { at, recorded: None });
            } else if let What::IcmpArrived { icmp_type: kind, code, .. } = event.what {
                self.seen.icmp[host.index()].push(Icmp { at, kind, code });
                self.seen.causes[host.index()].push(Cause { at, recorded: None });
            } else if let What::Arrived { segment } = event.what {
                let recorded = self.recorded_arrival(segment);
                late = recorded.map_or(late, |recorded| late.max(recorded - at));
                self.seen.causes[host.index()].push(Cause { at, recorded });
            } else if let What::Armed { timer, due, .. } = event.what {
                let sent = self.seen.segments[host.index()].last_mut();
                if let (Some(sent), Some(shown)) = (sent.filter(|sent| sent.at == at), timer.diag_name()) {
                    sent.rearmed = Some((shown, Time::from(due) - at));
                }
            } else if let What::Called { name, call, result } = &event.what {
                self.on_call(host, at, call.name(), name, result.to_string());
            } else if let What::SysctlChanged { .. } = event.what {
                self.on_call(host, at, "sysctl", super::recording::MAIN, "0".to_owned());
            } else if let What::SysctlRefused { errno, .. } = event.what {
                self.on_call(host, at, "sysctl", super::recording::MAIN, errno.to_string());
            } else if let What::Counted { counter } = event.what {
                let moved = self.seen.counted[host.index()].entry(counter.name().to_owned()).or_default();
                moved.push(at);
            }
        }
        late
    }

    fn on_sent(&mut self, from: HostId, at: Time, id: SegmentId, log: &Log) {
        let record = &log.segments[id.0 as usize];
        let Segment { sport, dport, flags, seq, .. } = &record.segment;
        if flags.has(Flags::SYN) {
            let known = self.initial.entry((from, *sport, *dport)).or_default();
            if !known.contains(seq) {
                known.push(*seq);
            }
        }
        let mut sent = self.segment(at, record);
        if let Some((due, until)) = self.postponed[from.index()].take_if(|(_, until)| *until <= at)
            && until == at
        {
            sent.meant = due;
        }
        let segments = &mut self.seen.segments[from.index()];
        if let Some((_, packet)) = self.recording.sent_by(from).nth(segments.len()) {
            self.arrivals.insert(id, packet.arrive_ms.clone());
        }
        segments.push(sent);
    }

    fn segment(&self, at: Time, record: &SegmentRecord) -> SentSegment {
        let Segment { sport, dport, flags, seq, ack, len, win, ts: _, sack, syn: _ } = &record.segment;
        let ours = (record.from, *sport, *dport);
        let theirs = (record.from.peer(), *dport, *sport);
        let arrives = match &record.fate {
            Fate::Delivered { at } => Some(at.iter().copied().map(Time::from).collect()),
            Fate::Lost { .. } => None,
        };
        let ack = if flags.has(Flags::ACK) { self.relative(*ack, theirs) } else { 0 };
        let block = |block: &crate::segment::SackBlock| {
            [self.relative(block.start, theirs), self.relative(block.end, theirs)]
        };
        SentSegment {
            at,
            meant: at,
            sport: *sport,
            dport: *dport,
            flags: *flags,
            seq: self.relative(*seq, ours),
            from_nowhere: seq.get() == 0,
            ack,
            len: *len,
            win: *win,
            sack: sack.iter().map(block).collect(),
            arrives,
            rearmed: None,
            forged: record.how == Sending::Forged,
        }
    }

    /// The recorder's rule: counted from the newest initial number that it exceeds by less than 2^24.
    fn relative(&self, n: Seq, direction: (HostId, u16, u16)) -> u32 {
        let known = self.initial.get(&direction).map_or(&[][..], Vec::as_slice);
        let fits = known.iter().rev().map(|initial| n - *initial).find(|distance| *distance < NEAR);
        fits.unwrap_or_else(|| known.last().map_or(n.get(), |initial| n - *initial))
    }

    fn recorded_arrival(&mut self, id: SegmentId) -> Option<Time> {
        let copy = self.copies.entry(id).or_default();
        *copy += 1;
        self.arrivals.get(&id)?.get(*copy - 1).copied()
    }

    fn on_call(&mut self, host: HostId, at: Time, what: &'static str, sock: &str, result: String) {
        let made = self.seen.calls[host.index()].len();
        let recorded = self.calls[host.index()].get(made).copied();
        self.seen.causes[host.index()].push(Cause { at, recorded });
        self.seen.calls[host.index()].push(Call { at, what, sock: sock.to_owned(), result });
    }

    /// Looks at sockets and descriptors, as the recorder does every few milliseconds. Says whether the moment is
    /// over: until then descriptors are let be, as who looks reads errors, and who acts at once on what has come
    /// gets them first.
    fn look(&mut self, world: &mut World, setup: &Setup, late: Time) -> bool {
        let is_over = world.next_at(setup) != Some(world.now());
        let at = Time::from(world.now());
        for host in HostId::BOTH {
            self.look_at_sockets(world, host, at, late);
            for name in self.names[host.index()].clone() {
                if is_over {
                    self.look_at_descriptor(world, host, name, at, late);
                }
            }
        }
        is_over
    }

    fn look_at_sockets(&mut self, world: &World, host: HostId, at: Time, late: Time) {
        let mut shown: BTreeMap<Ends, (&'static str, &'static str, u8)> = BTreeMap::new();
        for view in world.sockets(host) {
            let SocketView { sport, dport, state, timer, retrans, .. } = view;
            let closed = state == State::Close;
            if closed && !self.shows_when_closed(world, host, &view) {
                continue;
            }
            let ends = Ends { host, sport, dport };
            if !closed || !shown.contains_key(&ends) {
                shown.insert(ends, (state.kernel_name(), timer, retrans));
            }
        }
        let known: Vec<Ends> = self.seen.states.keys().copied().filter(|e| e.host == host).collect();
        for ends in known.into_iter().filter(|ends| !shown.contains_key(ends)) {
            self.show(ends, at, late, (GONE, "off", 0));
        }
        for (ends, now) in shown {
            self.show(ends, at, late, now);
        }
    }

    /// A closed socket is listed only while it keeps its port (kernel 6.8: bound inactive sockets).
    fn shows_when_closed(&self, world: &World, host: HostId, view: &SocketView) -> bool {
        let mut names = self.names[host.index()].iter();
        let name = names.find(|name| world.host(host).named(name) == Some(view.id));
        let bound = name.is_some_and(|name| self.recording.was_bound(host, name));
        view.held && bound && self.recording.kernel >= Version(6, 8)
    }

    fn show(&mut self, ends: Ends, at: Time, late: Time, now: (&'static str, &'static str, u8)) {
        let (state, timer, retrans) = now;
        let runs = self.seen.states.entry(ends).or_default();
        match runs.last_mut() {
            Some(run) if run.state == state => {
                let last = run.shown.last().map(|(_, timer, retrans)| (*timer, *retrans));
                if last != Some((timer, retrans)) {
                    run.shown.push((at, timer, retrans));
                }
                return;
            }
            Some(run) => run.until = at,
            None => {}
        }
        let shown = vec![(at, timer, retrans)];
        runs.push(Run { state, from: at, until: self.end, late, shown });
    }

    fn look_at_descriptor(&mut self, world: &mut World, host: HostId, name: String, at: Time, late: Time) {
        let Some(Poll { rdhup, hup, err, readable }) = world.host(host).poll(&name) else {
            return;
        };
        let says = [("POLLRDHUP", rdhup), ("POLLHUP", hup), ("POLLERR", err), ("POLLIN", readable)];
        let wakes = self.seen.wakes.entry((host, name.clone())).or_default();
        for (label, set) in says {
            let known = wakes.iter_mut().rfind(|wake| wake.label == label);
            let is_first = known.is_none();
            match known {
                Some(wake) if wake.until.is_none() => {
                    wake.until = (!set).then_some(at);
                    continue;
                }
                Some(_) | None if !set => continue,
                Some(_) | None => wakes.push(Wake { from: at, until: None, late, label }),
            }
            if label == "POLLERR" && is_first {
                let error = world.host_mut(host).take_error(&name);
                let error = error.map_or_else(|| "0".to_owned(), |errno| errno.to_string());
                self.seen.errors.entry((host, name.clone())).or_default().push((at, error));
            }
        }
    }

    fn finish(self) -> Observed {
        self.seen
    }
}
