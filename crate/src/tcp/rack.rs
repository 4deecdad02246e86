//! RACK: a segment is lost when one sent later, by more than the reordering that is to be expected,
//! has arrived (RFC 8985).

use crate::seq::Seq;
use crate::tcp::skb::Skb;
use crate::time::{Instant, Micros};

/// What the latest delivered segment tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
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
    end_seq: Seq,
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
        if self.latest.is_none_or(|latest| is_later(skb, latest)) {
            self.latest = Some(Latest { sent_at: skb.sent_at, end_seq: skb.end_seq });
        }
    }

    /// How long until `skb` counts as lost, given the reordering to expect: nothing where nothing sent
    /// later has arrived, zero where it is lost (kernel: `tcp_rack_skb_timeout()`).
    pub fn time_left(&self, skb: &Skb, now: Instant, reo_wnd: Micros) -> Option<Micros> {
        let latest = self.latest?;
        let sent_before =
            !is_later(skb, latest) && (skb.sent_at, skb.end_seq) != (latest.sent_at, latest.end_seq);
        sent_before.then(|| self.rtt + reo_wnd - now.since(skb.sent_at))
    }

    /// The same for a timeout, which asks no order (kernel: `tcp_timeout_mark_lost()`).
    pub fn is_recent(&self, skb: &Skb, now: Instant) -> bool {
        self.rtt > now.since(skb.sent_at)
    }
}

/// Whether `skb` was sent after `latest` (kernel: `tcp_skb_sent_after()`).
fn is_later(skb: &Skb, latest: Latest) -> bool {
    skb.sent_at > latest.sent_at || skb.sent_at == latest.sent_at && skb.end_seq.after(latest.end_seq)
}
