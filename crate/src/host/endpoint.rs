//! What a connection counts: for whoever checks a run from outside, where `view` is what sock_diag shows.

use super::sockets::Socket;
use super::{Host, SocketId};
use crate::seq::Seq;
use crate::tcp::{Holder, State};

/// A connection's own numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub id: SocketId,
    pub sport: u16,
    pub dport: u16,
    pub state: State,
    /// Who can still use it; nobody refers to a mini-socket or to a request.
    pub holder: Holder,
    /// `snd_una`, `snd_nxt` and `write_seq`; small sockets have no queue.
    pub sending: Option<Sending>,
    /// Where the next byte of the peer's goes; a request has only seen a SYN.
    pub rcv_nxt: Option<Seq>,
}

/// The send sequence space (RFC 9293 §3.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sending {
    pub snd_una: Seq,
    pub snd_nxt: Seq,
    pub write_seq: Seq,
}

impl Host {
    /// All connections that are still somewhere in the tables or somebody's, by id.
    pub fn endpoints(&self) -> impl Iterator<Item = Endpoint> {
        self.sockets.iter().map(|(id, socket)| {
            let (sport, dport) = socket.ports();
            let (state, holder, sending, rcv_nxt) = match socket {
                Socket::Full(tcb) => {
                    let sending =
                        Sending { snd_una: tcb.snd_una, snd_nxt: tcb.snd_nxt, write_seq: tcb.write_seq };
                    (tcb.state(), tcb.holder, Some(sending), Some(tcb.rcv.nxt))
                }
                Socket::Mini(mini) => (mini.state(), Holder::Nobody, None, Some(mini.rcv_nxt())),
                Socket::Request(_) => (State::SynRecv, Holder::Nobody, None, None),
            };
            Endpoint { id, sport, dport, state, holder, sending, rcv_nxt }
        })
    }
}
