//! The transmission control block: one record for each connection, with the field's own names.
//!
//! Owns the state and the one door that writes it. What happens to it stands beside this file: calls in
//! `call`, segments in `arrive`, timers in `timer`, sending in `output`, losses in `recovery`.

use crate::rule::Rule;
use crate::seq::Seq;
use crate::tcp::call::CallResult;
use crate::tcp::congestion::{Congestion, INIT_CWND};
use crate::tcp::context::Context;
use crate::tcp::delayed_ack::DelayedAck;
use crate::tcp::effect::{Act, Counter, Effects, Signal, TimerSlot};
use crate::tcp::errno::Errno;
use crate::tcp::give_up::Owner;
use crate::tcp::knobs::Knobs;
use crate::tcp::rack::Rack;
use crate::tcp::receive::Receiver;
use crate::tcp::receive_space::{ReceiveSpace, TCP_RMEM};
use crate::tcp::rtt::{Estimator, Rto, RtoBounds, TCP_TIMEOUT_INIT};
use crate::tcp::send_space::SendSpace;
use crate::tcp::skb::{Outstanding, Skb};
use crate::tcp::state::State;
use crate::tcp::window::OfferedWindow;
use crate::time::{Instant, Jiffies, Micros};

/// Who can still use the socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    Process,
    /// Its process is in close() and waits for SO_LINGER's time (SM-7).
    Lingering,
    /// It stands in a listener's queue, and nobody has accepted it.
    AcceptQueue,
    /// No descriptor refers to it (C-13).
    Nobody,
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
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Tcb {
    pub sport: u16,
    pub dport: u16,
    state: State,
    pub holder: Holder,
    /// bind() gave it its port.
    pub bound: bool,
    pub options: SocketOptions,

    pub snd_una: Seq,
    /// How far snd_una has come; our SYN counts where we opened.
    pub bytes_acked: u64,
    pub snd_nxt: Seq,
    /// The end of what the application has written, its FIN included.
    pub write_seq: Seq,
    /// What was written up to here goes at once.
    pub pushed_seq: Seq,
    pub snd_wnd: u32,
    pub snd_wl1: Seq,
    /// The largest window that the peer ever offered.
    pub max_window: u32,
    pub snd_wscale: u8,
    pub snd_mss: u32,
    /// What the peer and the options allow of it.
    pub mss_clamp: u32,
    /// The end of the last segment smaller than that (Minshall's rule).
    pub snd_sml: Seq,
    /// Not sent yet, oldest first.
    pub send_queue: Vec<Skb>,
    /// Sent and unacknowledged, oldest first.
    pub rtx_queue: Vec<Skb>,
    /// How many bursts were sent.
    pub bursts: u64,
    /// How often something had to be done: what is sent in one pass counts as sent at once.
    pub pass: u64,
    /// When payload was last sent, in ticks.
    pub lsndtime: Jiffies,

    pub rcv: Receiver,
    pub rcv_wnd: OfferedWindow,
    /// The largest window that was ever offered.
    pub most_offered: u32,
    pub space: ReceiveSpace,
    pub send_space: SendSpace,
    pub rcv_wscale: u8,
    pub ts: Option<TsState>,
    pub sack_ok: bool,
    /// When the peer last acknowledged anything, in ticks.
    pub rcv_tstamp: Jiffies,
    /// Nothing more is read: the peer's FIN came, or the application said so.
    pub rcv_shutdown: bool,
    /// Our FIN is queued.
    pub snd_shutdown: bool,
    pub sk_err: Option<Errno>,
    /// What ICMP said, which is not fatal (ICM-2).
    pub sk_err_soft: Option<Errno>,

    pub estimator: Option<Estimator>,
    /// The least round trip seen.
    pub min_rtt: Option<Micros>,
    pub bounds: RtoBounds,
    pub icsk_rto: Rto,
    pub icsk_backoff: u8,
    pub icsk_retransmits: u8,
    /// When the first real retransmission of this episode was sent: the give-up clock (FIN-12).
    pub retrans_stamp: Option<Instant>,
    /// Probes of a closed window or of a silent peer since the peer last answered.
    pub icsk_probes_out: u8,
    /// When the probing of a closed window began, in ticks.
    pub icsk_probes_tstamp: Option<Jiffies>,
    /// Which timer runs in [`TimerSlot::Transmit`], and until when (icsk_pending, icsk_timeout).
    pub icsk_pending: Pending,
    /// snd_nxt at the tail loss probe of this episode; one an episode (TLP-5).
    pub tlp: Option<LossProbe>,
    pub cc: Congestion,
    /// Bytes a second, which decide how large bursts are (sk_pacing_rate).
    pub pacing_rate: u64,
    pub rack: Rack,
    pub ack: DelayedAck,
    /// When this socket last answered a segment that it did not want (RST-4).
    pub last_oow_ack: Option<Instant>,
}

