//! A host: its sockets, who holds them, their timers on the wheel, its ports, its sysctls.
//!
//! Finds the socket for a segment, a call or a timer, and keeps what endpoints ask it to keep. Refuses to know
//! the network, and what is written down.

mod application;
mod call;
mod demux;
#[cfg(any(not(target_arch = "wasm32"), feature = "tools"))]
mod endpoint;
mod ports;
mod sockets;
pub mod sysctl;
mod timers;
mod view;
mod work;

pub use call::Call;
#[cfg(any(not(target_arch = "wasm32"), feature = "tools"))]
pub use endpoint::{Endpoint, Sending};
pub use timers::{Armed, Arming, Running, Turn};
pub use view::{Poll, SocketView};
pub use work::{Born, Share, Work};

use self::sockets::{Kind, Socket, Sockets};
use self::timers::Timers;
use crate::rule::Rule;
use crate::seq::Seq;
use crate::tcp::{
    Context, Established, Knobs, Listener, OfferedWindow, Profile, TCP_RMEM, Tcb, TimeWait, Timer, TimerSlot,
};
use crate::time::{Instant, Jiffies, JiffyClock, Micros};
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

    /// What `of` gives for a and for b. `BOTH.map()` would be compiled anew, and larger, for each type.
    pub fn each<T>(mut of: impl FnMut(HostId) -> T) -> [T; 2] {
        [of(HostId::A), of(HostId::B)]
    }

    pub const fn peer(self) -> HostId {
        match self {
            HostId::A => HostId::B,
            HostId::B => HostId::A,
        }
    }

    /// As links and files write it.
    pub const fn name(self) -> &'static str {
        match self {
            HostId::A => "a",
            HostId::B => "b",
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

/// The windows that connections opened during a run offer, where a recording shows them: own port and peer's
/// port of each connection, in the order in which they are opened, and the bytes that its segments offer, one
/// after the other. A SYN's is the field as it's sent.
#[derive(Clone, Debug, Default)]
pub struct Windows(pub Vec<((u16, u16), Vec<u32>)>);

/// What a host lends its sockets besides its own.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    pub now: Instant,
    pub clock: &'a JiffyClock,
    /// Orphans of both hosts together, and how many the machine may have (ORP-1).
    pub orphans: u32,
    pub tcp_max_orphans: i32,
    /// The id of the next socket that is made.
    pub next_id: SocketId,
}

impl<'a> Surroundings<'a> {
    fn context(
        &self,
        profile: Profile,
        knobs: &'a Knobs,
        mini_sockets: usize,
        challenges_left: u32,
    ) -> Context<'a> {
        let Surroundings { now, clock, orphans, tcp_max_orphans, next_id: _ } = *self;
        Context { now, clock, profile, knobs, mini_sockets, orphans, tcp_max_orphans, challenges_left }
    }
}

/// One host.
#[derive(Clone, Debug)]
pub struct Host {
    pub knobs: Knobs,
    profile: Profile,
    sockets: Sockets,
    timers: Timers,
    /// Ports on which an application listens.
    listens: Vec<u16>,
    windows: Windows,
    /// What a new connection offers, where the buffer is bounded, and by how much it is scaled.
    buffer: Option<OfferedWindow>,
    rcv_wscale: u8,
    /// The receive buffer that the listener's connections inherit.
    rcvbuf: u32,
    /// The initial number of a connection that is opened at t = 0.
    iss: Seq,
    /// Challenge ACKs sent in a second of the clock.
    challenges: (u64, u32),
}

impl Host {
    pub fn new(knobs: Knobs, profile: Profile, listens: Option<u16>, windows: Windows) -> Self {
        Host {
            knobs,
            profile,
            sockets: Sockets::default(),
            timers: Timers::new(),
            listens: listens.map_or_else(Vec::new, |port| vec![port]),
            windows,
            buffer: None,
            rcv_wscale: 10,
            rcvbuf: TCP_RMEM,
            iss: Seq::new(0),
            challenges: (0, 0),
        }
    }

    /// What a socket of this host may know.
    fn context<'a>(&'a self, around: &Surroundings<'a>) -> Context<'a> {
        let (mini_sockets, challenges_left) = (self.mini_sockets(), self.challenges_left(around.now));
        around.context(self.profile, &self.knobs, mini_sockets, challenges_left)
    }

