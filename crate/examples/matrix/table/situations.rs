//! The rows of the matrix: where a connection can stand when something happens to it.
//!
//! Owns how a scenario brings a host there by [`T_MS`], and the numbers that it then expects. Refuses to
//! know what happens next.

use lastack::host::HostId::{self, A, B};
use lastack::tcp::State;
use serde_json::{Value, json};

/// When something happens: by then every situation is quiet, and no loss probe has been sent.
pub(crate) const T_MS: u64 = 121;

/// A state, and what matters beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Situation {
    NoSocket,
    Listener,
    SynSent,
    SynRecvRequest,
    SynRecvSimultaneous,
    Established,
    EstablishedUnaccepted,
    EstablishedShutRd,
    FinWait1Held,
    FinWait1ShutRdwr,
    FinWait1Lingering,
    FinWait1Orphan,
    FinWait1OrphanNoFinWait2,
    FinWait1OrphanWindowClosed,
    FinWait2Held,
    FinWait2ShutRdwr,
    FinWait2OrphanFull,
    FinWait2Mini,
    CloseWait,
    CloseWaitUnread,
    ClosingHeld,
    ClosingOrphan,
    LastAckHeld,
    LastAckOrphan,
    TimeWait,
    TimeWaitListener,
    TimeWaitRfc1337,
    TimeWaitHeld,
    CloseReset,
}

use Situation as S;

/// The numbers of a situation, counted from the initial ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) snd_una: i64,
    pub(crate) snd_nxt: i64,
    /// Where the peer's next number is known.
    pub(crate) rcv_nxt: Option<i64>,
    /// How far beyond it the window reaches.
    pub(crate) rcv_wnd: i64,
}

impl Situation {
    /// Every situation; a state that is in none doesn't compile.
    pub(crate) fn all() -> impl Iterator<Item = Situation> {
        let no_state = [S::NoSocket, S::Listener];
        no_state.into_iter().chain(State::ALL.into_iter().flat_map(|state| of_state(state).iter().copied()))
    }

