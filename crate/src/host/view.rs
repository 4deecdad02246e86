//! What sock_diag and poll() show of a host.

use super::sockets::Socket;
use super::{Host, SocketId};
use crate::tcp::{State, TimerSlot};
use crate::time::Instant;

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
    /// When that timer is due.
    pub due: Option<Instant>,
    /// What came and wasn't read, and what was written and isn't acknowledged; a FIN counts as one.
    pub rqueue: u32,
    pub wqueue: u32,
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
            let held = self.sockets.name(id).is_some();
            let (sport, dport) = socket.ports();
            let slots: &[TimerSlot] = match socket {
                Socket::Full(_) => &[TimerSlot::Transmit, TimerSlot::Keepalive],
                Socket::Mini(_) => &[TimerSlot::TimeWait],
                Socket::Request(_) => &[TimerSlot::SynAck],
            };
            let running = slots.iter().find_map(|slot| self.timers.running(&self.sockets, id, *slot));
            let shown = running.and_then(|running| Some((running.timer.diag_name()?, running.due)));
            let (timer, due) = shown.map_or(("off", None), |(timer, due)| (timer, Some(due)));
            let mini = matches!(socket, Socket::Mini(_));
            let bound = matches!(socket, Socket::Full(tcb) if tcb.bound);
            let (state, retrans, rqueue, wqueue) = match socket {
                Socket::Full(tcb) => {
                    let retrans = match timer {
                        "retransmit" => tcb.icsk_retransmits,
                        "persist" | "keepalive" => tcb.icsk_probes_out,
                        _ => 0,
                    };
                    (tcb.state(), retrans, tcb.rcv.behind(), tcb.write_seq - tcb.snd_una)
                }
                Socket::Mini(mini) => (mini.state(), 0, 0, 0),
                Socket::Request(request) => (State::SynRecv, request.retrans, 0, 0),
            };
            SocketView { id, sport, dport, state, timer, retrans, due, rqueue, wqueue, mini, held, bound }
        })
    }

    /// Ports on which an application listens.
    pub fn listens(&self) -> &[u16] {
        &self.listens
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
