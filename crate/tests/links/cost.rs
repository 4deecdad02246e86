//! What a link may ask for, at worst: as much as a page runs and hands over without a pause that is felt. Counted,
//! as a clock would count the machine too.

use super::{random, read, scenarios};
use lastack::scenario::{Run, Scenario};
use lastack::sim::MOST_EVENTS;
use lastack::time::Instant;
use lastack::trace::Trace;
use proptest::prelude::*;

/// One step has all its effects, so the last may go so far beyond. Two hundred sockets die with their host.
const MOST_OF_A_STEP: usize = 1_000;
/// Of the trace, as text.
const MOST_BYTES: usize = 6 << 20;

/// Steps one after the other, `apart` milliseconds from each to the next.
fn spread(steps: &[&str], times: usize, apart: usize) -> String {
    (0..times).map(|n| format!("&{}@{}ms", steps[n % steps.len()], n * apart)).collect()
}

/// The costliest that were found, each in a way of its own.
fn heavy() -> Vec<(&'static str, String)> {
    let both = ["a.write=1048576", "b.read=1048576", "b.write=1048576", "a.read=1048576"];
    let connects = |more: &dyn Fn(usize) -> String| {
        (0..80).map(|n| format!("&a.x{n}.connect={}@0{}", 41_000 + n, more(n))).collect::<String>()
    };
    let keepalive = |n: usize| format!("&a.x{n}.SO_KEEPALIVE=1@1s&b.x{n}.SO_KEEPALIVE=1@1s");
    vec![
        ("all the bytes at once", "&a.write=1048576".repeat(256)),
        ("all the bytes, and somebody reads", format!("&rtt=1{}", spread(&both, 256, 100))),
        ("each segment twice", format!("&rtt=1&dup=any{}", spread(&both, 255, 100))),
        ("and some lost", format!("&rtt=1&drop=any:20-60&dup=any{}", spread(&both, 254, 300))),
        (
            "each answers the other's answer, twice",
            "&rtt=20&dup=any&a.inject=PA,seq:1,ack:1,len:1000&b.inject=PA,seq:1,ack:1,len:5000\
             &tcp_challenge_ack_limit=2147483647&tcp_invalid_ratelimit=0"
                .to_owned(),
        ),
        ("eighty connections, each with two clocks", {
            format!("&rtt=20&run=24h&tcp_keepalive_time=1&tcp_keepalive_intvl=1{}", connects(&keepalive))
        }),
        ("eighty that nobody answers", format!("&rtt=20&run=24h&drop=any{}", connects(&|_| String::new()))),
        (
            "a day of keepalive",
            "&rtt=0&run=24h&a.TCP_KEEPIDLE=1&a.TCP_KEEPINTVL=1&a.SO_KEEPALIVE=1&b.TCP_KEEPIDLE=1&b.SO_KEEPALIVE=1"
                .to_owned(),
        ),
        (
            "a closed window, and a byte now and then",
            format!("&rtt=0&run=24h&rcvbuf=0&a.write=1048576{}", spread(&["b.read=1"], 250, 1_000)),
        ),
        (
            "many wait for what never comes",
            format!("&rtt=0{}{}", "&b.x.write=1@eof".repeat(128), spread(&both, 128, 100)),
        ),
    ]
}

/// What there was of it: events, and bytes.
fn cost(scenario: Scenario) -> (usize, usize) {
    let mut run = Run::new(scenario);
    run.tick(Instant::from_micros(86_400_000_000));
    let trace = Trace::of(run.history().log().clone());
    (trace.events.len(), trace.to_json().len())
}

#[test]
fn whatever_a_link_asks_for_is_run_only_so_far() {
    let mut cut = 0;
    for (what, link) in heavy() {
        let reading = read(&format!("v=1&s=blank{link}"));
        assert_eq!(reading.problems, [], "{what}");
        let (events, bytes) = cost(reading.scenario);
        assert!(events < MOST_EVENTS as usize + MOST_OF_A_STEP, "{what}: {events} events");
        assert!(bytes < MOST_BYTES, "{what}: {bytes} bytes");
        cut += usize::from(events >= MOST_EVENTS as usize);
    }
    assert!(cut >= 6, "only {cut} are heavy");
}

proptest! {
    #![proptest_config(random::config(50))]

    /// What chance finds, with all that is in it as often as it may be.
    #[test]
    fn so_is_what_chance_finds(
        scenario in scenarios::scenarios(),
        doubled in any::<bool>(),
        day in any::<bool>(),
    ) {
        let mut scenario = scenario;
        let mut lines = scenario.script.clone();
        lines.retain(|line| line.sock.is_none());
        while !lines.is_empty() && scenario.script.len() + lines.len() <= 256 {
            scenario.script.extend(lines.iter().cloned());
        }
        if doubled {
            scenario.rules = read("s=blank&dup=any").scenario.rules;
        }
        if day {
            scenario.run_ms = read("s=blank&run=24h").scenario.run_ms;
        }
        prop_assert!(scenario.check().is_ok());
        let (events, bytes) = cost(scenario);
        prop_assert!(events < MOST_EVENTS as usize + MOST_OF_A_STEP, "{} events", events);
        prop_assert!(bytes < MOST_BYTES, "{} bytes", bytes);
    }
}
