//! When an acknowledgment goes: at once, or with the delayed-ACK timer (RFC 9293 §3.8.6.3, SM-20).

use crate::time::{Jiffies, JiffyClock, Micros};

/// C-10.
const TCP_DELACK_MIN: Micros = Micros::from_millis(40);
const TCP_DELACK_MAX: Micros = Micros::from_millis(200);
/// Most quick ACKs that are granted at once (kernel: TCP_MAX_QUICKACKS).
const MAX_QUICKACKS: u32 = 16;

/// Why the next ACK doesn't wait longer (kernel: the bits of icsk_ack.pending).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Due {
    /// One is owed (ICSK_ACK_SCHED).
    scheduled: bool,
    /// Segments that ended a burst came: once, twice (ICSK_ACK_PUSHED, ICSK_ACK_PUSHED2).
    pushed: u8,
    /// Protocol state asks for it (ICSK_ACK_NOW).
    now: bool,
}

/// The delayed-ACK state of a socket (kernel: icsk_ack).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DelayedAck {
    due: Due,
    /// How many more are sent at once.
    quick: u32,
    /// How often the application answered soon; from tcp_pingpong_thresh on ACKs wait for an answer to ride on.
    pingpong: u8,
    ato: Jiffies,
    /// Until when the timer runs.
    timer: Option<Jiffies>,
    /// When payload last came (lrcvtime).
    pub lrcvtime: Jiffies,
}

/// What a socket does about an ACK that it owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    Now,
    /// So many ticks from now.
    For(Jiffies),
}

impl DelayedAck {
    /// `ato` is 0 before any data came.
    pub fn new(ato: Jiffies, now: Jiffies) -> Self {
        DelayedAck { due: Due::default(), quick: 0, pingpong: 0, ato, timer: None, lrcvtime: now }
    }

    pub fn is_scheduled(&self) -> bool {
        self.due.scheduled
    }

    pub fn schedule(&mut self) {
        self.due.scheduled = true;
    }

    /// A gap was filled: the ACK goes at once.
    pub fn demand_now(&mut self) {
        self.due.now = true;
    }

    /// Whether the next ACK goes at once (kernel: `tcp_in_quickack_mode()`, ICSK_ACK_NOW).
    pub fn is_urgent(&self, thresh: u8) -> bool {
        self.due.now || self.quick > 0 && !self.is_pingpong(thresh)
    }

    pub fn is_pingpong(&self, thresh: u8) -> bool {
        self.pingpong >= thresh
    }

    /// The peer's FIN in ESTABLISHED: expect the application to answer (kernel: `tcp_fin()`).
    pub fn enter_pingpong(&mut self, thresh: u8) {
        self.pingpong = thresh;
    }

    /// Something odd came; the peer wants to hear soon (kernel: `tcp_enter_quickack_mode()`).
    pub fn enter_quickack(&mut self, clock: &JiffyClock, window: u32, mss: u32) {
        self.grant_quickacks(window, mss);
        self.pingpong = 0;
        self.ato = clock.covering(TCP_DELACK_MIN);
    }

    /// TCP_QUICKACK: 1 leaves the mode of turns, and sends what is owed; 0 enters it.
    pub fn set_quickack(&mut self, value: i32, thresh: u8) -> bool {
        if value == 0 {
            self.enter_pingpong(thresh);
            return false;
        }
        self.pingpong = 0;
        let owed = self.due.scheduled;
        self.due.pushed = self.due.pushed.max(1);
        if value & 1 == 0 {
            self.enter_pingpong(thresh);
        }
        owed
    }

    fn grant_quickacks(&mut self, window: u32, mss: u32) {
        let segments = window / (2 * mss.max(1));
        let granted = if segments == 0 { 2 } else { segments.min(MAX_QUICKACKS) };
        self.quick = self.quick.max(granted);
    }

    /// Payload came in order (kernel: `tcp_event_data_recv()`).
    pub fn data_received(&mut self, clock: &JiffyClock, now: Jiffies, rto: Jiffies, window: u32, mss: u32) {
        self.due.scheduled = true;
        let least = clock.covering(TCP_DELACK_MIN);
        if self.ato == Jiffies::new(0) {
            self.grant_quickacks(window, mss);
            self.ato = least;
        } else {
            let pause = now.since(self.lrcvtime);
            if pause.get() <= least.get() / 2 {
                self.ato = Jiffies::new((self.ato.get() >> 1) + least.get() / 2);
            } else if pause < self.ato {
                self.ato = Jiffies::new((self.ato.get() >> 1) + pause.get()).min(rto);
            } else if pause > rto {
                self.grant_quickacks(window, mss);
            }
        }
        self.lrcvtime = now;
    }

