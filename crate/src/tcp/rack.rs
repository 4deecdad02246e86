//! RACK: a segment is lost when one sent later, by more than the reordering that is to be expected,
//! has arrived (RFC 8985).

use crate::seq::Seq;
use crate::tcp::skb::Skb;
use crate::time::{Instant, Micros};

/// What the latest delivered segment tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rack {
    latest: Option<Latest>,
    /// Its round trip.
    pub rtt: Micros,
    /// Something new was delivered since losses were last looked for.
    pub advanced: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Latest {
    sent_at: Instant,
    pass: u64,
    end_seq: Seq,
}

impl Latest {
    fn of(skb: &Skb) -> Latest {
        Latest { sent_at: skb.sent_at, pass: skb.pass, end_seq: skb.end_seq }
    }

    /// Whether this one was sent after `other` (kernel: `tcp_skb_sent_after()`).
    fn is_after(&self, other: &Latest) -> bool {
        let (ours, theirs) = ((self.sent_at, self.pass), (other.sent_at, other.pass));
        ours > theirs || ours == theirs && self.end_seq.after(other.end_seq)
    }
}

impl Rack {
    /// RFC 8985 §6.2 step 2 (kernel: `tcp_rack_advance()`).
    pub fn advance(&mut self, skb: &Skb, now: Instant, min_rtt: Option<Micros>) {
        let rtt = now.since(skb.sent_at);
        if skb.ever_retrans && min_rtt.is_some_and(|least| rtt < least) {
            // It is the original that was delivered, not the copy just sent.
            return;
        }
        self.advanced = true;
        self.rtt = rtt;
        let delivered = Latest::of(skb);
        if self.latest.is_none_or(|latest| delivered.is_after(&latest)) {
            self.latest = Some(delivered);
        }
    }

    /// How long until `skb` counts as lost, given the reordering to expect: nothing where nothing sent
    /// later has arrived, zero where it is lost (kernel: `tcp_rack_skb_timeout()`).
    pub fn time_left(&self, skb: &Skb, now: Instant, reo_wnd: Micros) -> Option<Micros> {
        let latest = self.latest?;
        latest.is_after(&Latest::of(skb)).then(|| self.rtt + reo_wnd - now.since(skb.sent_at))
    }

    /// The same for a timeout, which asks no order (kernel: `tcp_timeout_mark_lost()`).
    pub fn is_recent(&self, skb: &Skb, now: Instant) -> bool {
        self.rtt > now.since(skb.sent_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Flags;

    fn ms(ms: u64) -> Instant {
        Instant::from_micros(ms * 1000)
    }

    fn sent(seq: u32, at_ms: u64) -> Skb {
        Skb { sent_at: ms(at_ms), ..Skb::new(Seq::new(seq), 100, Flags::NONE) }
    }

    /// What left at 5 ms as the third of three is delivered at 25 ms.
    fn third_delivered() -> Rack {
        let mut rack = Rack::default();
        rack.advance(&sent(201, 5), ms(25), None);
        rack
    }

    #[test]
    fn what_left_earlier_is_lost_a_round_trip_and_the_reordering_after_it_left() {
        let (rack, window) = (third_delivered(), Micros::from_millis(4));
        assert_eq!((rack.rtt, rack.advanced), (Micros::from_millis(20), true));
        for (at_ms, left_ms) in [(0, 0), (1, 0), (2, 1), (5, 4)] {
            let left = rack.time_left(&sent(1, at_ms), ms(25), window);
            assert_eq!(left, Some(Micros::from_millis(left_ms)), "sent at {at_ms}");
        }
    }

    #[test]
    fn what_left_later_is_not_judged() {
        let rack = third_delivered();
        let judged = |skb: &Skb| rack.time_left(skb, ms(99), Micros::default()).is_some();
        // Of the same moment the sequence numbers tell.
        assert_eq!(
            [sent(101, 5), sent(201, 5), sent(301, 5), sent(1, 6)].map(|skb| judged(&skb)),
            [true, false, false, false]
        );
        assert_eq!(Rack::default().time_left(&sent(1, 0), ms(99), Micros::default()), None);
    }

    #[test]
    fn a_copy_that_is_acknowledged_too_soon_tells_nothing() {
        let mut rack = Rack::default();
        let copy = Skb { ever_retrans: true, ..sent(1, 30) };
        rack.advance(&copy, ms(35), Some(Micros::from_millis(20)));
        assert_eq!(rack, Rack::default());
        rack.advance(&copy, ms(50), Some(Micros::from_millis(20)));
        assert!(rack.advanced);
    }

    #[test]
    fn an_earlier_one_changes_the_round_trip_but_not_the_order() {
        let mut rack = third_delivered();
        rack.advance(&sent(1, 0), ms(30), None);
        assert_eq!(rack.rtt, Micros::from_millis(30));
        assert_eq!(rack.time_left(&sent(101, 5), ms(30), Micros::default()), Some(Micros::from_millis(5)));
    }
}
