//! From a valid scenario to the engine's own inputs.

use super::format::{Action, Kernel, RuleLine, Scenario, StepLine, When};
use crate::host::HostId;
use crate::host::sysctl::Setting;
use crate::net::{self, Fault, Link, Payload, Wish};
use crate::segment::Flags;
use crate::seq::Seq;
use crate::sim::{self, Do, MAIN, Setup, Step};
use crate::tcp::{Established, Estimator, Knobs, OfferedWindow, Options, RtoBounds};
use crate::time::{Instant, Jiffies, JiffyClock, Micros};
use litemap::LiteMap;

/// The ports of the connection that stands at t = 0.
const PORTS: [u16; 2] = [40_000, 8_080];
/// Initial sequence numbers: any will do, these are fixed.
const ISS: [Seq; 2] = [Seq::new(1_000_000), Seq::new(2_000_000)];
/// What both sides offer: 64 KB, scaled by 2^10.
const RCV_WND: u32 = 65_536;
const RCV_WSCALE: u8 = 10;

impl Scenario {
    /// What the engine runs. The handshake gave both ends one sample of the round trip (RTT-6).
    pub fn setup(&self) -> Setup {
        let knobs = HostId::BOTH.map(|host| self.knobs(host));
        let clock = self.kernel.clock();
        let round_trip = self.delay_ms.micros() + self.delay_ms.micros();
        let ends = HostId::BOTH.map(|host| {
            let (me, peer) = (host.index(), host.peer().index());
            let snd_nxt = ISS[me] + 1;
            let rto_min = RtoBounds::of(&knobs[me], &clock).min;
            Established {
                sport: PORTS[me],
                dport: PORTS[peer],
                snd_nxt,
                rcv_nxt: ISS[peer] + 1,
                rcv_wnd: OfferedWindow::Steady(RCV_WND),
                rcv_wscale: RCV_WSCALE,
                options: Options::agreed(&knobs[0], &knobs[1]),
                estimator: Some(Estimator::first(round_trip, rto_min, snd_nxt)),
                rto: None,
                ato: Micros::ZERO,
            }
        });
        let mut script: Vec<Step> = Vec::new();
        for step in self.script.iter().map(StepLine::step) {
            let place = script.partition_point(|other| due(other) <= due(&step));
            script.insert(place, step);
        }
        Setup { clock, knobs, ends, link: self.link(), script, horizon: self.run_ms.instant() }
    }

    fn knobs(&self, host: HostId) -> Knobs {
        let mut knobs = Knobs::default();
        for (key, value) in self.sysctl.of(host).iter() {
            setting(key, *value).apply(&mut knobs);
        }
        knobs
    }

    fn link(&self) -> Link {
        let mut wishes = LiteMap::new();
        for (names, wish) in [(&self.lose, Wish::Lose), (&self.deliver, Wish::Deliver)] {
            for name in names.iter().filter_map(|name| name.parse().ok()) {
                wishes.insert(name, wish);
            }
        }
        Link {
            delay: self.delay_ms.micros(),
            faults: self.rules.iter().map(RuleLine::fault).collect(),
            wishes,
            measured: LiteMap::new(),
        }
    }
}

/// When a step is due; one that waits for end of file comes after all others.
fn due(step: &Step) -> Instant {
    match step.when {
        sim::When::At(at) => at,
        sim::When::Eof { .. } => Instant::NEVER,
    }
}

fn setting(key: &str, value: i64) -> Setting {
    match Setting::new(key, value) {
        Ok(setting) => setting,
        Err(_) => unreachable!("a scenario is checked when it is read"),
    }
}

impl Kernel {
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
            action: match (self.action, self.ms) {
                (Action::Drop, _) => net::Action::Drop,
                (Action::Duplicate, _) => net::Action::Duplicate,
                (Action::Delay, ms) => net::Action::Delay(ms.unwrap_or_default().micros()),
            },
        }
    }
}

impl StepLine {
    fn step(&self) -> Step {
        let when = match (self.at_ms, self.when) {
            (Some(at), _) => sim::When::At(at.instant()),
            (None, Some(When::Eof) | None) => {
                sim::When::Eof { after: self.after_ms.unwrap_or_default().micros() }
            }
        };
        let act = match self.deed.call() {
            Some(call) => Do::Call { name: self.sock.clone().unwrap_or_else(|| MAIN.to_owned()), call },
            None => {
                let key = self.key.as_deref().unwrap_or_default();
                Do::Sysctl(setting(key, self.value.unwrap_or_default()))
            }
        };
        Step { when, host: self.host, act }
    }
}
