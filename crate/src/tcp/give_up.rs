//! When retransmission ends: the boundary N and the time that it stands for (spec §4.2).
//!
//! N is no count. It is turned into the time that N doublings of a 200 ms timeout would take, and the
//! socket dies at the first timeout after that long since its first real retransmission.

use crate::tcp::rtt::{Rto, RtoBounds, TCP_TIMEOUT_INIT};
use crate::time::{Instant, Jiffies, JiffyClock, Micros};

/// The fixed base of the model, whatever tcp_rto_min_us says (C-4).
const TCP_RTO_MIN: Micros = Micros::from_millis(200);

/// What tcp_orphan_retries = 0 stands for while the socket counts as alive (C-12).
const ORPHAN_DEFAULT: u8 = 8;

/// Who the socket answers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A process holds it: tcp_retries2 bounds it.
    Process { tcp_retries2: u8 },
    /// Nobody does: tcp_orphan_retries bounds it.
    Orphan { tcp_orphan_retries: u8 },
}

/// How far retransmission may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// N of the model.
    pub retries: u8,
    /// Whether the timeout that fired was below the maximum (always so for a process's).
    pub alive: bool,
}

/// FIN-4: the boundary at the expiry of `fired`. `soft_error` says that an ICMP error was noted.
pub fn boundary(owner: Owner, fired: Rto, bounds: RtoBounds, soft_error: bool) -> Boundary {
    match owner {
        Owner::Process { tcp_retries2 } => Boundary { retries: tcp_retries2, alive: true },
        Owner::Orphan { tcp_orphan_retries } => {
            let alive = fired.ticks() < bounds.max;
            let asked = if soft_error && !alive { 0 } else { tcp_orphan_retries };
            Boundary { retries: if asked == 0 && alive { ORPHAN_DEFAULT } else { asked }, alive }
        }
    }
}

/// FIN-11: how long N retries may last, counted from the first real retransmission.
pub fn model(retries: u8, bounds: RtoBounds, clock: &JiffyClock) -> Micros {
    model_from(TCP_RTO_MIN, retries, bounds, clock)
}

/// The same for a SYN, counted from the first.
pub fn syn_model(retries: u8, bounds: RtoBounds, clock: &JiffyClock) -> Micros {
    model_from(TCP_TIMEOUT_INIT, retries, bounds, clock)
}

fn model_from(base: Micros, retries: u8, bounds: RtoBounds, clock: &JiffyClock) -> Micros {
    let base = clock.covering(base).get();
    let n = u64::from(retries);
    let thresh = u64::from((bounds.max.get() / base).max(1).ilog2());
    let ticks = if n <= thresh {
        ((2 << n) - 1) * base
    } else {
        ((2 << thresh) - 1) * base + (n - thresh) * bounds.max.get()
    };
    clock.span(Jiffies::new(ticks))
}

/// FIN-10: whether that long has passed since `retrans_stamp`, in whole milliseconds. Nothing times
/// out before a first retransmission.
pub fn timed_out(retrans_stamp: Option<Instant>, retransmits: u8, now: Instant, limit: Micros) -> bool {
    match retrans_stamp {
        Some(stamp) if retransmits > 0 => now.as_millis() - stamp.as_millis() >= limit.get() / 1000,
        Some(_) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> JiffyClock {
        JiffyClock::new(250, Jiffies::new(0), Micros::ZERO)
    }

    fn bounds(max_ms: u64) -> RtoBounds {
        RtoBounds { min: TCP_RTO_MIN, max: clock().covering(Micros::from_millis(max_ms)) }
    }

    /// The table of FIN-11.
    #[test]
    fn the_model_is_the_kernels() {
        let tenths = [2, 6, 14, 30, 62, 126, 254, 510, 1022, 2046, 3246, 4446, 5646, 6846, 8046, 9246];
        for (n, tenth) in tenths.into_iter().enumerate() {
            assert_eq!(
                model(n as u8, bounds(120_000), &clock()),
                Micros::from_millis(tenth * 100),
                "N = {n}"
            );
        }
    }

    /// The table of FIN-22, rto_max = 1000 ms.
    #[test]
    fn a_smaller_rto_max_shortens_the_model() {
        for (n, tenth) in [(1, 6), (2, 14), (3, 24), (5, 44), (8, 74), (15, 144)] {
            assert_eq!(model(n, bounds(1000), &clock()), Micros::from_millis(tenth * 100), "N = {n}");
        }
    }

    #[test]
    fn zero_stands_for_eight_only_while_alive() {
        let orphan = Owner::Orphan { tcp_orphan_retries: 0 };
        let below = Rto::bounded(Jiffies::new(56), bounds(120_000));
        let at_max = Rto::bounded(Jiffies::new(u64::MAX), bounds(120_000));
        assert_eq!(boundary(orphan, below, bounds(120_000), false), Boundary { retries: 8, alive: true });
        assert_eq!(boundary(orphan, at_max, bounds(120_000), false), Boundary { retries: 0, alive: false });
    }

    #[test]
    fn a_soft_error_ends_patience_only_at_the_maximum() {
        let orphan = Owner::Orphan { tcp_orphan_retries: 3 };
        let below = Rto::bounded(Jiffies::new(56), bounds(120_000));
        let at_max = Rto::bounded(Jiffies::new(u64::MAX), bounds(120_000));
        assert_eq!(boundary(orphan, below, bounds(120_000), true).retries, 3);
        assert_eq!(boundary(orphan, at_max, bounds(120_000), true).retries, 0);
    }

    /// FIN-14: at least one retransmission always happens.
    #[test]
    fn nothing_times_out_before_the_first_retransmission() {
        let late = Instant::from_micros(u64::MAX / 2);
        assert!(!timed_out(None, 0, late, Micros::ZERO));
        assert!(!timed_out(Some(Instant::ZERO), 0, late, Micros::ZERO));
        assert!(timed_out(Some(Instant::ZERO), 1, late, Micros::ZERO));
    }
}
