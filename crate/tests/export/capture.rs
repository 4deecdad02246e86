//! What a capture of each preset holds.

use super::packet::Tcp;
use super::pcapng::{as_packet, caught, check, named};
use super::{HOSTILE, run_of, runs, trace};
use lastack::host::HostId;
use lastack::sim::Fate;
use lastack::trace::export::{Capture, Lang, Options};

#[test]
fn the_wire_shows_each_segment_once_where_it_was_sent() {
    for (name, run) in runs() {
        let trace = trace(&run);
        let mut seen = Vec::new();
        for caught in caught(&run, &Options::default()) {
            if check(&trace, &caught) {
                let record = named(&trace, &caught);
                let forged = record.name.nth == 0;
                let (host, direction) = if forged { (record.from.peer(), 1) } else { (record.from, 2) };
                assert_eq!((caught.host, caught.direction), (host, direction), "{name}");
                assert_eq!(caught.at, record.sent_at.as_micros(), "{name}");
                seen.push(record.id);
            }
        }
        assert_eq!(seen, trace.segments.iter().map(|record| record.id).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn an_interface_shows_what_its_host_sends_and_gets() {
    for (name, run) in runs() {
        let trace = trace(&run);
        for host in HostId::BOTH {
            let options = Options { capture: Capture::At(host), ..Options::default() };
            let mut found: Vec<(u64, u32)> = Vec::new();
            for caught in caught(&run, &options) {
                assert_eq!(caught.host, host, "{name}");
                if check(&trace, &caught) {
                    found.push((caught.at, named(&trace, &caught).id.0));
                }
            }
            let mut expected: Vec<(u64, u32)> = Vec::new();
            for record in &trace.segments {
                // Nobody sent a forged one.
                if record.from == host && record.name.nth > 0 {
                    expected.push((record.sent_at.as_micros(), record.id.0));
                }
                if let (Fate::Delivered { at }, true) = (&record.fate, record.from != host) {
                    expected.extend(at.iter().map(|at| (at.as_micros(), record.id.0)));
                }
            }
            found.sort();
            expected.sort();
            // What would have arrived after the end of the run is not seen.
            expected.retain(|(at, _)| *at <= trace.ended_at.as_micros());
            assert_eq!(found, expected, "{name}, {host:?}");
        }
    }
}

#[test]
fn times_never_run_back() {
    for (name, run) in runs() {
        let options = Options { capture: Capture::Both, ..Options::default() };
        let times: Vec<u64> = caught(&run, &options).iter().map(|caught| caught.at).collect();
        assert!(times.is_sorted(), "{name}");
    }
}

#[test]
fn a_comment_says_why_in_the_reader_s_language() {
    let run = runs().find(|(name, _)| name == "last-ack-lost").expect("a preset").1;
    let of = |lang| caught(&run, &Options { lang, ..Options::default() });
    let (en, zh) = (of(Lang::En), of(Lang::Zh));
    assert!(en[4].comment.starts_with("b:3: The tail loss probe"), "{}", en[4].comment);
    assert!(
        en[3].comment.ends_with("The network lost it on the way: the sender can't know."),
        "{}",
        en[3].comment
    );
    assert!(zh[3].comment.ends_with("它在途中丢失了：发送方无从得知。"), "{}", zh[3].comment);
}

#[test]
fn every_option_of_a_segment_is_there() {
    // A hole in the middle of a burst is answered with SACK; the largest forged segment just fits.
    let run = run_of(
        r#"{"rules":[{"from":"a","data":true,"skip":1,"action":"drop"}],
            "script":[{"at_ms":0,"host":"a","do":"write","bytes":9000},
                      {"at_ms":900,"host":"b","do":"inject","flags":"FSRPA","seq":-5,"ack":7,"len":65495,"win":3},
                      {"at_ms":1000,"host":"a","do":"connect","sock":"again","port":40001}]}"#,
    );
    let trace = trace(&run);
    let caught = caught(&run, &Options { title: HOSTILE.repeat(900), ..Options::default() });
    assert!(caught.iter().all(|caught| check(&trace, caught)));
    let packets: Vec<Tcp> = trace.segments.iter().map(as_packet).collect();
    assert!(packets.iter().any(|tcp| !tcp.sack.is_empty()) && packets.iter().any(|tcp| tcp.wscale.is_some()));
    assert!(packets.iter().any(|tcp| tcp.payload.len() == 65_495));
}
