//! The congestion window as far as a teardown meets it: Reno, with proportional rate reduction (RFC
//! 5681, RFC 6937).
//!
//! Owns the window's arithmetic. Refuses to look at segments: `recovery` does.

use crate::seq::Seq;

/// The kernel's congestion states (`enum tcp_ca_state`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    Open,
    /// Something arrived out of order.
    Disorder,
    /// The window was reduced for another reason than a loss.
    Cwr,
    /// Something is lost and is sent again without a timeout.
    Recovery,
    /// A timeout: all that is out may be lost.
    Loss,
}

/// What a connection begins with (RFC 6928).
pub(super) const INIT_CWND: u32 = 10;

/// A window that no loss has bounded yet (kernel: TCP_INFINITE_SSTHRESH).
const INFINITE_SSTHRESH: u32 = 0x7fff_ffff;

/// Window and state of one sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Congestion {
    pub phase: Phase,
    pub snd_cwnd: u32,
    pub snd_ssthresh: u32,
    /// snd_nxt when the present phase began: it ends when that is acknowledged.
    pub high_seq: Seq,
    /// Sent while the window is being reduced.
    pub prr_out: u32,
    /// F-RTO: the timeout may have been spurious (RFC 5682).
    pub frto: bool,
    /// Where the reduction may be undone: snd_una when it began, and how many retransmissions are not
    /// known to have been needless; negative before the first.
    pub undo_marker: Option<Seq>,
    pub undo_retrans: i32,
    /// Duplicate ACKs that stand for segments, where the peer can't name them (sacked_out without SACK).
    pub reno_sacked: u32,
    /// How far segments were seen to overtake each other.
    pub reordering: u32,
    pub reord_seen: bool,
    cnt: u32,
    prior_cwnd: u32,
    prior_ssthresh: u32,
    prr_delivered: u32,
    is_cwnd_limited: bool,
    max_packets_out: u32,
    usage_seq: Seq,
}

impl Congestion {
    pub fn new(snd_cwnd: u32, snd_nxt: Seq) -> Congestion {
        Congestion {
            phase: Phase::Open,
            snd_cwnd: snd_cwnd.max(1),
            snd_ssthresh: INFINITE_SSTHRESH,
            high_seq: snd_nxt,
            prr_out: 0,
            frto: false,
            undo_marker: None,
            undo_retrans: 0,
            reno_sacked: 0,
            reordering: 3,
            reord_seen: false,
            cnt: 0,
            prior_cwnd: 0,
            prior_ssthresh: 0,
            prr_delivered: 0,
            is_cwnd_limited: false,
            max_packets_out: 0,
            usage_seq: snd_nxt,
        }
    }

    pub fn is_reducing(&self) -> bool {
        matches!(self.phase, Phase::Cwr | Phase::Recovery)
    }

    /// Notes how much of the window was used since the last round (kernel: `tcp_cwnd_validate()`).
    pub fn validate(&mut self, limited: bool, packets_out: u32, snd_una: Seq, snd_nxt: Seq) {
        let new_round = !snd_una.before(self.usage_seq);
        if new_round || limited || !self.is_cwnd_limited && packets_out > self.max_packets_out {
            self.is_cwnd_limited = limited;
            self.max_packets_out = packets_out;
            self.usage_seq = snd_nxt;
        }
    }

    /// `acked` segments were delivered: the window opens, if it was what held back (kernel:
    /// `tcp_reno_cong_avoid()`).
    pub fn grow(&mut self, mut acked: u32) {
        let slow_start = self.snd_cwnd < self.snd_ssthresh;
        let limited = self.is_cwnd_limited || slow_start && self.snd_cwnd < 2 * self.max_packets_out;
        if !limited {
            return;
        }
        if slow_start {
            let opened = (self.snd_cwnd + acked).min(self.snd_ssthresh);
            acked -= opened - self.snd_cwnd;
            self.snd_cwnd = opened;
            if acked == 0 {
                return;
            }
        }
        let window = self.snd_cwnd;
        if self.cnt >= window {
            self.cnt = 0;
            self.snd_cwnd += 1;
        }
        self.cnt += acked;
        if self.cnt >= window {
            let more = self.cnt / window;
            self.cnt -= more * window;
            self.snd_cwnd += more;
        }
    }

