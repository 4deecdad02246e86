//! What sock_diag and poll() show of a host.

use super::sockets::Socket;
use super::{Host, SocketId};
use crate::tcp::{State, TimerSlot};

/// What sock_diag would show of a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketView {
    pub id: SocketId,
    pub sport: u16,
    pub dport: u16,
    pub state: State,
    /// `retransmit`, `persist`, `keepalive`, `timewait` or `off`.
    pub timer: &'static str,
    /// icsk_retransmits under `retransmit`, probes under `persist` and `keepalive`.
    pub retrans: u8,
    pub mini: bool,
    pub held: bool,
    /// It was bound to its port.
    pub bound: bool,
}

/// What poll() would report for a descriptor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Poll {
    pub rdhup: bool,
    pub hup: bool,
    pub err: bool,
    pub readable: bool,
}

impl Host {
    /// All sockets that are still somebody's or somewhere in the tables, by id.
    pub fn sockets(&self) -> impl Iterator<Item = SocketView> {
        self.sockets.iter().map(|(id, socket)| {
            let held = self.held.name(*id).is_some();
            let (sport, dport) = socket.ports();
            let (state, timer, retrans, mini, bound) = match socket {
                Socket::Full(tcb) => {
                    let slots = [TimerSlot::Transmit, TimerSlot::Keepalive];
                    let running = slots.into_iter().find_map(|slot| self.running(*id, slot));
                    let timer =
                        running.and_then(|place| self.timers[place].timer.diag_name()).unwrap_or("off");
                    let retrans = match timer {
                        "retransmit" => tcb.icsk_retransmits,
                        "persist" | "keepalive" => tcb.icsk_probes_out,
                        _ => 0,
                    };
                    (tcb.state(), timer, retrans, false, tcb.bound)
                }
                Socket::Mini(mini) => (mini.state(), "timewait", 0, true, false),
                Socket::Request(request) => (State::SynRecv, "retransmit", request.retrans, false, false),
            };
            SocketView { id: *id, sport, dport, state, timer, retrans, mini, held, bound }
        })
    }

    /// What poll() says of the descriptor `name` (kernel: `tcp_poll()`).
    pub fn poll(&self, name: &str) -> Option<Poll> {
        match self.sockets.get(self.named(name)?)? {
            Socket::Full(tcb) => Some(Poll {
                rdhup: tcb.rcv_shutdown,
                readable: tcb.rcv_shutdown || tcb.rcv.unread() > 0,
                hup: tcb.state() == State::Close || tcb.rcv_shutdown && tcb.snd_shutdown,
                err: tcb.sk_err.is_some(),
            }),
            Socket::Mini(_) | Socket::Request(_) => None,
        }
    }
}
