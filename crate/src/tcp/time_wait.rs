//! The mini-socket: what is left of a connection in TIME_WAIT, or of an orphan in FIN_WAIT2 (C-14).
//!
//! It has no queue, never repeats anything by itself, and has one timer.

use crate::rule::Rule;
use crate::segment::{Flags, Segment, Timestamps};
use crate::seq::Seq;
use crate::tcp::arrive::paws;
use crate::tcp::context::Context;
use crate::tcp::effect::{Act, Counter, Effects, Sending, Timer, TimerSlot, Wait};
use crate::tcp::profile::Profile;
use crate::tcp::reset;
use crate::tcp::state::State;
use crate::tcp::tcb::{Tcb, TsState};
use crate::time::{Instant, Micros};

/// How long TIME_WAIT lasts: a compile-time constant of the kernel (C-1).
///
/// Note: RFC 9293 §3.4.2 asks for 2 MSL = 4 min; with Linux.
pub const TCP_TIMEWAIT_LEN: Micros = Micros::from_secs(60);

/// Whether somebody listens on the ports of a mini-socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listener {
    Stands,
    None,
}

/// How connect() came to its port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortChoice {
    /// bind() asked for it.
    Bound,
    /// The kernel chose it.
    Ephemeral,
}

/// What a mini-socket remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeWait {
    pub sport: u16,
    pub dport: u16,
    /// bind() asked for its port.
    pub bound: bool,
    substate: State,
    snd_nxt: Seq,
    rcv_nxt: Seq,
    rcv_wnd: u32,
    rcv_wscale: u8,
    ts: Option<TsState>,
    /// When it came to this state (tw_entry_stamp).
    entered: Instant,
    last_oow_ack: Option<Instant>,
}

impl TimeWait {
    /// The remains of `tcb`, in FIN_WAIT2 or TIME_WAIT.
    pub fn of(cx: &Context<'_>, tcb: &Tcb, substate: State) -> TimeWait {
        TimeWait {
            sport: tcb.sport,
            dport: tcb.dport,
            bound: tcb.bound,
            substate,
            snd_nxt: tcb.snd_nxt,
            rcv_nxt: tcb.rcv.nxt,
            rcv_wnd: tcb.receive_window(),
            rcv_wscale: tcb.rcv_wscale,
            ts: tcb.ts,
            entered: cx.now,
            // What the full socket answered is forgotten (kernel: `tcp_time_wait()`).
            last_oow_ack: None,
        }
    }

    /// What `ss` shows: FIN_WAIT2 or TIME_WAIT.
    pub fn state(&self) -> State {
        self.substate
    }

    /// The one door of the substate.
    fn enter(&mut self, to: State, rule: Rule, fx: &mut Effects) {
        let from = std::mem::replace(&mut self.substate, to);
        fx.push(rule, Act::Enter { from, to });
    }

    /// A segment for these ports (kernel: `tcp_timewait_state_process()`). Says with which number a new
    /// connection may begin, where it is a SYN for one and `listener` stands by.
    pub fn on_segment(
        &mut self,
        cx: &Context<'_>,
        segment: &Segment,
        listener: Listener,
        fx: &mut Effects,
    ) -> Option<Seq> {
        let paws_reject = paws::rejects(self.ts, segment, cx);
        if self.substate == State::FinWait2 {
            self.in_fin_wait2(cx, segment, paws_reject, fx);
            None
        } else {
            self.in_time_wait(cx, segment, paws_reject, listener, fx)
        }
    }

    /// What a new connection over these ports begins with (TW-3 row 4, TW-9).
    pub fn next_iss(&self) -> Seq {
        self.snd_nxt + 65_537
    }

    /// Where the next byte of the peer's would go.
    pub fn rcv_nxt(&self) -> Seq {
        self.rcv_nxt
    }

    /// What it knows of the peer's clock.
    pub fn ts(&self) -> Option<TsState> {
        self.ts
    }

