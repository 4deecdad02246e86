//! What is sent again.

use crate::rule::Rule;
use crate::segment::Flags;
use crate::tcp::congestion::Phase;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects, Sending};
use crate::tcp::skb::{Skb, burst_end, burst_start, is_cut_for};
use crate::tcp::state::State;
use crate::tcp::tcb::{Pending, Tcb};
use std::ops::Range;

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
    /// Sends up to `most` segments of a burst again and notes it in the scoreboard (kernel:
    /// `tcp_retransmit_skb()`). Says how many went: none beyond a window that the peer has drawn back.
    pub(in crate::tcp) fn retransmit(
        &mut self,
        cx: &Context<'_>,
        which: Resend,
        most: u32,
        how: Sending,
        rule: Rule,
        fx: &mut Effects,
    ) -> u32 {
        let places = self.send_again(cx, which, most, how, rule, fx);
        let sent = places.len() as u32;
        if sent > 0 {
            places.for_each(|place| self.rtx_queue[place].score.retrans = true);
            self.retrans_stamp.get_or_insert(cx.now);
            self.cc.note_retransmissions(sent);
        }
        sent
    }

    /// Puts up to `most` segments of a burst on the wire once more, and says which. Small ones that follow
    /// a small one ride along (FIN-18; kernel: `__tcp_retransmit_skb()`).
    pub(in crate::tcp) fn send_again(
        &mut self,
        cx: &Context<'_>,
        which: Resend,
        most: u32,
        how: Sending,
        rule: Rule,
        fx: &mut Effects,
    ) -> Range<usize> {
        let mss = self.current_mss();
        let place = match which {
            Resend::Oldest => 0,
            Resend::Newest => self.newest(mss),
            Resend::Nth(place) => place,
        };
        let Some(seq) = self.rtx_queue.get(place).map(|skb| skb.seq) else { return 0..0 };
        let edge = self.wnd_end();
        if !edge.after(seq) && seq != self.snd_una {
            return 0..0;
        }
        let room = if edge.after(seq) { edge - seq } else { mss };
        let most = most.min((room / mss).max(1)) as usize;
        self.recut(place, mss);
        let end = burst_end(&self.rtx_queue, place).min(place + most);
        if end == place + 1 {
            self.fit(cx, place, room.min(mss), mss);
        }
        let burst = self.fresh_burst();
        for nth in place..end {
            let mut skb = self.rtx_queue[nth];
            (skb.ever_retrans, skb.burst) = (true, burst);
            let own = skb.flags;
            if nth > place && nth + 1 == end {
                skb.flags = own.and(Flags::PSH);
            }
            self.transmit_skb(cx, &mut skb, how, rule, fx);
            self.rtx_queue[nth] = Skb { flags: own, ..skb };
            fx.count(rule, Counter::RetransSegs);
        }
        if self.state() == State::SynSent {
            fx.count(rule, Counter::TCPSynRetrans);
        }
        place..end
    }

    /// The last of as many segments as the last burst was cut into, once it is cut anew; or its first, if it takes
    /// fewer now, since all of it goes then, as far as one segment holds (kernel: `tcp_send_loss_probe()`).
    fn newest(&mut self, mss: u32) -> usize {
        let last = self.rtx_queue.len().saturating_sub(1);
        let start = burst_start(&self.rtx_queue, last);
        self.recut(start, mss);
        if self.rtx_queue.len() > last { last } else { start }
    }

    /// Cuts the burst that begins at `place` anew, since a segment has other room than when it was sent (kernel:
    /// `tcp_set_skb_tso_segs()`): SACK blocks ride along now, or no longer, or its first bytes are acknowledged.
    fn recut(&mut self, mut place: usize, mss: u32) {
        let end = burst_end(&self.rtx_queue, place);
        if self.rtx_queue.get(place..end).is_none_or(|burst| is_cut_for(burst, mss)) {
            return;
        }
        for _ in place + 1..end {
            self.join(place);
        }
        while self.rtx_queue[place].len() > mss {
            self.cut(place, mss);
            place += 1;
        }
    }

    /// Cuts the segment at `place` after `len` bytes.
    fn cut(&mut self, place: usize, len: u32) {
        let rest = self.rtx_queue[place].split(len);
        self.rtx_queue.insert(place + 1, rest);
    }

    /// Makes one of the segment at `place` and the next.
    fn join(&mut self, place: usize) {
        let next = self.rtx_queue.remove(place + 1);
        self.rtx_queue[place].absorb(next);
    }

    /// Makes the segment at `place` as large as `room` lets it: it is cut, and the rest of its burst anew, or it takes
    /// in what follows.
    fn fit(&mut self, cx: &Context<'_>, place: usize, room: u32, mss: u32) {
        if self.rtx_queue[place].len() > room {
            self.cut(place, room);
            self.recut(place + 1, mss);
        } else {
            self.collapse(cx, place, room);
        }
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
        while let Some(next) = self.rtx_queue.get(place + 1).copied() {
            let is_alone = burst_end(&self.rtx_queue, place + 1) == place + 2;
            if !may(&next) || !is_alone || next.len() > room || next.end_seq.after(self.wnd_end()) {
                return;
            }
            room -= next.len();
            self.join(place);
        }
    }

    /// Sends again what counts as lost, as far as the congestion window lets it (kernel:
    /// `tcp_xmit_retransmit_queue()`).
    pub(in crate::tcp) fn retransmit_lost(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        let most = self.tso_segs_goal();
        let mut head_went = false;
        let mut place = 0;
        while place < self.rtx_queue.len() {
            let out = self.outstanding();
            let room = self.cc.snd_cwnd.saturating_sub(out.in_flight()).min(most);
            if room == 0 || out.retrans >= out.lost {
                break;
            }
            let score = self.rtx_queue[place].score;
            if !score.lost || score.sacked || score.retrans {
                place += 1;
                continue;
            }
            let how = match self.cc.phase {
                Phase::Loss => Sending::Retransmission { nth: self.icsk_retransmits },
                Phase::Open | Phase::Disorder | Phase::Cwr | Phase::Recovery => Sending::FastRetransmission,
            };
            let sent = self.retransmit(cx, Resend::Nth(place), room, how, rule, fx);
            if sent == 0 {
                break;
            }
            if how == Sending::FastRetransmission {
                (0..sent).for_each(|_| fx.count(rule, Counter::TCPFastRetrans));
            }
            if self.cc.is_reducing() {
                self.cc.prr_out += sent;
            }
            head_went |= place == 0;
            place += sent as usize;
        }
        if head_went && self.icsk_pending != Pending::Reorder {
            let after = self.icsk_rto.ticks();
            self.arm_rto(cx, after, Rule::RtoArmed, fx);
        }
    }
}
