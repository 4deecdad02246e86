//! The transmission control block: one flat record for each connection, with the field's own names.
//!
//! Owns the state and the one door that writes it. What happens to it stands beside this file: calls in
//! `call`, segments in `arrive`, timers in `timer`, sending in `output`.

use crate::rule::Rule;
use crate::segment::{SackBlock, Segment};
use crate::seq::Seq;
use crate::tcp::delayed_ack::DelayedAck;
use crate::tcp::effect::{Act, Counter, Effects, Signal, TimerSlot};
use crate::tcp::give_up::Owner;
use crate::tcp::knobs::Knobs;
use crate::tcp::rtt::{Estimator, Rto, RtoBounds};
use crate::tcp::state::State;
use crate::tcp::window::OfferedWindow;
use crate::time::{Instant, JiffyClock, Micros};
use std::collections::VecDeque;

/// What an endpoint may know of its surroundings while it handles something.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub now: Instant,
    pub clock: &'a JiffyClock,
    pub knobs: &'a Knobs,
    /// Mini-sockets on this host, against tcp_max_tw_buckets.
    pub mini_sockets: usize,
}

impl Context<'_> {
    /// The TCP timestamp clock: milliseconds, never 0, common to a pair of hosts.
    pub fn ts_now(&self) -> u32 {
        const BASE: u64 = 1_000_000;
        (BASE + self.now.as_millis()) as u32
    }
}

/// Who can still use the socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    Process,
    /// No descriptor refers to it (C-13).
    Nobody,
}

/// A segment that waits for its acknowledgment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sent {
    pub seq: Seq,
    pub end_seq: Seq,
    /// When it was last sent.
    pub sent_at: Instant,
    pub transmissions: Transmissions,
}

/// Karn's rule asks only this of a segment (RTT-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transmissions {
    Once,
    Again,
}

/// RFC 7323 state of a connection that uses timestamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TsState {
    /// The last timestamp of the peer that counts (ts_recent).
    pub recent: u32,
    /// When it came (ts_recent_stamp).
    pub stamp: Instant,
}

/// One TCP connection.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tcb {
    pub sport: u16,
    pub dport: u16,
    state: State,
    pub holder: Holder,

    pub snd_una: Seq,
    pub snd_nxt: Seq,
    /// The end of what the application has written, its FIN included.
    pub write_seq: Seq,
    /// Sent and unacknowledged, oldest first.
    pub rtx_queue: VecDeque<Sent>,

    pub rcv_nxt: Seq,
    /// rcv_nxt when the last segment left.
    pub rcv_wup: Seq,
    pub rcv_wnd: OfferedWindow,
    pub rcv_wscale: u8,
    pub ts: Option<TsState>,
    pub sack_ok: bool,
    /// A duplicate range to report on the next segment (RFC 2883).
    pub dsack: Option<SackBlock>,
    /// The peer's FIN came.
    pub rcv_shutdown: bool,
    /// Our FIN is queued.
    pub snd_shutdown: bool,
    pub sk_err: Option<Signal>,

    pub estimator: Option<Estimator>,
    pub bounds: RtoBounds,
    pub icsk_rto: Rto,
    pub icsk_backoff: u8,
    pub icsk_retransmits: u8,
    /// When the first real retransmission of this episode was sent: the give-up clock (FIN-12).
    pub retrans_stamp: Option<Instant>,
    /// snd_nxt at the tail loss probe of this episode; one an episode (TLP-5).
    pub tlp_high_seq: Option<Seq>,
    pub ack: DelayedAck,
    /// When this socket last answered a segment that it did not want (RST-4).
    pub last_oow_ack: Option<Instant>,
}

/// A connection whose handshake is long done and of which everything is acknowledged.
#[derive(Clone, Debug)]
pub struct Established {
    pub sport: u16,
    pub dport: u16,
    pub snd_nxt: Seq,
    pub rcv_nxt: Seq,
    pub rcv_wnd: OfferedWindow,
    pub rcv_wscale: u8,
    pub options: Options,
    pub estimator: Option<Estimator>,
    /// The RTO, where it is known better than from the estimator.
    pub rto: Option<Micros>,
    /// The delayed-ACK estimate; 0 before any data.
    pub ato: Micros,
    pub snd_mss: u32,
    pub snd_cwnd: u32,
    pub snd_wnd: u32,
    pub snd_wscale: u8,
    pub bound: bool,
    pub nodelay: bool,
}

/// What both ends agreed on in the handshake: each option only if both sysctls allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    pub timestamps: bool,
    pub sack: bool,
}

