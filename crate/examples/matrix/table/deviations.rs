//! Where Linux and RFC 9293 differ, and why: each difference that the matrix finds must be one of these.

use super::events::{About, Before, Event, Expiry};
use super::outcome::{Answer, Outcome};
use super::segments::{Acks, Forgery, Place};
use super::situations::Situation as S;
use lastack::host::Call;
use lastack::segment::Flags;
use lastack::tcp::{State, Timer};

/// A difference, and the cells that it explains.
pub(crate) struct Deviation {
    /// Of RFC 9293, where no other is named.
    pub(crate) section: &'static str,
    /// What the RFC says, and what Linux does instead.
    pub(crate) says: &'static str,
    explains: fn(&Cell<'_>) -> bool,
}

/// What a deviation may look at.
struct Cell<'a> {
    situation: S,
    state: Option<State>,
    event: Event,
    outcome: &'a Outcome,
}

/// The first deviation that explains what came of `event`.
pub(crate) fn explains(situation: S, event: Event, outcome: &Outcome) -> Option<&'static Deviation> {
    let cell = Cell { situation, state: situation.state(), event, outcome };
    ALL.iter().find(|deviation| (deviation.explains)(&cell))
}

impl Cell<'_> {
    fn segment(&self) -> Option<Forgery> {
        match self.event {
            Event::Segment(forgery) => Some(forgery),
            Event::Call(..) | Event::Timer(..) | Event::Icmp(..) => None,
        }
    }

    fn has(&self, flags: Flags) -> bool {
        self.segment().is_some_and(|forgery| forgery.flags.has(flags))
    }

    fn at(&self, place: Place) -> bool {
        self.segment().is_some_and(|forgery| forgery.place == place)
    }

    fn is_timer(&self, timer: Timer, expiry: Expiry) -> bool {
        self.event == Event::Timer(timer, expiry)
    }

    fn is_icmp(&self, kind: u8, codes: &[u8]) -> bool {
        matches!(self.event, Event::Icmp(k, code, _) if k == kind && codes.contains(&code))
    }

    /// The peer's FIN has come, but it isn't TIME-WAIT yet.
    fn had_fin(&self) -> bool {
        matches!(self.state, Some(State::CloseWait | State::Closing | State::LastAck))
    }

    fn is_time_wait(&self) -> bool {
        self.state == Some(State::TimeWait) && self.segment().is_some()
    }

    fn is(&self, situation: S) -> bool {
        self.situation == situation && self.segment().is_some()
    }

    fn is_full(&self) -> bool {
        !self.is_time_wait() && !self.is(S::FinWait2Mini) && !self.is(S::SynRecvRequest)
    }
}

const F: Flags = Flags::FIN;
const SYN: Flags = Flags::SYN;
const R: Flags = Flags::RST;
const A: Flags = Flags::ACK;

