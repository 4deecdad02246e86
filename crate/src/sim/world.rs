//! The world of a run: what happens next, and its effects.

use super::agenda::{Agenda, Tie};
use super::record::{Event, EventId, Fate, Log, Relative, SegmentId, SegmentRecord, SocketRecord, What};
use super::setup::{Do, MAIN, Setup, When};
use crate::host::sysctl::Change;
use crate::host::{Armed, Host, HostId, SocketId, SocketView};
use crate::net::{Carriage, LinkState};
use crate::rule::Rule;
use crate::segment::{Flags, Segment};
use crate::seq::Seq;
use crate::tcp::{Act, Effect, Effects, Sending, Tcb, Timer, TimerSlot, Wait};
use crate::time::{Instant, Jiffies};
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
            armed_by: LiteMap::new(),
            initial: [Seq::new(0); 2],
        };
        for (host, end) in HostId::BOTH.into_iter().zip(&setup.ends) {
            let tcb = Tcb::established(&world.host(host).context(world.now, &setup.clock), end.clone());
            world.initial[host.index()] = end.snd_nxt - 1;
            let id = next_socket(log);
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
                let result = self.host_mut(host).on_call(now, &setup.clock, name, *call, &mut fx);
                let what = What::Called { name: name.clone(), call: *call, result };
                let origin = Origin { host, socket, cause, rule: Rule::ScriptCalls };
                let event = self.note(origin, what, log);
                self.carry_out(setup, origin.caused_by(event), fx, log);
            }
            Do::Inject(_) => {}
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
        let mut fx = Effects::default();
        let now = self.now;
        let socket = self.host_mut(to).on_segment(now, &setup.clock, segment, &mut fx);
        let origin = Origin { host: to, socket, cause: Some(cause), rule: Rule::LinkDelivers };
        let event = self.note(origin, What::Arrived { segment: id }, log);
        self.carry_out(setup, origin.caused_by(event), fx, log);
        self.wake_waiting_steps(setup, to, event);
    }

    fn fire(&mut self, setup: &Setup, host: HostId, socket: SocketId, slot: TimerSlot, log: &mut Log) {
        let mut fx = Effects::default();
        let now = self.now;
        let timer = self.host_mut(host).on_timer(now, &setup.clock, socket, slot, &mut fx);
        let armed_by = self.armed_by.remove(&(socket, slot)).expect("a timer that fires was armed");
        let rule = log.events[armed_by.0 as usize].rule;
        let origin = Origin { host, socket: Some(socket), cause: Some(armed_by), rule };
        let event = self.note(origin, What::Fired { timer }, log);
        self.carry_out(setup, origin.caused_by(event), fx, log);
        self.wake_waiting_steps(setup, host, event);
    }

    /// An application that waits for end of file sees it as soon as poll() would say so.
    fn wake_waiting_steps(&mut self, setup: &Setup, host: HostId, cause: EventId) {
        let (woken, still) = std::mem::take(&mut self.waiting).into_iter().partition(|index| {
            let step = &setup.script[*index];
            let name = match &step.act {
                Do::Call { name, .. } => name.as_str(),
                Do::Sysctl(_) | Do::Inject(_) => MAIN,
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

    fn carry_out(&mut self, setup: &Setup, origin: Origin, mut fx: Effects, log: &mut Log) {
        for Effect { rule, act } in fx.drain() {
            self.act(setup, Origin { rule, ..origin }, act, log);
        }
    }

    /// Carries out one effect and writes it down. Nothing comes of taking back a timer that doesn't run,
    /// or of telling an application that is gone.
    fn act(&mut self, setup: &Setup, origin: Origin, act: Act, log: &mut Log) {
        let what = match act {
            Act::Send { segment, how } => return self.send(setup, origin, segment, how, log),
            Act::Arm { timer, after, wait } => return self.arm(setup, origin, timer, after, wait, log),
            Act::Park { from, mini, lasts, wait, timer_rule } => {
                let id = next_socket(log);
                let host = origin.host;
                let (sport, dport, to) = (mini.sport, mini.dport, mini.state());
                self.host_mut(host).park(id, mini);
                let parked = self.note(origin, What::Parked { mini: id }, log);
                log.sockets.push(SocketRecord {
                    id,
                    host,
                    sport,
                    dport,
                    mini: true,
                    born: self.now,
                    state: to,
                });
                let origin = Origin { socket: Some(id), ..origin.caused_by(parked) };
                if from != to {
                    self.note(origin, What::Entered { from, to }, log);
                }
                return self.arm(
                    setup,
                    Origin { rule: timer_rule, ..origin },
                    Timer::TimeWait,
                    lasts,
                    wait,
                    log,
                );
            }
            Act::Disarm { slot } => match self.host_mut(origin.host).disarm(origin.owner(), slot) {
                Some(timer) => What::Disarmed { timer },
                None => return,
            },
            Act::Wake(signal) => match self.host(origin.host).name_of(origin.owner()) {
                Some(name) => What::Woke { name: name.to_owned(), signal },
                None => return,
            },
            Act::Free => {
                self.host_mut(origin.host).free(origin.owner());
                What::Freed
            }
            Act::Enter { from, to } => What::Entered { from, to },
            Act::Orphan => What::Orphaned,
            Act::Count(counter) => What::Counted { counter },
            Act::Ignore => What::Ignored,
        };
        self.note(origin, what, log);
    }

    fn arm(
        &mut self,
        setup: &Setup,
        origin: Origin,
        timer: Timer,
        after: Jiffies,
        wait: Wait,
        log: &mut Log,
    ) {
        let now = self.now;
        let id = origin.owner();
        let Armed { due, fires } = self.host_mut(origin.host).arm(now, &setup.clock, id, timer, after);
        let event = self.note(origin, What::Armed { timer, due, fires, wait }, log);
        self.armed_by.insert((id, timer.slot()), event);
    }

    fn send(&mut self, setup: &Setup, origin: Origin, segment: Segment, how: Sending, log: &mut Log) {
        let Origin { host, socket, .. } = origin;
        let (name, carriage) = self.link.carry(&setup.link, host, &segment, self.now);
        let id = SegmentId(log.segments.len() as u32);
        let event = self.note(origin, What::Sent { segment: id, how }, log);
        let fate = match carriage {
            Carriage::Delivered(at) => {
                for moment in &at {
                    let due = Due::Arrival { to: host.peer(), segment: segment.clone(), id, cause: event };
                    self.agenda.arrange(*moment, Tie::Arrival, due);
                }
                Fate::Delivered { at }
            }
            Carriage::Refused { .. } => unreachable!("stub"),
            Carriage::Lost(by) => {
                let origin = Origin { rule: Rule::LinkLoses, ..origin.caused_by(event) };
                self.note(origin, What::Lost { segment: id, by }, log);
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
        let acks = segment.flags.has(Flags::ACK);
        Relative {
            seq: segment.seq - ours,
            ack: if acks { segment.ack - theirs } else { 0 },
            sack: segment.sack.iter().map(|block| [block.start - theirs, block.end - theirs]).collect(),
        }
    }

    fn note(&mut self, origin: Origin, what: What, log: &mut Log) -> EventId {
        let Origin { host, socket, cause, rule } = origin;
        let id = EventId(log.events.len() as u32);
        log.events.push(Event { id, at: self.now, host, socket, cause, rule, what });
        id
    }
}

/// Where an event comes from: what the record says of each beside what happened.
#[derive(Clone, Copy)]
struct Origin {
    host: HostId,
    socket: Option<SocketId>,
    cause: Option<EventId>,
    rule: Rule,
}

impl Origin {
    fn caused_by(self, event: EventId) -> Origin {
        Origin { cause: Some(event), ..self }
    }

    /// The socket whose effect it is.
    fn owner(self) -> SocketId {
        self.socket.expect("only a socket has a state, timers and an owner")
    }
}

/// Ids are dense: the next one is as many as there are.
fn next_socket(log: &Log) -> SocketId {
    SocketId(log.sockets.len() as u32)
}

fn waits_for_eof(setup: &Setup, index: usize) -> bool {
    matches!(setup.script[index].when, When::Eof { .. })
}
