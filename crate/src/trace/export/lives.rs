//! The ends of connections: which sockets were one after the other the same end, what state it was in and who held it.
//!
//! A mini-socket takes over from the full socket that parked it, and what becomes of that one after is not shown.

use crate::host::{HostId, SocketId};
use crate::sim::{Event, EventId, What};
use crate::tcp::State;
use crate::time::Instant;
use crate::trace::Trace;

/// One end of a connection.
#[derive(Clone, Debug)]
pub(super) struct Life {
    pub(super) host: HostId,
    /// Which of its host's it is, from 1: those of the connection that stands at t = 0 are the first.
    pub(super) nth: u32,
    /// Those that live at the same time are on different lines, from 0.
    pub(super) track: u32,
    pub(super) sockets: Vec<SocketId>,
    pub(super) states: Vec<Span<State>>,
    pub(super) holders: Vec<Span<Holder>>,
    /// When nothing was left of it, and the event that says so.
    pub(super) gone: Option<(Instant, EventId)>,
}

/// Who holds an end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    Process,
    Orphan,
    Mini,
}

/// For how long something was so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span<T> {
    pub(super) what: T,
    pub(super) from: Instant,
    pub(super) to: Instant,
    /// The event that began it; nothing for what was there at t = 0.
    pub(super) event: Option<EventId>,
}

/// All of a run, in the order in which they began.
pub(super) struct Lives(pub(super) Vec<Life>);

impl Lives {
    pub(super) fn of(trace: &Trace) -> Lives {
        let mut lives = Lives(Vec::new());
        let made_later = |id: SocketId| {
            trace.events.iter().any(|event| {
                event.what == What::Parked { mini: id }
                    || (event.socket == Some(id) && matches!(event.what, What::Born { .. }))
            })
        };
        for socket in trace.sockets.iter().filter(|socket| !made_later(socket.id)) {
            lives.begin(trace, socket.id, None);
        }
        for event in &trace.events {
            lives.follow(trace, event);
        }
        lives
    }

    /// The end that a socket is, or was, of.
    pub(super) fn of_socket(&self, socket: Option<SocketId>) -> Option<&Life> {
        self.0.iter().find(|life| socket.is_some_and(|id| life.sockets.contains(&id)))
    }

    fn begin(&mut self, trace: &Trace, id: SocketId, born: Option<&Event>) {
        let socket = &trace.sockets[id.0 as usize];
        let host = socket.host;
        let mut track = 0;
        let lives_on = |life: &Life| life.host == host && life.gone.is_none() && !ends_at(trace, life, born);
        while self.0.iter().any(|life| lives_on(life) && life.track == track) {
            track += 1;
        }
        let nth = 1 + self.0.iter().filter(|life| life.host == host).count() as u32;
        let holder = if socket.mini { Holder::Mini } else { Holder::Process };
        let event = born.map(|event| event.id);
        let (from, to) = (socket.born, trace.ended_at);
        let states = vec![Span { what: socket.state, from, to, event }];
        let holders = vec![Span { what: holder, from, to, event }];
        self.0.push(Life { host, nth, track, sockets: vec![id], states, holders, gone: None });
    }

    fn follow(&mut self, trace: &Trace, event: &Event) {
        let Some(id) = event.socket else { return };
        if let What::Born { .. } = event.what {
            self.begin(trace, id, Some(event));
            return;
        }
        let Some(life) = self.0.iter_mut().find(|life| life.sockets.last() == Some(&id)) else { return };
        if let What::Entered { to, .. } = event.what {
            change(&mut life.states, to, event);
        } else if let What::Orphaned = event.what {
            change(&mut life.holders, Holder::Orphan, event);
        } else if let What::Parked { mini } = event.what {
            life.sockets.push(mini);
            change(&mut life.holders, Holder::Mini, event);
        } else if let What::Freed = event.what {
            life.gone = Some((event.at, event.id));
            end(&mut life.states, event.at);
            end(&mut life.holders, event.at);
        }
    }
}

fn end<T>(spans: &mut [Span<T>], at: Instant) {
    if let Some(last) = spans.last_mut() {
        last.to = at;
    }
}

/// Whether nothing is left of a life in the very moment in which another begins: that one takes its place.
fn ends_at(trace: &Trace, life: &Life, born: Option<&Event>) -> bool {
    let at = born.map(|event| event.at);
    let freed = |event: &Event| {
        event.what == What::Freed && Some(event.at) == at && event.socket == life.sockets.last().copied()
    };
    trace.events.iter().any(freed)
}

/// What was nothing else in between is not told.
fn change<T>(spans: &mut Vec<Span<T>>, what: T, event: &Event) {
    let to = spans.last().map_or(event.at, |last| last.to);
    end(spans, event.at);
    if spans.last().is_some_and(|last| last.from == last.to && last.event.is_some()) {
        spans.pop();
    }
    spans.push(Span { what, from: event.at, to, event: Some(event.id) });
}