/// The first that fits counts, so that a special case stands before the general one.
pub(crate) static ALL: &[Deviation] = &[
    // The listener, and connections that are being opened.
    Deviation {
        section: "§3.10.7.2",
        says: "a SYN counts whatever else is set; Linux drops a SYN with FIN",
        explains: |c| c.is(S::Listener) && c.has(SYN.and(F)),
    },
    Deviation {
        section: "§3.10.7.3",
        says: "a FIN on the SYN and ACK is processed; Linux drops it, and the peer must send it again",
        explains: |c| c.is(S::SynSent) && c.has(F),
    },
    Deviation {
        section: "§3.10.7.4, first",
        says: "the SYN again is outside the window: ACK; Linux sends its SYN and ACK again",
        explains: |c| c.is(S::SynRecvRequest) && c.has(SYN) && !c.has(A) && !c.has(R) && c.at(Place::Before),
    },
    Deviation {
        section: "§3.10.7.4, first",
        says: "the sequence number counts before the ACK; a listener of Linux looks at the ACK first",
        explains: |c| c.is(S::SynRecvRequest) && c.has(A) && !c.has(R),
    },
    Deviation {
        section: "§3.10.7.4, fourth",
        says: "another SYN returns to LISTEN in silence; Linux answers with RST",
        explains: |c| c.is(S::SynRecvRequest) && c.has(SYN) && !c.has(R),
    },
    Deviation {
        section: "§3.10.7.4, fifth",
        says: "an ACK of nothing new is reset in SYN-RECEIVED; Linux takes SND.UNA itself for good",
        explains: |c| {
            c.is(S::SynRecvSimultaneous)
                && c.has(A)
                && c.segment().is_some_and(|forgery| forgery.acks == Acks::Una)
        },
    },
    // Checks that come first.
    Deviation {
        section: "§3.10.7.4, first",
        says: "what lies outside the window draws an ACK; Linux drops a segment without ACK, RST and SYN first",
        explains: |c| c.is_full() && c.segment().is_some_and(|f| !f.flags.any(A.and(R).and(SYN))),
    },
    Deviation {
        section: "§3.10.7.4, second; RFC 5961 §3.2",
        says: "a RST below RCV.NXT is dropped; Linux takes one at RCV.NXT - 1 after the peer's FIN",
        explains: |c| c.had_fin() && c.has(R) && c.at(Place::Before),
    },
    Deviation {
        section: "§3.10.7.4, first",
        says: "a RST that ends below RCV.NXT + 1 is dropped; Linux counts what ends at RCV.NXT as in the window",
        explains: |c| c.is_full() && c.has(R) && c.at(Place::Before),
    },
    Deviation {
        section: "§3.10.7.4, first",
        says: "what begins at RCV.NXT + RCV.WND is outside the window; Linux counts the right edge in",
        explains: |c| c.at(Place::Across) && c.segment().is_some_and(|forgery| forgery.len == 0),
    },
    Deviation {
        section: "§3.10.7.4, first and seventh",
        says: "what reaches beyond the window is trimmed; Linux (6.17 on) takes all of it, or none and sends an \
               ACK where something is still unread",
        explains: |c| c.is_full() && c.at(Place::Across),
    },
    // After a FIN.
    Deviation {
        section: "§3.10.7.4, seventh",
        says: "text after the peer's FIN is ignored; Linux resets if it overlaps what came",
        explains: |c| c.had_fin() && c.at(Place::Before),
    },
    Deviation {
        section: "§3.10.7.4, eighth",
        says: "any FIN is acknowledged; Linux ignores one beyond the first",
        explains: |c| c.had_fin() && c.has(F),
    },
    Deviation {
        section: "§3.10.7.4, seventh",
        says: "a FIN behind a gap waits for what is missing; Linux resets when nobody could read that",
        explains: |c| c.situation.reads_no_more() && c.is_full() && c.has(F) && c.at(Place::Within),
    },
    Deviation {
        section: "§3.6",
        says: "FIN-WAIT-2 waits for the peer's FIN; with TCP_LINGER2 < 0 Linux resets instead",
        explains: |c| c.is(S::FinWait1OrphanNoFinWait2),
    },
    Deviation {
        section: "§3.10.7.4, fifth; RFC 5961 §5.2",
        says: "an ACK below SND.UNA is ignored; Linux answers one below all that was ever acknowledged",
        explains: |c| {
            c.outcome.answer == Answer::Ack
                && c.is_full()
                && c.segment().is_some_and(|forgery| forgery.acks == Acks::Old)
        },
    },
    // The mini-socket of FIN-WAIT-2.
    Deviation {
        section: "§3.10.7.4, first",
        says: "a RST outside the window is dropped; the mini-socket answers it with an ACK",
        explains: |c| {
            c.is(S::FinWait2Mini)
                && c.has(R)
                && (c.at(Place::Before) || c.at(Place::Old) || c.at(Place::Beyond))
                && c.outcome.state == Some(State::FinWait2)
        },
    },
    Deviation {
        section: "§3.10.7.4, second; RFC 5961 §3.2",
        says: "a RST in the window but not exact draws an ACK; it kills the mini-socket",
        explains: |c| c.is(S::FinWait2Mini) && c.has(R),
    },
    Deviation {
        section: "§3.10.7.4, fourth; RFC 5961 §4.2",
        says: "a SYN draws an ACK; the mini-socket resets one from RCV.NXT on, and looks past an older one",
        explains: |c| c.is(S::FinWait2Mini) && c.has(SYN),
    },
    Deviation {
        section: "§3.10.7.4, fifth",
        says: "an ACK of what was never sent is dropped and answered; the mini-socket doesn't look at it",
        explains: |c| {
            c.is(S::FinWait2Mini)
                && c.segment().is_some_and(|f| matches!(f.acks, Acks::TooNew | Acks::TooOld))
        },
    },
    Deviation {
        section: "§3.10.7.4, seventh",
        says: "a FIN behind a gap waits; it kills the mini-socket, with RST",
        explains: |c| c.is(S::FinWait2Mini) && c.has(F),
    },
    // TIME-WAIT.
    Deviation {
        section: "§3.10.7.4, second",
        says: "an exact RST ends TIME-WAIT; with tcp_rfc1337 = 1 it doesn't (RFC 1337)",
        explains: |c| c.is(S::TimeWaitRfc1337) && c.has(R) && c.at(Place::Exact),
    },
    Deviation {
        section: "§3.10.7.4, second; RFC 5961 §3.2",
        says: "a RST in the window but not exact draws an ACK; in TIME-WAIT Linux ignores it",
        explains: |c| c.is_time_wait() && c.has(R),
    },
    Deviation {
        section: "§3.6.1; RFC 6191",
        says: "a SYN draws an ACK, but a new connection MAY be taken; Linux does, and TIME-WAIT goes for a SYN \
               with FIN too",
        explains: |c| c.is(S::TimeWaitListener) && c.has(SYN) && !c.has(A),
    },
    Deviation {
        section: "§3.10.7.4, fifth",
        says: "only the peer's FIN again restarts the 2 MSL; so does a bare segment at RCV.NXT",
        explains: |c| {
            c.is_time_wait()
                && c.at(Place::Exact)
                && c.segment().is_some_and(|f| f.len == 0 && !f.flags.any(F.and(SYN)))
        },
    },
    Deviation {
        section: "§3.10.7.4, fifth",
        says: "only the peer's FIN again restarts the 2 MSL; every ACK does, and each is answered",
        explains: |c| c.is_time_wait() && c.has(A),
    },
    Deviation {
        section: "§3.10.7.4, fifth",
        says: "a segment without ACK is dropped; in TIME-WAIT Linux answers it with an ACK",
        explains: |c| c.is_time_wait(),
    },
    // Calls.
    Deviation {
        section: "§3.10.4",
        says: "CLOSE in SYN-RECEIVED sends a FIN; shutdown() puts it off until the connection stands",
        explains: |c| {
            c.situation == S::SynRecvSimultaneous
                && matches!(c.event, Event::Call(Call::ShutdownWr | Call::ShutdownRdwr, _))
        },
    },
    Deviation {
        section: "§3.10.4",
        says: "CLOSE in FIN-WAIT-2 changes nothing; with TCP_LINGER2 < 0 Linux resets",
        explains: |c| {
            c.state == Some(State::FinWait2)
                && c.outcome.answer == Answer::Reset
                && matches!(c.event, Event::Call(_, Before::Linger2Never))
        },
    },
    Deviation {
        section: "§3.10.2",
        says: "SEND before the connection stands is queued; a non-blocking write() gives EAGAIN",
        explains: |c| {
            matches!(c.event, Event::Call(Call::Write { .. }, _))
                && matches!(c.state, Some(State::SynSent | State::SynRecv))
                && !c.situation.holds_nothing()
        },
    },
    // Timers.
    Deviation {
        section: "§3.4.2",
        says: "TIME-WAIT lasts 2 MSL = 4 min; Linux: 60 s",
        explains: |c| c.state == Some(State::TimeWait) && matches!(c.event, Event::Timer(Timer::TimeWait, _)),
    },
    Deviation {
        section: "§3.6",
        says: "FIN-WAIT-2 has no timeout; Linux ends an orphan's after tcp_fin_timeout",
        explains: |c| {
            c.state == Some(State::FinWait2)
                && (matches!(c.event, Event::Timer(Timer::TimeWait, _))
                    || c.situation == S::FinWait2OrphanFull
                        && matches!(c.event, Event::Timer(Timer::Keepalive, _)))
        },
    },
    Deviation {
        section: "§3.8.3",
        says: "a SYN is sent again for at least 3 minutes; Linux gives up a SYN and ACK after 63 s",
        explains: |c| c.is_timer(Timer::SynAck, Expiry::Last),
    },
    Deviation {
        section: "§3.8.3",
        says: "a SYN is sent again for at least 3 minutes; tcp_syn_retries = 6 gives up sooner",
        explains: |c| c.state == Some(State::SynSent) && c.is_timer(Timer::Retransmit, Expiry::Last),
    },
    Deviation {
        section: "§3.8.6.1",
        says: "a probe carries an octet that fits no more; Linux sends none, and an old number",
        explains: |c| c.is_timer(Timer::Persist, Expiry::First),
    },
    Deviation {
        section: "§3.8.4",
        says: "an unanswered keepalive ends the connection; Linux sends a RST at that",
        explains: |c| c.is_timer(Timer::Keepalive, Expiry::Last),
    },
    // ICMP.
    Deviation {
        section: "§3.9.2.2",
        says: "soft errors MUST NOT end a connection; Linux ends one that is being opened",
        explains: |c| {
            (c.is_icmp(3, &[1]) || c.is_icmp(11, &[0]) || c.is_icmp(12, &[0]))
                && matches!(c.state, Some(State::SynSent | State::SynRecv))
                && c.outcome.state == Some(State::Close)
        },
    },
    Deviation {
        section: "§3.9.2.2",
        says: "port unreachable SHOULD end the connection; for Linux it is as soft as the rest (RFC 5461)",
        explains: |c| {
            c.is_icmp(3, &[3])
                && matches!(
                    c.state,
                    Some(
                        State::Established
                            | State::FinWait1
                            | State::FinWait2
                            | State::CloseWait
                            | State::Closing
                            | State::LastAck
                    )
                )
                && c.situation != S::FinWait2Mini
        },
    },
    Deviation {
        section: "§3.7.5",
        says: "a datagram that is too big lowers the segment size; here no path has an MTU to learn",
        explains: |c| c.is_icmp(3, &[4]) && c.state.is_some(),
    },
    Deviation {
        section: "§3.9.2.2",
        says: "ICMP reaches the connection in every state; a small socket has nobody to tell it to",
        explains: |c| {
            matches!(c.event, Event::Icmp(_, _, About::Ack | About::Oldest))
                && (c.situation == S::FinWait2Mini
                    || c.situation == S::SynRecvRequest
                    || c.state == Some(State::TimeWait))
        },
    },
];
