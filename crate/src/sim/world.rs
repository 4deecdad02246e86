//! The world of a run: what happens next, and its effects.

use super::agenda::{Agenda, Tie};
use super::record::{Event, EventId, Fate, Log, Relative, SegmentId, SegmentRecord, SocketRecord, What};
use super::setup::{Do, Setup, When};
use crate::host::{Armed, Done, Host, HostId, SocketId, SocketView};
use crate::net::{Carriage, LinkState};
use crate::rule::Rule;
use crate::segment::Segment;
use crate::seq::Seq;
use crate::tcp::{Effect, Effects, Sending, Tcb, TimerSlot};
use crate::time::Instant;
use litemap::LiteMap;

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
    next_event: u32,
    next_segment: u32,
    next_socket: u32,
    /// The event that armed each running timer.
    armed_by: LiteMap<(SocketId, TimerSlot), EventId>,
    /// The initial sequence number of each host, for relative numbers.
    initial: [Seq; 2],
}

#[derive(Clone, Debug)]
enum Due {
    Step { index: usize, cause: Option<EventId> },
    Arrival { to: HostId, segment: Segment, id: SegmentId, cause: EventId },
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
        let mut world = World {
            now: Instant::ZERO,
            hosts: [Host::new(setup.knobs[0].clone()), Host::new(setup.knobs[1].clone())],
            link: LinkState::new(&setup.link),
            agenda: Agenda::new(),
            script_at: 0,
            waiting: Vec::new(),
            next_event: 0,
            next_segment: 0,
            next_socket: 0,
            armed_by: LiteMap::new(),
            initial: [Seq::new(0); 2],
        };
        for (host, end) in HostId::BOTH.into_iter().zip(&setup.ends) {
            let tcb = Tcb::established(&world.host(host).context(world.now, &setup.clock), end.clone());
            world.initial[host.index()] = end.snd_nxt - 1;
            let id = world.new_socket();
            let (sport, dport, state) = (tcb.sport, tcb.dport, tcb.state());
            log.sockets.push(SocketRecord { id, host, sport, dport, mini: false, born: world.now, state });
            world.host_mut(host).adopt(id, MAIN, tcb);
        }
        world.waiting = (0..setup.script.len()).filter(|i| waits_for_eof(setup, *i)).collect();
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

    /// When something happens next; nothing if all is quiet up to the horizon.
    pub fn next_at(&self, setup: &Setup) -> Option<Instant> {
        self.next(setup).map(|(at, _)| at)
    }

