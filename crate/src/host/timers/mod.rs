//! The timers that run, each found by its socket and its slot, and the next one to fire (kernel:
//! `kernel/time/timer.c`). What a socket's timers are about is not known here.

#[cfg(not(feature = "many"))]
mod few;
#[cfg(feature = "many")]
mod many;
#[cfg(feature = "many")]
mod wheel;

#[cfg(not(feature = "many"))]
pub(super) use few::Timers;
#[cfg(feature = "many")]
pub(super) use many::{NONE, Timers};

use super::SocketId;
use crate::rule::Rule;
use crate::tcp::{Timer, TimerSlot};
use crate::time::{Instant, Jiffies, JiffyClock, Micros};

/// When a timer fires, and which of those of one moment is first (`kernel/time/timer.c:
/// run_timer_softirq(), collect_expired_timers(), enqueue_timer()`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Turn {
    pub fires: Instant,
    /// Those that stay with their processor come before those that any may run, then the higher level of the
    /// wheel, and of its bucket the timer that was put in last.
    order: u64,
}

impl Turn {
    fn new(fires: Instant, is_global: bool, level: u32, nth: u32) -> Turn {
        Turn { fires, order: u64::from(is_global) << 40 | u64::from(!(level as u8)) << 32 | u64::from(!nth) }
    }

    fn bucket(self) -> (Instant, u64) {
        (self.fires, self.order >> 32)
    }
}

/// What happens as a timer is armed: when, how many things happened before, and why.
#[derive(Clone, Copy, Debug)]
pub struct Arming<'a> {
    pub now: Instant,
    pub clock: &'a JiffyClock,
    pub nth: u32,
    pub rule: Rule,
}

/// When a timer is due and when the wheel lets it fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Armed {
    pub due: Instant,
    pub fires: Instant,
}

/// A timer that runs. A slot of a socket holds one at a time.
#[derive(Clone, Copy, Debug)]
pub struct Running {
    pub socket: SocketId,
    pub timer: Timer,
    pub due: Instant,
    pub turn: Turn,
    /// How many things had happened when it was armed, and the rule that armed it.
    pub nth: u32,
    pub rule: Rule,
}

impl Running {
    /// A timer of `socket`, armed for `after` ticks from now.
    fn counting(at: &Arming<'_>, socket: SocketId, timer: Timer, after: Jiffies) -> Running {
        let (jiffies, wheel) = (at.clock.at(at.now), at.clock.wheel());
        let fires = at.clock.start_of(wheel.fires(jiffies, after));
        let turn = Turn::new(fires, is_global(timer), wheel.level(after), at.nth);
        let due = at.clock.start_of(jiffies + after);
        Running { socket, timer, due, turn, nth: at.nth, rule: at.rule }
    }

    /// One that doesn't count ticks (kernel: an hrtimer).
    fn exact(at: &Arming<'_>, socket: SocketId, timer: Timer, after: Micros) -> Running {
        let due = at.now + after;
        Running { socket, timer, due, turn: Turn::new(due, true, 0, at.nth), nth: at.nth, rule: at.rule }
    }

    /// Armed anew as `next`, it stays in its bucket if it is due when it was, however coarse that is, or if the
    /// bucket is the same (kernel: `__mod_timer()`).
    fn stays(&self, next: &Running) -> bool {
        self.due == next.due || self.turn.bucket() == next.turn.bucket()
    }

    fn armed(&self) -> Armed {
        Armed { due: self.due, fires: self.turn.fires }
    }
}

/// Whether any processor may run it.
fn is_global(timer: Timer) -> bool {
    !matches!(timer.slot(), TimerSlot::TimeWait | TimerSlot::SynAck)
}
