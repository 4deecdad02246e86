//! connect() (RFC 9293 §3.10.1; kernel: `tcp_v4_connect()`, `tcp_connect()`).

use crate::rule::Rule;
use crate::segment::Flags;
use crate::seq::Seq;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects, Sending};
use crate::tcp::receive_space::{ReceiveSpace, TCP_RMEM};
use crate::tcp::skb::Skb;
use crate::tcp::state::State;
use crate::tcp::tcb::{Tcb, TsState};
use crate::tcp::window::OfferedWindow;

/// What a new connection begins with.
#[derive(Clone, Debug)]
pub struct Opening {
    pub sport: u16,
    pub dport: u16,
    pub bound: bool,
    pub iss: Seq,
    pub rcv_wnd: OfferedWindow,
    pub rcv_wscale: u8,
    /// What the TIME_WAIT that it takes over from knew of the peer's clock (TW-9).
    pub ts: Option<TsState>,
}

impl Tcb {
    /// A socket in SYN_SENT, held by a process; its SYN is on its way.
    pub fn connect(cx: &Context<'_>, opening: Opening, fx: &mut Effects) -> Tcb {
        let Opening { sport, dport, bound, iss, rcv_wnd, rcv_wscale, ts } = opening;
        let mut tcb = Tcb::closed(cx, sport, dport, iss);
        tcb.bound = bound;
        (tcb.most_offered, tcb.space) = (rcv_wnd.current(), ReceiveSpace::new(TCP_RMEM, rcv_wnd.current()));
        (tcb.rcv_wnd, tcb.rcv_wscale, tcb.ts) = (rcv_wnd, rcv_wscale, ts);
        tcb.enter(State::SynSent, Rule::SynSent, fx);
        fx.count(Rule::SynSent, Counter::ActiveOpens);
        let mut syn = Skb::new(iss, 0, Flags::SYN);
        for seq in [&mut tcb.write_seq, &mut tcb.snd_nxt, &mut tcb.pushed_seq, &mut tcb.snd_sml] {
            *seq = iss + 1;
        }
        tcb.retrans_stamp = Some(cx.now);
        tcb.transmit_skb(cx, &mut syn, Sending::First, Rule::SynSent, fx);
        tcb.rtx_queue.push(syn);
        let rto = tcb.icsk_rto.ticks();
        tcb.arm_rto(cx, rto, Rule::RtoArmed, fx);
        tcb
    }

    /// A child of a listener stands.
    pub(in crate::tcp) fn enter_from_request(&mut self, rule: Rule, fx: &mut Effects) {
        self.assume(State::SynRecv);
        self.enter(State::Established, rule, fx);
    }
}
