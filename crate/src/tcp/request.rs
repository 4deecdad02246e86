//! A connection that a listener is opening: SYN-RECEIVED as Linux keeps it, a small object of its own
//! (RFC 9293 §3.10.7.2, §3.10.7.4; kernel: `tcp_conn_request()`, `tcp_check_req()`).

use crate::rule::Rule;
use crate::segment::{Flags, Segment, SynOptions, Timestamps};
use crate::seq::Seq;
use crate::tcp::arrive::paws;
use crate::tcp::congestion::{Congestion, INIT_CWND};
use crate::tcp::context::Context;
use crate::tcp::effect::{Act, Counter, Effects, Sending, Timer, TimerSlot, Wait};
use crate::tcp::icmp::IcmpError;
use crate::tcp::output::ADVMSS;
use crate::tcp::profile::Profile;
use crate::tcp::receive_space::ReceiveSpace;
use crate::tcp::reset;
use crate::tcp::rtt::TCP_TIMEOUT_INIT;
use crate::tcp::state::State;
use crate::tcp::tcb::{Holder, Tcb, TsState};
use crate::tcp::window::OfferedWindow;
use crate::time::{Instant, Jiffies};

/// What a listener remembers of a SYN that it answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    pub sport: u16,
    pub dport: u16,
    iss: Seq,
    /// The SYN.
    syn: Segment,
    rcv_wnd: OfferedWindow,
    rcv_wscale: u8,
    rcvbuf: u32,
    ts: Option<TsState>,
    sack_ok: bool,
    answered_at: Instant,
    /// How often its timer ran out, and how often the SYN-ACK was repeated for whatever reason.
    timeouts: u8,
    pub retrans: u8,
    last_oow_ack: Option<Instant>,
}

impl Request {
    /// Answers a SYN with `iss` as the first number; the SYN-ACK is on its way.
    pub fn answer(
        cx: &Context<'_>,
        syn: &Segment,
        iss: Seq,
        rcv_wnd: OfferedWindow,
        rcv_wscale: u8,
        rcvbuf: u32,
        fx: &mut Effects,
    ) -> Request {
        let timestamps = cx.knobs.tcp_timestamps != 0;
        let mut request = Request {
            sport: syn.dport,
            dport: syn.sport,
            iss,
            syn: syn.clone(),
            rcv_wnd,
            rcv_wscale: if syn.syn.is_some() { rcv_wscale } else { 0 },
            rcvbuf,
            ts: syn.ts.filter(|_| timestamps).map(|ts| TsState { recent: ts.val, stamp: cx.now }),
            sack_ok: cx.knobs.tcp_sack != 0 && syn.syn.is_some_and(|syn| syn.sack_ok),
            answered_at: cx.now,
            timeouts: 0,
            retrans: 0,
            last_oow_ack: None,
        };
        request.send_syn_ack(cx, Sending::First, Rule::SynReceived, fx);
        request.arm(cx, Rule::SynReceived, fx);
        request
    }

