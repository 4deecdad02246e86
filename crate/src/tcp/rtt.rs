//! The round-trip estimator and the RTO, in the kernel's integer arithmetic (RFC 6298, spec §3.1).

use crate::seq::Seq;
use crate::tcp::knobs::Knobs;
use crate::time::{Jiffies, JiffyClock, Micros};

/// RFC 6298 §2.1 and C-6: the RTO before any sample.
pub(super) const TCP_TIMEOUT_INIT: Micros = Micros::from_secs(1);

/// The bounds of a socket's RTO, read from tcp_rto_min_us and tcp_rto_max_ms when it was made (RTT-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RtoBounds {
    /// What the RTO adds to the round trip at least.
    pub min: Micros,
    pub max: Jiffies,
}

impl RtoBounds {
    /// What a socket that is made now takes from the sysctls. The kernel keeps both in whole ticks,
    /// rounded up (kernel: `tcp_init_sock()`), and counts the minimum in microseconds again.
    pub fn of(knobs: &Knobs, clock: &JiffyClock) -> RtoBounds {
        RtoBounds {
            min: clock.span(clock.covering(Micros::new(u64::from(knobs.tcp_rto_min_us)))),
            max: clock.covering(Micros::from_millis(u64::from(knobs.tcp_rto_max_ms))),
        }
    }
}

/// A retransmission timeout in whole ticks: never zero, never above its socket's maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rto(Jiffies);

impl Rto {
    /// `ticks`, brought within 1 ≤ RTO ≤ the socket's maximum.
    pub fn bounded(ticks: Jiffies, bounds: RtoBounds) -> Rto {
        Rto(ticks.clamp(Jiffies::new(1), bounds.max))
    }

    pub fn ticks(self) -> Jiffies {
        self.0
    }

    /// RFC 6298 §5.5, FIN-9: doubled, up to the maximum.
    pub fn doubled(self, bounds: RtoBounds) -> Rto {
        Rto::bounded(Jiffies::new(self.0.get() * 2), bounds)
    }

    /// 3.5 RTO: the least that FIN_WAIT2 of an orphan lasts (spec §6, `tcp_fin_time()`).
    pub fn three_and_a_half(self) -> Jiffies {
        Jiffies::new((self.0.get() << 2) - (self.0.get() >> 1))
    }
}

/// Smoothed round trip and its variance, in microseconds, as the kernel keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Estimator {
    /// 8 × the smoothed round trip (S); 0 before any sample.
    pub srtt: u32,
    /// 4 × the mean deviation (D).
    pub mdev: u32,
    /// The largest `mdev` of this round trip (Dmax).
    pub mdev_max: u32,
    /// What the RTO adds to the smoothed round trip (V).
    pub rttvar: u32,
    /// The sequence number whose acknowledgment ends this round trip (mark).
    pub rtt_seq: Seq,
}

impl Estimator {
    /// After the first sample (RFC 6298 §2.2, RTT-1).
    pub fn first(sample: Micros, rto_min: Micros, snd_nxt: Seq) -> Estimator {
        let m = micros(sample).max(1);
        let rttvar = (m << 1).max(micros(rto_min));
        Estimator { srtt: m << 3, mdev: m << 1, mdev_max: rttvar, rttvar, rtt_seq: snd_nxt }
    }

    /// Takes in a later sample (RFC 6298 §2.3, RTT-2). `snd_una` and `snd_nxt` say whether a round
    /// trip has passed.
    ///
    /// Note: a fall of the round trip is let in at an eighth of its weight, where RFC 6298 would
    /// raise the variance by all of it; with Linux.
    pub fn sample(&mut self, sample: Micros, rto_min: Micros, snd_una: Seq, snd_nxt: Seq) {
        let m = i64::from(micros(sample).max(1));
        let error = m - i64::from(self.srtt >> 3);
        self.srtt = clamp_u32(i64::from(self.srtt) + error).max(1);
        let mut deviation = error.abs() - i64::from(self.mdev >> 2);
        if error < 0 && deviation > 0 {
            deviation >>= 3;
        }
        self.mdev = clamp_u32(i64::from(self.mdev) + deviation);
        if self.mdev > self.mdev_max {
            self.mdev_max = self.mdev;
            self.rttvar = self.rttvar.max(self.mdev_max);
        }
        if snd_una.after(self.rtt_seq) {
            if self.mdev_max < self.rttvar {
                self.rttvar -= (self.rttvar - self.mdev_max) >> 2;
            }
            self.rtt_seq = snd_nxt;
            self.mdev_max = micros(rto_min);
        }
    }

    /// The RTO that follows: S/8 + V in ticks, rounded up (RTT-3).
    pub fn rto(&self, clock: &JiffyClock, bounds: RtoBounds) -> Rto {
        let us = u64::from(self.srtt >> 3) + u64::from(self.rttvar);
        Rto::bounded(clock.covering(Micros::new(us)), bounds)
    }

    /// The smoothed round trip, or nothing before any sample.
    pub fn smoothed(&self) -> Option<Micros> {
        (self.srtt > 0).then(|| Micros::new(u64::from(self.srtt >> 3)))
    }
}

fn micros(d: Micros) -> u32 {
    u32::try_from(d.get()).unwrap_or(u32::MAX >> 4).min(u32::MAX >> 4)
}

fn clamp_u32(n: i64) -> u32 {
    n.clamp(0, i64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Jiffies;

    const MIN: Micros = Micros::from_millis(200);

    fn clock() -> JiffyClock {
        JiffyClock::new(250, Jiffies::new(0), Micros::ZERO)
    }

    fn bounds() -> RtoBounds {
        RtoBounds { min: MIN, max: Jiffies::new(30_000) }
    }

    /// RTT-4: right after the handshake RTT + 200 ms below 100 ms, 3 RTT above.
    #[test]
    fn after_the_handshake_the_rto_is_rtt_plus_200_ms_or_three_rtt() {
        let rto = |ms| {
            let e = Estimator::first(Micros::from_millis(ms), MIN, Seq::new(1));
            clock().span(e.rto(&clock(), bounds()).ticks()).get() / 1000
        };
        assert_eq!(rto(20), 220);
        assert_eq!(rto(200), 600);
        assert_eq!(rto(600), 1800);
    }

    /// RTT-4: after enough clean samples V decays to 200 ms; a quarter of less than 4 µs is nothing, so
    /// it stops just short of it.
    #[test]
    fn clean_samples_settle_the_rto_at_rtt_plus_200_ms() {
        let rtt = Micros::from_millis(200);
        let mut e = Estimator::first(rtt, MIN, Seq::new(1));
        for n in 2..200 {
            e.sample(rtt, MIN, Seq::new(n), Seq::new(n));
        }
        assert_eq!(e.smoothed(), Some(rtt));
        assert_eq!(e.rttvar, 200_003);
    }

    #[test]
    fn doubling_stops_at_the_maximum() {
        let mut rto = Rto::bounded(Jiffies::new(56), bounds());
        for _ in 0..20 {
            rto = rto.doubled(bounds());
        }
        assert_eq!(rto.ticks(), Jiffies::new(30_000));
    }
}