    /// The window may still grow: the next ACK is a quick one (kernel: `tcp_grow_window()`).
    pub fn hasten(&mut self) {
        self.quick |= 1;
    }

    /// A segment ended a burst.
    pub fn pushed(&mut self) {
        self.due.pushed = (self.due.pushed + 1).min(2);
    }

    /// A segment of exactly the size that is expected ended one.
    pub fn pushed_once(&mut self) {
        self.due.pushed = self.due.pushed.max(1);
    }

    /// Payload leaves: it may be an answer (kernel: `tcp_event_data_sent()`).
    pub fn answered(&mut self, now: Jiffies) {
        if now.since(self.lrcvtime) < self.ato {
            self.pingpong = self.pingpong.saturating_add(1);
        }
    }

    /// Whether an application that has read `all` that came wants the peer to know (kernel:
    /// `__tcp_cleanup_rbuf()`).
    pub fn wants_ack_after_read(&self, all: bool, thresh: u8) -> bool {
        let pushed = self.due.pushed == 2 || self.due.pushed == 1 && !self.is_pingpong(thresh);
        self.due.scheduled && pushed && all
    }

    /// An ACK is owed and may wait (kernel: `tcp_send_delayed_ack()`). An earlier one that still waits
    /// isn't put off, and goes at once if it was about to.
    pub fn delay(
        &mut self,
        clock: &JiffyClock,
        now: Jiffies,
        srtt: Option<Micros>,
        thresh: u8,
        most: Jiffies,
    ) -> Delay {
        let floor = clock.covering(TCP_DELACK_MIN);
        let mut ato = self.ato;
        if ato > floor {
            let in_turns = self.is_pingpong(thresh) || self.due.pushed > 0;
            let ceiling =
                if in_turns { clock.covering(TCP_DELACK_MAX) } else { Jiffies::new(clock.hz() / 2) };
            let round_trip = srtt.map_or(ceiling, |rtt| clock.covering(rtt).max(floor));
            ato = ato.min(ceiling).min(round_trip);
        }
        ato = ato.min(clock.covering(TCP_DELACK_MAX)).min(most);
        let mut until = now + ato;
        if let Some(waiting) = self.timer {
            if waiting <= now + Jiffies::new(ato.get() >> 2) {
                return Delay::Now;
            }
            until = until.min(waiting);
        }
        self.due.scheduled = true;
        self.timer = Some(until);
        Delay::For(until.since(now))
    }

    /// The timer ran out (kernel: `tcp_delack_timer_handler()`). Says whether an ACK is owed.
    pub fn on_timer(&mut self, clock: &JiffyClock, rto: Jiffies, thresh: u8) -> bool {
        self.timer = None;
        if !self.due.scheduled {
            return false;
        }
        if self.is_pingpong(thresh) {
            self.pingpong = 0;
            self.ato = clock.covering(TCP_DELACK_MIN);
        } else {
            self.ato = Jiffies::new(self.ato.get() << 1).min(rto);
        }
        true
    }

    /// An ACK left, alone or on some segment: nothing is owed. Says whether the timer ran (kernel:
    /// `tcp_event_ack_sent()`).
    pub fn sent(&mut self, clock: &JiffyClock) -> bool {
        let one = u32::from(self.due.scheduled);
        if self.quick > 0 {
            if one >= self.quick {
                self.quick = 0;
                self.ato = clock.covering(TCP_DELACK_MIN);
            } else {
                self.quick -= one;
            }
        }
        self.due = Due::default();
        self.timer.take().is_some()
    }

    /// The window is nearly used up: no quick ACKs (kernel: `__tcp_select_window()`).
    pub fn stop_quickack(&mut self) {
        self.quick = 0;
    }

