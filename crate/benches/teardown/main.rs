//! Connections opened, torn down and gone: the engine, with its trace and without, beside smoltcp.
//!
//! The work is the same: a handshake, close() by the client, close() by the server when it sees the FIN, four
//! waves, and TIME_WAIT run out by virtual time; seven segments for each connection, which both count. As many
//! connections stand at once as the name says. What differs: the engine carries segments and keeps Linux's timers,
//! smoltcp writes and reads their headers, and its TIME_WAIT is shorter; none of it takes virtual time that is
//! waited for. Where connections follow each other steadily, what stands are TIME_WAITs: a minute's of the
//! engine, ten seconds' of smoltcp.
//!
//! After criterion's figures comes a table of ratios: the three take turns, and a ratio is of one turn. Then what a
//! run, a seek and a connection cost, and what a visitor's browser needs for the page.

#[path = "../../examples/crowd/play.rs"]
mod crowd;
mod peer;
mod runs;
mod table;

use criterion::{BatchSize, Criterion, Throughput};
use crowd::{Crowd, SEGMENTS};
use lastack::sim::Log;
use peer::Peer;

/// How many connections stand at once.
const CROWDS: [u32; 3] = [1, 100, 1_000];

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    for n in CROWDS {
        let mut group = criterion.benchmark_group(format!("{n} at once"));
        group.throughput(Throughput::Elements(n.into()));
        let mut crowd = Crowd::new(Log::off());
        group.bench_function("lastack, no trace", |b| b.iter(|| crowd.play(n, crowd::AT_ONCE)));
        // A trace grows: each has its own.
        group.bench_function("lastack, with trace", |b| {
            b.iter_batched_ref(
                || Crowd::new(Log::default()),
                |crowd| crowd.play(n, crowd::AT_ONCE),
                BatchSize::SmallInput,
            )
        });
        let mut peer = Peer::new(n, n);
        group.bench_function("smoltcp", |b| b.iter(|| assert_eq!(peer.play(), SEGMENTS * n)));
        group.finish();
    }
    // As a test, it is enough that all of it runs.
    if std::env::args().any(|word| word == "--bench") {
        table::print();
        runs::print();
    }
}
