//! Timers, from when each was armed to what became of it; and how long one runs, and why so long, in as few words as
//! fit beside its bar.

use super::lives::Lives;
use super::words::{Lang, duration, superscript};
use crate::host::{HostId, SocketId};
use crate::sim::{Event, What};
use crate::tcp::{State, Timer, Wait};
use crate::time::{Instant, Micros};
use crate::trace::Trace;
use crate::words::{number, said};

/// A timer that ran.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ran {
    pub(super) host: HostId,
    pub(super) socket: SocketId,
    pub(super) timer: Timer,
    wait: Wait,
    pub(super) from: Instant,
    pub(super) to: Instant,
    due: Instant,
    fires: Instant,
    /// Nothing took it back before it was due.
    pub(super) fired: bool,
    /// Nothing has become of it when the run ends.
    pub(super) running: bool,
    /// The state of the socket that armed it.
    state: Option<State>,
}

/// All of a run that lasted at all. Those of one slot replace each other, as in the kernel.
pub(super) fn timers(trace: &Trace, lives: &Lives) -> Vec<Ran> {
    let mut running: Vec<Ran> = Vec::new();
    let mut done = Vec::new();
    for event in &trace.events {
        let Some(socket) = event.socket else { continue };
        let stops = |ran: &Ran| ran.socket == socket && is_stopped(ran, &event.what);
        let fired = matches!(event.what, What::Fired { .. });
        done.extend(running.iter().filter(|ran| stops(ran)).map(|ran| Ran { to: event.at, fired, ..*ran }));
        running.retain(|ran| !stops(ran));
        running.extend(begun(event, socket, lives));
    }
    done.extend(running.into_iter().map(|ran| Ran {
        to: ran.fires.min(trace.ended_at),
        running: true,
        ..ran
    }));
    done.retain(|ran| ran.to > ran.from);
    done.sort_by_key(|ran| ran.from);
    done
}

/// Whether an event of its socket is the end of a timer.
fn is_stopped(ran: &Ran, what: &What) -> bool {
    if let What::Armed { timer, .. } | What::Disarmed { timer } | What::Fired { timer } = what {
        timer.slot() == ran.timer.slot()
    } else {
        matches!(what, What::Freed | What::Parked { .. })
    }
}

fn begun(event: &Event, socket: SocketId, lives: &Lives) -> Option<Ran> {
    let What::Armed { timer, due, fires, wait } = event.what else { return None };
    let life = lives.of_socket(Some(socket))?;
    let state = life.states.iter().rev().find(|span| span.from <= event.at).map(|span| span.what);
    let (host, from) = (event.host, event.at);
    Some(Ran { host, socket, timer, wait, from, to: fires, due, fires, fired: false, running: false, state })
}

/// How far a timer's length may be from what asked for it: a tick of the slowest kernel, in microseconds.
const TICK: u64 = 10_000;
/// The RTO before any round trip has been measured (RFC 6298 §2.1).
const FIRST_RTO: Micros = Micros::from_secs(1);

impl Ran {
    /// "RTO 448 ms".
    pub(super) fn name(&self, lang: Lang) -> String {
        let name = match self.wait {
            Wait::Rto { .. } if self.timer == Timer::Persist => lang.of("probe in", "再探测"),
            Wait::Rto { .. } => "RTO",
            Wait::LossProbe { .. } => "TLP",
            Wait::Reorder { .. } => lang.of("may be late", "或许迟到"),
            Wait::DelayedAck { .. } => lang.of("delayed ACK", "延迟确认"),
            Wait::CompressedAck => lang.of("one ACK for all", "合并确认"),
            Wait::FinTimeout { .. } => lang.of("FIN timeout", "FIN 超时"),
            Wait::Keepalive { .. } => lang.of("keepalive", "保活"),
            Wait::Linger { .. } => "SO_LINGER",
            Wait::TimeWait => "TIME-WAIT",
        };
        said(&[name, " ", &duration(self.length())])
    }

    /// "60 s again", of a timer that begins anew.
    pub(super) fn name_again(&self, lang: Lang) -> String {
        said(&[lang.of("", "再等 "), &duration(self.length()), lang.of(" again", "")])
    }

