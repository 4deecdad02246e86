//! From a valid scenario to the engine's own inputs.

use super::format::{Action, Deed, Forgery, Kernel, RuleLine, Scenario, StepLine, When};
use crate::host::sysctl::{Build, Setting, SysctlValue, TCP_MAX_ORPHANS};
use crate::host::{Call, HostId, Windows};
use crate::net::{self, Fault, IcmpError, Link, Payload, Wish};
use crate::segment::Flags;
use crate::seq::Seq;
use crate::sim::{self, Do, Forged, MAIN, Setup, Step};
use crate::tcp::{
    Established, Estimator, Knobs, OfferedWindow, Options, RtoBounds, TCP_RMEM, initial_window,
};
use crate::time::{Instant, Jiffies, JiffyClock, Micros};

/// The ports of the connection that stands at t = 0; b listens on its own.
const PORTS: [u16; 2] = [40_000, 8_080];
/// Initial sequence numbers: any will do, these are fixed.
const ISS: [Seq; 2] = [Seq::new(1_000_000), Seq::new(2_000_000)];
/// The payload of a full segment over an MTU of 1500: 40 bytes are headers, and 12 timestamps where they
/// are in use.
const MSS: u32 = 1_460;
const TIMESTAMPS: u32 = 12;
/// RFC 6928, and Linux: TCP_INIT_CWND.
const INITIAL_CWND: u32 = 10;

impl Scenario {
    /// What the engine runs. The handshake gave both ends one sample of the round trip (RTT-6).
    pub fn setup(&self) -> Setup {
        let knobs = HostId::each(|host| self.knobs(host));
        let clock = self.kernel.clock();
        let round_trip = self.delay_ms.micros() + self.delay_ms.micros();
        let options = Options::agreed(&knobs[0], &knobs[1]);
        let snd_mss = if options.timestamps { MSS - TIMESTAMPS } else { MSS };
        // The client's last ACK has offered its window in whole units; the server has sent its SYN-ACK alone.
        let client = Buffer::unbounded(initial_window(false).next_multiple_of(1 << WSCALE));
        let server = Buffer::unbounded(initial_window(options.timestamps));
        let buffers = [client, self.rcvbuf.map_or(server, |n| Buffer::of(n, snd_mss))];
        let ends = HostId::each(|host| {
            let (me, peer) = (host.index(), host.peer().index());
            let snd_nxt = ISS[me] + 1;
            let rto_min = RtoBounds::of(&knobs[me], &clock).min;
            Established {
                sport: PORTS[me],
                dport: PORTS[peer],
                snd_nxt,
                rcv_nxt: ISS[peer] + 1,
                rcv_wnd: buffers[me].offers.clone(),
                rcv_wscale: buffers[me].wscale,
                snd_mss,
                snd_cwnd: INITIAL_CWND,
                snd_wnd: buffers[peer].window,
                snd_wscale: buffers[peer].wscale,
                options,
                estimator: Some(Estimator::first(round_trip, rto_min, snd_nxt)),
                rto: None,
                ato: Micros::ZERO,
                heard: Micros::ZERO,
                rcvbuf: buffers[me].memory,
                // What accept() hands out has its port from the listener.
                bound: host == HostId::A && !self.ephemeral,
                nodelay: true,
                opened: host == HostId::A,
            }
        });
        let mut script: Vec<Step> = Vec::new();
        for step in self.script.iter().map(|line| self.step(line)) {
            let place = script.partition_point(|other| due(other) <= due(&step));
            script.insert(place, step);
        }
        Setup {
            profile: self.kernel.version,
            clock,
            knobs,
            tcp_max_orphans: self.global_sysctl.tcp_max_orphans.unwrap_or(TCP_MAX_ORPHANS),
            ends,
            listens: [None, Some(PORTS[HostId::B.index()])],
            windows: [Windows::default(), Windows::default()],
            link: self.link(),
            script,
            horizon: self.run_ms.instant(),
        }
    }

    fn knobs(&self, host: HostId) -> Knobs {
        let mut knobs = Knobs::default();
        for (key, value) in self.sysctl.of(host).iter() {
            if self.setting(key, value).apply(&mut knobs).is_err() {
                unreachable!("a scenario is checked when it is read");
            }
        }
        knobs
    }

    /// What the engine does for a line of the script.
    pub(super) fn step(&self, line: &StepLine) -> Step {
        let when = match (line.at_ms, line.when) {
            (Some(at), _) => sim::When::At(at.instant()),
            (None, Some(When::Eof) | None) => {
                sim::When::Eof { after: line.after_ms.unwrap_or_default().micros() }
            }
        };
        Step { when, host: line.host, act: self.act(line) }
    }