    /// A segment of the same ports (kernel: `tcp_check_req()`). Gives the connection once the handshake is
    /// complete; what else the segment brought is that one's to handle.
    pub fn on_segment(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Option<Box<Tcb>> {
        let flags = segment.flags;
        let is_same_syn =
            flags.without(Flags::PSH.and(Flags::FIN)) == Flags::SYN && segment.seq == self.syn.seq;
        if is_same_syn && !paws::rejects(self.ts, segment, cx) {
            if paws::recently_answered(&mut self.last_oow_ack, cx) {
                fx.count(Rule::AnswerRateLimited, Counter::TCPACKSkippedSynRecv);
            } else {
                self.repeat(cx, Rule::SynRepeated, fx);
                self.arm(cx, Rule::SynRepeated, fx);
            }
            return None;
        }
        if flags.has(Flags::RST) {
            self.take_reset(cx, segment, fx);
            return None;
        }
        // RST-3: the listener resets what acknowledges another number.
        if flags.has(Flags::ACK) && segment.ack != self.iss + 1 {
            self.refuse(segment, Rule::SynRecvForeignAck, fx);
            return None;
        }
        if paws::rejects(self.ts, segment, cx) || !self.in_window(segment) {
            self.answer_unwanted(cx, Rule::OutsideWindow, fx);
            return None;
        }
        let repeats_syn = segment.seq == self.syn.seq;
        if flags.has(Flags::SYN) && !repeats_syn {
            self.refuse(segment, Rule::SynRecvReset, fx);
            self.die(Rule::SynRecvReset, fx);
            return None;
        }
        if !flags.has(Flags::ACK) {
            fx.ignore(Rule::NoAckFlag);
            return None;
        }
        fx.disarm(Rule::HandshakeDone, TimerSlot::SynAck);
        Some(Box::new(self.child(cx, segment, fx)))
    }

    /// RFC 5961 §3.2, which Linux follows here too since some kernel after 6.12.
    fn take_reset(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) {
        if !self.in_window(segment) {
            fx.ignore(Rule::ResetOutsideWindow);
            return;
        }
        if cx.profile >= Profile::V6_18 && segment.seq != self.syn.seq + 1 {
            if self.answer_unwanted(cx, Rule::ResetNotExact, fx) {
                fx.count(Rule::ResetNotExact, Counter::TCPChallengeACK);
            }
            return;
        }
        self.die(Rule::SynRecvReset, fx);
    }

    /// An ACK that says where we are, unless one was sent just now. Says whether it was.
    fn answer_unwanted(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) -> bool {
        let recently = paws::recently_answered(&mut self.last_oow_ack, cx);
        if recently {
            fx.count(Rule::AnswerRateLimited, Counter::TCPACKSkippedSynRecv);
        } else {
            self.send(cx, Flags::ACK, self.iss + 1, Sending::Ack, rule, fx);
        }
        !recently
    }

    /// The SYN-ACK goes again, or never more.
    pub fn on_timer(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        fx.count(Rule::SynAckAgain, Counter::TCPTimeouts);
        if self.timeouts >= cx.knobs.tcp_synack_retries {
            self.die(Rule::SynAckGivesUp, fx);
            return;
        }
        self.timeouts += 1;
        self.repeat(cx, Rule::SynAckAgain, fx);
        self.arm(cx, Rule::SynAckAgain, fx);
    }

    /// An error about the SYN-ACK (kernel: `tcp_req_err()`).
    pub fn on_icmp(&mut self, error: IcmpError, seq: Seq, fx: &mut Effects) {
        if seq != self.iss {
            fx.count(Rule::IcmpOutOfWindow, Counter::OutOfWindowIcmps);
        } else if error.ends_request() {
            self.die(Rule::IcmpEndsOpening, fx);
        } else {
            fx.ignore(Rule::IcmpIgnored);
        }
    }

    fn repeat(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        self.retrans = self.retrans.saturating_add(1);
        fx.count(rule, Counter::RetransSegs);
        fx.count(rule, Counter::TCPSynRetrans);
        self.send_syn_ack(cx, Sending::Retransmission { nth: self.retrans }, rule, fx);
    }

    fn child(&self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) -> Tcb {
        let mut tcb = Tcb::closed(cx, self.sport, self.dport, self.iss);
        tcb.holder = Holder::AcceptQueue;
        (tcb.rcv_wnd, tcb.rcv_wscale) = (self.rcv_wnd.clone(), self.rcv_wscale);
        tcb.space = ReceiveSpace::new(self.rcvbuf, self.rcv_wnd.current());
        tcb.most_offered = self.rcv_wnd.current();
        tcb.learn_peer(cx, &self.syn);
        tcb.ts = self.ts;
        for seq in [&mut tcb.snd_una, &mut tcb.snd_nxt, &mut tcb.write_seq, &mut tcb.snd_sml] {
            *seq = self.iss + 1;
        }
        tcb.snd_wnd = u32::from(segment.win) << tcb.snd_wscale;
        tcb.max_window = tcb.snd_wnd;
        tcb.cc = Congestion::new(INIT_CWND, tcb.snd_nxt);
        if self.retrans == 0 {
            tcb.sample_handshake(cx, cx.now.since(self.answered_at));
        }
        tcb.begin_transfer(cx);
        tcb.enter_from_request(Rule::HandshakeDone, fx);
        fx.count(Rule::HandshakeDone, Counter::PassiveOpens);
        tcb
    }

    fn in_window(&self, segment: &Segment) -> bool {
        let (start, edge) = (self.syn.seq + 1, self.syn.seq + 1 + self.rcv_wnd.current());
        let (seq, end) = (segment.seq, segment.end_seq());
        seq == start || end.after(start) && seq.before(edge) || seq == edge && seq == end
    }

    fn arm(&self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        let base = cx.clock.covering(TCP_TIMEOUT_INIT);
        let most = u64::from(cx.knobs.tcp_rto_max_ms) * cx.clock.hz() / 1000;
        let after = Jiffies::new((base.get() << self.timeouts.min(16)).min(most));
        let wait =
            Wait::Rto { base: cx.clock.span(base), backoff: self.timeouts, capped: after.get() == most };
        fx.arm(rule, Timer::SynAck, after, wait);
    }

    fn send_syn_ack(&mut self, cx: &Context<'_>, how: Sending, rule: Rule, fx: &mut Effects) {
        self.send(cx, Flags::SYN.and(Flags::ACK), self.iss, how, rule, fx);
    }

    fn send(&mut self, cx: &Context<'_>, flags: Flags, seq: Seq, how: Sending, rule: Rule, fx: &mut Effects) {
        let window = self.rcv_wnd.offer_unread();
        let is_syn = flags.has(Flags::SYN);
        let shift = if is_syn { 0 } else { self.rcv_wscale };
        let options = SynOptions { mss: ADVMSS, wscale: self.rcv_wscale, sack_ok: self.sack_ok };
        let segment = Segment {
            sport: self.sport,
            dport: self.dport,
            flags,
            seq,
            ack: self.syn.seq + 1,
            len: 0,
            win: u16::try_from(window >> shift).unwrap_or(u16::MAX),
            ts: self.ts.map(|ts| Timestamps { val: cx.ts_now(), ecr: ts.recent }),
            sack: Vec::new(),
            syn: is_syn.then_some(options),
        };
        fx.send(rule, segment, how);
    }

    fn refuse(&self, segment: &Segment, rule: Rule, fx: &mut Effects) {
        if !reset::answer(segment, rule, fx) {
            fx.ignore(rule);
        }
    }

    /// Without a word.
    pub fn die(&mut self, rule: Rule, fx: &mut Effects) {
        fx.count(rule, Counter::AttemptFails);
        fx.disarm(rule, TimerSlot::SynAck);
        fx.push(rule, Act::Enter { from: State::SynRecv, to: State::Close });
        fx.push(Rule::SocketFreed, Act::Free);
    }
}