    pub fn ato(&self) -> Jiffies {
        self.ato
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THRESH: u8 = 1;
    const RTO: Jiffies = Jiffies::new(55);
    const MOST: Jiffies = Jiffies::new(1000);

    /// 4 ms a tick: 40 ms are 10, 200 ms are 50.
    fn clock() -> JiffyClock {
        JiffyClock::new(250, Jiffies::new(0), Micros::new(0))
    }

    fn at(ticks: u64) -> Jiffies {
        Jiffies::new(ticks)
    }

    /// A socket that got its first segment at tick 0 and has used up its quick ACKs.
    fn settled() -> DelayedAck {
        let mut ack = DelayedAck::new(at(0), at(0));
        ack.data_received(&clock(), at(0), RTO, 65_536, 536);
        ack.stop_quickack();
        ack.sent(&clock());
        ack
    }

    fn delay(ack: &mut DelayedAck, now: u64) -> Delay {
        ack.delay(&clock(), at(now), Some(Micros::from_millis(20)), THRESH, MOST)
    }

    #[test]
    fn the_first_segments_of_a_connection_are_acknowledged_at_once() {
        for (window, mss, quick) in
            [(65_536, 536, 16), (65_536, 1448, 16), (8_192, 1448, 2), (1_000, 1448, 2), (30_000, 1448, 10)]
        {
            let mut ack = DelayedAck::new(at(0), at(0));
            let mut granted = 0;
            ack.data_received(&clock(), at(0), RTO, window, mss);
            while ack.is_urgent(THRESH) {
                granted += 1;
                ack.sent(&clock());
                ack.data_received(&clock(), at(0), RTO, window, mss);
            }
            assert_eq!(granted, quick, "a window of {window}, segments of {mss}");
        }
    }

    #[test]
    fn before_any_data_came_the_delay_is_none_and_after_it_40_ms() {
        assert_eq!(delay(&mut DelayedAck::new(at(0), at(0)), 0), Delay::For(at(0)));
        assert_eq!(delay(&mut settled(), 0), Delay::For(at(10)));
    }

    #[test]
    fn a_delay_follows_the_pauses_between_segments() {
        for (pause, ato) in [(0, 10), (5, 10), (6, 11), (9, 14), (10, 10), (50, 10)] {
            let mut ack = settled();
            ack.data_received(&clock(), at(pause), RTO, 65_536, 1448);
            assert_eq!(ack.ato(), at(ato), "after {pause} ticks");
        }
        // Longer than an RTO: the peer has slowed down and wants to hear soon.
        let mut ack = settled();
        ack.data_received(&clock(), at(56), RTO, 65_536, 1448);
        assert!(ack.is_urgent(THRESH));
    }

    #[test]
    fn an_ack_that_waits_is_not_put_off_and_goes_when_it_was_about_to() {
        let mut ack = settled();
        assert_eq!(delay(&mut ack, 0), Delay::For(at(10)));
        assert_eq!(delay(&mut ack, 4), Delay::For(at(6)));
        assert_eq!(delay(&mut ack, 8), Delay::Now);
    }

    #[test]
    fn a_timer_that_runs_out_doubles_the_delay_or_ends_the_turns() {
        let mut ack = settled();
        assert!(!ack.on_timer(&clock(), RTO, THRESH), "nothing is owed");
        for ato in [20, 40, 55, 55] {
            ack.schedule();
            assert!(ack.on_timer(&clock(), RTO, THRESH));
            assert_eq!(ack.ato(), at(ato));
        }
        ack.enter_pingpong(THRESH);
        ack.schedule();
        assert!(ack.on_timer(&clock(), RTO, THRESH));
        assert_eq!((ack.ato(), ack.is_pingpong(THRESH)), (at(10), false));
    }

    #[test]
    fn an_answer_within_the_delay_is_a_turn_and_then_no_ack_is_quick() {
        let mut ack = settled();
        ack.enter_quickack(&clock(), 65_536, 1448);
        assert!(ack.is_urgent(THRESH));
        ack.answered(at(10));
        assert!(ack.is_urgent(THRESH), "too late to be an answer");
        ack.answered(at(9));
        assert!(ack.is_pingpong(THRESH) && !ack.is_urgent(THRESH));
        ack.demand_now();
        assert!(ack.is_urgent(THRESH));
    }

    #[test]
    fn tcp_quickack_asks_for_what_is_owed_with_1_and_for_turns_with_0_and_2() {
        for (value, owed, turns) in [(1, true, false), (0, false, true), (2, true, true), (3, true, false)] {
            let mut ack = settled();
            ack.schedule();
            assert_eq!((ack.set_quickack(value, THRESH), ack.is_pingpong(THRESH)), (owed, turns), "{value}");
        }
    }

    #[test]
    fn a_reader_tells_the_peer_once_a_burst_has_ended() {
        let reader = |pushes, all, turns: bool| {
            let mut ack = settled();
            ack.schedule();
            (0..pushes).for_each(|_| ack.pushed());
            if turns {
                ack.enter_pingpong(THRESH);
            }
            ack.wants_ack_after_read(all, THRESH)
        };
        assert_eq!(
            [reader(0, true, false), reader(1, true, false), reader(1, true, true), reader(2, true, true)],
            [false, true, false, true]
        );
        assert!(!reader(2, false, false), "something is unread");
    }
}
