//! A host: its sockets, who holds them, their timers on the wheel, its sysctls.
//!
//! Finds the socket for a segment, a call or a timer, and keeps what endpoints ask it to keep. Refuses to know
//! the network, and what is written down.

mod call;
pub mod sysctl;

pub use call::Call;

use crate::rule::Rule;
use crate::segment::Segment;
use crate::tcp::{
    Act, CallResult, Context, Counter, Effects, Knobs, Sending, Signal, State, Tcb, TimeWait, Timer,
    TimerSlot, reset,
};
use crate::time::{Instant, Jiffies, JiffyClock};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// One of the two hosts: the client is `a`, the server `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum HostId {
    A,
    B,
}

impl HostId {
    pub const BOTH: [HostId; 2] = [HostId::A, HostId::B];

    pub const fn peer(self) -> HostId {
        match self {
            HostId::A => HostId::B,
            HostId::B => HostId::A,
        }
    }

    pub const fn letter(self) -> char {
        match self {
            HostId::A => 'a',
            HostId::B => 'b',
        }
    }

    pub const fn index(self) -> usize {
        match self {
            HostId::A => 0,
            HostId::B => 1,
        }
    }
}

/// A socket of a run, dense from 0 over both hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct SocketId(pub u32);

/// Windows of later incarnations.
#[derive(Clone, Debug, Default)]
pub struct Windows(pub LiteMap<(u16, u16), std::collections::VecDeque<std::collections::VecDeque<u32>>>);

/// A connection as the tables of a host hold it.
#[derive(Clone, Debug, Hash)]
enum Socket {
    Full(Box<Tcb>),
    Mini(TimeWait),
}

#[derive(Clone, Debug, Hash)]
struct Running {
    timer: Timer,
    fires: Instant,
}

/// What sock_diag would show of a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketView {
    pub id: SocketId,
    pub sport: u16,
    pub dport: u16,
    pub state: State,
    /// `retransmit`, `keepalive`, `timewait` or `off`.
    pub timer: &'static str,
    /// icsk_retransmits under `retransmit`.
    pub retrans: u8,
    pub mini: bool,
    pub held: bool,
}

/// What poll() would report for a descriptor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Poll {
    pub rdhup: bool,
    pub hup: bool,
    pub err: bool,
    pub readable: bool,
}

/// When a timer is due and when the wheel lets it fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Armed {
    pub due: Instant,
    pub fires: Instant,
}

/// One host.
#[derive(Clone, Debug)]
pub struct Host {
    pub knobs: Knobs,
    sockets: LiteMap<SocketId, Socket>,
    /// The descriptors of its applications, by name.
    held: LiteMap<String, SocketId>,
    timers: LiteMap<(SocketId, TimerSlot), Running>,
}

impl Host {
    pub fn new(knobs: Knobs) -> Self {
        Host { knobs, sockets: LiteMap::new(), held: LiteMap::new(), timers: LiteMap::new() }
    }

    /// What a socket of this host may know at `now`.
    pub fn context<'a>(&'a self, now: Instant, clock: &'a JiffyClock) -> Context<'a> {
        let mini_sockets = self.sockets.values().filter(|s| matches!(s, Socket::Mini(_))).count();
        Context { now, clock, knobs: &self.knobs, mini_sockets }
    }

    /// Puts a connection into the tables, held by the application under `name`.
    pub fn adopt(&mut self, id: SocketId, name: &str, tcb: Tcb) {
        self.held.insert(name.to_owned(), id);
        self.sockets.insert(id, Socket::Full(Box::new(tcb)));
    }

    /// The socket that the application holds under `name`.
    pub fn named(&self, name: &str) -> Option<SocketId> {
        self.held.get(name).copied()
    }

    /// A segment from the network. Says whose it was; nobody's is answered with RST (RST-3).
    pub fn on_segment(
        &mut self,
        now: Instant,
        clock: &JiffyClock,
        segment: &Segment,
        fx: &mut Effects,
    ) -> Option<SocketId> {
        let Some(id) = self.lookup(segment) else {
            match reset::reply(segment) {
                Some(rst) => {
                    fx.push(Rule::NoSocketResets, Act::Send { segment: rst, how: Sending::Reset });
                    fx.count(Rule::NoSocketResets, Counter::OutRsts);
                }
                None => fx.push(Rule::NeverResetAReset, Act::Ignore),
            }
            return None;
        };
        self.with(id, now, clock, |socket, cx| match socket {
            Socket::Full(tcb) => tcb.on_segment(cx, segment, fx),
            Socket::Mini(mini) => mini.on_segment(cx, segment, fx),
        });
        Some(id)
    }

    /// The application that holds `name` makes a call.
    pub fn on_call(
        &mut self,
        now: Instant,
        clock: &JiffyClock,
        name: &str,
        call: Call,
        fx: &mut Effects,
    ) -> CallResult {
        let Some(id) = self.named(name) else {
            fx.push(Rule::NoSuchSocket, Act::Ignore);
            return CallResult::Failed(crate::tcp::Errno::Ebadf);
        };
        if matches!(call, Call::Close | Call::Vanish) {
            self.held.remove(name);
        }
        self.with(id, now, clock, |socket, cx| match (socket, call) {
            (Socket::Full(tcb), Call::Close) => tcb.close(cx, fx),
            (Socket::Full(tcb), Call::ShutdownWr) => tcb.shutdown_wr(cx, fx),
            (Socket::Full(tcb), Call::Vanish) => tcb.vanish(fx),
            (Socket::Full(_), _) => CallResult::Failed(crate::tcp::Errno::Einval),
            (Socket::Mini(_), _) => {
                unreachable!("no descriptor refers to a mini-socket")
            }
        })
    }

