//! The world of a run: what happens next, and its effects.

mod carry;
mod played;

use self::carry::Origin;
use super::agenda::{Agenda, Tie};
use super::numbers::Numbers;
use super::record::{EventId, Fate, Log, SegmentId, SegmentRecord, SocketRecord, What};
use super::setup::{Do, Forged, MAIN, Setup, Step, When};
use crate::host::sysctl::Change;
use crate::host::{Born, Call, Host, HostId, Running, SocketId, SocketView, Surroundings, Work};
use crate::net::{LinkState, SegmentName};
use crate::rule::Rule;
use crate::segment::Segment;
use crate::tcp::{IcmpError, Sending, TimerSlot};
use crate::time::Instant;

/// No step begins after so many events: two hosts that contradict each other without a rate limit do so for
/// ever, and over a link without delay in no time at all. A link may ask for that, and a page runs so many and
/// hands them over without a pause that is felt. The longest preset has 199, a megabyte that is written and read
/// 4,157, and a FIN that a router refuses for a quarter of an hour 14,609.
pub const MOST_EVENTS: u32 = 16_000;

/// Everything that changes during a run. Cloning it is a checkpoint.
#[derive(Clone, Debug)]
pub struct World {
    now: Instant,
    hosts: [Host; 2],
    link: LinkState,
    agenda: Agenda<Due>,
    /// How much of the script has been done.
    script_at: usize,
    /// Steps that still wait for end of file.
    waiting: Vec<usize>,
    counts: Counts,
    /// No step begins after so many.
    most_events: u32,
    numbers: Numbers,
    /// Empty between steps: a step has its effects here.
    work: Work,
}

#[derive(Clone, Debug)]
enum Due {
    Step { index: usize, cause: Option<EventId> },
    Arrival { to: HostId, segment: Segment, id: SegmentId, cause: EventId },
    Icmp { to: HostId, error: IcmpError, segment: Segment, id: SegmentId, cause: EventId },
}

/// What the world does next.
enum Next {
    Script,
    Agenda,
    Timer(HostId, SocketId, TimerSlot),
}

impl World {
    /// The world at t = 0: both ends established, nothing sent.
    pub fn new(setup: &Setup, log: &mut Log) -> World {
        let host = |id: HostId| {
            let i = id.index();
            Host::new(setup.knobs[i].clone(), setup.profile, setup.listens[i], setup.windows[i].clone())
        };
        let mut world = World {
            now: Instant::ZERO,
            hosts: HostId::each(host),
            link: LinkState::new(&setup.link),
            agenda: Agenda::new(),
            script_at: 0,
            waiting: Vec::new(),
            counts: Counts::default(),
            most_events: MOST_EVENTS,
            numbers: Numbers::default(),
            work: Work::default(),
        };
        for (host, end) in HostId::BOTH.into_iter().zip(&setup.ends) {
            world.numbers.begin(host, end.sport, end.dport, end.snd_nxt - 1);
            let around = world.around(setup);
            let born = world.hosts[host.index()].adopt(&around, MAIN, end);
            world.register(host, around.next_id, born, false, log);
        }
        for place in 0..setup.script.len() {
            if waits_for_eof(setup, place) {
                world.waiting.push(place);
            }
        }
        world.skip_waiting_steps(setup);
        world
    }

    pub fn now(&self) -> Instant {
        self.now
    }

    pub fn host(&self, id: HostId) -> &Host {
        &self.hosts[id.index()]
    }

    /// For whoever plays the application between steps: SO_ERROR is read and cleared.
    pub fn host_mut(&mut self, id: HostId) -> &mut Host {
        &mut self.hosts[id.index()]
    }

    /// What sock_diag shows of one host.
    pub fn sockets(&self, host: HostId) -> Vec<SocketView> {
        self.host(host).sockets().collect()
    }

    /// When something happens next; nothing if all is quiet up to the horizon, or the run is spent.
    pub fn next_at(&self, setup: &Setup) -> Option<Instant> {
        self.next(setup).map(|(at, _)| at)
    }

    /// For whoever knows how late a machine was: where a timer of `host` comes next, it comes no earlier than
    /// `until`.
    pub fn postpone(&mut self, setup: &Setup, host: HostId, until: Instant) {
        if let Some((_, Next::Timer(of, socket, slot))) = self.next(setup)
            && of == host
        {
            self.host_mut(host).postpone(socket, slot, until);
        }
    }

    /// Does the next thing, with all its effects, and writes it down. Says whether there was one.
    pub fn step(&mut self, setup: &Setup, log: &mut Log) -> bool {
        self.step_until(setup, Instant::NEVER, log)
    }