    /// After `idle_rtos` RTOs of silence the window is what a new connection starts with, or what it was
    /// halved for each of them (RFC 2861; kernel: `tcp_cwnd_restart()`).
    pub fn restart(&mut self, idle_rtos: u64) {
        self.snd_ssthresh = self.current_ssthresh();
        let restart = self.snd_cwnd.min(INIT_CWND);
        let halvings = u32::try_from(idle_rtos).unwrap_or(31).min(31);
        self.snd_cwnd = (self.snd_cwnd >> halvings).max(restart);
    }

    fn current_ssthresh(&self) -> u32 {
        if self.is_reducing() {
            self.snd_ssthresh
        } else {
            self.snd_ssthresh.max((self.snd_cwnd >> 1) + (self.snd_cwnd >> 2))
        }
    }

    fn halved(&self) -> u32 {
        (self.snd_cwnd >> 1).max(2)
    }

    /// A reduction begins (kernel: `tcp_init_cwnd_reduction()`).
    pub fn begin_reduction(&mut self, snd_nxt: Seq) {
        self.high_seq = snd_nxt;
        self.cnt = 0;
        self.prior_cwnd = self.snd_cwnd;
        self.prr_delivered = 0;
        self.prr_out = 0;
        self.snd_ssthresh = self.halved();
    }

    /// RFC 6937: lets out as much as was delivered, until the window is down to its new size (kernel:
    /// `tcp_cwnd_reduction()`).
    pub fn reduce(&mut self, delivered: u32, newly_lost: bool, advanced: bool, in_flight: u32) {
        if delivered == 0 || self.prior_cwnd == 0 {
            return;
        }
        self.prr_delivered += delivered;
        let mut more = if in_flight > self.snd_ssthresh {
            let allowed = (self.snd_ssthresh * self.prr_delivered).div_ceil(self.prior_cwnd);
            allowed.saturating_sub(self.prr_out)
        } else {
            let mut more = self.prr_delivered.saturating_sub(self.prr_out).max(delivered);
            if advanced && !newly_lost {
                more += 1;
            }
            more.min(self.snd_ssthresh - in_flight)
        };
        // The first segment of a recovery goes in any case.
        more = more.max(u32::from(self.prr_out == 0));
        self.snd_cwnd = in_flight + more;
    }

    /// The reduction is complete (kernel: `tcp_end_cwnd_reduction()`).
    pub fn end_reduction(&mut self) {
        let bounded = self.snd_ssthresh < INFINITE_SSTHRESH;
        if bounded && (self.phase == Phase::Cwr || self.undo_marker.is_some()) {
            self.snd_cwnd = self.snd_ssthresh;
        }
    }

    /// Losses are made good from here on (kernel: `tcp_enter_recovery()`).
    pub fn enter_recovery(&mut self, snd_una: Seq, snd_nxt: Seq, retrans_out: u32) {
        self.prior_ssthresh = 0;
        self.init_undo(snd_una, retrans_out);
        if !self.is_reducing() {
            self.prior_ssthresh = self.current_ssthresh();
            self.begin_reduction(snd_nxt);
        }
        self.phase = Phase::Recovery;
    }

    /// A timeout (kernel: `tcp_enter_loss()`). What is out has been marked already.
    pub fn enter_loss(&mut self, snd_una: Seq, snd_nxt: Seq, retrans_out: u32, again: bool, frto: bool) {
        let new_recovery = self.phase < Phase::Recovery;
        if self.phase <= Phase::Disorder
            || !self.high_seq.after(snd_una)
            || self.phase == Phase::Loss && !again
        {
            self.prior_ssthresh = self.current_ssthresh();
            self.prior_cwnd = self.snd_cwnd;
            self.snd_ssthresh = self.halved();
            self.init_undo(snd_una, retrans_out);
        }
        self.cnt = 0;
        self.phase = Phase::Loss;
        self.high_seq = snd_nxt;
        self.frto = frto && (new_recovery || again);
    }

    fn init_undo(&mut self, snd_una: Seq, retrans_out: u32) {
        self.undo_marker = Some(snd_una);
        self.undo_retrans = if retrans_out > 0 { i32::try_from(retrans_out).unwrap_or(i32::MAX) } else { -1 };
    }

    /// The reduction was for nothing: the window is what it was (kernel: `tcp_undo_cwnd_reduction()`).
    pub fn undo(&mut self) {
        if self.prior_ssthresh > 0 {
            self.snd_cwnd = self.snd_cwnd.max(self.prior_cwnd);
            self.snd_ssthresh = self.snd_ssthresh.max(self.prior_ssthresh);
        }
        self.undo_marker = None;
    }

