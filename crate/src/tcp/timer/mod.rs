//! Timers that ran out.

mod keepalive;
mod persist;
mod retransmit;

pub(super) use retransmit::too_many_orphans;

use crate::rule::Rule;
use crate::tcp::context::Context;
use crate::tcp::effect::{Counter, Effects, Sending, Timer};
use crate::tcp::output::{Nagle, Push, Resend};
use crate::tcp::tcb::{LossProbe, Pending, Tcb};

impl Tcb {
    /// One of this socket's timers fired.
    pub fn on_timer(&mut self, cx: &Context<'_>, timer: Timer, fx: &mut Effects) {
        self.pass += 1;
        match timer {
            Timer::LossProbe => self.on_loss_probe(cx, fx),
            Timer::Reorder => self.on_reorder_timer(cx, fx),
            Timer::Retransmit => {
                self.icsk_pending = Pending::Nothing;
                self.on_retransmit(cx, fx);
            }
            Timer::Persist => {
                self.icsk_pending = Pending::Nothing;
                self.on_persist(cx, fx);
            }
            Timer::DelayedAck => self.on_delayed_ack(cx, fx),
            Timer::CompressedAck => {
                if self.rcv.take_compressed() {
                    self.send_ack(cx, Rule::AckCompressed, fx);
                }
            }
            Timer::Keepalive => self.on_keepalive(cx, fx),
            Timer::Linger => self.stop_lingering(cx, Rule::LingerIsOver, fx),
            Timer::TimeWait => unreachable!("a full socket has no TIME_WAIT timer"),
            Timer::SynAck => unreachable!("a full socket has sent its SYN-ACK"),
        }
    }

    /// RFC 8985 §7.3, TLP-5: new data if the window takes any, else the newest segment again; one probe
    /// an episode. It isn't a timeout: retrans_stamp, retransmits and backoff stay as they are.
    fn on_loss_probe(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if self.rtx_queue.is_empty() {
            self.icsk_pending = Pending::Nothing;
            fx.ignore(Rule::NothingOutstanding);
            return;
        }
        if self.tlp.is_none() && self.send_loss_probe(cx, fx) {
            fx.count(Rule::ProbeSent, Counter::TCPLossProbes);
            self.icsk_pending = Pending::Nothing;
        }
        self.rearm_rto(cx, Rule::RtoAfterProbe, fx);
    }

    fn send_loss_probe(&mut self, cx: &Context<'_>, fx: &mut Effects) -> bool {
        let fits = self.send_queue.first().is_some_and(|skb| self.fits_window(skb));
        let repeats = !fits;
        let sent = if fits {
            self.write_xmit(cx, Push::Probe, Nagle::Off, Rule::ProbeSent, fx)
        } else {
            !self.send_again(cx, Resend::Newest, 1, Sending::LossProbe, Rule::ProbeSent, fx).is_empty()
        };
        if sent {
            self.tlp = Some(LossProbe { high_seq: self.snd_nxt, repeats });
        }
        sent
    }

    fn on_delayed_ack(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if self.ack.on_timer(cx.clock, self.icsk_rto.ticks(), cx.knobs.tcp_pingpong_thresh) {
            fx.count(Rule::DelayedAckDue, Counter::DelayedACKs);
            self.send_ack(cx, Rule::DelayedAckDue, fx);
        } else {
            fx.ignore(Rule::NothingOwed);
        }
    }
}
