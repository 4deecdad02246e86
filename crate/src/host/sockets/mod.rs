//! The connections that a host keeps, in the order of their ids, and who is found by what.

#[cfg(not(feature = "many"))]
mod few;
#[cfg(feature = "many")]
mod many;

#[cfg(not(feature = "many"))]
pub(super) use few::Sockets;
#[cfg(feature = "many")]
pub(super) use many::Sockets;

use super::SocketId;
use crate::tcp::{Holder, Request, State, Tcb, TimeWait};

/// However they are kept.
impl Sockets {
    pub(super) fn ids(&self) -> Vec<SocketId> {
        let mut ids = Vec::new();
        for (id, _) in self.iter() {
            ids.push(id);
        }
        ids
    }
}

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
            Socket::Mini(mini) => mini.state() != State::Close,
            Socket::Request(_) => true,
        }
    }

    /// Whether bind() asked for its port.
    pub(super) fn is_bound(&self) -> bool {
        match self {
            Socket::Full(tcb) => tcb.bound,
            Socket::Mini(mini) => mini.bound,
            Socket::Request(_) => false,
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Socket::Full(tcb) => match tcb.holder {
                Holder::Nobody => Kind::Orphan,
                Holder::AcceptQueue => Kind::Queued,
                Holder::Process | Holder::Lingering => Kind::Other,
            },
            Socket::Mini(_) => Kind::Mini,
            Socket::Request(_) => Kind::Other,
        }
    }
}

/// What is counted of sockets: Linux bounds how many there may be of the first three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Mini,
    Orphan,
    Queued,
    Other,
}
