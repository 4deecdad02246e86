//! What RFC 9293 says of a segment that arrives: §3.10.7 as a function, step by step.
//!
//! With the SHOULDs of RFC 5961 that it took over, and §3.6.1 on what comes after CLOSE. Knows nothing of
//! the engine: the two are compared, and where they differ `deviations` must say why.

use super::events::{Before, Event, Expiry};
use super::outcome::{Answer, Outcome};
use super::segments::{Acks, Forgery};
use super::situations::Situation;
use lastack::host::Call;
use lastack::segment::Flags;
use lastack::tcp::{State, Timer};
use std::fmt;

/// What should come of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Says {
    /// Nothing: LISTEN or CLOSED.
    pub(crate) state: Option<State>,
    pub(crate) answer: Answer,
    /// The 2 MSL begin anew.
    pub(crate) restarts: bool,
}

/// A segment as the RFC speaks of it. RCV.NXT is 0.
struct Arrival {
    situation: Situation,
    state: State,
    forgery: Forgery,
    seq: i64,
    /// SEG.LEN, with SYN and FIN.
    len: i64,
}

impl Says {
    /// Of `event` in `situation`; nothing where it speaks of no such event, or not of what follows.
    pub(crate) fn of(situation: Situation, event: Event) -> Option<Says> {
        match event {
            Event::Segment(forgery) => Some(Says::of_segment(situation, forgery)),
            Event::Call(call, before) => Says::of_call(situation, call, before),
            Event::Timer(timer, expiry) => Says::of_timer(situation, timer, expiry),
            Event::Icmp(..) => None,
        }
    }

    /// §3.10.4 CLOSE, which is shutdown(SHUT_WR) or close(); §3.10.5 ABORT, which is close() with SO_LINGER
    /// {1, 0}, or with unread data (RFC 2525 §2.17).
    fn of_call(situation: Situation, call: Call, before: Before) -> Option<Says> {
        let state = situation.state().filter(|_| !situation.holds_nothing())?;
        let unread = before == Before::Data || situation == Situation::CloseWaitUnread;
        let aborts = match (call, before) {
            (Call::Close, Before::Linger(0)) => true,
            (Call::Close, _) => unread,
            (Call::ShutdownWr | Call::ShutdownRdwr, Before::Nothing) => false,
            (_, _) => return None,
        };
        Some(match state {
            State::SynSent | State::Close => goes(None, Answer::Nothing),
            State::SynRecv | State::Established | State::FinWait1 | State::FinWait2 | State::CloseWait
                if aborts =>
            {
                goes(None, Answer::Reset)
            }
            State::Closing | State::LastAck if aborts => goes(None, Answer::Nothing),
            State::SynRecv | State::Established => goes(Some(State::FinWait1), Answer::More),
            State::CloseWait => goes(Some(State::LastAck), Answer::More),
            State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck | State::TimeWait => {
                goes(Some(state), Answer::Nothing)
            }
        })
    }

    /// §3.10.8 RETRANSMISSION TIMEOUT, §3.8.3 (R2), §3.8.6.1 (probes of a closed window), §3.8.6.3 (delayed
    /// ACKs), §3.8.4 (keepalive).
    fn of_timer(situation: Situation, timer: Timer, expiry: Expiry) -> Option<Says> {
        let state = situation.state()?;
        let opening = matches!(state, State::SynSent | State::SynRecv);
        let keeps_alive = !situation.holds_nothing()
            && matches!(state, State::Established | State::FinWait2 | State::CloseWait);
        let first = match timer {
            Timer::Retransmit if state == State::SynRecv => Answer::SynAck,
            Timer::Retransmit | Timer::Persist => Answer::More,
            Timer::SynAck => Answer::SynAck,
            Timer::DelayedAck => Answer::Ack,
            Timer::Keepalive if keeps_alive => Answer::Ack,
            Timer::Keepalive
            | Timer::LossProbe
            | Timer::Reorder
            | Timer::CompressedAck
            | Timer::TimeWait
            | Timer::Linger => return None,
        };
        Some(match expiry {
            Expiry::First => goes(Some(state), first),
            // How long a SYN is repeated is a matter of its own (§3.8.3).
            Expiry::Last if opening => return None,
            Expiry::Last => goes(None, Answer::Nothing),
        })
    }

    fn of_segment(situation: Situation, forgery: Forgery) -> Says {
        let has = |flag| forgery.flags.has(flag);
        let Some(state) = situation.state().filter(|state| *state != State::Close) else {
            return if situation == Situation::Listener { listen(forgery) } else { closed(forgery) };
        };
        if state == State::SynSent {
            return syn_sent(situation, forgery);
        }
        let numbers = situation.numbers();
        let (seq, _) = forgery.numbers(numbers);
        let seq = seq - numbers.rcv_nxt.expect("a synchronized state knows the peer's numbers");
        let len = forgery.len + i64::from(has(Flags::SYN)) + i64::from(has(Flags::FIN));
        Arrival { situation, state, forgery, seq, len }.arrives()
    }

    /// Whether the engine did the same.
    pub(crate) fn is(self, outcome: &Outcome, before: Option<State>) -> bool {
        let state = outcome.state.filter(|state| *state != State::Close);
        let both_wait = before == Some(State::TimeWait) && state == before;
        state == self.state
            && outcome.answer == self.answer
            && (!both_wait || outcome.restarts_time_wait == self.restarts)
    }
}

/// §3.10.7.1.
fn closed(forgery: Forgery) -> Says {
    if forgery.flags.has(Flags::RST) { goes(None, Answer::Nothing) } else { goes(None, Answer::Reset) }
}