    /// The next timer to fire, earliest first; ties by socket, then slot.
    pub fn next_timer(&self) -> Option<(Instant, SocketId, TimerSlot)> {
        self.timers.iter().map(|((id, slot), running)| (running.fires, *id, *slot)).min()
    }

    /// The timer in that slot fires now.
    pub fn on_timer(
        &mut self,
        now: Instant,
        clock: &JiffyClock,
        id: SocketId,
        slot: TimerSlot,
        fx: &mut Effects,
    ) -> Timer {
        let Running { timer, .. } = self.timers.remove(&(id, slot)).expect("only a running timer fires");
        self.with(id, now, clock, |socket, cx| match socket {
            Socket::Full(tcb) => tcb.on_timer(cx, timer, fx),
            Socket::Mini(mini) => mini.on_timer(fx),
        });
        timer
    }

    /// Runs `timer` of socket `id`, in place of whatever its slot held.
    pub fn arm(
        &mut self,
        now: Instant,
        clock: &JiffyClock,
        id: SocketId,
        timer: Timer,
        after: Jiffies,
    ) -> Armed {
        let jiffies = clock.at(now);
        let fires = clock.start_of(clock.wheel().fires(jiffies, after));
        self.timers.insert((id, timer.slot()), Running { timer, fires });
        Armed { due: clock.start_of(jiffies + after), fires }
    }

    /// Takes back the timer in that slot. Says which it was; nothing where none runs.
    pub fn disarm(&mut self, id: SocketId, slot: TimerSlot) -> Option<Timer> {
        self.timers.remove(&(id, slot)).map(|running| running.timer)
    }

    /// Under which name the application holds socket `id`, if it does.
    pub fn name_of(&self, id: SocketId) -> Option<&str> {
        self.held.iter().find(|(_, held)| **held == id).map(|(name, _)| name.as_str())
    }

    /// Puts a mini-socket into the tables.
    pub fn park(&mut self, id: SocketId, mini: TimeWait) {
        self.sockets.insert(id, Socket::Mini(mini));
    }

    /// Gives back a socket's memory.
    pub fn free(&mut self, id: SocketId) {
        self.sockets.remove(&id);
    }

    /// All sockets that are still somebody's or somewhere in the tables, by id.
    pub fn sockets(&self) -> impl Iterator<Item = SocketView> {
        let held = |id: &SocketId| self.held.values().any(|other| other == id);
        self.sockets.iter().map(move |(id, socket)| {
            let (sport, dport, state, timer, retrans, mini) = match socket {
                Socket::Full(tcb) => {
                    let slots = [TimerSlot::Transmit, TimerSlot::Keepalive];
                    let running = slots.into_iter().find_map(|slot| self.timers.get(&(*id, slot)));
                    let timer = running.and_then(|r| r.timer.diag_name()).unwrap_or("off");
                    let retrans = if timer == "retransmit" { tcb.icsk_retransmits } else { 0 };
                    (tcb.sport, tcb.dport, tcb.state(), timer, retrans, false)
                }
                Socket::Mini(mini) => (mini.sport, mini.dport, mini.state(), "timewait", 0, true),
            };
            SocketView { id: *id, sport, dport, state, timer, retrans, mini, held: held(id) }
        })
    }

    /// What poll() says of the descriptor `name` (kernel: `tcp_poll()`).
    pub fn poll(&self, name: &str) -> Option<Poll> {
        match self.sockets.get(&self.named(name)?)? {
            Socket::Full(tcb) => Some(Poll {
                rdhup: tcb.rcv_shutdown,
                readable: tcb.rcv_shutdown,
                hup: tcb.state() == State::Close || tcb.rcv_shutdown && tcb.snd_shutdown,
                err: tcb.sk_err.is_some(),
            }),
            Socket::Mini(_) => None,
        }
    }

    /// SO_ERROR: the pending error, which is cleared.
    pub fn take_error(&mut self, name: &str) -> Option<crate::tcp::Errno> {
        let id = self.named(name)?;
        match self.sockets.get_mut(&id)? {
            Socket::Full(tcb) => tcb.sk_err.take().and_then(|s| match s {
                Signal::Error(e) => Some(e),
                Signal::Eof | Signal::Data | Signal::Room => None,
            }),
            Socket::Mini(_) => None,
        }
    }

    /// The socket whose ports these are. A connection that is over is in no table.
    fn lookup(&self, segment: &Segment) -> Option<SocketId> {
        self.sockets.iter().find_map(|(id, socket)| {
            let (sport, dport, hashed) = match socket {
                Socket::Full(tcb) => (tcb.sport, tcb.dport, tcb.state() != State::Close),
                Socket::Mini(mini) => (mini.sport, mini.dport, true),
            };
            (hashed && sport == segment.dport && dport == segment.sport).then_some(*id)
        })
    }

    /// Lends socket `id` out together with its context.
    fn with<R>(
        &mut self,
        id: SocketId,
        now: Instant,
        clock: &JiffyClock,
        act: impl FnOnce(&mut Socket, &Context<'_>) -> R,
    ) -> R {
        let mut socket = self.sockets.remove(&id).expect("a socket that is found exists");
        let result = act(&mut socket, &self.context(now, clock));
        self.sockets.insert(id, socket);
        result
    }
}
