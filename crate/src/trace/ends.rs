//! What each end of the conversation is in, as a reader follows the record.

use crate::host::{HostId, SocketId};
use crate::sim::{Event, SocketRecord, What};
use crate::tcp::State;

/// The sockets that exist, with their states.
pub(super) struct Ends {
    living: Vec<(SocketId, HostId, State)>,
}

impl Ends {
    /// Before anything happened: every socket that no other made.
    pub(super) fn at_start(sockets: &[SocketRecord]) -> Ends {
        let born = sockets.iter().filter(|socket| !socket.mini);
        Ends { living: born.map(|socket| (socket.id, socket.host, socket.state)).collect() }
    }

    /// Takes in the next event of the record.
    pub(super) fn follow(&mut self, sockets: &[SocketRecord], event: &Event) {
        let Some(id) = event.socket else { return };
        match &event.what {
            What::Entered { to, .. } => {
                if let Some((_, _, state)) = self.living.iter_mut().find(|(other, _, _)| *other == id) {
                    *state = *to;
                }
            }
            What::Parked { mini } => self.living.push((*mini, event.host, sockets[mini.0 as usize].state)),
            What::Freed => self.living.retain(|(other, _, _)| *other != id),
            What::Called { .. }
            | What::SysctlChanged { .. }
            | What::Sent { .. }
            | What::Lost { .. }
            | What::Arrived { .. }
            | What::Ignored
            | What::Armed { .. }
            | What::Disarmed { .. }
            | What::Fired { .. }
            | What::Woke { .. }
            | What::Orphaned
            | What::Counted { .. } => {}
        }
    }

    /// What a host shows: any socket that is open hides one that is closed; nothing where none is left.
    pub(super) fn state(&self, host: HostId) -> Option<State> {
        let of_host = || self.living.iter().filter(move |(_, other, _)| *other == host);
        let open = of_host().find(|(_, _, state)| *state != State::Close);
        open.or_else(|| of_host().next()).map(|(_, _, state)| *state)
    }
}
