//! Ports, initial numbers and windows of new connections (kernel: `__inet_hash_connect()`,
//! `secure_tcp_seq()`).

use super::sockets::Socket;
use super::{Host, SocketId, Surroundings};
use crate::seq::Seq;
use crate::tcp::{OfferedWindow, PortChoice};
use crate::time::Instant;

/// Where connect() may send its SYN from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) sport: u16,
    /// The mini-socket that makes room.
    pub(super) recycles: Option<SocketId>,
}

impl Host {
    /// RFC 6528: a clock of 64 ns, so that a later connection begins beyond an earlier one.
    pub(super) fn fresh_iss(&self, now: Instant) -> Seq {
        self.iss + 1 + (now.as_micros() * 1000 / 64) as u32
    }

    /// What a connection of these ports will offer, and by how much it is scaled; `unbounded` where nothing
    /// else says.
    pub(super) fn window_of(&mut self, sport: u16, dport: u16, unbounded: u32) -> (OfferedWindow, u8) {
        let steady = self.buffer.clone().unwrap_or(OfferedWindow::Steady(unbounded));
        let recorded = self.windows.0.iter().position(|(ports, _)| *ports == (sport, dport));
        let window = match recorded {
            Some(place) => {
                let (_, upcoming) = self.windows.0.remove(place);
                OfferedWindow::Recorded { in_force: steady.current(), upcoming }
            }
            None => steady,
        };
        (window, self.rcv_wscale)
    }

    /// The port of a new connection to the peer's port `to`: the one that is asked for, or the first that is
    /// free.
    pub(super) fn find_port(&self, around: &Surroundings<'_>, asked: Option<u16>, to: u16) -> Option<Found> {
        let (choice, (low, high)) = match asked {
            Some(port) => (PortChoice::Bound, (port, port)),
            None => (PortChoice::Ephemeral, self.knobs.ip_local_port_range),
        };
        (low..=high).find_map(|sport| {
            if choice == PortChoice::Ephemeral && self.is_bound(sport) {
                return None;
            }
            let Some(id) = self.sockets.owner_of((sport, to)) else {
                return Some(Found { sport, recycles: None });
            };
            match self.sockets.get(id)? {
                Socket::Mini(mini) if mini.may_be_reused(&self.context(around), choice) => {
                    Some(Found { sport, recycles: Some(id) })
                }
                Socket::Mini(_) | Socket::Full(_) | Socket::Request(_) => None,
            }
        })
    }

    /// Whether some socket has `port` because bind() asked for it: none that didn't ask shares it, whatever
    /// it is connected to (kernel: tb->fastreuse in `__inet_hash_connect()`).
    fn is_bound(&self, port: u16) -> bool {
        self.listens.contains(&port) || self.sockets.binds(port)
    }
}