    fn act(&self, line: &StepLine) -> Do {
        let (me, peer) = (PORTS[line.host.index()], PORTS[line.host.peer().index()]);
        let call = match &line.deed {
            Deed::Close => Call::Close,
            Deed::ShutdownWr => Call::ShutdownWr,
            Deed::ShutdownRd => Call::ShutdownRd,
            Deed::ShutdownRdwr => Call::ShutdownRdwr,
            Deed::Read { bytes } => Call::Read { bytes: *bytes },
            Deed::Write { bytes } => Call::Write { bytes: *bytes },
            Deed::Linger { seconds } => Call::Linger { seconds: *seconds },
            Deed::Setsockopt { opt, value } => Call::Setsockopt { opt: *opt, value: *value },
            Deed::Connect { port, to, ephemeral } => {
                Call::Connect { port: (!ephemeral).then(|| port.unwrap_or(me)), to: to.unwrap_or(peer) }
            }
            Deed::Listen { port } => Call::Listen { port: port.unwrap_or(me) },
            Deed::Unlisten => Call::Unlisten,
            Deed::Exit => Call::Exit,
            Deed::Vanish => Call::Vanish,
            Deed::Reboot => Call::Reboot,
            Deed::Sysctl { key, value } => return Do::Sysctl(self.setting(key, value)),
            Deed::Inject(forgery) => return Do::Inject(forgery.forged()),
        };
        Do::Call { name: line.sock.clone().unwrap_or_else(|| MAIN.to_owned()), call }
    }

    fn setting(&self, key: &str, value: &SysctlValue) -> Setting {
        match Setting::new(self.kernel.build(), key, value.clone()) {
            Ok(setting) => setting,
            Err(_) => unreachable!("a scenario is checked when it is read"),
        }
    }

    pub(super) fn link(&self) -> Link {
        let mut link = Link {
            delay: self.delay_ms.micros(),
            faults: self.rules.iter().map(RuleLine::fault).collect(),
            wishes: Vec::new(),
            measured: Vec::new(),
            measured_icmp: [Vec::new(), Vec::new()],
        };
        for (names, wish) in [(&self.lose, Wish::Lose), (&self.deliver, Wish::Deliver)] {
            for name in names.iter().filter_map(|name| name.parse().ok()) {
                link.wish(name, Some(wish));
            }
        }
        link
    }
}

/// By how much Linux scales windows unless the buffer is bounded.
const WSCALE: u8 = 10;

/// A receive buffer at the start.
struct Buffer {
    offers: OfferedWindow,
    /// What it takes of the host's, in bytes.
    memory: u32,
    /// What the handshake offered, in bytes.
    window: u32,
    wscale: u8,
}

impl Buffer {
    /// About 64 KB, and never less: whatever a run sends fits.
    fn unbounded(window: u32) -> Buffer {
        Buffer { offers: OfferedWindow::Steady(window), memory: TCP_RMEM, window, wscale: WSCALE }
    }

    /// SO_RCVBUF of so many bytes (kernel: `__sock_set_rcvbuf()`, `tcp_select_initial_window()`).
    fn of(rcvbuf: u32, mss: u32) -> Buffer {
        /// net.core.rmem_max.
        const RMEM_MAX: u32 = 212_992;
        /// SOCK_MIN_RCVBUF.
        const LEAST: u32 = 2_304;
        // Twice what was asked for, and half of that is taken to be overhead.
        let bytes = (2 * rcvbuf.min(RMEM_MAX)).max(LEAST);
        let payload = bytes / 2;
        let window = if payload > mss { payload - payload % mss } else { payload };
        let wscale = payload.ilog2().saturating_sub(15).min(14) as u8;
        let window = window.min(65_535);
        let offers = OfferedWindow::Buffer { in_force: window, mss };
        Buffer { offers, memory: bytes, window, wscale }
    }
}

/// When a step is due; one that waits for end of file comes after all others.
fn due(step: &Step) -> Instant {
    match step.when {
        sim::When::At(at) => at,
        sim::When::Eof { .. } => Instant::NEVER,
    }
}

impl Kernel {
    /// What decides which sysctls there are.
    pub fn build(&self) -> Build {
        Build { profile: self.version, hz: self.hz }
    }

    /// The tick counter that both hosts share.
    pub fn clock(&self) -> JiffyClock {
        if self.ideal {
            JiffyClock::ideal()
        } else {
            JiffyClock::new(self.hz, Jiffies::new(self.jiffies), self.into_it_ms.micros())
        }
    }
}

impl RuleLine {
    fn fault(&self) -> Fault {
        Fault {
            segment: self.segment,
            from: self.from,
            has: self.has.unwrap_or(Flags::NONE),
            hasnt: self.hasnt.unwrap_or(Flags::NONE),
            payload: match self.data {
                None => Payload::Any,
                Some(true) => Payload::Some,
                Some(false) => Payload::None,
            },
            sport: self.sport,
            after: self.after_ms.map(|ms| ms.instant()),
            before: self.before_ms.map(|ms| ms.instant()),
            skip: self.skip,
            count: u32::try_from(self.count).ok(),
            action: match self.action {
                Action::Drop => net::Action::Drop,
                Action::Duplicate => net::Action::Duplicate,
                Action::Delay { ms } => net::Action::Delay(ms.micros()),
                Action::Icmp { kind, code } => net::Action::Icmp(IcmpError { kind, code }),
            },
        }
    }
}

impl Forgery {
    fn forged(self) -> Forged {
        let Forgery { flags, seq, ack, len, win, sport, dport } = self;
        // Sequence numbers wrap.
        Forged { flags, seq: seq as u32, ack: ack as u32, len, win, sport, dport }
    }
}
