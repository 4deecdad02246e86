//! A capture of any run, read again by who knows nothing of the writer: lengths, padding and checksums are right, and
//! it holds the segments of the trace, each once, or as a host saw them.

use super::drawn::Bytes;
use super::pcapng::{caught, check as check_packet, named};
use super::walk::scenario;
use lastack::host::HostId;
use lastack::scenario::{Run, Scenario};
use lastack::sim::{Fate, History};
use lastack::trace::Trace;
use lastack::trace::export::{Capture, Lang, Options};

pub fn check(bytes: &[u8]) {
    let mut bytes = Bytes(bytes);
    let Some(scenario) = scenario(&mut bytes) else { return };
    let (host, lang) = (*bytes.one_of(&HostId::BOTH), *bytes.one_of(&Lang::ALL));
    // An option of a capture has so many bytes at most, and a title is anybody's.
    let title = String::from_utf8_lossy(bytes.0).repeat(usize::from(bytes.byte()));
    compare(&scenario, host, &Options { lang, title, ..Options::default() });
}

/// A run of more is not written: a capture holds every byte of it.
const MOST_STEPS: usize = 400;
const MOST_BYTES: u64 = 200_000;

fn compare(scenario: &Scenario, host: HostId, options: &Options) {
    let mut history = History::new(scenario.setup());
    for _ in 0..MOST_STEPS {
        history.step();
    }
    let bytes: u64 = history.log().segments.iter().map(|record| u64::from(record.segment.len)).sum();
    if history.progress().next.is_some() || bytes > MOST_BYTES {
        return;
    }
    let run = Run::new(scenario.clone());
    let trace = Trace::of(run.history().forecast());
    let of = |capture| caught(&run, &Options { capture, ..options.clone() });
    let wire = of(Capture::Wire);
    let sent: Vec<_> = wire.iter().filter(|packet| check_packet(&trace, packet)).collect();
    let found: Vec<_> = sent.iter().map(|packet| (named(&trace, packet).id, packet.at)).collect();
    let expected = trace.segments.iter().map(|record| (record.id, record.sent_at.as_micros()));
    assert_eq!(found, expected.collect::<Vec<_>>());
    let seen = of(Capture::At(host));
    assert!(seen.iter().all(|packet| packet.host == host) && seen.is_sorted_by_key(|packet| packet.at));
    let arrived = seen.iter().filter(|packet| packet.direction == 1 && check_packet(&trace, packet));
    assert_eq!(arrived.count(), arrivals(&trace, host));
}

/// How many segments reached that host before the run was over.
fn arrivals(trace: &Trace, host: HostId) -> usize {
    let to_it = trace.segments.iter().filter(|record| record.from != host);
    let moments = to_it.flat_map(|record| match &record.fate {
        Fate::Delivered { at } => at.clone(),
        Fate::Lost { .. } => Vec::new(),
    });
    moments.filter(|at| *at <= trace.ended_at).count()
}