    /// The same, unless that is after `until`.
    pub fn step_until(&mut self, setup: &Setup, until: Instant, log: &mut Log) -> bool {
        let Some((at, next)) = self.next(setup).filter(|(at, _)| *at <= until) else {
            return false;
        };
        self.now = at;
        match next {
            Next::Script => {
                let index = self.script_at;
                self.script_at += 1;
                self.skip_waiting_steps(setup);
                self.run_step(setup, index, None, log);
            }
            Next::Agenda => {
                let due = self.agenda.pop().expect("the agenda was just seen to hold something");
                match due {
                    Due::Step { index, cause } => self.run_step(setup, index, cause, log),
                    Due::Arrival { to, segment, id, cause } => {
                        self.arrive(setup, to, &segment, id, cause, log)
                    }
                    Due::Icmp { to, error, segment, id, cause } => {
                        self.icmp_arrives(setup, to, error, &segment, id, cause, log)
                    }
                }
            }
            Next::Timer(host, socket, slot) => self.fire(setup, host, socket, slot, log),
        }
        true
    }

    /// Whether nothing more can happen, before the horizon or after it.
    pub fn is_quiet(&self, setup: &Setup) -> bool {
        self.due(setup).is_none()
    }

    /// Whether [`MOST_EVENTS`] have happened.
    pub fn is_spent(&self) -> bool {
        self.counts.events >= self.most_events
    }

    /// How many segments, reports and steps are on their way.
    pub(super) fn under_way(&self) -> usize {
        self.agenda.len()
    }

    fn next(&self, setup: &Setup) -> Option<(Instant, Next)> {
        self.due(setup).filter(|(at, _)| *at <= setup.horizon && !self.is_spent())
    }

    fn due(&self, setup: &Setup) -> Option<(Instant, Next)> {
        // Of one moment the script is first, then the agenda, then timers.
        let mut first = match setup.script.get(self.script_at) {
            Some(Step { when: When::At(at), .. }) => Some((*at, Tie::Script, Next::Script)),
            Some(Step { when: When::Eof { .. }, .. }) | None => None,
        };
        if let Some((at, tie)) = self.agenda.next()
            && first.as_ref().is_none_or(|(least, than, _)| (at, tie) < (*least, *than))
        {
            first = Some((at, tie, Next::Agenda));
        }
        // Both hosts are one machine.
        let timer = match HostId::each(|host| self.host(host).next_timer()) {
            [Some(a), Some(b)] if b < a => Some((b, HostId::B)),
            [Some(a), _] => Some((a, HostId::A)),
            [None, b] => b.map(|b| (b, HostId::B)),
        };
        if let Some(((turn, socket, slot), host)) = timer
            && first.as_ref().is_none_or(|(least, _, _)| turn.fires < *least)
        {
            first = Some((turn.fires, Tie::Timer, Next::Timer(host, socket, slot)));
        }
        first.map(|(at, _, next)| (at, next))
    }

    fn skip_waiting_steps(&mut self, setup: &Setup) {
        while self.script_at < setup.script.len() && waits_for_eof(setup, self.script_at) {
            self.script_at += 1;
        }
    }

    fn run_step(&mut self, setup: &Setup, index: usize, cause: Option<EventId>, log: &mut Log) {
        let step = &setup.script[index];
        let host = step.host;
        match &step.act {
            Do::Call { name, call } => self.call(setup, host, name, *call, cause, log),
            Do::Inject(forged) => self.inject(setup, host, forged, cause, log),
            Do::Sysctl(setting) => {
                let key = setting.row().name;
                let what = match setting.apply(&mut self.host_mut(host).knobs) {
                    Ok(Change { from, to }) => What::SysctlChanged { key, from, to },
                    Err(e) => What::SysctlRefused { key, value: setting.value().clone(), errno: e.errno() },
                };
                self.note(Origin { host, socket: None, cause, rule: Rule::SysctlSet }, what, log);
            }
        }
    }

    fn arrive(
        &mut self,
        setup: &Setup,
        to: HostId,
        segment: &Segment,
        id: SegmentId,
        cause: EventId,
        log: &mut Log,
    ) {
        let around = self.around(setup);
        let mut work = std::mem::take(&mut self.work);
        self.hosts[to.index()].on_segment(&around, segment, &mut work);
        let origin = Origin { host: to, socket: work.met(), cause: Some(cause), rule: Rule::LinkDelivers };
        let event = self.note(origin, What::Arrived { segment: id }, log);
        self.do_work(setup, origin.caused_by(event), work, log);
        self.wake_waiting_steps(setup, to, event);
    }

    #[expect(clippy::too_many_arguments, reason = "what was sent, what came of it, and where it is written")]
    fn icmp_arrives(
        &mut self,
        setup: &Setup,
        to: HostId,
        error: IcmpError,
        segment: &Segment,
        id: SegmentId,
        cause: EventId,
        log: &mut Log,
    ) {
        let around = self.around(setup);
        let mut work = std::mem::take(&mut self.work);
        self.hosts[to.index()].on_icmp(&around, error, segment, &mut work);
        let IcmpError { kind, code } = error;
        let origin = Origin { host: to, socket: work.met(), cause: Some(cause), rule: Rule::RouterReports };
        let event = self.note(origin, What::IcmpArrived { segment: id, icmp_type: kind, code }, log);
        self.do_work(setup, origin.caused_by(event), work, log);
    }

