//! What is sent again.

use crate::rule::Rule;
use crate::segment::Flags;
use crate::tcp::congestion::Phase;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects, Sending};
use crate::tcp::skb::Skb;
use crate::tcp::state::State;
use crate::tcp::tcb::{Pending, Tcb};

/// Which unacknowledged segment goes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tcp) enum Resend {
    /// The head of the queue: what a timeout repeats (FIN-7).
    Oldest,
    /// The tail: what a loss probe repeats (TLP-5).
    Newest,
    /// By its place.
    Nth(usize),
}

impl Tcb {
    /// Sends a segment again and notes it in the scoreboard (kernel: `tcp_retransmit_skb()`). Says
    /// whether it went: one beyond a window that the peer has drawn back doesn't.
    pub(in crate::tcp) fn retransmit(
        &mut self,
        cx: &Context<'_>,
        which: Resend,
        how: Sending,
        rule: Rule,
        fx: &mut Effects,
    ) -> bool {
        let Some(place) = self.send_again(cx, which, how, rule, fx) else {
            return false;
        };
        self.rtx_queue[place].score.retrans = true;
        self.retrans_stamp.get_or_insert(cx.now);
        self.cc.note_retransmission();
        true
    }

    /// Puts a segment on the wire once more. Small ones that follow it ride along (FIN-18; kernel:
    /// `__tcp_retransmit_skb()`).
    pub(in crate::tcp) fn send_again(
        &mut self,
        cx: &Context<'_>,
        which: Resend,
        how: Sending,
        rule: Rule,
        fx: &mut Effects,
    ) -> Option<usize> {
        let place = match which {
            Resend::Oldest => 0,
            Resend::Newest => self.rtx_queue.len().checked_sub(1)?,
            Resend::Nth(place) => place,
        };
        let seq = self.rtx_queue.get(place)?.seq;
        let edge = self.wnd_end();
        if !edge.after(seq) && seq != self.snd_una {
            return None;
        }
        let room = if edge.after(seq) { (edge - seq).min(self.snd_mss) } else { self.snd_mss };
        if self.rtx_queue[place].len() > room {
            let rest = self.rtx_queue[place].split(room);
            self.rtx_queue.insert(place + 1, rest);
        } else {
            self.collapse(cx, place, room);
        }
        let mut skb = self.rtx_queue.remove(place)?;
        skb.ever_retrans = true;
        self.transmit_skb(cx, &mut skb, how, rule, fx);
        self.rtx_queue.insert(place, skb);
        fx.count(rule, Counter::RetransSegs);
        if self.state() == State::SynSent {
            fx.count(rule, Counter::TCPSynRetrans);
        }
        Some(place)
    }

    /// FIN-18: takes following segments into the one at `place` as long as all fit into `room` bytes
    /// (kernel: `tcp_retrans_try_collapse()`).
    fn collapse(&mut self, cx: &Context<'_>, place: usize, room: u32) {
        let first = &self.rtx_queue[place];
        let may = |skb: &Skb| !skb.flags.has(Flags::SYN) && !skb.score.sacked;
        if cx.knobs.tcp_retrans_collapse == 0 || !may(first) || first.len() >= room {
            return;
        }
        let mut room = room - first.len();
        while let Some(next) = self.rtx_queue.get(place + 1) {
            if !may(next) || next.len() > room || next.end_seq.after(self.wnd_end()) {
                return;
            }
            room -= next.len();
            if let Some(next) = self.rtx_queue.remove(place + 1) {
                self.rtx_queue[place].absorb(next);
            }
        }
    }

    /// Sends again what counts as lost, as far as the congestion window lets it (kernel:
    /// `tcp_xmit_retransmit_queue()`).
    pub(in crate::tcp) fn retransmit_lost(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        let mut head_went = false;
        let mut place = 0;
        while place < self.rtx_queue.len() {
            let out = self.outstanding();
            if out.in_flight() >= self.cc.snd_cwnd || out.retrans >= out.lost {
                break;
            }
            let score = self.rtx_queue[place].score;
            if score.lost && !score.sacked && !score.retrans {
                let how = match self.cc.phase {
                    Phase::Loss => Sending::Retransmission { nth: self.icsk_retransmits },
                    Phase::Open | Phase::Disorder | Phase::Cwr | Phase::Recovery => {
                        fx.count(rule, Counter::TCPFastRetrans);
                        Sending::FastRetransmission
                    }
                };
                if !self.retransmit(cx, Resend::Nth(place), how, rule, fx) {
                    break;
                }
                if self.cc.is_reducing() {
                    self.cc.prr_out += 1;
                }
                head_went |= place == 0;
            }
            place += 1;
        }
        if head_went && self.icsk_pending != Pending::Reorder {
            let after = self.icsk_rto.ticks();
            self.arm_rto(cx, after, Rule::RtoArmed, fx);
        }
    }
}