    pub(super) fn is_time_wait(&self) -> bool {
        self.wait == Wait::TimeWait
    }

    /// How long it was meant to run, before the wheel rounds it.
    fn length(&self) -> Micros {
        let asked = self.asked();
        match self.wait {
            Wait::Rto { capped: true, .. } => asked,
            Wait::Rto { base, backoff, .. } => {
                let whole = self.whole(base, backoff);
                if self.is_left_of(whole) { asked } else { whole }
            }
            Wait::LossProbe { rto, .. } => {
                if self.is_about(rto) {
                    rto
                } else {
                    asked
                }
            }
            Wait::Reorder { window } => window,
            Wait::DelayedAck { .. } | Wait::CompressedAck => self.fires.since(self.from),
            // What was heard meanwhile counts, so only the rest may be left; and a FIN timeout comes in parts.
            Wait::FinTimeout { seconds } | Wait::Keepalive { seconds } | Wait::Linger { seconds } => {
                let whole = Micros::from_secs(seconds.into());
                if self.is_about(whole) { whole } else { asked }
            }
            Wait::TimeWait => Micros::from_secs(60),
        }
    }

    /// Where the length comes from; nothing where that is a constant.
    pub(super) fn reason(&self, lang: Lang) -> String {
        let text = match self.wait {
            Wait::Rto { capped: true, .. } => lang.of("the most allowed", "已到上限"),
            Wait::Rto { base, backoff, .. } => return self.rto_reason(base, backoff, lang),
            Wait::LossProbe { rto, .. } if self.is_about(rto) => {
                lang.of("as the RTO is sooner", "因 RTO 更早到期")
            }
            // Beyond two round trips it waits for the least RTO where one segment is out, else for a moment.
            Wait::LossProbe { srtt, .. } if self.asked().get() > 2 * srtt.get() + TICK => {
                "= 2·SRTT + tcp_rto_min"
            }
            Wait::LossProbe { .. } => "= 2·SRTT + 2 ms",
            Wait::Reorder { .. } => lang.of("¼ round trip", "¼ 往返时间"),
            Wait::FinTimeout { seconds } => {
                return if self.is_about(Micros::from_secs(seconds.into())) {
                    String::new()
                } else if self.is_about(Micros::from_secs(seconds.saturating_sub(60).into())) {
                    said(&["= ", &number(seconds.into()), " − 60 s"])
                } else {
                    "= 3.5 × RTO".to_owned()
                };
            }
            Wait::DelayedAck { .. }
            | Wait::CompressedAck
            | Wait::Keepalive { .. }
            | Wait::Linger { .. }
            | Wait::TimeWait => "",
        };
        text.to_owned()
    }

    fn rto_reason(&self, base: Micros, backoff: u8, lang: Lang) -> String {
        let whole = self.whole(base, backoff);
        let is_guess = base == FIRST_RTO && matches!(self.state, Some(State::SynSent | State::SynRecv));
        if self.is_left_of(whole) {
            return if is_guess {
                lang.of("at once", "立即").to_owned()
            } else {
                said(&[lang.of("left of ", ""), &duration(whole), lang.of("", " 所余")])
            };
        }
        if whole != base {
            return said(&["= ", &duration(base), " × 2", &superscript(backoff)]);
        }
        let text = match (self.timer, is_guess) {
            (Timer::Persist, _) if backoff == 0 => "",
            (_, true) => lang.of("no round trip yet", "尚无往返时间"),
            (_, false) => lang.of("round trip + variance", "往返时间 + 方差"),
        };
        text.to_owned()
    }

    fn asked(&self) -> Micros {
        self.due.since(self.from)
    }

    fn is_about(&self, length: Micros) -> bool {
        self.asked().get().abs_diff(length.get()) <= TICK
    }

    /// The whole RTO. While a window is closed the backoff is the probes' own, and the RTO is not doubled by it.
    fn whole(&self, base: Micros, backoff: u8) -> Micros {
        if self.is_about(base) { base } else { Micros::new(base.get() << backoff.min(30)) }
    }

    /// Counted from when the segment was sent, a timer that is armed anew has only the rest to run.
    fn is_left_of(&self, whole: Micros) -> bool {
        whole.get() > self.asked().get() + TICK
    }
}
