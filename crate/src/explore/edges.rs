//! The edges of RFC 9293's state machine, and those that only Linux has.
//!
//! Owns both lists, as data: figure 5 with its notes and what the text of the RFC adds to it, and the deviations
//! of Linux, each with its reason. Every edge of `trace::graph` is in one of them, and a test sees to it that no
//! entry is there for nothing. LISTEN is no state of a connection here: a listener makes one in SYN-RECEIVED.

use crate::rule::Rule as R;
use crate::tcp::State as S;
use crate::trace::graph::Edge;

/// Edges that one sentence allows: from each of these states into that one, for one of these rules of the engine.
#[derive(Debug)]
pub struct Allowed {
    pub from: &'static [S],
    pub to: S,
    /// What sets it off, as figure 5 writes it, or what Linux does.
    pub on: &'static str,
    /// A section of RFC 9293 where no other is named; of a deviation, where the RFC says otherwise.
    pub section: &'static str,
    pub rules: &'static [R],
}

/// An edge of figure 5 that the engine doesn't have, and why.
#[derive(Debug)]
pub struct Absent {
    pub edge: &'static str,
    pub why: &'static str,
}

/// Where an edge of the engine stands.
#[derive(Clone, Copy, Debug)]
pub enum Stands {
    Rfc(&'static Allowed),
    Linux(&'static Allowed),
}

impl Allowed {
    pub fn allows(&self, edge: &Edge) -> bool {
        self.to == edge.to && self.from.contains(&edge.from) && self.rules.contains(&edge.rule)
    }
}

/// Where it stands; nothing where nobody has said so.
pub fn stands(edge: &Edge) -> Option<Stands> {
    let of_rfc = RFC.iter().find(|allowed| allowed.allows(edge)).map(Stands::Rfc);
    of_rfc.or_else(|| LINUX.iter().find(|allowed| allowed.allows(edge)).map(Stands::Linux))
}

const OPENED: &[S] = &[S::Established, S::FinWait1, S::FinWait2, S::CloseWait, S::Closing, S::LastAck];

/// Figure 5 first, in its order, then the text.
pub static RFC: &[Allowed] = &[
    allowed(&[S::Close], S::SynSent, "OPEN, snd SYN", "figure 5", &[R::SynSent]),
    allowed(&[S::Close], S::SynRecv, "in LISTEN: rcv SYN, snd SYN,ACK", "figure 5", &[R::SynReceived]),
    allowed(&[S::SynSent], S::SynRecv, "rcv SYN, snd SYN,ACK", "figure 5", &[R::SynCrossesSyn]),
    allowed(&[S::SynSent], S::Established, "rcv SYN,ACK, snd ACK", "figure 5", &[R::SynAcked]),
    allowed(&[S::SynSent], S::Close, "CLOSE, delete TCB", "figure 5", &[R::CloseBeforeOpen]),
    allowed(&[S::SynRecv], S::Established, "rcv ACK of SYN", "figure 5", &[R::HandshakeDone, R::SynAcked]),
    allowed(&[S::SynRecv], S::FinWait1, "CLOSE, snd FIN", "figure 5", &[R::CloseSendsFin]),
    allowed(
        &[S::SynRecv],
        S::Close,
        "rcv RST: to LISTEN, which stands beside the connection here",
        "figure 5, note 1",
        &[R::SynRecvReset],
    ),
    allowed(
        &[S::Established],
        S::FinWait1,
        "CLOSE, snd FIN",
        "figure 5",
        &[R::CloseSendsFin, R::ShutdownSendsFin],
    ),
    allowed(&[S::Established], S::CloseWait, "rcv FIN, snd ACK", "figure 5", &[R::FinReceived]),
    allowed(&[S::FinWait1], S::FinWait2, "rcv ACK of FIN", "figure 5", &[R::FinAckedEnterFinWait2]),
    allowed(
        &[S::FinWait1],
        S::FinWait2,
        "rcv FIN and ACK of FIN: on the way to TIME-WAIT",
        "§3.10.7.4, fifth; figure 5, note 2",
        &[R::FinAckedWithFin],
    ),
    allowed(&[S::FinWait1], S::Closing, "rcv FIN, snd ACK", "figure 5", &[R::FinCrossesFin]),
    allowed(
        &[S::FinWait2],
        S::TimeWait,
        "rcv FIN, snd ACK",
        "figure 5",
        &[R::FinInFinWait2, R::FinMeetsMini],
    ),
    allowed(
        &[S::CloseWait],
        S::LastAck,
        "CLOSE, snd FIN",
        "figure 5",
        &[R::CloseAnswersFin, R::ShutdownSendsFin],
    ),
    allowed(&[S::Closing], S::TimeWait, "rcv ACK of FIN", "figure 5", &[R::ClosingAcked]),
    allowed(&[S::LastAck], S::Close, "rcv ACK of FIN", "figure 5", &[R::LastAckArrived]),
    allowed(&[S::TimeWait], S::Close, "timeout = 2 MSL", "figure 5", &[R::TimeWaitOver]),
    allowed(&[S::SynSent], S::Close, "rcv RST", "§3.10.7.3, second", &[R::ConnectionRefused]),
    allowed(&[S::SynRecv], S::Close, "rcv RST", "§3.10.7.4, second; figure 5, note 3", &[R::ResetAccepted]),
    allowed(OPENED, S::Close, "rcv RST", "§3.10.7.4, second; figure 5, note 3", &[R::ResetAccepted]),
    allowed(&[S::FinWait2], S::Close, "rcv RST", "§3.10.7.4, second", &[R::MiniKilledByReset]),
    allowed(&[S::TimeWait], S::Close, "rcv RST", "§3.10.7.4, second", &[R::TimeWaitReset]),
    allowed(&[S::TimeWait], S::Close, "rcv SYN of a new connection", "§3.6.1, MAY-2", &[R::TimeWaitNewSyn]),
    allowed(&[S::SynRecv], S::Close, "ABORT, snd RST", "§3.10.5", &[R::LingerZero]),
    allowed(OPENED, S::Close, "ABORT, snd RST", "§3.10.5", &[R::LingerZero]),
    allowed(
        OPENED,
        S::Close,
        "CLOSE with received data pending, snd RST",
        "§3.6.1, SHLD-3",
        &[R::CloseUnread],
    ),
    allowed(
        &[S::FinWait1, S::FinWait2],
        S::Close,
        "rcv data after CLOSE, snd RST",
        "§3.6.1, SHLD-3",
        &[R::DataForNobody],
    ),
    allowed(&[S::FinWait2], S::Close, "rcv data after CLOSE, snd RST", "§3.6.1, SHLD-3", &[R::MiniGetsData]),
    allowed(&[S::SynSent], S::Close, "R2 reached by a SYN", "§3.8.3, MUST-23", &[R::SynGivesUp]),
    allowed(
        &[S::SynRecv],
        S::Close,
        "R2 reached by a SYN,ACK",
        "§3.8.3",
        &[R::SynAckGivesUp, R::ProcessGivesUp],
    ),
    allowed(
        &[S::Established, S::FinWait1, S::CloseWait, S::Closing, S::LastAck],
        S::Close,
        "R2 reached",
        "§3.8.3",
        &[R::ProcessGivesUp],
    ),
    allowed(
        &[S::FinWait1, S::Closing, S::LastAck],
        S::Close,
        "R2 reached",
        "§3.8.3",
        &[R::OrphanGivesUp, R::OrphanProbesUnanswered],
    ),
    allowed(
        &[S::SynRecv, S::Established, S::FinWait1, S::CloseWait, S::Closing, S::LastAck],
        S::Close,
        "USER TIMEOUT",
        "§3.10.8",
        &[R::UserTimeoutGivesUp],
    ),
    allowed(
        &[S::Established, S::FinWait2, S::CloseWait],
        S::Close,
        "keep-alives unanswered",
        "§3.8.4",
        &[R::KeepaliveGivesUp],
    ),
    allowed(
        &[S::SynSent, S::SynRecv],
        S::Close,
        "ICMP hard error",
        "§3.9.2.2, SHLD-26",
        &[R::IcmpEndsOpening],
    ),
    allowed(
        &[
            S::SynSent,
            S::SynRecv,
            S::Established,
            S::FinWait1,
            S::FinWait2,
            S::CloseWait,
            S::Closing,
            S::LastAck,
        ],
        S::Close,
        "the host crashes",
        "§3.5.1",
        &[R::HostForgets],
    ),
    allowed(
        &[S::SynRecv, S::FinWait2, S::TimeWait],
        S::Close,
        "the host restarts",
        "§3.5.1",
        &[R::HostRestarts],
    ),
];

/// What Linux does and the RFC doesn't.
pub static LINUX: &[Allowed] = &[
    allowed(
        &[S::SynRecv, S::Established, S::CloseWait],
        S::Close,
        "a listener that closes resets what nobody has accepted; the RFC knows no such queue",
        "§3.10.4",
        &[R::ListenEnds],
    ),
    allowed(
        &[S::FinWait1, S::FinWait2, S::Closing, S::LastAck],
        S::Close,
        "above tcp_max_orphans an orphan is ended with a RST; the RFC knows no such limit",
        "§3.6",
        &[R::TooManyOrphans],
    ),
    allowed(
        &[S::FinWait1, S::Closing, S::LastAck],
        S::Close,
        "an orphan whose RTO has reached tcp_rto_max_ms has no retries left where tcp_orphan_retries = 0; R2 \
         SHOULD be at least 100 s",
        "§3.8.3",
        &[R::OrphanAtRtoMax],
    ),
    allowed(
        &[S::FinWait1, S::LastAck],
        S::Close,
        "after ICMP, an orphan whose RTO has reached tcp_rto_max_ms has no retries left; a soft error MUST NOT \
         end a connection",
        "§3.9.2.2",
        &[R::OrphanUnreachable],
    ),
    allowed(
        &[S::FinWait1, S::Closing, S::LastAck],
        S::Close,
        "an orphan is dropped although its window probes are answered; the connection MUST stay open then",
        "§3.8.6.1, MUST-37",
        &[R::OrphanWindowStaysClosed],
    ),
    allowed(
        &[S::CloseWait, S::Closing, S::LastAck],
        S::Close,
        "text that overlaps the peer's FIN is reset where nobody reads; it should be ignored",
        "§3.10.7.4, seventh",
        &[R::DataForNobody],
    ),
    allowed(
        &[S::FinWait2],
        S::Close,
        "with TCP_LINGER2 < 0 nobody waits for the peer's FIN: RST",
        "§3.6",
        &[R::NoFinWait2],
    ),
    allowed(
        &[S::FinWait2],
        S::Close,
        "an orphan waits for the peer's FIN no longer than tcp_fin_timeout; the RFC has no timeout",
        "§3.6",
        &[R::FinWait2Expired, R::FinWait2ResetOnTimeout],
    ),
    allowed(
        &[S::FinWait2, S::Closing],
        S::Close,
        "above tcp_max_tw_buckets there is no TIME-WAIT, nor a small socket in FIN-WAIT-2",
        "§3.6.1, MUST-13",
        &[R::TimeWaitTableFull],
    ),
    allowed(
        &[S::FinWait2, S::TimeWait],
        S::Close,
        "connect() takes the ports over from a small socket; the RFC lets only a SYN that arrives do so",
        "§3.6.1, MAY-2; RFC 6191",
        &[R::TimeWaitReused],
    ),
];

/// What figure 5 has, and the engine doesn't.
pub static ABSENT: &[Absent] = &[
    Absent {
        edge: "CLOSED → LISTEN",
        why: "a listener is no connection: it stands beside those that it makes",
    },
    Absent { edge: "LISTEN → CLOSED", why: "the same" },
    Absent { edge: "LISTEN → SYN-SENT", why: "no call of a socket sends from a listener" },
    Absent {
        edge: "FIN-WAIT-1 → TIME-WAIT",
        why: "by way of FIN-WAIT-2, while one segment is processed (§3.10.7.4, fifth and eighth)",
    },
    Absent {
        edge: "any → TIME-WAIT, snd RST",
        why: "who resets keeps nothing: ABORT enters CLOSED (§3.10.5)",
    },
];

const fn allowed(
    from: &'static [S],
    to: S,
    on: &'static str,
    section: &'static str,
    rules: &'static [R],
) -> Allowed {
    Allowed { from, to, on, section, rules }
}