impl Options {
    /// What comes of two ends with these sysctls.
    pub fn agreed(one: &Knobs, other: &Knobs) -> Options {
        Options {
            timestamps: one.tcp_timestamps != 0 && other.tcp_timestamps != 0,
            sack: one.tcp_sack != 0 && other.tcp_sack != 0,
        }
    }
}

/// RFC 6298 §2.1 and C-6: the RTO before any sample.
const TCP_TIMEOUT_INIT: Micros = Micros::from_secs(1);

impl Tcb {
    /// A socket in ESTABLISHED, held by a process.
    pub fn established(cx: &Context<'_>, start: Established) -> Tcb {
        let Established {
            sport,
            dport,
            snd_nxt,
            rcv_nxt,
            rcv_wnd,
            rcv_wscale,
            options,
            estimator,
            rto,
            ato,
            snd_mss: _,
            snd_cwnd: _,
            snd_wnd: _,
            snd_wscale: _,
            bound: _,
            nodelay: _,
        } = start;
        let bounds = RtoBounds::of(cx.knobs, cx.clock);
        let icsk_rto = match (rto, &estimator) {
            (Some(us), _) => Rto::bounded(cx.clock.covering(us), bounds),
            (None, Some(e)) => e.rto(cx.clock, bounds),
            (None, None) => Rto::bounded(cx.clock.covering(TCP_TIMEOUT_INIT), bounds),
        };
        Tcb {
            sport,
            dport,
            state: State::Established,
            holder: Holder::Process,
            snd_una: snd_nxt,
            snd_nxt,
            write_seq: snd_nxt,
            rtx_queue: VecDeque::new(),
            rcv_nxt,
            rcv_wup: rcv_nxt,
            rcv_wnd,
            rcv_wscale,
            ts: options.timestamps.then(|| TsState { recent: cx.ts_now(), stamp: cx.now }),
            sack_ok: options.sack,
            dsack: None,
            rcv_shutdown: false,
            snd_shutdown: false,
            sk_err: None,
            estimator,
            bounds,
            icsk_rto,
            icsk_backoff: 0,
            icsk_retransmits: 0,
            retrans_stamp: None,
            tlp_high_seq: None,
            ack: DelayedAck::new(cx.clock.covering(ato)),
            last_oow_ack: None,
        }
    }

    pub fn state(&self) -> State {
        self.state
    }

    /// The only door through which a state is written; it emits the effect, so the trace cannot lie.
    pub fn enter(&mut self, to: State, rule: Rule, fx: &mut Effects) {
        debug_assert_ne!(self.state, to, "a state is entered from another");
        let from = std::mem::replace(&mut self.state, to);
        fx.push(rule, Act::Enter { from, to });
    }

    /// Ends the connection: timers go, the application learns of it, and a socket that nobody holds is
    /// freed (kernel: `tcp_done()`). Straight from ESTABLISHED or CLOSE_WAIT it counts as a reset,
    /// whatever the reason (kernel: `tcp_set_state()`, spec §11).
    pub fn finish(&mut self, rule: Rule, fx: &mut Effects) {
        match self.state {
            State::Established | State::CloseWait => fx.count(rule, Counter::EstabResets),
            State::SynSent
            | State::SynRecv
            | State::FinWait1
            | State::FinWait2
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Close => {}
        }
        for slot in [TimerSlot::Transmit, TimerSlot::DelayedAck, TimerSlot::Keepalive] {
            fx.push(rule, Act::Disarm { slot });
        }
        self.rtx_queue.clear();
        self.rcv_shutdown = true;
        self.snd_shutdown = true;
        self.enter(State::Close, rule, fx);
        if self.holder == Holder::Nobody {
            fx.push(Rule::SocketFreed, Act::Free);
        }
    }

    /// Ends the connection with an error that the application will read once.
    pub fn abort(&mut self, error: Signal, rule: Rule, fx: &mut Effects) {
        if self.holder == Holder::Process {
            self.sk_err = Some(error);
            fx.push(rule, Act::Wake(error));
        }
        self.finish(rule, fx);
    }

    /// Which sysctl answers for this socket now (FIN-4, FIN-17: asked anew at each expiry).
    pub fn owner(&self, knobs: &Knobs) -> Owner {
        match self.holder {
            Holder::Process => Owner::Process { tcp_retries2: knobs.tcp_retries2 },
            Holder::Nobody => Owner::Orphan { tcp_orphan_retries: knobs.tcp_orphan_retries },
        }
    }

    /// Whether `segment` lies in the receive window: its end not before the last ACK we sent, its start
    /// not beyond the right edge (kernel: `tcp_sequence()`).
    pub fn in_window(&self, segment: &Segment) -> bool {
        let right = self.rcv_nxt + self.rcv_wnd.current();
        !segment.end_seq().before(self.rcv_wup) && !segment.seq.after(right)
    }
}
