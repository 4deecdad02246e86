//! ICMP errors: what a router says of a segment (spec §10; kernel: `tcp_v4_err()`).

use crate::rule::Rule;
use crate::seq::Seq;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects};
use crate::tcp::errno::Errno;
use crate::tcp::rtt::{Rto, TCP_TIMEOUT_INIT};
use crate::tcp::state::State;
use crate::tcp::tcb::Tcb;
use crate::time::{Jiffies, Micros};

/// Type and code of an ICMP error (RFC 792).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IcmpError {
    pub kind: u8,
    pub code: u8,
}

const DEST_UNREACH: u8 = 3;
const TIME_EXCEEDED: u8 = 11;
const PARAMETER_PROBLEM: u8 = 12;
/// Codes of DEST_UNREACH.
const NET: u8 = 0;
const HOST: u8 = 1;

impl IcmpError {
    /// What the application would read; nothing for what TCP ignores (ICM-2; kernel:
    /// `icmp_err_convert[]`).
    fn errno(self) -> Option<Errno> {
        match (self.kind, self.code) {
            (DEST_UNREACH, 0 | 6 | 9 | 11) => Some(Errno::Enetunreach),
            (DEST_UNREACH, 1 | 5 | 7 | 8 | 10 | 12 | 13 | 14 | 15) => Some(Errno::Ehostunreach),
            (DEST_UNREACH, 2) => Some(Errno::Enoprotoopt),
            (DEST_UNREACH, 3) => Some(Errno::Econnrefused),
            (TIME_EXCEEDED, _) => Some(Errno::Ehostunreach),
            (PARAMETER_PROBLEM, _) => Some(Errno::Eproto),
            (_, _) => None,
        }
    }

    /// Whether a connection that the peer has yet to complete is given up for it (kernel:
    /// `tcp_v4_err()`). A port unreachable isn't.
    pub(super) fn ends_request(self) -> bool {
        self.undoes_backoff() || matches!(self.kind, TIME_EXCEEDED | PARAMETER_PROBLEM)
    }

    /// Whether it says that the way is blocked, which undoes the backoff (RFC 6069).
    fn undoes_backoff(self) -> bool {
        self.kind == DEST_UNREACH && matches!(self.code, NET | HOST)
    }
}

impl Tcb {
    /// An error about the segment that began at `seq`.
    pub fn on_icmp(&mut self, cx: &Context<'_>, error: IcmpError, seq: Seq, fx: &mut Effects) {
        // ICM-1.
        if !seq.between(self.snd_una, self.snd_nxt) {
            fx.count(Rule::IcmpOutOfWindow, Counter::OutOfWindowIcmps);
            return;
        }
        let Some(errno) = error.errno() else {
            fx.ignore(Rule::IcmpIgnored);
            return;
        };
        if error.undoes_backoff() {
            self.revert_backoff(cx, seq, fx);
        }
        match self.state() {
            State::SynSent | State::SynRecv => self.abort(errno, Rule::IcmpEndsOpening, fx),
            State::Established
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait
            | State::Closing
            | State::LastAck => {
                self.sk_err_soft = Some(errno);
                fx.ignore(Rule::IcmpIsSoft);
            }
            State::TimeWait | State::Close => {}
        }
    }

    /// ICM-5, RFC 6069: one doubling less (kernel: `tcp_ld_RTO_revert()`).
    fn revert_backoff(&mut self, cx: &Context<'_>, seq: Seq, fx: &mut Effects) {
        let Some(head) = self.rtx_queue.first() else { return };
        if seq != self.snd_una || self.icsk_retransmits == 0 || self.icsk_backoff == 0 {
            return;
        }
        let sent_at = head.sent_at;
        self.icsk_backoff -= 1;
        let base = match &self.estimator {
            Some(e) => e.rto(cx.clock, self.bounds).ticks(),
            None => cx.clock.covering(TCP_TIMEOUT_INIT),
        };
        let doubled = Jiffies::new(base.get() << self.icsk_backoff.min(32));
        self.icsk_rto = Rto::bounded(doubled, self.bounds);
        let gone: Micros = cx.now.since(sent_at);
        let left = self.icsk_rto.ticks().since(cx.clock.covering(gone));
        if left > Jiffies::new(0) {
            self.arm_rto(cx, left, Rule::BackoffReverted, fx);
        } else {
            self.on_retransmit(cx, fx);
        }
    }
}
