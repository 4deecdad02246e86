//! What sockets ask for is carried out, one effect after the other, and written down.

use super::{Due, World};
use crate::host::{Armed, Arming, Born, Call, HostId, Share, SocketId, Work};
use crate::net::{Carriage, LossCause};
use crate::rule::Rule;
use crate::segment::{Flags, Segment};
use crate::sim::agenda::Tie;
use crate::sim::record::{Event, EventId, Fate, Log, SegmentRecord, What};
use crate::sim::setup::Setup;
use crate::tcp::{Act, Effect, Sending, Timer, Wait};

impl World {
    /// Carries out what sockets asked for, one after the other.
    pub(super) fn do_work(&mut self, setup: &Setup, origin: Origin, mut work: Work, log: &mut Log) {
        let mut effects = work.fx.drain();
        for Share { socket, born, effects: n } in &work.shares {
            let mut origin = Origin { socket: *socket, ..origin };
            if let (Some(id), Some(born)) = (*socket, *born) {
                self.register(origin.host, id, born, false, log);
                origin = origin.caused_by(self.note(origin, What::Born { state: born.state }, log));
            }
            for Effect { rule, act } in effects.by_ref().take(*n) {
                self.act(setup, Origin { rule, ..origin }, act, log);
            }
        }
        drop(effects);
        work.clear();
        self.work = work;
    }

    /// Carries out one effect and writes it down. Nothing comes of taking back a timer that doesn't run,
    /// or of telling an application that is gone.
    fn act(&mut self, setup: &Setup, origin: Origin, act: Act, log: &mut Log) {
        let what = match act {
            Act::Send { segment, how } => return self.send(setup, origin, segment, how, log),
            Act::Arm { timer, after, wait } => {
                let at = self.arming(setup, origin.rule);
                let armed = self.host_mut(origin.host).arm(&at, origin.owner(), timer, after);
                return self.note_armed(origin, timer, armed, wait, log);
            }
            Act::ArmExactly { timer, after, wait } => {
                let at = self.arming(setup, origin.rule);
                let armed = self.host_mut(origin.host).arm_exactly(&at, origin.owner(), timer, after);
                return self.note_armed(origin, timer, armed, wait, log);
            }
            Act::Park { from, mini, lasts, wait, timer_rule } => {
                let id = self.counts.next_socket();
                let host = origin.host;
                let (sport, dport, to) = (mini.sport, mini.dport, mini.state());
                self.host_mut(host).park(id, mini);
                let parked = self.note(origin, What::Parked { mini: id }, log);
                self.register(host, id, Born { sport, dport, state: to }, true, log);
                let origin = Origin { socket: Some(id), ..origin.caused_by(parked) };
                if from != to {
                    self.note(origin, What::Entered { from, to }, log);
                }
                let origin = Origin { rule: timer_rule, ..origin };
                let at = self.arming(setup, timer_rule);
                let armed = self.host_mut(host).arm(&at, id, Timer::TimeWait, lasts);
                return self.note_armed(origin, Timer::TimeWait, armed, wait, log);
            }
            Act::Disarm { slot } => match self.host_mut(origin.host).disarm(origin.owner(), slot) {
                Some(timer) => What::Disarmed { timer },
                None => return,
            },
            Act::Wake(signal) => match self.host(origin.host).name_of(origin.owner()) {
                Some(name) => What::Woke { name: log.word(name), signal },
                None => return,
            },
            Act::Return(result) => match self.host_mut(origin.host).stops_lingering(origin.owner()) {
                Some(name) => What::Returned { name, call: Call::Close, result },
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

    fn arming<'a>(&self, setup: &'a Setup, rule: Rule) -> Arming<'a> {
        Arming { now: self.now, clock: &setup.clock, nth: self.counts.events, rule }
    }

    fn note_armed(&mut self, origin: Origin, timer: Timer, armed: Armed, wait: Wait, log: &mut Log) {
        let Armed { due, fires } = armed;
        self.note(origin, What::Armed { timer, due, fires, wait }, log);
    }

    fn send(&mut self, setup: &Setup, origin: Origin, segment: Segment, how: Sending, log: &mut Log) {
        let Origin { host, socket, .. } = origin;
        // Only a record and a forger count from there; a page has a record.
        let counts_from_it = cfg!(not(feature = "many")) || log.is_kept() || setup.forges();
        if segment.flags.has(Flags::SYN) && counts_from_it {
            self.numbers.begin(host, segment.sport, segment.dport, segment.seq);
        }
        let (name, carriage, rule) = self.link.carry(&setup.link, host, &segment, self.now);
        let id = self.counts.next_segment();
        let event = self.note(origin, What::Sent { segment: id, how }, log);
        let fate = match carriage {
            Carriage::Delivered { at, copies } => {
                for _ in 0..copies {
                    let due = Due::Arrival { to: host.peer(), segment: segment.clone(), id, cause: event };
                    self.agenda.arrange(at, Tie::Arrival, due);
                }
                Fate::Delivered { at: if log.is_kept() { vec![at; copies] } else { Vec::new() } }
            }
            Carriage::Refused { error, at } => {
                let origin = Origin { rule: Rule::LinkLoses, ..origin.caused_by(event) };
                let lost = self.note(origin, What::Lost { segment: id, by: LossCause::Router }, log);
                let due = Due::Icmp { to: host, error, segment: segment.clone(), id, cause: lost };
                self.agenda.arrange(at, Tie::Arrival, due);
                Fate::Lost { by: LossCause::Router }
            }
            Carriage::Lost(by) => {
                let origin = Origin { rule: Rule::LinkLoses, ..origin.caused_by(event) };
                self.note(origin, What::Lost { segment: id, by }, log);
                Fate::Lost { by }
            }
        };
        if log.is_kept() {
            log.segments.push(SegmentRecord {
                id,
                name,
                from: host,
                socket,
                relative: self.numbers.relative(host, &segment),
                segment,
                how,
                sent_at: self.now,
                event,
                rule,
                fate,
            });
        }
    }

    pub(super) fn note(&mut self, origin: Origin, what: What, log: &mut Log) -> EventId {
        let Origin { host, socket, cause, rule } = origin;
        let id = EventId(self.counts.events);
        self.counts.events += 1;
        if log.is_kept() {
            log.events.push(Event { id, at: self.now, host, socket, cause, rule, what });
        }
        id
    }
}

/// Where an event comes from: what the record says of each beside what happened.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub(super) host: HostId,
    pub(super) socket: Option<SocketId>,
    pub(super) cause: Option<EventId>,
    pub(super) rule: Rule,
}

impl Origin {
    pub(super) fn caused_by(self, event: EventId) -> Origin {
        Origin { cause: Some(event), ..self }
    }

    /// The socket whose effect it is.
    fn owner(self) -> SocketId {
        self.socket.expect("only a socket has a state, timers and an owner")
    }
}
