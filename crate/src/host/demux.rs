//! Whose a segment or an ICMP error is: a connection's, a listener's or nobody's (kernel: `tcp_v4_rcv()`,
//! `tcp_v4_err()`).

use super::sockets::{Kind, Socket};
use super::{Born, Host, Surroundings, Work};
use crate::rule::Rule;
use crate::segment::{Flags, Segment};
use crate::seq::Seq;
use crate::tcp::{Counter, Effects, IcmpError, Listener, Request, State, initial_window, reset};

/// How many connections may wait to be accepted: one more than the backlog of 16.
const ACCEPT_QUEUE: usize = 17;

impl Host {
    /// A segment from the network. Nobody's is answered with RST (RST-3).
    pub fn on_segment(&mut self, around: &Surroundings<'_>, segment: &Segment, work: &mut Work) {
        let Some(id) = self.sockets.owner_of((segment.dport, segment.sport)) else {
            return self.meet_listener(around, segment, None, work);
        };
        let listener = self.listener(segment.dport);
        if let (Some(Socket::Request(request)), Listener::None) = (self.sockets.get_mut(id), listener) {
            // Nobody will accept it: it is dropped, and the segment meets nobody.
            request.die(Rule::ListenEnds, &mut work.fx);
            work.of(Some(id));
            return self.meet_listener(around, segment, None, work);
        }
        let full = self.is_accept_queue_full();
        let fx = &mut work.fx;
        let mut next_iss = None;
        let mut opened = None;
        let (socket, cx) = self.lend(id, around);
        match socket {
            Socket::Full(tcb) => tcb.on_segment(&cx, segment, fx),
            Socket::Mini(mini) => next_iss = mini.on_segment(&cx, segment, listener, fx),
            Socket::Request(_) if full && segment.flags.has(Flags::ACK) => {
                if cx.knobs.tcp_abort_on_overflow != 0 {
                    refuse(segment, Rule::AcceptQueueFull, fx);
                } else {
                    fx.ignore(Rule::AcceptQueueFull);
                }
            }
            Socket::Request(request) => opened = request.on_segment(&cx, segment, fx),
        }
        if let Some(mut child) = opened {
            if segment.seq_len() > 0 {
                child.on_segment(&self.context(around), segment, fx);
            }
            *self.lend(id, around).0 = Socket::Full(child);
        }
        self.sockets.settle(id);
        self.note_challenges(around.now, fx.counted(Counter::TCPChallengeACK));
        work.of(Some(id));
        if let Some(iss) = next_iss {
            self.meet_listener(around, segment, Some(iss), work);
        }
    }

    /// LISTEN, or nobody (RFC 9293 §3.10.7.1, §3.10.7.2; kernel: `tcp_rcv_state_process()`).
    fn meet_listener(
        &mut self,
        around: &Surroundings<'_>,
        segment: &Segment,
        iss: Option<Seq>,
        work: &mut Work,
    ) {
        let fx = &mut work.fx;
        let flags = segment.flags;
        if self.listener(segment.dport) == Listener::None {
            refuse(segment, Rule::NoSocketResets, fx);
        } else if flags.has(Flags::RST) {
            fx.ignore(Rule::ListenerIgnores);
        } else if flags.has(Flags::ACK) {
            refuse(segment, Rule::ListenerResets, fx);
        } else if !flags.has(Flags::SYN) || flags.has(Flags::FIN) {
            fx.ignore(Rule::ListenerIgnores);
        } else if self.is_accept_queue_full() {
            fx.ignore(Rule::AcceptQueueFull);
        } else {
            let (sport, dport) = (segment.dport, segment.sport);
            let iss = iss.unwrap_or_else(|| self.fresh_iss(around.now));
            let timestamps = segment.ts.is_some() && self.knobs.tcp_timestamps != 0;
            let (window, wscale) = self.window_of(sport, dport, initial_window(timestamps));
            let cx = self.context(around);
            let request = Request::answer(&cx, segment, iss, window, wscale, self.rcvbuf, fx);
            self.sockets.add(around.next_id, Socket::Request(Box::new(request)));
            let born = Born { sport, dport, state: State::SynRecv };
            return work.of_born(around.next_id, born);
        }
        work.of(None);
    }

    fn is_accept_queue_full(&self) -> bool {
        self.sockets.count(Kind::Queued) >= ACCEPT_QUEUE
    }

    /// An ICMP error about a segment of this host's.
    pub fn on_icmp(&mut self, around: &Surroundings<'_>, error: IcmpError, about: &Segment, work: &mut Work) {
        let Some(id) = self.sockets.owner_of((about.sport, about.dport)) else {
            return work.nothing(None, Rule::IcmpIgnored);
        };
        let fx = &mut work.fx;
        let (socket, cx) = self.lend(id, around);
        match socket {
            Socket::Full(tcb) => tcb.on_icmp(&cx, error, about.seq, fx),
            Socket::Request(request) => request.on_icmp(error, about.seq, fx),
            Socket::Mini(_) => fx.ignore(Rule::IcmpIgnored),
        }
        work.of(Some(id));
    }
}

/// RST-2: the reply to a segment that no socket wants.
fn refuse(segment: &Segment, rule: Rule, fx: &mut Effects) {
    if !reset::answer(segment, rule, fx) {
        fx.ignore(Rule::NeverResetAReset);
    }
}
