//! A few timers, looked at one after the other: what a page needs, which pays for each line here by its size.

use super::super::SocketId;
use super::super::sockets::Sockets;
use super::{Armed, Arming, Running};
use crate::tcp::{Timer, TimerSlot};
use crate::time::{Instant, Jiffies, Micros};

/// All timers of a host.
#[derive(Clone, Debug)]
pub(in crate::host) struct Timers(Vec<Running>);

impl Timers {
    pub(in crate::host) fn new() -> Timers {
        Timers(Vec::new())
    }

    /// The next to fire.
    pub(in crate::host) fn first(&self) -> Option<&Running> {
        self.0.iter().min_by_key(|running| running.turn)
    }

    fn place(&self, socket: SocketId, slot: TimerSlot) -> Option<usize> {
        self.0.iter().position(|running| running.socket == socket && running.timer.slot() == slot)
    }

    /// The timer in that slot, if one runs.
    pub(in crate::host) fn running(
        &self,
        _: &Sockets,
        socket: SocketId,
        slot: TimerSlot,
    ) -> Option<&Running> {
        self.place(socket, slot).map(|place| &self.0[place])
    }

    /// Runs `timer` of `socket` in place of whatever its slot held.
    pub(in crate::host) fn arm(
        &mut self,
        _: &mut Sockets,
        at: &Arming<'_>,
        socket: SocketId,
        timer: Timer,
        after: Jiffies,
    ) -> Armed {
        self.run(Running::counting(at, socket, timer, after))
    }

    /// The same for a timer that doesn't count ticks.
    pub(in crate::host) fn arm_exactly(
        &mut self,
        _: &mut Sockets,
        at: &Arming<'_>,
        socket: SocketId,
        timer: Timer,
        after: Micros,
    ) -> Armed {
        self.run(Running::exact(at, socket, timer, after))
    }

    fn run(&mut self, mut running: Running) -> Armed {
        if let Some(place) = self.place(running.socket, running.timer.slot()) {
            let before = self.0.swap_remove(place);
            if before.stays(&running) {
                running.turn = before.turn;
            }
        }
        self.0.push(running);
        running.armed()
    }

    /// Takes back the timer in that slot, if one runs.
    pub(in crate::host) fn disarm(
        &mut self,
        _: &mut Sockets,
        socket: SocketId,
        slot: TimerSlot,
    ) -> Option<Running> {
        self.place(socket, slot).map(|place| self.0.swap_remove(place))
    }

    /// The timer in that slot, if one runs, fires no earlier than `until`.
    pub(in crate::host) fn postpone(
        &mut self,
        _: &Sockets,
        socket: SocketId,
        slot: TimerSlot,
        until: Instant,
    ) {
        if let Some(place) = self.place(socket, slot) {
            let turn = &mut self.0[place].turn;
            turn.fires = turn.fires.max(until);
        }
    }
}