/// §3.10.7.2.
fn listen(forgery: Forgery) -> Says {
    let has = |flag| forgery.flags.has(flag);
    if has(Flags::RST) {
        goes(None, Answer::Nothing)
    } else if has(Flags::ACK) {
        goes(None, Answer::Reset)
    } else if has(Flags::SYN) {
        goes(Some(State::SynRecv), Answer::SynAck)
    } else {
        goes(None, Answer::Nothing)
    }
}

/// §3.10.7.3.
fn syn_sent(situation: Situation, forgery: Forgery) -> Says {
    let has = |flag| forgery.flags.has(flag);
    let stays = |answer| goes(situation.state(), answer);
    let acks = has(Flags::ACK) && forgery.acks == Acks::All;
    if has(Flags::ACK) && !acks {
        return stays(if has(Flags::RST) { Answer::Nothing } else { Answer::Reset });
    }
    if has(Flags::RST) {
        return if acks { goes(None, Answer::Nothing) } else { stays(Answer::Nothing) };
    }
    if !has(Flags::SYN) {
        return stays(Answer::Nothing);
    }
    if !acks {
        return goes(Some(State::SynRecv), Answer::SynAck);
    }
    // The sixth and later steps look at what else is in it.
    let state = if has(Flags::FIN) { State::CloseWait } else { State::Established };
    goes(Some(state), Answer::Ack)
}

impl Arrival {
    /// §3.10.7.4.
    fn arrives(&self) -> Says {
        let has = |flag| self.forgery.flags.has(flag);
        // First: the sequence number.
        if !self.is_acceptable() {
            if has(Flags::RST) {
                return self.stays(Answer::Nothing);
            }
            // TIME-WAIT: "the only thing that can arrive is a retransmission of the remote FIN".
            let fin_again = self.state == State::TimeWait
                && has(Flags::FIN)
                && has(Flags::ACK)
                && self.seq + self.len == 0;
            return Says { restarts: fin_again, ..self.stays(Answer::Ack) };
        }
        // Second: the RST bit; RFC 5961 §3.2.
        if has(Flags::RST) {
            return if self.seq == 0 { goes(None, Answer::Nothing) } else { self.stays(Answer::Ack) };
        }
        // Fourth: the SYN bit; RFC 5961 §4.2. A passive opening returns to LISTEN.
        if has(Flags::SYN) {
            let passive = self.situation == Situation::SynRecvRequest;
            return if passive { goes(None, Answer::Nothing) } else { self.stays(Answer::Ack) };
        }
        // Fifth: the ACK.
        if !has(Flags::ACK) {
            return self.stays(Answer::Nothing);
        }
        let acks_all = self.forgery.acks == Acks::All;
        if self.state == State::SynRecv {
            return if acks_all { self.text_and_fin(State::Established) } else { self.stays(Answer::Reset) };
        }
        match self.forgery.acks {
            // RFC 5961 §5.2.
            Acks::TooOld | Acks::TooNew => return self.stays(Answer::Ack),
            Acks::Una | Acks::All | Acks::Old => {}
        }
        match self.state {
            State::FinWait1 if acks_all => self.text_and_fin(State::FinWait2),
            State::Closing if acks_all => goes(Some(State::TimeWait), Answer::Nothing),
            State::LastAck if acks_all => goes(None, Answer::Nothing),
            State::SynSent
            | State::SynRecv
            | State::Established
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Close => self.text_and_fin(self.state),
        }
    }

    /// §3.4, the table of four cases, the window being open.
    fn is_acceptable(&self) -> bool {
        let within = |n: i64| (0..self.situation.numbers().rcv_wnd).contains(&n);
        within(self.seq) || self.len > 0 && within(self.seq + self.len - 1)
    }

    /// Seventh and eighth, in what the ACK made of the state.
    fn text_and_fin(&self, state: State) -> Says {
        let Forgery { len, flags, closes_window, .. } = self.forgery;
        let fin = flags.has(Flags::FIN);
        let behind_gap = self.seq > 0;
        let is_open = match state {
            State::Established | State::FinWait1 | State::FinWait2 => true,
            State::SynSent
            | State::SynRecv
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Close => false,
        };
        // §3.6.1: nobody can read what comes now.
        if is_open && len > 0 && self.seq + len > 0 && self.situation.reads_no_more() {
            return goes(None, Answer::Reset);
        }
        if fin && !behind_gap {
            let next = match state {
                State::SynRecv | State::Established => State::CloseWait,
                State::FinWait1 => State::Closing,
                State::FinWait2 | State::TimeWait => State::TimeWait,
                State::CloseWait | State::Closing | State::LastAck | State::SynSent | State::Close => state,
            };
            return Says { restarts: state == State::TimeWait, ..goes(Some(next), Answer::Ack) };
        }
        // What waits to be sent may go now.
        let opens_window = self.forgery.acks != Acks::Old && !closes_window;
        let may_send = self.situation == Situation::FinWait1OrphanWindowClosed && opens_window;
        let answer = if is_open && (len > 0 || fin) {
            Answer::Ack
        } else if may_send {
            Answer::More
        } else {
            Answer::Nothing
        };
        goes(Some(state), answer)
    }

    fn stays(&self, answer: Answer) -> Says {
        goes(Some(self.state), answer)
    }
}

fn goes(state: Option<State>, answer: Answer) -> Says {
    Says { state, answer, restarts: false }
}

impl fmt::Display for Says {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state.map_or("CLOSED", State::rfc_name);
        let answer = match self.answer {
            Answer::Nothing => "no answer",
            Answer::Ack => "ACK",
            Answer::SynAck => "SYN and ACK",
            Answer::Reset => "RST",
            Answer::More => "what waits is sent",
        };
        write!(f, "{state}, {answer}")?;
        if self.restarts { write!(f, ", 2 MSL begin anew") } else { Ok(()) }
    }
}