    /// Lends socket `id` out together with its context.
    fn lend<'a>(&'a mut self, id: SocketId, around: &Surroundings<'a>) -> (&'a mut Socket, Context<'a>) {
        let (mini_sockets, challenges_left) = (self.mini_sockets(), self.challenges_left(around.now));
        let cx = around.context(self.profile, &self.knobs, mini_sockets, challenges_left);
        (self.sockets.get_mut(id).expect("a socket that is found exists"), cx)
    }

    fn mini_sockets(&self) -> usize {
        self.sockets.count(Kind::Mini)
    }

    /// RST-4: how many challenge ACKs this second still allows. Note: Linux draws the limit of each second
    /// at random, between half and one and a half; here it is the limit itself.
    fn challenges_left(&self, now: Instant) -> u32 {
        let limit = self.knobs.tcp_challenge_ack_limit;
        if limit == i32::MAX {
            return u32::MAX;
        }
        let (second, sent) = self.challenges;
        let sent = if second == now.as_millis() / 1000 { sent } else { 0 };
        u32::try_from(limit).unwrap_or(0).saturating_sub(sent)
    }

    fn note_challenges(&mut self, now: Instant, sent: u32) {
        let second = now.as_millis() / 1000;
        if self.challenges.0 != second {
            self.challenges = (second, 0);
        }
        self.challenges.1 += sent;
    }

    /// Puts the connection that stands at t = 0 into the tables, held by the application under `name`.
    pub fn adopt(&mut self, around: &Surroundings<'_>, name: &str, end: &Established) -> Born {
        self.iss = end.snd_nxt - 1;
        (self.rcv_wscale, self.rcvbuf) = (end.rcv_wscale, end.rcvbuf);
        self.buffer = match &end.rcv_wnd {
            OfferedWindow::Recorded { .. } | OfferedWindow::Steady(_) => None,
            buffer @ OfferedWindow::Buffer { .. } => Some(buffer.clone()),
        };
        let tcb = Tcb::established(&self.context(around), end);
        let born = Born { sport: tcb.sport, dport: tcb.dport, state: tcb.state() };
        self.add_held(around.next_id, name, tcb);
        born
    }

    /// The socket that the application holds under `name`.
    pub fn named(&self, name: &str) -> Option<SocketId> {
        self.sockets.named(name)
    }

    /// Under which name the application holds socket `id`, if it does.
    pub fn name_of(&self, id: SocketId) -> Option<&str> {
        self.sockets.name(id)
    }

    /// The name of a socket whose close() returns now.
    pub fn stops_lingering(&mut self, id: SocketId) -> Option<String> {
        self.sockets.stop_lingering(id)
    }

    /// Sockets that nobody holds and that aren't small ones (C-13).
    pub fn orphans(&self) -> u32 {
        self.sockets.count(Kind::Orphan) as u32
    }

    /// The next timer to fire.
    pub fn next_timer(&self) -> Option<(Turn, SocketId, TimerSlot)> {
        let next = self.timers.first()?;
        Some((next.turn, next.socket, next.timer.slot()))
    }

    /// The timer in that slot fires now.
    pub fn on_timer(
        &mut self,
        around: &Surroundings<'_>,
        id: SocketId,
        slot: TimerSlot,
        work: &mut Work,
    ) -> Running {
        let fired = self.take_back(id, slot).expect("only a running timer fires");
        let has_listener = self.has_listener(id);
        let (socket, cx) = self.lend(id, around);
        let fx = &mut work.fx;
        match socket {
            Socket::Full(tcb) => tcb.on_timer(&cx, fired.timer, fx),
            Socket::Mini(mini) => mini.on_timer(fx),
            Socket::Request(request) if !has_listener => request.die(Rule::ListenEnds, fx),
            Socket::Request(request) => request.on_timer(&cx, fx),
        }
        self.sockets.settle(id);
        work.of(Some(id));
        fired
    }

    /// Runs `timer` of socket `id`, in place of whatever its slot held.
    pub fn arm(&mut self, at: &Arming<'_>, id: SocketId, timer: Timer, after: Jiffies) -> Armed {
        self.timers.arm(&mut self.sockets, at, id, timer, after)
    }

    /// The same for a timer that doesn't count ticks.
    pub fn arm_exactly(&mut self, at: &Arming<'_>, id: SocketId, timer: Timer, after: Micros) -> Armed {
        self.timers.arm_exactly(&mut self.sockets, at, id, timer, after)
    }

    /// A running timer fires no earlier than `until`.
    pub fn postpone(&mut self, id: SocketId, slot: TimerSlot, until: Instant) {
        self.timers.postpone(&self.sockets, id, slot, until);
    }

    /// Takes back the timer in that slot. Says which it was; nothing where none runs.
    pub fn disarm(&mut self, id: SocketId, slot: TimerSlot) -> Option<Timer> {
        self.take_back(id, slot).map(|running| running.timer)
    }

    fn take_back(&mut self, id: SocketId, slot: TimerSlot) -> Option<Running> {
        self.timers.disarm(&mut self.sockets, id, slot)
    }

    /// Puts a mini-socket into the tables.
    pub fn park(&mut self, id: SocketId, mini: TimeWait) {
        self.sockets.add(id, Socket::Mini(mini));
    }

    /// Gives back a socket's memory.
    pub fn free(&mut self, id: SocketId) {
        self.sockets.remove(id);
    }

    fn listener(&self, port: u16) -> Listener {
        if self.listens.contains(&port) { Listener::Stands } else { Listener::None }
    }

    /// Whether somebody listens on the port of socket `id`.
    fn has_listener(&self, id: SocketId) -> bool {
        let port = self.sockets.get(id).map(|socket| socket.ports().0);
        port.is_some_and(|port| self.listener(port) == Listener::Stands)
    }
}
