//! Timers in places of their own, which the wheel orders: each is found from its socket.

use super::super::SocketId;
use super::super::sockets::Sockets;
use super::wheel::{Bucket, Stands, Wheel};
use super::{Armed, Arming, Running, is_global};
use crate::tcp::{Timer, TimerSlot};
use crate::time::{self, Instant, Jiffies, Micros};

/// No timer.
pub(in crate::host) const NONE: u32 = u32::MAX;

/// A timer where it is kept, or a place that is spare.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) running: Running,
    pub(super) stands: Stands,
    /// The next timer of its socket. Of a spare place: the next that is spare.
    sibling: u32,
}

/// All timers of a host.
#[derive(Clone, Debug)]
pub(in crate::host) struct Timers {
    all: Vec<Kept>,
    spare: u32,
    wheel: Wheel,
    first: u32,
}

impl Timers {
    pub(in crate::host) fn new() -> Timers {
        Timers { all: Vec::new(), spare: NONE, wheel: Wheel::default(), first: NONE }
    }

    /// The next to fire.
    pub(in crate::host) fn first(&self) -> Option<&Running> {
        self.all.get(self.first as usize).map(|kept| &kept.running)
    }

    /// The timer in that slot, if one runs.
    pub(in crate::host) fn running(
        &self,
        sockets: &Sockets,
        socket: SocketId,
        slot: TimerSlot,
    ) -> Option<&Running> {
        self.find(sockets.timers(socket), slot).map(|nth| &self.all[nth as usize].running)
    }

    /// Of the timers that begin at `chain`, the one in that slot.
    fn find(&self, chain: u32, slot: TimerSlot) -> Option<u32> {
        let mut nth = chain;
        while self.all.get(nth as usize)?.running.timer.slot() != slot {
            nth = self.all[nth as usize].sibling;
        }
        Some(nth)
    }

    /// Runs `timer` of `socket` in place of whatever its slot held.
    pub(in crate::host) fn arm(
        &mut self,
        sockets: &mut Sockets,
        at: &Arming<'_>,
        socket: SocketId,
        timer: Timer,
        after: Jiffies,
    ) -> Armed {
        let (jiffies, wheel) = (at.clock.at(at.now), at.clock.wheel());
        let (level, is_global) = (wheel.level(after), is_global(timer));
        let number = wheel.fires(jiffies, after).get() >> (3 * level);
        let bucket = match wheel {
            time::Wheel::Hierarchical => Some(Bucket { level, is_global, number, armed: jiffies.get() }),
            time::Wheel::Exact => None,
        };
        self.run(sockets, Running::counting(at, socket, timer, after), bucket)
    }

    /// The same for a timer that doesn't count ticks.
    pub(in crate::host) fn arm_exactly(
        &mut self,
        sockets: &mut Sockets,
        at: &Arming<'_>,
        socket: SocketId,
        timer: Timer,
        after: Micros,
    ) -> Armed {
        self.run(sockets, Running::exact(at, socket, timer, after), None)
    }

    fn run(&mut self, sockets: &mut Sockets, running: Running, bucket: Option<Bucket>) -> Armed {
        let slot = running.timer.slot();
        let chain = sockets.timers_mut(running.socket).expect("a socket that arms a timer exists");
        if let Some(nth) = self.find(*chain, slot) {
            let before = &mut self.all[nth as usize].running;
            if before.stays(&running) {
                *before = Running { turn: before.turn, ..running };
                return before.armed();
            }
            self.unlink(chain, nth);
        }
        let kept = Kept { running, stands: Stands::default(), sibling: *chain };
        *chain = self.spare;
        if let Some(spare) = self.all.get_mut(self.spare as usize) {
            self.spare = std::mem::replace(spare, kept).sibling;
        } else {
            *chain = self.all.len() as u32;
            self.all.push(kept);
        }
        self.put(*chain, bucket);
        running.armed()
    }

    /// Takes back the timer in that slot, if one runs.
    pub(in crate::host) fn disarm(
        &mut self,
        sockets: &mut Sockets,
        socket: SocketId,
        slot: TimerSlot,
    ) -> Option<Running> {
        let chain = sockets.timers_mut(socket)?;
        let nth = self.find(*chain, slot)?;
        self.unlink(chain, nth);
        Some(self.all[nth as usize].running)
    }

    fn unlink(&mut self, chain: &mut u32, nth: u32) {
        let next = std::mem::replace(&mut self.all[nth as usize].sibling, self.spare);
        self.spare = nth;
        if *chain == nth {
            *chain = next;
        } else {
            let mut at = *chain as usize;
            while self.all[at].sibling != nth {
                at = self.all[at].sibling as usize;
            }
            self.all[at].sibling = next;
        }
        self.take_out(nth);
    }

    /// The timer in that slot, if one runs, fires no earlier than `until`.
    pub(in crate::host) fn postpone(
        &mut self,
        sockets: &Sockets,
        socket: SocketId,
        slot: TimerSlot,
        until: Instant,
    ) {
        if let Some(nth) = self.find(sockets.timers(socket), slot)
            && self.all[nth as usize].running.turn.fires < until
        {
            self.take_out(nth);
            self.all[nth as usize].running.turn.fires = until;
            self.put(nth, None);
        }
    }

    fn put(&mut self, nth: u32, bucket: Option<Bucket>) {
        self.wheel.put(&mut self.all, nth, bucket);
        let turn = self.all[nth as usize].running.turn;
        if self.first().is_none_or(|first| turn < first.turn) {
            self.first = nth;
        }
    }

    fn take_out(&mut self, nth: u32) {
        self.wheel.take_out(&mut self.all, nth);
        if self.first == nth {
            self.first = self.wheel.first(&self.all);
        }
    }
}