    fn call(
        &mut self,
        setup: &Setup,
        host: HostId,
        name: &str,
        call: Call,
        cause: Option<EventId>,
        log: &mut Log,
    ) {
        let around = self.around(setup);
        let socket = self.host(host).named(name);
        let mut work = std::mem::take(&mut self.work);
        let result = self.hosts[host.index()].on_call(&around, name, call, &mut work);
        let what = What::Called { name: log.word(name), call, result };
        let origin = Origin { host, socket, cause, rule: Rule::ScriptCalls };
        let event = self.note(origin, what, log);
        self.do_work(setup, origin.caused_by(event), work, log);
        self.wake_waiting_steps(setup, host, event);
    }

    /// A segment that nobody sent is handed to `to`.
    fn inject(&mut self, setup: &Setup, to: HostId, forged: &Forged, cause: Option<EventId>, log: &mut Log) {
        let ports = HostId::each(|host| setup.ends[host.index()].sport);
        let segment = self.numbers.forge(to, forged, ports);
        let id = self.counts.next_segment();
        let from = to.peer();
        let origin = Origin { host: to, socket: None, cause, rule: Rule::ForgedArrives };
        let event = self.note(origin, What::Injected { segment: id }, log);
        if log.is_kept() {
            log.segments.push(SegmentRecord {
                id,
                name: SegmentName { from, nth: 0 },
                from,
                socket: None,
                relative: self.numbers.relative(from, &segment),
                segment: segment.clone(),
                how: Sending::Forged,
                sent_at: self.now,
                event,
                rule: None,
                fate: Fate::Delivered { at: vec![self.now] },
            });
        }
        self.arrive(setup, to, &segment, id, event, log);
    }

    fn fire(&mut self, setup: &Setup, host: HostId, socket: SocketId, slot: TimerSlot, log: &mut Log) {
        let mut work = std::mem::take(&mut self.work);
        let around = self.around(setup);
        let Running { timer, nth, rule, .. } =
            self.hosts[host.index()].on_timer(&around, socket, slot, &mut work);
        let origin = Origin { host, socket: Some(socket), cause: Some(EventId(nth)), rule };
        let event = self.note(origin, What::Fired { timer }, log);
        self.do_work(setup, origin.caused_by(event), work, log);
        self.wake_waiting_steps(setup, host, event);
    }

    /// An application that waits for end of file sees it as soon as poll() would say so.
    fn wake_waiting_steps(&mut self, setup: &Setup, host: HostId, cause: EventId) {
        for index in std::mem::take(&mut self.waiting) {
            let step = &setup.script[index];
            let name = match &step.act {
                Do::Call { name, .. } => name.as_str(),
                Do::Sysctl(_) | Do::Inject(_) => MAIN,
            };
            let sees_it = step.host == host && self.host(host).poll(name).is_some_and(|poll| poll.rdhup);
            match step.when {
                When::Eof { after } if sees_it => {
                    let due = Due::Step { index, cause: Some(cause) };
                    self.agenda.arrange(self.now + after, Tie::Script, due);
                }
                When::Eof { .. } | When::At(_) => self.waiting.push(index),
            }
        }
    }

    /// What sockets lend from the world.
    fn around<'a>(&self, setup: &'a Setup) -> Surroundings<'a> {
        let orphans = self.hosts.iter().map(Host::orphans).sum();
        let Setup { clock, tcp_max_orphans, .. } = setup;
        let next_id = self.counts.next_socket();
        Surroundings { now: self.now, clock, orphans, tcp_max_orphans: *tcp_max_orphans, next_id }
    }

    /// Writes down a socket that was just made.
    fn register(&mut self, host: HostId, id: SocketId, born: Born, mini: bool, log: &mut Log) {
        let Born { sport, dport, state } = born;
        self.counts.sockets += 1;
        if log.is_kept() {
            log.sockets.push(SocketRecord { id, host, sport, dport, mini, born: self.now, state });
        }
    }
}

/// How much has happened: what is written down has its number from here, and so has what isn't.
#[derive(Clone, Debug, Default)]
struct Counts {
    events: u32,
    segments: u32,
    sockets: u32,
}

impl Counts {
    fn next_segment(&mut self) -> SegmentId {
        self.segments += 1;
        SegmentId(self.segments - 1)
    }

    /// The id of the next socket that is registered.
    fn next_socket(&self) -> SocketId {
        SocketId(self.sockets)
    }
}

fn waits_for_eof(setup: &Setup, index: usize) -> bool {
    matches!(setup.script[index].when, When::Eof { .. })
}
