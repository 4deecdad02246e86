//! What each end of the conversation is in, as a reader follows the record.

use crate::host::{HostId, SocketId};
use crate::sim::{Event, SocketRecord, What};
use crate::tcp::State;

/// The sockets that exist, with their states.
pub(super) struct Ends {
    living: Vec<(SocketId, HostId, State)>,
    /// How many sockets the record has named so far; their ids are dense, in the order of their making.
    met: usize,
}

impl Ends {
    /// Before anything happened: the two ends of the connection.
    pub(super) fn at_start(sockets: &[SocketRecord]) -> Ends {
        let mut ends = Ends { living: Vec::new(), met: 0 };
        ends.meet(sockets, HostId::BOTH.len());
        ends
    }

    /// Takes in the next event of the record.
    pub(super) fn follow(&mut self, sockets: &[SocketRecord], event: &Event) {
        let Some(id) = event.socket else { return };
        self.meet(sockets, id.0 as usize + 1);
        match &event.what {
            What::Entered { to, .. } => {
                if let Some((_, _, state)) = self.living.iter_mut().find(|(other, _, _)| *other == id) {
                    *state = *to;
                }
            }
            What::Parked { mini } => self.meet(sockets, mini.0 as usize + 1),
            What::Freed => self.living.retain(|(other, _, _)| *other != id),
            What::Called { .. }
            | What::Returned { .. }
            | What::SysctlChanged { .. }
            | What::SysctlRefused { .. }
            | What::Sent { .. }
            | What::Lost { .. }
            | What::Arrived { .. }
            | What::Injected { .. }
            | What::IcmpArrived { .. }
            | What::Ignored
            | What::Armed { .. }
            | What::Disarmed { .. }
            | What::Fired { .. }
            | What::Woke { .. }
            | What::Born { .. }
            | What::Orphaned
            | What::Counted { .. } => {}
        }
    }

    /// Takes in the sockets that were made since, up to so many in all.
    fn meet(&mut self, sockets: &[SocketRecord], all: usize) {
        let made = sockets.get(self.met..all).unwrap_or_default();
        self.living.extend(made.iter().map(|socket| (socket.id, socket.host, socket.state)));
        self.met += made.len();
    }

    /// What a host shows: any socket that is open hides one that is closed; nothing where none is left.
    pub(super) fn state(&self, host: HostId) -> Option<State> {
        self.state_among(&|_, other| other == host)
    }

    /// The same of the sockets that are `meant`.
    pub(super) fn state_among(&self, meant: &dyn Fn(SocketId, HostId) -> bool) -> Option<State> {
        let living = || self.living.iter().filter(|(id, host, _)| meant(*id, *host));
        let open = living().find(|(_, _, state)| *state != State::Close);
        open.or_else(|| living().next()).map(|(_, _, state)| *state)
    }
}
