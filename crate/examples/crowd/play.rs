//! Connections that are opened, torn down and gone, in one world, with applications played from outside.
//!
//! Each is opened by a's connect(), accepted by b at once, closed by a, closed by b a moment after it has seen the
//! end of file, and waits for 60 s in TIME_WAIT: seven segments, nothing lost, a millisecond one way.

use lastack::host::{Call, HostId};
use lastack::scenario::Scenario;
use lastack::sim::{Log, MAIN, Setup, World};
use lastack::time::{Instant, Micros};

/// One way.
const DELAY: Micros = Micros::from_millis(1);
/// All are opened, 10 µs one after the other, before the first is closed.
pub(crate) const AT_ONCE: Pace = Pace { gap: Micros::new(10), together: true };
/// How long b takes to close: Linux delays its ACK of the FIN by 40 ms, and with a FIN of its own before that there
/// would be three waves.
const MOMENT: Micros = Micros::from_millis(50);
/// The client's ports, and the first of the server's.
const PORTS: std::ops::RangeInclusive<u16> = 1_024..=65_535;
const FIRST_SERVICE: u16 = 10_000;
/// What each connection sends.
pub(crate) const SEGMENTS: u32 = 7;

/// How connections follow each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// Between one connection's opening and the next one's, and so for their closing.
    pub(crate) gap: Micros,
    /// The first is closed when the last is open; else as soon as it is open itself.
    pub(crate) together: bool,
}

/// A world without a connection, in which many may stand.
pub(crate) struct Crowd {
    setup: Setup,
    world: World,
    log: Log,
    services: u16,
}

/// What somebody does next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    Accept,
    CloseAtEof,
    Open,
    Close,
}

impl Crowd {
    pub(crate) fn new(mut log: Log) -> Crowd {
        let mut setup = Scenario::default().setup();
        setup.link.delay = DELAY;
        setup.horizon = Instant::NEVER;
        setup.tcp_max_orphans = i32::MAX;
        for knobs in &mut setup.knobs {
            knobs.tcp_max_tw_buckets = i32::MAX;
        }
        let mut world = World::new(&setup, &mut log);
        world.lift_limit();
        for host in HostId::BOTH {
            world.on_call(&setup, host, MAIN, Call::Close, &mut log);
        }
        let mut crowd = Crowd { setup, world, log, services: 0 };
        crowd.run_out();
        crowd
    }

    /// `n` connections. Ends when all are gone.
    pub(crate) fn play(&mut self, n: u32, pace: Pace) {
        let sent = self.world.sent();
        let (_, service) = ports(n - 1);
        while FIRST_SERVICE + self.services <= service {
            let port = FIRST_SERVICE + self.services;
            self.call(HostId::B, "", Call::Listen { port });
            self.services += 1;
        }
        let open = self.world.now().as_micros() + 1;
        let gap = pace.gap.get();
        let close = open + 4 * DELAY.get() + if pace.together { u64::from(n) * gap } else { 0 };
        // Each thing that is done to a connection is done to all, one gap after the other.
        let mut acts = [
            (open + 3 * DELAY.get() + 1, Act::Accept, 0),
            (close + DELAY.get() + MOMENT.get(), Act::CloseAtEof, 0),
            (open, Act::Open, 0),
            (close, Act::Close, 0),
        ];
        while let Some((at, act, nth)) = acts.iter_mut().filter(|(_, _, nth)| *nth < n).min() {
            self.world.tick(&self.setup, Instant::from_micros(*at), &mut self.log);
            let (act, which) = (*act, *nth);
            (*at, *nth) = (*at + gap, which + 1);
            self.act(act, which);
        }
        self.run_out();
        for host in HostId::BOTH {
            assert_eq!(self.world.host(host).sockets().count(), 0, "all are gone");
        }
        assert_eq!(self.world.sent() - sent, SEGMENTS * n, "nothing was lost, or sent twice");
    }

    fn act(&mut self, act: Act, which: u32) {
        let (client, service) = ports(which);
        let name = which.to_string();
        match act {
            Act::Open => self.call(HostId::A, &name, Call::Connect { port: Some(client), to: service }),
            Act::Close => self.call(HostId::A, &name, Call::Close),
            Act::Accept => {
                let accepted = self.world.host_mut(HostId::B).accept((service, client), &name);
                assert!(accepted, "it is open by now");
            }
            Act::CloseAtEof => {
                let poll = self.world.host(HostId::B).poll(&name);
                assert!(poll.is_some_and(|poll| poll.rdhup), "the FIN is there by now");
                self.call(HostId::B, &name, Call::Close);
            }
        }
    }

    fn call(&mut self, host: HostId, name: &str, call: Call) {
        self.world.on_call(&self.setup, host, name, call, &mut self.log);
    }

    fn run_out(&mut self) {
        while self.world.step(&self.setup, &mut self.log) {}
    }
}

/// The client's and the server's port of connection `nth`.
fn ports(nth: u32) -> (u16, u16) {
    let clients = u32::from(PORTS.end() - PORTS.start()) + 1;
    (PORTS.start() + (nth % clients) as u16, FIRST_SERVICE + (nth / clients) as u16)
}

/// The most memory that this process has had, in bytes, where the system tells it (Linux).
pub(crate) fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

/// Seconds of a clock, or, where it took so long that the system's account of it is exact enough, those that this
/// thread has had of a processor (Linux): that leaves out what others had.
pub(crate) fn seconds(work: impl FnOnce()) -> f64 {
    /// The account is brought up to date some hundred times a second.
    const ACCOUNTED: f64 = 0.5;
    let of_processor = || {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        told.split_whitespace().next()?.parse::<u64>().ok()
    };
    let before = of_processor();
    #[expect(clippy::disallowed_types, reason = "how long it takes is what is asked; no run depends on it")]
    let begun = std::time::Instant::now();
    work();
    let clock = begun.elapsed().as_secs_f64();
    match before.zip(of_processor()) {
        Some((before, after)) if clock > ACCOUNTED => (after - before) as f64 / 1e9,
        Some(_) | None => clock,
    }
}
