//! The connection that a run begins with.

use crate::seq::Seq;
use crate::tcp::congestion::Congestion;
use crate::tcp::context::Context;
use crate::tcp::delayed_ack::DelayedAck;
use crate::tcp::knobs::Knobs;
use crate::tcp::receive::Receiver;
use crate::tcp::receive_space::ReceiveSpace;
use crate::tcp::rtt::{Estimator, Rto, RtoBounds, TCP_TIMEOUT_INIT};
use crate::tcp::state::State;
use crate::tcp::tcb::{Tcb, TsState};
use crate::tcp::window::{OfferedWindow, initial_window};
use crate::time::{Jiffies, Micros};

/// A connection whose handshake is long done and of which everything is acknowledged.
#[derive(Clone, Debug)]
pub struct Established {
    pub sport: u16,
    pub dport: u16,
    pub bound: bool,
    pub nodelay: bool,
    /// Whether this end sent the SYN.
    pub opened: bool,
    pub snd_nxt: Seq,
    pub snd_wnd: u32,
    pub snd_wscale: u8,
    pub snd_mss: u32,
    pub snd_cwnd: u32,
    pub rcv_nxt: Seq,
    pub rcv_wnd: OfferedWindow,
    pub rcv_wscale: u8,
    pub options: Options,
    pub estimator: Option<Estimator>,
    /// The RTO, where it is known better than from the estimator.
    pub rto: Option<Micros>,
    /// The delayed-ACK estimate; 0 before any data.
    pub ato: Micros,
    /// How long before t = 0 the peer was last heard of.
    pub heard: Micros,
    /// The memory of the receive buffer, in bytes.
    pub rcvbuf: u32,
}

/// What both ends agreed on in the handshake: each option only if both sysctls allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    pub timestamps: bool,
    pub sack: bool,
}

impl Options {
    /// The segment size of Ethernet with these options.
    pub fn mss(self) -> u32 {
        const ETHERNET: u32 = 1460;
        const TIMESTAMPS: u32 = 12;
        ETHERNET - if self.timestamps { TIMESTAMPS } else { 0 }
    }

    /// What comes of two ends with these sysctls.
    pub fn agreed(one: &Knobs, other: &Knobs) -> Options {
        Options {
            timestamps: one.tcp_timestamps != 0 && other.tcp_timestamps != 0,
            sack: one.tcp_sack != 0 && other.tcp_sack != 0,
        }
    }
}

impl Tcb {
    /// A socket in ESTABLISHED, held by a process.
    pub fn established(cx: &Context<'_>, start: &Established) -> Tcb {
        let Established { sport, dport, bound, nodelay, opened, snd_nxt, snd_wnd, snd_wscale, .. } = *start;
        let Established { snd_mss, snd_cwnd, rcv_nxt, ref rcv_wnd, rcv_wscale, .. } = *start;
        let Established { options, estimator, rto, ato, heard, rcvbuf, .. } = *start;
        let bounds = RtoBounds::of(cx.knobs, cx.clock);
        let icsk_rto = match (rto, &estimator) {
            (Some(us), _) => Rto::bounded(cx.clock.covering(us), bounds),
            (None, Some(e)) => e.rto(cx.clock, bounds),
            (None, None) => Rto::bounded(cx.clock.covering(TCP_TIMEOUT_INIT), bounds),
        };
        let mut tcb = Tcb::closed(cx, sport, dport, snd_nxt);
        tcb.assume(State::Established);
        tcb.bound = bound;
        tcb.options.nodelay = nodelay;
        tcb.bytes_acked = u64::from(opened);
        (tcb.snd_wnd, tcb.max_window, tcb.snd_wscale, tcb.snd_mss) = (snd_wnd, snd_wnd, snd_wscale, snd_mss);
        tcb.mss_clamp = snd_mss.max(options.mss());
        tcb.rcv = Receiver::new(rcv_nxt, snd_mss);
        (tcb.most_offered, tcb.rcv_wnd, tcb.rcv_wscale) = (rcv_wnd.current(), rcv_wnd.clone(), rcv_wscale);
        // What was offered is rounded up to the window's unit; what the handshake chose isn't.
        let chosen = initial_window(options.timestamps && !opened);
        tcb.space = ReceiveSpace::new(rcvbuf, tcb.most_offered.min(chosen));
        // Of the SYN that answered ours, or of the ACK that answered theirs.
        tcb.snd_wl1 = if opened { rcv_nxt - 1 } else { rcv_nxt };
        tcb.ts = options.timestamps.then(|| TsState { recent: cx.ts_now(), stamp: cx.now });
        tcb.sack_ok = options.sack;
        tcb.min_rtt = estimator.as_ref().and_then(Estimator::smoothed);
        (tcb.estimator, tcb.icsk_rto) = (estimator, icsk_rto);
        tcb.cc = Congestion::new(snd_cwnd, snd_nxt);
        let last_heard = cx.jiffies().since(Jiffies::new(0) + cx.clock.covering(heard));
        tcb.ack = DelayedAck::new(cx.clock.covering(ato), last_heard);
        tcb.rcv_tstamp = last_heard;
        tcb.update_pacing_rate();
        tcb
    }
}