/// What owns memory first, then the rest in one stretch: a derived Clone copies field by field around the calls,
/// which is more code.
impl Clone for Tcb {
    fn clone(&self) -> Tcb {
        let (send_queue, rtx_queue) = (self.send_queue.clone(), self.rtx_queue.clone());
        let (rcv, rcv_wnd, space) = (self.rcv.clone(), self.rcv_wnd.clone(), self.space.clone());
        Tcb { send_queue, rtx_queue, rcv, rcv_wnd, space, ..*self }
    }
}

/// What setsockopt() left on a socket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SocketOptions {
    pub nodelay: bool,
    /// SO_LINGER's seconds, where it is on.
    pub linger: Option<u32>,
    /// TCP_LINGER2 as the kernel keeps it: ticks, none for "use tcp_fin_timeout", never for negative.
    pub linger2: Linger2,
    /// Milliseconds; 0 is none.
    pub user_timeout: u32,
    pub keepalive: bool,
    /// In seconds, where they differ from the sysctls.
    pub keepidle: Option<u32>,
    pub keepintvl: Option<u32>,
    pub keepcnt: Option<u8>,
}

/// F2-7.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Linger2 {
    /// As long as tcp_fin_timeout says.
    #[default]
    Sysctl,
    /// FIN_WAIT2 is not waited in at all.
    Never,
    Seconds(u32),
}

/// What runs in the slot of the transmission timers, as the endpoint must know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pending {
    Nothing,
    Retransmit,
    LossProbe,
    Reorder,
    Persist,
}

/// A tail loss probe that is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LossProbe {
    /// snd_nxt when it was sent (tlp_high_seq).
    pub high_seq: Seq,
    /// Whether it repeated something, and didn't carry new data.
    pub repeats: bool,
}

impl Tcb {
    /// A socket whose connect() found no port.
    pub fn unconnected(cx: &Context<'_>, port: Option<u16>) -> Tcb {
        let mut tcb = Tcb::closed(cx, port.unwrap_or(0), 0, Seq::new(0));
        tcb.bound = port.is_some();
        tcb
    }

    /// A socket that has no connection yet.
    pub(super) fn closed(cx: &Context<'_>, sport: u16, dport: u16, write_seq: Seq) -> Tcb {
        let bounds = RtoBounds::of(cx.knobs, cx.clock);
        Tcb {
            sport,
            dport,
            state: State::Close,
            holder: Holder::Process,
            bound: false,
            options: SocketOptions::default(),
            snd_una: write_seq,
            bytes_acked: 0,
            snd_nxt: write_seq,
            write_seq,
            pushed_seq: write_seq,
            snd_wnd: 0,
            snd_wl1: Seq::new(0),
            max_window: 0,
            snd_wscale: 0,
            snd_mss: 536,
            mss_clamp: 536,
            snd_sml: write_seq,
            send_queue: Vec::new(),
            rtx_queue: Vec::new(),
            bursts: 0,
            pass: 0,
            lsndtime: cx.jiffies(),
            rcv: Receiver::new(Seq::new(0), 536),
            rcv_wnd: OfferedWindow::Steady(0),
            most_offered: 0,
            space: ReceiveSpace::new(TCP_RMEM, 0),
            send_space: SendSpace::new(),
            rcv_wscale: 0,
            ts: None,
            sack_ok: false,
            rcv_tstamp: cx.jiffies(),
            rcv_shutdown: false,
            snd_shutdown: false,
            sk_err: None,
            sk_err_soft: None,
            estimator: None,
            min_rtt: None,
            bounds,
            icsk_rto: Rto::bounded(cx.clock.covering(TCP_TIMEOUT_INIT), bounds),
            icsk_backoff: 0,
            icsk_retransmits: 0,
            retrans_stamp: None,
            icsk_probes_out: 0,
            icsk_probes_tstamp: None,
            icsk_pending: Pending::Nothing,
            tlp: None,
            cc: Congestion::new(INIT_CWND, write_seq),
            pacing_rate: 0,
            rack: Rack::default(),
            ack: DelayedAck::new(Jiffies::new(0), cx.jiffies()),
            last_oow_ack: None,
        }
    }

    pub fn state(&self) -> State {
        self.state
    }

    /// A fresh socket takes over a state that another object was in: nothing happens by it.
    pub(super) fn assume(&mut self, state: State) {
        debug_assert_eq!(self.state, State::Close, "only a fresh socket takes over another's state");
        self.state = state;
    }

