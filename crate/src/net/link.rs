//! Carries segments from one host to the other.

use super::fault::{Action, Fault};
use crate::host::HostId;
use crate::segment::{Flags, Segment};
use crate::seq::Seq;
use crate::tcp::IcmpError;
use crate::time::{Instant, Micros};
use crate::words::{clipped, number, said};
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// What is fixed of a link for a run.
#[derive(Clone, Debug)]
pub struct Link {
    /// One way.
    pub delay: Micros,
    pub faults: Vec<Fault>,
    /// Single segments that somebody loses or gives back, whatever the rules say.
    pub wishes: Vec<(SegmentName, Wish)>,
    /// How long each segment of a flow took in a recording, in the order of sending; nothing where it
    /// isn't known.
    pub measured: Vec<(Flow, Vec<Option<Micros>>)>,
    /// When each ICMP error reached each host in a recording; nothing where it isn't known.
    pub measured_icmp: [Vec<Instant>; 2],
}

impl Link {
    /// What somebody wants to become of one segment, in place of what was wanted before.
    pub fn wish(&mut self, name: SegmentName, wish: Option<Wish>) {
        if let Some(place) = self.wishes.iter().position(|(wished, _)| *wished == name) {
            self.wishes.swap_remove(place);
        }
        if let Some(wish) = wish {
            self.wishes.push((name, wish));
        }
    }

    fn wished(&self, name: SegmentName) -> Option<Wish> {
        self.wishes.iter().find(|(wished, _)| *wished == name).map(|(_, wish)| *wish)
    }
}

/// A segment as links and people name it: who sent it, and the how-manieth of that host it is, from 1.
/// `b:2` is b's second. The name survives a change of delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
pub struct SegmentName {
    pub from: HostId,
    pub nth: u32,
}

/// What somebody wants to become of one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Lose,
    Deliver,
}

/// One direction of one incarnation of a connection; the incarnation counts the SYNs seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flow {
    pub from: HostId,
    pub sport: u16,
    pub dport: u16,
    pub incarnation: u32,
}

/// What becomes of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carriage {
    /// It arrives at that moment, more than once if the network duplicated it.
    Delivered {
        at: Instant,
        copies: usize,
    },
    Lost(LossCause),
    /// It is lost, and the error reaches its sender at that moment.
    Refused {
        error: IcmpError,
        at: Instant,
    },
}

/// Who lost a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum LossCause {
    /// A rule of the scenario.
    Rule,
    /// Somebody's hand, naming this very segment.
    Hand,
    /// A router, which says so.
    Router,
}

/// What changes in a link during a run.
#[derive(Clone, Debug)]
pub struct LinkState {
    /// For each rule, in their order, how many segments it has seen and how many it has taken.
    tallies: Vec<Tally>,
    sent: [u32; 2],
    /// When the last segment from each host came out of the link: it's a pipe, and only a rule makes one
    /// overtake another.
    out: [Instant; 2],
    flows: Vec<FlowState>,
    /// ICMP errors so far, for each host.
    errors: [usize; 2],
}

#[derive(Clone, Copy, Debug, Default, Hash)]
struct Tally {
    seen: u32,
    taken: u32,
    /// When the last segment from each host that it delayed arrives.
    out: [Instant; 2],
}

/// One direction between two ports.
#[derive(Clone, Debug, Hash)]
struct FlowState {
    from: HostId,
    sport: u16,
    dport: u16,
    /// The initial number of each incarnation whose SYN was seen.
    initial: Vec<Seq>,
    /// Segments of the newest.
    sent: usize,
}

impl LinkState {
    /// Nothing was sent yet.
    pub fn new(link: &Link) -> LinkState {
        LinkState {
            tallies: vec![Tally::default(); link.faults.len()],
            sent: [0; 2],
            out: [Instant::ZERO; 2],
            flows: Vec::new(),
            errors: [0; 2],
        }
    }

    /// Takes a segment from `from` at `now`; says its name, its fate, and the place of the rule that took it.
    pub fn carry(
        &mut self,
        link: &Link,
        from: HostId,
        segment: &Segment,
        now: Instant,
    ) -> (SegmentName, Carriage, Option<usize>) {
        let nth = &mut self.sent[from.index()];
        *nth += 1;
        let name = SegmentName { from, nth: *nth };
        let through = now + self.transit(link, from, segment);
        let out = &mut self.out[from.index()];
        *out = (*out).max(through);
        let mut arrives = *out;
        let mut copies = 1;
        let mut lost = None;
        let mut refused = None;
        let rule = self.rule(link, name, segment, now);
        match rule.map(|place| (place, link.faults[place].action)) {
            None => {}
            Some((_, Action::Drop)) => lost = Some(LossCause::Rule),
            // A way of its own: only what the same rule takes keeps its order.
            Some((place, Action::Delay(more))) => {
                let out = &mut self.tallies[place].out[from.index()];
                *out = (*out).max(through + more);
                arrives = *out;
            }
            Some((_, Action::Duplicate)) => copies = 2,
            Some((_, Action::Icmp(error))) => refused = Some((error, self.error_arrives(link, from, now))),
        }
        match link.wished(name) {
            None => {}
            Some(Wish::Lose) => (lost, refused) = (Some(LossCause::Hand), None),
            Some(Wish::Deliver) => (lost, refused) = (None, None),
        }
        let carriage = match (lost, refused) {
            (Some(cause), _) => Carriage::Lost(cause),
            (None, Some((error, at))) => Carriage::Refused { error, at },
            (None, None) => Carriage::Delivered { at: arrives, copies },
        };
        (name, carriage, rule)
    }