    /// TW-9, TW-10: whether connect() may take over these ports (kernel: `tcp_twsk_unique()`). Neither
    /// host of this world is a loopback.
    pub fn may_be_reused(&self, cx: &Context<'_>, port: PortChoice) -> bool {
        let Some(ts) = self.ts else { return false };
        match port {
            PortChoice::Bound => true,
            PortChoice::Ephemeral => {
                let enough = if cx.profile.reuses_after_whole_second() {
                    cx.clock.uptime_secs(cx.now) > cx.clock.uptime_secs(ts.stamp)
                } else {
                    let delay = Micros::from_millis(u64::from(cx.knobs.tcp_tw_reuse_delay));
                    cx.now > self.entered + delay
                };
                cx.knobs.tcp_tw_reuse == 1 && self.substate == State::TimeWait && enough
            }
        }
    }

    /// A new connection takes over the ports.
    pub fn recycle(&mut self, rule: Rule, fx: &mut Effects) {
        self.die(rule, fx);
    }

    /// The timer ran out: gone, in silence.
    pub fn on_timer(&mut self, fx: &mut Effects) {
        let rule = if self.substate == State::FinWait2 { Rule::FinWait2Expired } else { Rule::TimeWaitOver };
        self.die(rule, fx);
    }

    /// F2-8, row by row.
    fn in_fin_wait2(&mut self, cx: &Context<'_>, segment: &Segment, paws_reject: bool, fx: &mut Effects) {
        let flags = segment.flags;
        let end_seq = segment.end_seq();
        if paws_reject || !self.in_window(segment) {
            let rule = if paws_reject { Rule::PawsOld } else { Rule::MiniOutsideWindow };
            self.answer(cx, segment, rule, Counter::TCPACKSkippedFinWait2, fx);
            return;
        }
        if flags.has(Flags::RST) {
            self.die(Rule::MiniKilledByReset, fx);
            return;
        }
        if flags.has(Flags::SYN) && !segment.seq.before(self.rcv_nxt) {
            self.reset_and_die(segment, fx);
            return;
        }
        if !flags.has(Flags::ACK) || !end_seq.after(self.rcv_nxt) || end_seq == segment.seq {
            fx.ignore(Rule::MiniIgnores);
            return;
        }
        if !flags.has(Flags::FIN) || end_seq != self.rcv_nxt + 1 {
            self.reset_and_die(segment, fx);
            return;
        }
        self.rcv_nxt = end_seq;
        self.note_timestamp(cx, segment);
        self.entered = cx.now;
        self.enter(State::TimeWait, Rule::FinMeetsMini, fx);
        self.restart(cx, Rule::TimeWaitBegins, fx);
        self.send_ack(cx, Rule::FinMeetsMini, fx);
    }

    /// TW-3, row by row.
    fn in_time_wait(
        &mut self,
        cx: &Context<'_>,
        segment: &Segment,
        paws_reject: bool,
        listener: Listener,
        fx: &mut Effects,
    ) -> Option<Seq> {
        let flags = segment.flags;
        let bare = segment.seq_len() == 0;
        if !paws_reject && segment.seq == self.rcv_nxt && (bare || flags.has(Flags::RST)) {
            if !flags.has(Flags::RST) {
                self.note_timestamp(cx, segment);
                self.restart(cx, Rule::TimeWaitAckRestarts, fx);
            } else if cx.knobs.tcp_rfc1337 != 0 {
                self.note_timestamp(cx, segment);
                fx.ignore(Rule::TimeWaitResetIgnored);
            } else {
                self.die(Rule::TimeWaitReset, fx);
            }
        } else if !paws_reject && self.is_new_syn(segment) {
            // RFC 6191; row 4.
            match listener {
                Listener::Stands => {
                    self.die(Rule::TimeWaitNewSyn, fx);
                    return Some(self.next_iss());
                }
                Listener::None => self.send_ack(cx, Rule::TimeWaitOldSyn, fx),
            }
        } else if flags.has(Flags::RST) {
            fx.ignore(Rule::TimeWaitResetIgnored);
        } else if paws_reject || flags.has(Flags::ACK) {
            let is_last_fin = flags.has(Flags::FIN) && segment.end_seq() == self.rcv_nxt;
            let rule = if is_last_fin { Rule::TimeWaitFinAgain } else { Rule::TimeWaitOldSegment };
            if paws_reject && cx.profile < Profile::V6_18 {
                fx.count(Rule::PawsOld, Counter::PAWSEstab);
            }
            self.restart(cx, rule, fx);
            self.answer(cx, segment, rule, Counter::TCPACKSkippedTimeWait, fx);
        } else {
            self.answer(cx, segment, Rule::TimeWaitOldSyn, Counter::TCPACKSkippedTimeWait, fx);
        }
        None
    }

