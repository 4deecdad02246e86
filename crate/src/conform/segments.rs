//! Segments, sender by sender: what they say, and when they left.

use super::Comparison;
use super::difference::{About, Contrast};
use super::observe::{NEAR, SentSegment};
use super::recording::{Fate, Packet};
use super::when::Time;
use crate::host::HostId;
use crate::segment::Flags;

/// What the engine sends so soon after an arrival or a call was provoked by it.
const PROVOKED: Time = Time::ms(1);
/// When a recorded segment may follow the recorded cause.
const AFTER_CAUSE: std::ops::RangeInclusive<Time> = Time::ms(-1)..=Time::ms(25);
/// How far a timer may be off; a wrong one is off by a step of the wheel, 32 ms.
pub(super) const TIMER: Time = Time::ms(8);

impl Comparison<'_> {
    pub(super) fn segments(&mut self, host: HostId) {
        let recorded: Vec<(Time, &Packet)> = self.recording.sent_by(host).collect();
        let sent = &self.observed.segments[host.index()];
        for i in 0..recorded.len().max(sent.len()) {
            let about = About::Segment { host, nth: i + 1 };
            match (recorded.get(i), sent.get(i)) {
                (Some((at, packet)), Some(segment)) => {
                    let agrees = self.segment_content(&about, *at, packet, segment)
                        & self.segment_time(&about, host, *at, segment);
                    self.found.tally.segments.count(agrees);
                }
                (Some((at, packet)), None) => {
                    self.differ(*at, about, Contrast::OnlyRecorded { what: tell(packet) });
                    self.found.tally.segments.count(false);
                }
                (None, Some(segment)) if self.is_cut_off(segment.at) => {}
                (None, Some(segment)) => {
                    self.differ(segment.at, about, Contrast::OnlyEngine { what: say(segment) });
                    self.found.tally.segments.count(false);
                }
                (None, None) => unreachable!("one side is as long as the longer"),
            }
        }
    }

    fn segment_content(&mut self, about: &About, at: Time, packet: &Packet, segment: &SentSegment) -> bool {
        let Packet { sport, dport, flags, seq, ack, len, win, sack, fate, arrive_ms, .. } = packet;
        let agrees = (*sport, *dport) == (segment.sport, segment.dport)
            && *flags == segment.flags
            && (*seq == segment.seq || is_from_nowhere(packet, segment))
            && (*ack, *len) == (segment.ack, segment.len)
            && *sack == segment.sack
            && (*win == 0) == (segment.win == 0)
            && match &segment.arrives {
                None => *fate == Fate::Dropped,
                Some(times) => *fate == Fate::Delivered && self.as_often(arrive_ms, times),
            };
        if !agrees {
            let other = Contrast::Other { recorded: tell(packet), engine: say(segment) };
            self.differ(at, about.clone(), other);
        }
        agrees
    }

    /// Whether as many copies arrive.
    fn as_often(&self, recorded: &[Time], times: &[Time]) -> bool {
        let surely = times.iter().filter(|at| !self.is_cut_off(**at)).count();
        (surely..=times.len()).contains(&recorded.len())
    }

    /// When a segment that a timer sent left the kernel. The relay may have read it late; but where
    /// sock_diag was polled before anything else was sent, it tells how many ticks of the timer that was
    /// armed with the segment were gone by then, so the segment left that long before, to a tick.
    fn left_within(&self, host: HostId, at: Time, segment: &SentSegment) -> Span {
        let relayed = Span { from: at, until: at };
        let tick = self.recording.tick();
        let next = self.recording.sent_by(host).map(|(t, _)| t).find(|t| *t > at);
        let row = self.recording.states.iter().find(|row| {
            (row.host, row.sport, row.dport) == (host, segment.sport, segment.dport) && row.t_ms >= at
        });
        let shown =
            row.filter(|row| next.is_none_or(|next| row.t_ms < next) && row.retrans.is_some_and(|n| n > 0));
        let (Some(row), Some((timer, armed))) = (shown, segment.rearmed) else { return relayed };
        if row.timer.as_deref() != Some(timer) {
            return relayed;
        }
        let Some(left) = row.expires_ms else { return relayed };
        let gone = armed.up_to(tick) - left;
        let (from, until) = (row.t_ms - gone - tick, row.t_ms - gone + tick);
        if gone < Time::ZERO || until < at - *AFTER_CAUSE.end() || from > at {
            return relayed;
        }
        Span { from, until: until.min(at) }
    }

    fn segment_time(&mut self, about: &About, host: HostId, at: Time, segment: &SentSegment) -> bool {
        let causes = self.observed.causes[host.index()].iter();
        let mut causes =
            causes.filter(|cause| (cause.at..=cause.at + PROVOKED).contains(&segment.meant)).peekable();
        if causes.peek().is_some() {
            let after_cause = |cause: &super::observe::Cause| at - cause.recorded.unwrap_or(cause.at);
            let waits: Vec<Time> = causes.map(after_cause).collect();
            let agrees = waits.iter().any(|wait| AFTER_CAUSE.contains(wait));
            if !agrees {
                let late = Contrast::AfterCause { wait: waits[0], engine: segment.meant };
                self.differ(at, about.clone(), late);
            }
            return agrees;
        }
        let error = self.left_within(host, at, segment).distance(segment.meant);
        let agrees = error <= TIMER;
        self.found.tally.timers.count(agrees);
        self.found.tally.worst = self.found.tally.worst.max(error);
        if !agrees {
            self.differ(at, about.clone(), Contrast::TimerMoved { recorded: at, engine: segment.meant });
        }
        agrees
    }
}