    /// The only door through which a state is written; it emits the effect, so the trace cannot lie.
    pub fn enter(&mut self, to: State, rule: Rule, fx: &mut Effects) {
        debug_assert_ne!(self.state, to, "a state is entered from another");
        let from = std::mem::replace(&mut self.state, to);
        fx.push(rule, Act::Enter { from, to });
    }

    /// Whether nobody reads or writes any more (kernel: SOCK_DEAD). What waits to be accepted isn't.
    pub fn is_orphan(&self) -> bool {
        match self.holder {
            Holder::Nobody => true,
            Holder::Process | Holder::Lingering | Holder::AcceptQueue => false,
        }
    }

    /// Tells the application that holds it, if one does.
    pub(super) fn wake(&self, signal: Signal, rule: Rule, fx: &mut Effects) {
        if self.holder == Holder::Process {
            fx.push(rule, Act::Wake(signal));
        }
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
        let slots = [
            TimerSlot::Transmit,
            TimerSlot::DelayedAck,
            TimerSlot::CompressedAck,
            TimerSlot::Keepalive,
            TimerSlot::Linger,
        ];
        for slot in slots {
            fx.disarm(rule, slot);
        }
        self.icsk_pending = Pending::Nothing;
        self.rtx_queue.clear();
        self.send_queue.clear();
        self.rcv_shutdown = true;
        self.snd_shutdown = true;
        self.enter(State::Close, rule, fx);
        match self.holder {
            Holder::Nobody | Holder::AcceptQueue => fx.push(Rule::SocketFreed, Act::Free),
            Holder::Lingering => {
                fx.disarm(rule, TimerSlot::Linger);
                fx.push(rule, Act::Return(CallResult::Done));
                fx.push(Rule::SocketFreed, Act::Free);
            }
            Holder::Process => {}
        }
    }

    /// Ends the connection with an error that the application will read once.
    pub fn abort(&mut self, error: Errno, rule: Rule, fx: &mut Effects) {
        if matches!(self.state, State::SynSent | State::SynRecv) {
            fx.count(rule, Counter::AttemptFails);
        }
        self.fail(error, rule, fx);
        self.finish(rule, fx);
    }

    /// The application that holds it will read this error once.
    pub fn fail(&mut self, error: Errno, rule: Rule, fx: &mut Effects) {
        if self.holder == Holder::Process {
            self.sk_err = Some(error);
            fx.push(rule, Act::Wake(Signal::Error(error)));
        }
    }

    /// Which sysctl answers for this socket now (FIN-4, FIN-17: asked anew at each expiry).
    pub fn owner(&self, knobs: &Knobs) -> Owner {
        if self.is_orphan() {
            Owner::Orphan { tcp_orphan_retries: knobs.tcp_orphan_retries }
        } else {
            Owner::Process { tcp_retries2: knobs.tcp_retries2 }
        }
    }

    /// A segment is never larger than half the largest window that the peer offered (kernel:
    /// `tcp_bound_to_half_wnd()`).
    pub(super) fn bound_mss_to_window(&mut self) {
        // Smaller windows are used whole (TCP_MSS_DEFAULT), and no packet is smaller than 68 bytes.
        const WHOLE: u32 = 536;
        const LEAST: u32 = 36;
        let half = if self.max_window > WHOLE { self.max_window >> 1 } else { self.max_window };
        if half > 0 {
            self.snd_mss = self.mss_clamp.min(half.max(LEAST));
        }
    }

    /// Sums over what is out.
    pub fn outstanding(&self) -> Outstanding {
        let mut out = Outstanding::of(&self.rtx_queue);
        out.sacked += self.cc.reno_sacked;
        out
    }

    /// RFC 5961 §5.2: how far below snd_una an ACK may be. Nothing that was never sent is acknowledged.
    pub(super) fn oldest_ack(&self) -> u32 {
        self.max_window.min(u32::try_from(self.bytes_acked).unwrap_or(u32::MAX))
    }

    /// The right edge of the peer's window.
    pub fn wnd_end(&self) -> Seq {
        self.snd_una + self.snd_wnd
    }

    /// How much of the window that we offered is left (kernel: `tcp_receive_window()`).
    pub fn receive_window(&self) -> u32 {
        let edge = self.rcv.wup + self.rcv_wnd.current();
        if edge.before(self.rcv.nxt) { 0 } else { edge - self.rcv.nxt }
    }

    pub fn smoothed_rtt(&self) -> Option<Micros> {
        self.estimator.as_ref().and_then(Estimator::smoothed)
    }
}