    /// Whether `segment` is a SYN of a later connection: beyond what came, or with a later timestamp.
    fn is_new_syn(&self, segment: &Segment) -> bool {
        let flags = segment.flags;
        let newer = |ours: TsState, theirs: Timestamps| (ours.recent.wrapping_sub(theirs.val) as i32) < 0;
        let by_time = self.ts.zip(segment.ts).is_some_and(|(ours, theirs)| newer(ours, theirs));
        flags.has(Flags::SYN)
            && !flags.any(Flags::RST.and(Flags::ACK))
            && (segment.seq.after(self.rcv_nxt) || by_time)
    }

    /// Whether any of `segment` is in [rcv_nxt, rcv_nxt + rcv_wnd), an empty one also at the right edge
    /// (kernel: `tcp_in_window()`).
    fn in_window(&self, segment: &Segment) -> bool {
        let (seq, end_seq, edge) = (segment.seq, segment.end_seq(), self.rcv_nxt + self.rcv_wnd);
        seq == self.rcv_nxt
            || end_seq.after(self.rcv_nxt) && seq.before(edge)
            || seq == edge && seq == end_seq
    }

    /// TW-4: an ACK, unless the segment takes no sequence space (or is a SYN) and one such was answered
    /// within tcp_invalid_ratelimit.
    fn answer(
        &mut self,
        cx: &Context<'_>,
        segment: &Segment,
        rule: Rule,
        skipped: Counter,
        fx: &mut Effects,
    ) {
        let bounded = segment.seq_len() == 0 || segment.flags.has(Flags::SYN);
        if bounded && paws::recently_answered(&mut self.last_oow_ack, cx) {
            fx.count(Rule::AnswerRateLimited, skipped);
        } else {
            self.send_ack(cx, rule, fx);
        }
    }

    fn restart(&self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        let after = cx.clock.covering(TCP_TIMEWAIT_LEN);
        fx.arm(rule, Timer::TimeWait, after, Wait::TimeWait);
    }

    fn note_timestamp(&mut self, cx: &Context<'_>, segment: &Segment) {
        if let (Some(ts), Some(theirs)) = (&mut self.ts, segment.ts) {
            *ts = TsState { recent: theirs.val, stamp: cx.now };
        }
    }

    /// TW-6: seq snd_nxt, ack rcv_nxt, timestamps if the connection used them.
    fn send_ack(&self, cx: &Context<'_>, rule: Rule, fx: &mut Effects) {
        let segment = Segment {
            sport: self.sport,
            dport: self.dport,
            flags: Flags::ACK,
            seq: self.snd_nxt,
            ack: self.rcv_nxt,
            len: 0,
            win: u16::try_from(self.rcv_wnd >> self.rcv_wscale).unwrap_or(u16::MAX),
            ts: self.ts.map(|ts| Timestamps { val: cx.ts_now(), ecr: ts.recent }),
            sack: Vec::new(),
            syn: None,
        };
        fx.send(rule, segment, Sending::Ack);
    }

    fn reset_and_die(&mut self, segment: &Segment, fx: &mut Effects) {
        reset::answer(segment, Rule::MiniGetsData, fx);
        self.die(Rule::MiniGetsData, fx);
    }

    fn die(&mut self, rule: Rule, fx: &mut Effects) {
        fx.disarm(rule, TimerSlot::TimeWait);
        self.enter(State::Close, rule, fx);
        fx.push(Rule::SocketFreed, Act::Free);
    }
}