    /// Does the next thing, with all its effects, and writes it down. Says whether there was one.
    pub fn step(&mut self, setup: &Setup, log: &mut Log) -> bool {
        let Some((at, next)) = self.next(setup) else {
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

    fn next(&self, setup: &Setup) -> Option<(Instant, Next)> {
        self.due(setup).filter(|(at, _)| *at <= setup.horizon)
    }

    fn due(&self, setup: &Setup) -> Option<(Instant, Next)> {
        let script = setup.script.get(self.script_at).and_then(|step| match step.when {
            When::At(at) => Some(((at, Tie::Script), Next::Script)),
            When::Eof { .. } => None,
        });
        let agenda = self.agenda.next().map(|key| (key, Next::Agenda));
        let timers = HostId::BOTH.into_iter().filter_map(|host| {
            let (at, socket, slot) = self.host(host).next_timer()?;
            Some(((at, Tie::Timer), Next::Timer(host, socket, slot)))
        });
        // min_by_key takes the first of equals: the script before the agenda, host a before host b.
        let candidates = script.into_iter().chain(agenda).chain(timers);
        candidates.min_by_key(|(key, _)| *key).map(|((at, _), next)| (at, next))
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
            Do::Call { name, call } => {
                let mut fx = Effects::default();
                let socket = self.host(host).named(name);
                let now = self.now;
                let (_, result) = self.host_mut(host).on_call(now, &setup.clock, name, *call, &mut fx);
                let what = What::Called { name: name.clone(), call: *call, result };
                let event = self.note(host, socket, cause, Rule::ScriptCalls, what, log);
                self.carry_out(setup, host, socket, event, fx, log);
            }
            Do::Sysctl(setting) => {
                let row = setting.row();
                let knobs = &mut self.host_mut(host).knobs;
                let from = row.read(knobs);
                setting.apply(knobs);
                let to = row.read(knobs);
                let what = What::SysctlChanged { key: row.name, from, to };
                self.note(host, None, cause, Rule::SysctlSet, what, log);
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
        let mut fx = Effects::default();
        let now = self.now;
        let socket = self.host_mut(to).on_segment(now, &setup.clock, segment, &mut fx);
        let event =
            self.note(to, socket, Some(cause), Rule::LinkDelivers, What::Arrived { segment: id }, log);
        self.carry_out(setup, to, socket, event, fx, log);
        self.wake_waiting_steps(setup, to, event);
    }

    fn fire(&mut self, setup: &Setup, host: HostId, socket: SocketId, slot: TimerSlot, log: &mut Log) {
        let mut fx = Effects::default();
        let now = self.now;
        let timer = self.host_mut(host).on_timer(now, &setup.clock, socket, slot, &mut fx);
        let armed_by = self.armed_by.remove(&(socket, slot)).expect("a timer that fires was armed");
        let rule = log.events[armed_by.0 as usize].rule;
        let event = self.note(host, Some(socket), Some(armed_by), rule, What::Fired { timer }, log);
        self.carry_out(setup, host, Some(socket), event, fx, log);
        self.wake_waiting_steps(setup, host, event);
    }

    /// An application that waits for end of file sees it as soon as poll() would say so.
    fn wake_waiting_steps(&mut self, setup: &Setup, host: HostId, cause: EventId) {
        let (woken, still) = std::mem::take(&mut self.waiting).into_iter().partition(|index| {
            let step = &setup.script[*index];
            let name = match &step.act {
                Do::Call { name, .. } => name.as_str(),
                Do::Sysctl(_) => MAIN,
            };
            step.host == host && self.host(host).poll(name).is_some_and(|poll| poll.rdhup)
        });
        self.waiting = still;
        let woken: Vec<usize> = woken;
        for index in woken {
            if let When::Eof { after } = setup.script[index].when {
                self.agenda.arrange(self.now + after, Tie::Script, Due::Step { index, cause: Some(cause) });
            }
        }
    }

    fn carry_out(
        &mut self,
        setup: &Setup,
        host: HostId,
        socket: Option<SocketId>,
        cause: EventId,
        mut fx: Effects,
        log: &mut Log,
    ) {
        for effect in fx.drain() {
            match socket {
                Some(id) => self.socket_does(setup, host, id, cause, effect, log),
                None => self.host_does(setup, host, cause, effect, log),
            }
        }
    }

    /// An effect that no socket is behind: the RST for a segment that met none.
    fn host_does(&mut self, setup: &Setup, host: HostId, cause: EventId, effect: Effect, log: &mut Log) {
        use crate::tcp::Act;
        match effect.act {
            Act::Send { segment, how } => self.send(setup, host, None, cause, effect.rule, segment, how, log),
            Act::Count(counter) => {
                self.note(host, None, Some(cause), effect.rule, What::Counted { counter }, log);
            }
            Act::Ignore => {
                self.note(host, None, Some(cause), effect.rule, What::Ignored, log);
            }
            Act::Enter { .. }
            | Act::Arm { .. }
            | Act::Disarm { .. }
            | Act::Wake(_)
            | Act::Orphan
            | Act::Park { .. }
            | Act::Free => unreachable!("only a socket has a state, timers and an owner"),
        }
    }

    fn socket_does(
        &mut self,
        setup: &Setup,
        host: HostId,
        id: SocketId,
        cause: EventId,
        effect: Effect,
        log: &mut Log,
    ) {
        let rule = effect.rule;
        let now = self.now;
        let mini_id = SocketId(self.next_socket);
        let Some(done) = self.host_mut(host).carry_out(now, &setup.clock, id, effect, mini_id) else {
            return;
        };
        let what = match done {
            Done::Send { segment, how } => {
                self.send(setup, host, Some(id), cause, rule, segment, how, log);
                return;
            }
            Done::Parked { from, mini, sport, dport, to, wait, armed, timer_rule } => {
                self.new_socket();
                let parked = self.note(host, Some(id), Some(cause), rule, What::Parked { mini }, log);
                log.sockets.push(SocketRecord {
                    id: mini,
                    host,
                    sport,
                    dport,
                    mini: true,
                    born: now,
                    state: to,
                });
                if from != to {
                    self.note(host, Some(mini), Some(parked), rule, What::Entered { from, to }, log);
                }
                let Armed { due, fires } = armed;
                let timer = crate::tcp::Timer::TimeWait;
                let what = What::Armed { timer, due, fires, wait };
                let event = self.note(host, Some(mini), Some(parked), timer_rule, what, log);
                self.armed_by.insert((mini, timer.slot()), event);
                return;
            }
            Done::Armed { timer, due, fires, wait } => {
                let what = What::Armed { timer, due, fires, wait };
                let event = self.note(host, Some(id), Some(cause), rule, what, log);
                self.armed_by.insert((id, timer.slot()), event);
                return;
            }
            Done::Entered { from, to } => What::Entered { from, to },
            Done::Disarmed { timer } => What::Disarmed { timer },
            Done::Woke { name, signal } => What::Woke { name, signal },
            Done::Orphaned => What::Orphaned,
            Done::Freed => What::Freed,
            Done::Counted { counter } => What::Counted { counter },
            Done::Ignored => What::Ignored,
        };
        self.note(host, Some(id), Some(cause), rule, what, log);
    }

    #[expect(clippy::too_many_arguments, reason = "a segment's whole story is written down in one place")]
    fn send(
        &mut self,
        setup: &Setup,
        host: HostId,
        socket: Option<SocketId>,
        cause: EventId,
        rule: Rule,
        segment: Segment,
        how: Sending,
        log: &mut Log,
    ) {
        let (name, carriage) = self.link.carry(&setup.link, host, &segment, self.now);
        let id = SegmentId(self.next_segment);
        self.next_segment += 1;
        let event = self.note(host, socket, Some(cause), rule, What::Sent { segment: id, how }, log);
        let fate = match carriage {
            Carriage::Delivered(at) => {
                for moment in &at {
                    let due = Due::Arrival { to: host.peer(), segment: segment.clone(), id, cause: event };
                    self.agenda.arrange(*moment, Tie::Arrival, due);
                }
                Fate::Delivered { at }
            }
            Carriage::Lost(by) => {
                self.note(host, socket, Some(event), Rule::LinkLoses, What::Lost { segment: id, by }, log);
                Fate::Lost { by }
            }
        };
        log.segments.push(SegmentRecord {
            id,
            name,
            from: host,
            socket,
            relative: self.relative(host, &segment),
            segment,
            how,
            sent_at: self.now,
            event,
            fate,
        });
    }

    fn relative(&self, from: HostId, segment: &Segment) -> Relative {
        let ours = self.initial[from.index()];
        let theirs = self.initial[from.peer().index()];
        let acks = segment.flags.has(crate::segment::Flags::ACK);
        Relative {
            seq: segment.seq - ours,
            ack: if acks { segment.ack - theirs } else { 0 },
            sack: segment.sack.iter().map(|block| [block.start - theirs, block.end - theirs]).collect(),
        }
    }

    fn new_socket(&mut self) -> SocketId {
        let id = SocketId(self.next_socket);
        self.next_socket += 1;
        id
    }

    fn note(
        &mut self,
        host: HostId,
        socket: Option<SocketId>,
        cause: Option<EventId>,
        rule: Rule,
        what: What,
        log: &mut Log,
    ) -> EventId {
        let id = EventId(self.next_event);
        self.next_event += 1;
        debug_assert_eq!(id.0 as usize, log.events.len(), "ids are dense");
        log.events.push(Event { id, at: self.now, host, socket, cause, rule, what });
        id
    }
}

/// The name under which each application holds the connection.
const MAIN: &str = "main";

fn waits_for_eof(setup: &Setup, index: usize) -> bool {
    matches!(setup.script[index].when, When::Eof { .. })
}