    pub fn note_retransmissions(&mut self, segments: u32) {
        self.undo_retrans = self.undo_retrans.max(0).saturating_add_unsigned(segments);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NXT: Seq = Seq::new(10_000);

    fn with_cwnd(cwnd: u32) -> Congestion {
        Congestion::new(cwnd, Seq::new(0))
    }

    #[test]
    fn slow_start_opens_by_what_is_acknowledged_and_then_by_one_a_window() {
        let mut cc = with_cwnd(10);
        cc.snd_ssthresh = 14;
        cc.validate(true, 10, Seq::new(0), NXT);
        let sizes: Vec<u32> = [3, 3, 13, 1, 14]
            .map(|acked| {
                cc.grow(acked);
                cc.snd_cwnd
            })
            .to_vec();
        // Two of the second three are beyond ssthresh and count for the window after.
        assert_eq!(sizes, [13, 14, 15, 15, 16]);
    }

    #[test]
    fn a_window_that_was_not_used_does_not_open() {
        let mut cc = with_cwnd(10);
        cc.validate(false, 4, Seq::new(0), NXT);
        cc.grow(4);
        assert_eq!(cc.snd_cwnd, 10);
        // In slow start half a window is use enough.
        cc.validate(false, 6, Seq::new(0), NXT);
        cc.grow(4);
        assert_eq!(cc.snd_cwnd, 14);
    }

    #[test]
    fn silence_halves_the_window_down_to_what_a_connection_starts_with() {
        for (cwnd, idle_rtos, left) in
            [(40, 0, 40), (40, 1, 20), (40, 2, 10), (40, 9, 10), (4, 9, 4), (40, 99, 10)]
        {
            let mut cc = with_cwnd(cwnd);
            cc.restart(idle_rtos);
            assert_eq!(cc.snd_cwnd, left, "{cwnd} after {idle_rtos}");
        }
    }

    #[test]
    fn a_reduction_lets_out_half_of_what_is_delivered() {
        let mut cc = with_cwnd(10);
        cc.enter_recovery(Seq::new(0), NXT, 0);
        assert_eq!((cc.phase, cc.snd_ssthresh), (Phase::Recovery, 5));
        // Ten are out, one is lost: nine in flight, and each ACK delivers one.
        let mut in_flight = 9;
        let mut sent = Vec::new();
        for _ in 0..6 {
            in_flight -= 1;
            cc.reduce(1, false, false, in_flight);
            let out = cc.snd_cwnd - in_flight;
            cc.prr_out += out;
            in_flight += out;
            sent.push(out);
        }
        assert_eq!(sent, [1, 0, 1, 0, 1, 0]);
        cc.end_reduction();
        assert_eq!(cc.snd_cwnd, 5);
    }

    #[test]
    fn the_first_segment_of_a_recovery_goes_in_any_case() {
        let mut cc = with_cwnd(2);
        cc.enter_recovery(Seq::new(0), NXT, 0);
        cc.reduce(1, true, false, 5);
        assert_eq!(cc.snd_cwnd, 6);
        let before = cc;
        cc.reduce(0, false, true, 3);
        assert_eq!(cc, before, "what delivers nothing changes nothing");
    }

    #[test]
    fn a_timeout_halves_once_an_episode_and_can_be_undone() {
        let mut cc = with_cwnd(20);
        cc.enter_loss(Seq::new(0), NXT, 0, false, true);
        assert_eq!((cc.phase, cc.snd_ssthresh, cc.frto, cc.undo_retrans), (Phase::Loss, 10, true, -1));
        cc.snd_cwnd = 1;
        cc.enter_loss(Seq::new(0), NXT, 1, true, true);
        assert_eq!(cc.snd_ssthresh, 10);
        cc.undo();
        assert_eq!((cc.snd_cwnd, cc.undo_marker), (20, None));
        // No loss had bounded the window before.
        assert_eq!(cc.snd_ssthresh, INFINITE_SSTHRESH);
    }

    #[test]
    fn a_window_is_never_halved_below_two() {
        for (cwnd, ssthresh) in [(1, 2), (2, 2), (5, 2), (6, 3)] {
            let mut cc = with_cwnd(cwnd);
            cc.begin_reduction(NXT);
            assert_eq!(cc.snd_ssthresh, ssthresh, "{cwnd}");
        }
    }
}