    /// Its name in files and links.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            S::NoSocket => "no-socket",
            S::Listener => "listen",
            S::SynSent => "syn-sent",
            S::SynRecvRequest => "syn-recv",
            S::SynRecvSimultaneous => "syn-recv-simultaneous",
            S::Established => "established",
            S::EstablishedUnaccepted => "established-unaccepted",
            S::EstablishedShutRd => "established-shut-rd",
            S::FinWait1Held => "fin-wait1-held",
            S::FinWait1ShutRdwr => "fin-wait1-shut-rdwr",
            S::FinWait1Lingering => "fin-wait1-lingering",
            S::FinWait1Orphan => "fin-wait1-orphan",
            S::FinWait1OrphanNoFinWait2 => "fin-wait1-orphan-linger2-negative",
            S::FinWait1OrphanWindowClosed => "fin-wait1-orphan-window-closed",
            S::FinWait2Held => "fin-wait2-held",
            S::FinWait2ShutRdwr => "fin-wait2-shut-rdwr",
            S::FinWait2OrphanFull => "fin-wait2-orphan-full",
            S::FinWait2Mini => "fin-wait2-mini",
            S::CloseWait => "close-wait",
            S::CloseWaitUnread => "close-wait-unread",
            S::ClosingHeld => "closing-held",
            S::ClosingOrphan => "closing-orphan",
            S::LastAckHeld => "last-ack-held",
            S::LastAckOrphan => "last-ack-orphan",
            S::TimeWait => "time-wait",
            S::TimeWaitListener => "time-wait-listener",
            S::TimeWaitRfc1337 => "time-wait-rfc1337",
            S::TimeWaitHeld => "time-wait-held",
            S::CloseReset => "close-reset",
        }
    }

    /// What a reader should know of it.
    pub(crate) const fn about(self) -> &'static str {
        match self {
            S::NoSocket => "No socket has these ports, and nobody listens.",
            S::Listener => "Nobody has this connection, but somebody listens on the port.",
            S::SynSent => "connect() sent a SYN that nobody answered.",
            S::SynRecvRequest => "A listener answered a SYN: a small object of its own, held by nobody.",
            S::SynRecvSimultaneous => "The peer's SYN crossed ours: a full socket, held by its process.",
            S::Established => "A process holds it, and all that was sent is acknowledged.",
            S::EstablishedUnaccepted => "It waits in the listener's queue: nobody has called accept().",
            S::EstablishedShutRd => "A process holds it and called shutdown(SHUT_RD).",
            S::FinWait1Held => "shutdown(SHUT_WR); the FIN was lost, the process still reads.",
            S::FinWait1ShutRdwr => "shutdown(SHUT_RDWR); the FIN was lost, the process reads no more.",
            S::FinWait1Lingering => "close() with SO_LINGER {1, 5} blocks; the FIN was lost.",
            S::FinWait1Orphan => "close(); the FIN was lost, nobody holds the socket.",
            S::FinWait1OrphanNoFinWait2 => "close() after TCP_LINGER2 = -1; the FIN was lost.",
            S::FinWait1OrphanWindowClosed => "close() behind a window of 0: the FIN was never sent.",
            S::FinWait2Held => "shutdown(SHUT_WR); the FIN is acknowledged, the process still reads.",
            S::FinWait2ShutRdwr => "shutdown(SHUT_RDWR); the FIN is acknowledged, the process reads no more.",
            S::FinWait2OrphanFull => "close() with tcp_fin_timeout = 90: a full socket until 30 s are over.",
            S::FinWait2Mini => "close(): a mini-socket waits tcp_fin_timeout for the peer's FIN.",
            S::CloseWait => "The peer's FIN came; the process has not closed.",
            S::CloseWaitUnread => "100 bytes and the peer's FIN came; the process has not read them.",
            S::ClosingHeld => "Both called shutdown(SHUT_WR) at once; the ACK of our FIN was lost.",
            S::ClosingOrphan => "Both called close() at once; the ACK of our FIN was lost.",
            S::LastAckHeld => "After the peer's FIN shutdown(SHUT_WR); our FIN was lost.",
            S::LastAckOrphan => "After the peer's FIN close(); our FIN was lost.",
            S::TimeWait => "Four waves are over; nobody listens on the port.",
            S::TimeWaitListener => "Four waves are over, and somebody listens on the port.",
            S::TimeWaitRfc1337 => "Four waves are over; tcp_rfc1337 = 1.",
            S::TimeWaitHeld => "Four waves are over, but the process still holds its closed descriptor.",
            S::CloseReset => {
                "The peer reset the connection; the process holds it and has not read the error."
            }
        }
    }

    /// The state in which the engine must show it: nothing where no socket has the ports.
    pub(crate) const fn state(self) -> Option<State> {
        match self {
            S::NoSocket | S::Listener => None,
            S::SynSent => Some(State::SynSent),
            S::SynRecvRequest | S::SynRecvSimultaneous => Some(State::SynRecv),
            S::Established | S::EstablishedUnaccepted | S::EstablishedShutRd => Some(State::Established),
            S::FinWait1Held
            | S::FinWait1ShutRdwr
            | S::FinWait1Lingering
            | S::FinWait1Orphan
            | S::FinWait1OrphanNoFinWait2
            | S::FinWait1OrphanWindowClosed => Some(State::FinWait1),
            S::FinWait2Held | S::FinWait2ShutRdwr | S::FinWait2OrphanFull | S::FinWait2Mini => {
                Some(State::FinWait2)
            }
            S::CloseWait | S::CloseWaitUnread => Some(State::CloseWait),
            S::ClosingHeld | S::ClosingOrphan => Some(State::Closing),
            S::LastAckHeld | S::LastAckOrphan => Some(State::LastAck),
            S::TimeWait | S::TimeWaitListener | S::TimeWaitRfc1337 | S::TimeWaitHeld => Some(State::TimeWait),
            S::CloseReset => Some(State::Close),
        }
    }

    /// The host that it is about. Only b listens.
    pub(crate) const fn host(self) -> HostId {
        match self {
            S::Listener | S::SynRecvRequest | S::EstablishedUnaccepted | S::TimeWaitListener => B,
            S::NoSocket
            | S::SynSent
            | S::SynRecvSimultaneous
            | S::Established
            | S::EstablishedShutRd
            | S::FinWait1Held
            | S::FinWait1ShutRdwr
            | S::FinWait1Lingering
            | S::FinWait1Orphan
            | S::FinWait1OrphanNoFinWait2
            | S::FinWait1OrphanWindowClosed
            | S::FinWait2Held
            | S::FinWait2ShutRdwr
            | S::FinWait2OrphanFull
            | S::FinWait2Mini
            | S::CloseWait
            | S::CloseWaitUnread
            | S::ClosingHeld
            | S::ClosingOrphan
            | S::LastAckHeld
            | S::LastAckOrphan
            | S::TimeWait
            | S::TimeWaitRfc1337
            | S::TimeWaitHeld
            | S::CloseReset => A,
        }
    }

    /// The name under which its process holds it, or would.
    pub(crate) fn sock(self) -> &'static str {
        if matches!(self, S::SynSent | S::SynRecvSimultaneous) { "again" } else { "main" }
    }

    /// Whether nobody will ever read from it: what comes then is lost (RFC 9293 §3.6.1).
    pub(crate) fn reads_no_more(self) -> bool {
        matches!(
            self,
            S::FinWait1ShutRdwr
                | S::FinWait1Lingering
                | S::FinWait1Orphan
                | S::FinWait1OrphanNoFinWait2
                | S::FinWait1OrphanWindowClosed
                | S::FinWait2ShutRdwr
                | S::FinWait2OrphanFull
                | S::FinWait2Mini
        )
    }

    pub(crate) fn numbers(self) -> Numbers {
        // The client offers 64,240 bytes and the server 65,160, both rounded up to the scale by the first
        // segment that isn't a SYN.
        let rcv_wnd = if matches!(self, S::SynRecvRequest | S::EstablishedUnaccepted) {
            65_160
        } else if self.host() == B {
            65_536
        } else {
            64_512
        };
        let of = |snd_una, snd_nxt, rcv_nxt| Numbers { snd_una, snd_nxt, rcv_nxt: Some(rcv_nxt), rcv_wnd };
        match self {
            S::NoSocket | S::Listener => Numbers { snd_una: 1, snd_nxt: 1, rcv_nxt: None, rcv_wnd },
            S::SynSent => Numbers { snd_una: 0, snd_nxt: 1, rcv_nxt: None, rcv_wnd },
            S::SynRecvRequest | S::SynRecvSimultaneous => of(0, 1, 1),
            S::Established | S::EstablishedUnaccepted | S::EstablishedShutRd => of(1, 1, 1),
            S::FinWait1Held
            | S::FinWait1ShutRdwr
            | S::FinWait1Lingering
            | S::FinWait1Orphan
            | S::FinWait1OrphanNoFinWait2 => of(1, 2, 1),
            S::FinWait1OrphanWindowClosed => of(1, 1, 1),
            S::FinWait2Held | S::FinWait2ShutRdwr | S::FinWait2OrphanFull | S::FinWait2Mini => of(2, 2, 1),
            S::CloseWait => of(1, 1, 2),
            S::CloseWaitUnread => of(1, 1, 102),
            S::ClosingHeld | S::ClosingOrphan | S::LastAckHeld | S::LastAckOrphan => of(1, 2, 2),
            S::TimeWait | S::TimeWaitListener | S::TimeWaitRfc1337 | S::TimeWaitHeld => of(2, 2, 2),
            S::CloseReset => of(1, 1, 1),
        }
    }

    /// The scenario that leads here, without anything after it: `sysctl`, `rules` and `script`.
    pub(crate) fn scenario(self) -> Value {
        let sysctl = if self == S::FinWait2OrphanFull {
            json!({"a": {"tcp_fin_timeout": 90}})
        } else if self == S::TimeWaitRfc1337 {
            json!({"a": {"tcp_rfc1337": 1}})
        } else {
            json!({})
        };
        json!({
            "name": self.name(), "about": self.about(), "delay_ms": 10,
            "sysctl": sysctl, "rules": self.rules(), "script": self.script(),
        })
    }

    /// What is lost on the way here.
    fn rules(self) -> Vec<Value> {
        let lose = |from: HostId, key: &str, flags: &str| json!({"from": from, key: flags, "before_ms": T_MS - 1, "count": -1, "action": "drop"});
        match self {
            S::SynSent | S::SynRecvSimultaneous => vec![lose(A, "has", "S")],
            S::SynRecvRequest => vec![lose(B, "has", "SA")],
            S::FinWait1Held
            | S::FinWait1ShutRdwr
            | S::FinWait1Lingering
            | S::FinWait1Orphan
            | S::FinWait1OrphanNoFinWait2
            | S::LastAckHeld
            | S::LastAckOrphan => vec![lose(A, "has", "F")],
            S::ClosingHeld | S::ClosingOrphan => vec![lose(B, "hasnt", "F")],
            S::NoSocket
            | S::Listener
            | S::Established
            | S::EstablishedUnaccepted
            | S::EstablishedShutRd
            | S::FinWait1OrphanWindowClosed
            | S::FinWait2Held
            | S::FinWait2ShutRdwr
            | S::FinWait2OrphanFull
            | S::FinWait2Mini
            | S::CloseWait
            | S::CloseWaitUnread
            | S::TimeWait
            | S::TimeWaitListener
            | S::TimeWaitRfc1337
            | S::TimeWaitHeld
            | S::CloseReset => vec![],
        }
    }

    /// What is done to come here.
    fn script(self) -> Vec<Value> {
        let at = |ms: u64, host: HostId, what: &str| json!({"at_ms": ms, "host": host, "do": what});
        let linger = |host: HostId, s: i32| json!({"at_ms": 0, "host": host, "do": "linger", "seconds": s});
        // Over the ports of main, so that the forger knows the numbers.
        let again = json!({"at_ms": 30, "host": "a", "do": "connect", "sock": "again"});
        let nobody = [at(0, A, "vanish"), at(0, B, "vanish")];
        let opening = [at(0, A, "vanish"), at(0, B, "vanish"), again];
        match self {
            S::NoSocket | S::Listener => nobody.to_vec(),
            S::SynSent | S::SynRecvRequest | S::EstablishedUnaccepted => opening.to_vec(),
            S::SynRecvSimultaneous => {
                let syn = json!({"at_ms": 60, "host": "a", "do": "inject", "flags": "S", "seq": 0});
                opening.into_iter().chain([syn]).collect()
            }
            S::Established => vec![],
            S::EstablishedShutRd => vec![at(0, A, "shutdown_rd")],
            S::FinWait1Held | S::FinWait2Held => vec![at(0, A, "shutdown_wr")],
            S::FinWait1ShutRdwr | S::FinWait2ShutRdwr => vec![at(0, A, "shutdown_rdwr")],
            S::FinWait1Lingering => vec![linger(A, 5), at(0, A, "close")],
            S::FinWait1Orphan | S::FinWait2OrphanFull | S::FinWait2Mini => vec![at(0, A, "close")],
            S::FinWait1OrphanNoFinWait2 => {
                let opt =
                    json!({"at_ms": 0, "host": "a", "do": "setsockopt", "opt": "TCP_LINGER2", "value": -1});
                vec![opt, at(0, A, "close")]
            }
            S::FinWait1OrphanWindowClosed => {
                let shut = json!({"at_ms": 0, "host": "a", "do": "inject", "flags": "A", "seq": 1, "ack": 1,
                    "win": 0});
                vec![shut, at(20, A, "close")]
            }
            S::CloseWait => vec![at(0, B, "close")],
            S::CloseWaitUnread => {
                vec![json!({"at_ms": 0, "host": "b", "do": "write", "bytes": 100}), at(0, B, "close")]
            }
            S::ClosingHeld => vec![at(0, A, "shutdown_wr"), at(0, B, "shutdown_wr")],
            S::ClosingOrphan => vec![at(0, A, "close"), at(0, B, "close")],
            S::LastAckHeld => vec![at(0, B, "close"), at(30, A, "shutdown_wr")],
            S::LastAckOrphan => vec![at(0, B, "close"), at(30, A, "close")],
            S::TimeWait | S::TimeWaitRfc1337 => vec![at(0, A, "close"), at(30, B, "close")],
            S::TimeWaitListener => vec![at(0, B, "close"), at(30, A, "close")],
            S::TimeWaitHeld => vec![at(0, A, "shutdown_wr"), at(30, B, "close")],
            S::CloseReset => vec![linger(B, 0), at(0, B, "close")],
        }
    }
}

/// The situations that a state is tried in: at least one.
fn of_state(state: State) -> &'static [Situation] {
    match state {
        State::SynSent => &[S::SynSent],
        State::SynRecv => &[S::SynRecvRequest, S::SynRecvSimultaneous],
        State::Established => &[S::Established, S::EstablishedUnaccepted, S::EstablishedShutRd],
        State::FinWait1 => &[
            S::FinWait1Held,
            S::FinWait1ShutRdwr,
            S::FinWait1Lingering,
            S::FinWait1Orphan,
            S::FinWait1OrphanNoFinWait2,
            S::FinWait1OrphanWindowClosed,
        ],
        State::FinWait2 => &[S::FinWait2Held, S::FinWait2ShutRdwr, S::FinWait2OrphanFull, S::FinWait2Mini],
        State::CloseWait => &[S::CloseWait, S::CloseWaitUnread],
        State::Closing => &[S::ClosingHeld, S::ClosingOrphan],
        State::LastAck => &[S::LastAckHeld, S::LastAckOrphan],
        State::TimeWait => &[S::TimeWait, S::TimeWaitListener, S::TimeWaitRfc1337, S::TimeWaitHeld],
        State::Close => &[S::CloseReset],
    }
}
