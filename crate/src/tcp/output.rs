//! Sending: what a segment looks like, the FIN, its repetitions, and the timers that follow.

use crate::rule::Rule;
use crate::segment::{Flags, Segment, Timestamps};
use crate::seq::Seq;
use crate::tcp::effect::{Act, Counter, Effects, Sending, Timer, TimerSlot, Wait};
use crate::tcp::tcb::{Context, Sent, Tcb, Transmissions};
use crate::time::{Jiffies, Micros};

/// Least that a loss probe waits with more than one packet out (C-8).
const TCP_TIMEOUT_MIN: Micros = Micros::from_millis(2);
/// How long a loss probe waits without any round-trip sample (TLP-2).
const PROBE_WITHOUT_RTT: Micros = Micros::from_secs(1);

impl Tcb {
    /// Queues the FIN and sends it: nothing else waits, so it leaves in a segment of its own (SM-23..25).
    pub(super) fn send_fin(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        let seq = self.write_seq;
        self.write_seq = seq + 1;
        self.snd_shutdown = true;
        self.transmit(cx, Flags::FIN.and(Flags::ACK), seq, Sending::First, Rule::FinGoesAlone, fx);
        self.snd_nxt = self.write_seq;
        self.rtx_queue.push_back(Sent {
            seq,
            end_seq: self.write_seq,
            sent_at: cx.now,
            transmissions: Transmissions::Once,
        });
        self.arm_after_transmission(cx, fx);
    }

    /// Sends the oldest or the newest unacknowledged segment again.
    pub(super) fn send_again(
        &mut self,
        cx: &Context<'_>,
        which: Resend,
        how: Sending,
        rule: Rule,
        fx: &mut Effects,
    ) {
        let sent = match which {
            Resend::Oldest => self.rtx_queue.front_mut(),
            Resend::Newest => self.rtx_queue.back_mut(),
        };
        let sent = sent.expect("a retransmission has something to send again");
        sent.sent_at = cx.now;
        sent.transmissions = Transmissions::Again;
        let seq = sent.seq;
        self.transmit(cx, Flags::FIN.and(Flags::ACK), seq, how, rule, fx);
        fx.count(rule, Counter::RetransSegs);
    }

    /// A bare acknowledgment of everything up to rcv_nxt.
    pub(super) fn send_ack(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        self.transmit(cx, Flags::ACK, self.snd_nxt, Sending::Ack, rule, fx);
    }

    /// RST-1: RST and ACK at snd_nxt, with the connection's own options. Never repeated.
    pub(super) fn send_active_reset(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        let segment = self.segment(cx, Flags::RST.and(Flags::ACK), self.snd_nxt, self.rcv_wnd.current());
        fx.push(rule, Act::Send { segment, how: Sending::Reset });
        fx.count(rule, Counter::OutRsts);
    }

    fn transmit(
        &mut self,
        cx: &Context<'_>,
        flags: Flags,
        seq: Seq,
        how: Sending,
        rule: Rule,
        fx: &mut Effects,
    ) {
        let window = self.rcv_wnd.advertise();
        let mut segment = self.segment(cx, flags, seq, window);
        segment.sack.extend(self.dsack.take());
        self.rcv_wup = self.rcv_nxt;
        let rode = self.ack.take_back().is_some();
        fx.push(rule, Act::Send { segment, how });
        if rode {
            let why = if flags.has(Flags::FIN) { Rule::AckRidesOnFin } else { rule };
            fx.push(why, Act::Disarm { slot: TimerSlot::DelayedAck });
        }
    }

    fn segment(&self, cx: &Context<'_>, flags: Flags, seq: Seq, window: u32) -> Segment {
        Segment {
            sport: self.sport,
            dport: self.dport,
            flags,
            seq,
            ack: self.rcv_nxt,
            len: 0,
            win: u16::try_from(window >> self.rcv_wscale).unwrap_or(u16::MAX),
            ts: self.ts.map(|ts| Timestamps { val: cx.ts_now(), ecr: ts.recent }),
            sack: Vec::new(),
            syn: None,
        }
    }

    /// What is armed when something new has been sent: a tail loss probe if one may go (TLP-1), else
    /// the retransmission timer.
    fn arm_after_transmission(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        match self.loss_probe_delay(cx) {
            Some(after) => {
                let wait =
                    Wait::LossProbe { srtt: self.smoothed_rtt(), rto: cx.clock.span(self.icsk_rto.ticks()) };
                fx.push(Rule::ProbeBeforeTimeout, Act::Arm { timer: Timer::LossProbe, after, wait });
            }
            None => self.arm_rto(cx, Rule::RtoArmed, fx),
        }
    }

    /// Arms the retransmission timer with the whole RTO from now (kernel: `tcp_rearm_rto()`).
    pub(super) fn arm_rto(&mut self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        let wait = self.rto_wait(cx);
        fx.push(rule, Act::Arm { timer: Timer::Retransmit, after: self.icsk_rto.ticks(), wait });
    }

    fn rto_wait(&self, cx: &Context<'_>) -> Wait {
        let base = cx.clock.span(self.base_rto(cx));
        let capped = self.icsk_backoff > 0 && self.icsk_rto.ticks() == self.bounds.max;
        Wait::Rto { base, backoff: self.icsk_backoff, capped }
    }

    /// The RTO before any backoff.
    fn base_rto(&self, cx: &Context<'_>) -> Jiffies {
        match &self.estimator {
            _ if self.icsk_backoff == 0 => self.icsk_rto.ticks(),
            Some(e) => e.rto(cx.clock, self.bounds).ticks(),
            None => Jiffies::new(self.icsk_rto.ticks().get() >> self.icsk_backoff),
        }
    }

    /// TLP-1, TLP-2: the ticks that a probe waits, or nothing where none may go.
    fn loss_probe_delay(&self, cx: &Context<'_>) -> Option<Jiffies> {
        let enabled = matches!(cx.knobs.tcp_early_retrans, 3 | 4) && self.sack_ok;
        let last = self.rtx_queue.back()?;
        if !enabled || self.retrans_stamp.is_some() {
            return None;
        }
        let wanted = match self.estimator.as_ref().filter(|e| e.srtt > 0) {
            None => PROBE_WITHOUT_RTT,
            Some(e) => {
                let two_round_trips = Micros::new(u64::from(e.srtt >> 2));
                let more = if self.rtx_queue.len() == 1 { self.bounds.min } else { TCP_TIMEOUT_MIN };
                two_round_trips + more
            }
        };
        let rto_left = cx.clock.span(self.icsk_rto.ticks()) - cx.now.since(last.sent_at);
        let after = cx.clock.covering(wanted);
        Some(if rto_left > Micros::ZERO { after.min(cx.clock.covering(rto_left)) } else { after })
    }

    fn smoothed_rtt(&self) -> Micros {
        self.estimator.as_ref().and_then(|e| e.smoothed()).unwrap_or(Micros::ZERO)
    }
}

/// Which unacknowledged segment goes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resend {
    /// The head of the queue: what a timeout repeats (FIN-7).
    Oldest,
    /// The tail: what a loss probe repeats (TLP-5).
    Newest,
}