/// Whether both are the RST of a host that knows no such connection, answering a segment without ACK: its
/// sequence number is 0, which a recorder that counts from initial numbers writes as any that is far off.
fn is_from_nowhere(packet: &Packet, segment: &SentSegment) -> bool {
    packet.flags == Flags::RST.and(Flags::ACK) && segment.from_nowhere && packet.seq >= NEAR
}

/// The time between two moments, both included.
struct Span {
    from: Time,
    until: Time,
}

impl Span {
    fn distance(&self, at: Time) -> Time {
        (self.from - at).max(at - self.until).max(Time::ZERO)
    }
}

/// A recorded segment in words.
pub(super) fn tell(packet: &Packet) -> String {
    let Packet { sport, dport, flags, seq, ack, len, win, sack, fate, arrive_ms, .. } = packet;
    let fate = match fate {
        Fate::Delivered => fate_of(Some(arrive_ms.len())),
        Fate::Dropped => fate_of(None),
        Fate::Injected => "injected".to_owned(),
    };
    words(&[*sport, *dport], &flags.to_string(), [*seq, *ack, *len], sack, *win == 0, &fate)
}

/// A segment of the engine in words.
pub(super) fn say(segment: &SentSegment) -> String {
    let SentSegment { sport, dport, flags, seq, ack, len, win, sack, arrives, forged, .. } = segment;
    let fate = if *forged { "injected".to_owned() } else { fate_of(arrives.as_ref().map(Vec::len)) };
    words(&[*sport, *dport], &flags.to_string(), [*seq, *ack, *len], sack, *win == 0, &fate)
}

fn fate_of(copies: Option<usize>) -> String {
    match copies {
        None => "lost".to_owned(),
        Some(0) => "under way".to_owned(),
        Some(1) => "delivered".to_owned(),
        Some(n) => format!("delivered {n} times"),
    }
}

fn words(
    ports: &[u16; 2],
    flags: &str,
    numbers: [u32; 3],
    sack: &[[u32; 2]],
    zero: bool,
    fate: &str,
) -> String {
    let [sport, dport] = ports;
    // What is before the initial number reads below 0.
    let [seq, ack, len] = numbers.map(|n| n as i32);
    let mut text = format!("{flags} seq {seq} ack {ack} len {len}");
    if !sack.is_empty() {
        text += &format!(" sack {sack:?}");
    }
    if zero {
        text += " win 0";
    }
    if ![[40_000, 8_080], [8_080, 40_000]].contains(ports) {
        text += &format!(" {sport}→{dport}");
    }
    text + " " + fate
}
