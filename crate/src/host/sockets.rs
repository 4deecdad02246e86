//! The connections that a host keeps, in the order of their ids.

use super::SocketId;
use crate::tcp::{Request, State, Tcb, TimeWait};

/// A connection as the tables of a host hold it.
#[derive(Clone, Debug, Hash)]
pub(super) enum Socket {
    Full(Box<Tcb>),
    Mini(TimeWait),
    Request(Box<Request>),
}

impl Socket {
    pub(super) fn ports(&self) -> (u16, u16) {
        match self {
            Socket::Full(tcb) => (tcb.sport, tcb.dport),
            Socket::Mini(mini) => (mini.sport, mini.dport),
            Socket::Request(request) => (request.sport, request.dport),
        }
    }

    /// Whether segments find it. A connection that is over is in no table.
    fn is_hashed(&self) -> bool {
        match self {
            Socket::Full(tcb) => tcb.state() != State::Close,
            Socket::Mini(_) | Socket::Request(_) => true,
        }
    }
}

/// All of them. There are few: a search from the first is as good as any.
#[derive(Clone, Debug, Default)]
pub(super) struct Sockets(Vec<(SocketId, Socket)>);

impl Sockets {
    /// A socket that was just made: its id is the largest yet.
    pub(super) fn add(&mut self, id: SocketId, socket: Socket) {
        debug_assert!(self.0.last().is_none_or(|(last, _)| *last < id), "ids only grow");
        self.0.push((id, socket));
    }

    pub(super) fn remove(&mut self, id: SocketId) {
        if let Some(place) = self.0.iter().position(|(other, _)| *other == id) {
            self.0.remove(place);
        }
    }

    pub(super) fn get(&self, id: SocketId) -> Option<&Socket> {
        self.iter().find(|(other, _)| *other == id).map(|(_, socket)| socket)
    }

    pub(super) fn get_mut(&mut self, id: SocketId) -> Option<&mut Socket> {
        self.0.iter_mut().find(|(other, _)| *other == id).map(|(_, socket)| socket)
    }

    /// Whose these ports are, as segments find it.
    pub(super) fn owner_of(&self, ports: (u16, u16)) -> Option<SocketId> {
        self.iter().find(|(_, socket)| socket.is_hashed() && socket.ports() == ports).map(|(id, _)| *id)
    }

    pub(super) fn ids(&self) -> Vec<SocketId> {
        let mut ids = Vec::new();
        for (id, _) in self.iter() {
            ids.push(*id);
        }
        ids
    }

    /// How many there are of a kind.
    pub(super) fn count(&self, is: fn(&Socket) -> bool) -> usize {
        self.iter().filter(|(_, socket)| is(socket)).count()
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, (SocketId, Socket)> {
        self.0.iter()
    }
}