    /// When a router's report reaches `host`: as long after sending as the other way takes.
    fn error_arrives(&mut self, link: &Link, host: HostId, now: Instant) -> Instant {
        let nth = &mut self.errors[host.index()];
        *nth += 1;
        let recorded = link.measured_icmp[host.index()].get(*nth - 1).copied();
        recorded.filter(|at| *at >= now).unwrap_or(now + link.delay)
    }

    /// The rule that takes this segment: the first that names it, else the first of the others.
    fn rule(&mut self, link: &Link, name: SegmentName, segment: &Segment, now: Instant) -> Option<usize> {
        let [mut other, mut naming] = [None; 2];
        for (i, fault) in link.faults.iter().enumerate() {
            let first = if fault.segment.is_some() { &mut naming } else { &mut other };
            if first.is_some() || !fault.matches(name, segment, now) {
                continue;
            }
            let tally = &mut self.tallies[i];
            tally.seen += 1;
            if tally.seen <= fault.skip || fault.count.is_some_and(|n| tally.taken >= n) {
                continue;
            }
            tally.taken += 1;
            *first = Some(i);
        }
        naming.or(other)
    }

    fn transit(&mut self, link: &Link, from: HostId, segment: &Segment) -> Micros {
        if link.measured.is_empty() {
            return link.delay;
        }
        let Segment { sport, dport, flags, seq, .. } = *segment;
        let known =
            self.flows.iter().position(|flow| (flow.from, flow.sport, flow.dport) == (from, sport, dport));
        let place = known.unwrap_or_else(|| {
            self.flows.push(FlowState { from, sport, dport, initial: Vec::new(), sent: 0 });
            self.flows.len() - 1
        });
        let flow = &mut self.flows[place];
        if flags.has(Flags::SYN) && !flow.initial.contains(&seq) {
            flow.initial.push(seq);
            flow.sent = 0;
        }
        let key = Flow { from, sport, dport, incarnation: flow.initial.len() as u32 };
        let k = flow.sent;
        flow.sent += 1;
        let recorded = link.measured.iter().find(|(flow, _)| *flow == key);
        recorded.and_then(|(_, times)| *times.get(k)?).unwrap_or(link.delay)
    }
}

impl SegmentName {
    /// As links and people write it: `b:2`.
    pub fn text(self) -> String {
        let host = match self.from {
            HostId::A => "a:",
            HostId::B => "b:",
        };
        said(&[host, &number(self.nth.into())])
    }
}

impl fmt::Display for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Serialize for SegmentName {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.text())
    }
}

/// A text that names no segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentNameError {
    pub found: String,
}

impl SegmentNameError {
    pub fn text(&self) -> String {
        said(&["`", &self.found, "` names no segment; expected a host and a number from 1, as in `b:2`"])
    }
}

impl fmt::Display for SegmentNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl std::error::Error for SegmentNameError {}

impl FromStr for SegmentName {
    type Err = SegmentNameError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (from, digits) = match s.as_bytes() {
                [b'a', b':', digits @ ..] => (HostId::A, digits),
                [b'b', b':', digits @ ..] => (HostId::B, digits),
                _ => return None,
            };
            let mut nth: u32 = 0;
            for digit in digits {
                let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
                nth = nth.checked_mul(10)?.checked_add(digit.into())?;
            }
            (nth > 0).then_some(SegmentName { from, nth })
        };
        parse().ok_or_else(|| SegmentNameError { found: clipped(s, 32) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Payload;

    fn segment(flags: Flags) -> Segment {
        Segment {
            sport: 1,
            dport: 2,
            flags,
            seq: Seq::new(0),
            ack: Seq::new(0),
            len: 0,
            win: 0,
            ts: None,
            sack: vec![],
            syn: None,
        }
    }

    fn dropping(skip: u32, count: Option<u32>) -> Link {
        let fault = Fault {
            segment: None,
            from: Some(HostId::A),
            has: Flags::NONE,
            hasnt: Flags::NONE,
            payload: Payload::Any,
            sport: None,
            after: None,
            before: None,
            skip,
            count,
            action: Action::Drop,
        };
        Link {
            delay: Micros::from_millis(10),
            faults: vec![fault],
            wishes: Vec::new(),
            measured: Vec::new(),
            measured_icmp: [vec![], vec![]],
        }
    }

    fn fates(link: &Link, n: usize) -> String {
        let mut state = LinkState::new(link);
        let fate = |_| match state.carry(link, HostId::A, &segment(Flags::ACK), Instant::ZERO).1 {
            Carriage::Delivered { .. } => '.',
            Carriage::Lost(LossCause::Rule) => 'x',
            Carriage::Lost(LossCause::Hand) => 'h',
            Carriage::Lost(LossCause::Router) | Carriage::Refused { .. } => 'i',
        };
        (0..n).map(fate).collect()
    }

    #[test]
    fn a_rule_skips_then_takes_then_lets_go() {
        assert_eq!(fates(&dropping(1, Some(2)), 5), ".xx..");
        assert_eq!(fates(&dropping(1, None), 5), ".xxxx");
    }

    #[test]
    fn a_hand_overrules_the_rules() {
        let mut link = dropping(1, None);
        link.wish("a:1".parse().expect("a name"), Some(Wish::Lose));
        link.wish("a:3".parse().expect("a name"), Some(Wish::Deliver));
        assert_eq!(fates(&link, 4), "hx.x");
    }

    #[test]
    fn names_are_read_strictly() {
        for bad in ["", "a", "a:", "a:0", "c:1", "a:+1", "a:1:2", "ab:1", "a:99999999999"] {
            assert!(bad.parse::<SegmentName>().is_err(), "{bad}");
        }
        assert_eq!("b:12".parse::<SegmentName>().map(|n| n.to_string()), Ok("b:12".to_owned()));
    }
}
