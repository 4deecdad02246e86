//! What comes of one thing that happens to a host: effects of sockets, one socket after the other.

use super::SocketId;
use crate::rule::Rule;
use crate::tcp::{Effects, State};

/// Effects in the order in which they are carried out, and whose they are. Who has carried them out empties it and
/// uses it again.
#[derive(Clone, Debug, Default)]
pub struct Work {
    pub fx: Effects,
    pub shares: Vec<Share>,
    /// How many of the effects are in a share.
    shared: usize,
}

/// The next so many effects, of one socket or of none.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    pub socket: Option<SocketId>,
    /// It was made just now, with these ports, in this state.
    pub born: Option<Born>,
    pub effects: usize,
}

/// A socket that was just made.
#[derive(Clone, Copy, Debug)]
pub struct Born {
    pub sport: u16,
    pub dport: u16,
    pub state: State,
}

impl Work {
    /// The effects since the last share are those of a socket that stood before, or of none.
    pub fn of(&mut self, socket: Option<SocketId>) {
        self.share(socket, None);
    }

    /// They are those of a socket that was just made.
    pub(super) fn of_born(&mut self, socket: SocketId, born: Born) {
        self.share(Some(socket), Some(born));
    }

    /// Nothing comes of it, and why.
    pub(super) fn nothing(&mut self, socket: Option<SocketId>, rule: Rule) {
        self.fx.ignore(rule);
        self.of(socket);
    }

    fn share(&mut self, socket: Option<SocketId>, born: Option<Born>) {
        let effects = self.fx.len() - self.shared;
        self.shared += effects;
        self.shares.push(Share { socket, born, effects });
    }

    /// Whether there are effects since the last share.
    pub(super) fn has_more(&self) -> bool {
        self.fx.len() > self.shared
    }

    /// The socket to which it happened, if it stood before.
    pub fn met(&self) -> Option<SocketId> {
        let first = self.shares.first()?;
        if first.born.is_some() { None } else { first.socket }
    }

    pub fn clear(&mut self) {
        self.fx.clear();
        self.shares.clear();
        self.shared = 0;
    }
}
