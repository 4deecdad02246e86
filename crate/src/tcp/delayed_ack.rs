//! When an acknowledgment goes: at once, or with the delayed-ACK timer (RFC 9293 §3.8.6.3, SM-20).

use crate::time::{Jiffies, JiffyClock, Micros};

/// C-10.
const TCP_DELACK_MIN: Micros = Micros::from_millis(40);
const TCP_DELACK_MAX: Micros = Micros::from_millis(200);

/// Which way the conversation goes, for the delayed ACK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Mode {
    /// The peer wants to hear soon.
    Quick,
    /// Both sides talk in turns: an ACK waits for a segment to ride on.
    PingPong,
}

/// The delayed-ACK state of a socket (kernel: icsk_ack).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DelayedAck {
    mode: Mode,
    ato: Jiffies,
    timer: Option<Jiffies>,
}

impl DelayedAck {
    /// `ato` is 0 before any data came.
    pub fn new(ato: Jiffies) -> Self {
        DelayedAck { mode: Mode::Quick, ato, timer: None }
    }

    /// The peer's FIN in ESTABLISHED: expect the application to answer (kernel: `tcp_fin()`).
    pub fn enter_pingpong(&mut self) {
        self.mode = Mode::PingPong;
    }

    /// Something odd came; the peer wants to hear soon (kernel: `tcp_enter_quickack_mode()`).
    pub fn enter_quickack(&mut self, clock: &JiffyClock) {
        self.mode = Mode::Quick;
        self.ato = clock.covering(TCP_DELACK_MIN);
    }

    /// A delayed ACK is due: the ticks that it may wait, counted from `now` (kernel:
    /// `tcp_send_delayed_ack()`). An earlier one that still waits isn't put off.
    pub fn schedule(&mut self, clock: &JiffyClock, now: Jiffies, srtt: Option<Micros>) -> Jiffies {
        let floor = clock.covering(TCP_DELACK_MIN);
        let mut ato = self.ato;
        if ato > floor {
            let ceiling = match self.mode {
                Mode::PingPong => clock.covering(TCP_DELACK_MAX),
                Mode::Quick => Jiffies::new(clock.hz() / 2),
            };
            let round_trip = srtt.map_or(ceiling, |rtt| clock.covering(rtt).max(floor));
            ato = ato.min(ceiling).min(round_trip);
        }
        ato = ato.min(clock.covering(TCP_DELACK_MAX));
        let due = self.timer.map_or(now + ato, |waiting| waiting.min(now + ato));
        self.timer = Some(due);
        due.since(now)
    }

    /// The timer ran out (kernel: `tcp_delack_timer_handler()`).
    pub fn on_timer(&mut self, clock: &JiffyClock, rto: Jiffies) {
        self.timer = None;
        match self.mode {
            Mode::Quick => self.ato = Jiffies::new(self.ato.get() << 1).min(rto),
            Mode::PingPong => {
                self.mode = Mode::Quick;
                self.ato = clock.covering(TCP_DELACK_MIN);
            }
        }
    }

    /// Takes the timer back, if one waits: an ACK left on some segment, or the connection ended (kernel:
    /// `tcp_event_ack_sent()`).
    pub fn take_back(&mut self) -> Option<Jiffies> {
        self.timer.take()
    }

    pub fn ato(&self) -> Jiffies {
        self.ato
    }
}
