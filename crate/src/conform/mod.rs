//! Whether the engine does what a kernel was recorded doing, by the contract of
//! `kernel-lab/conformance.md`: for the example of that name, and for a recording that is dropped onto the page.
//!
//! Knows no scenario by name, has no list of exceptions and compares the same of all: [`replay`] turns a
//! recording into a run, [`observe`] watches the engine as the recorder watched the kernel, the rest
//! compares. Refuses to read anything but the recording.

mod application;
mod counters;
mod difference;
mod error;
mod fields;
mod group;
mod judged;
mod observe;
mod recording;
mod replay;
mod report;
mod segments;
mod states;
mod table;
mod when;

pub use crate::host::HostId;
use crate::sim::Setup;
pub use difference::{About, Contrast, Difference};
pub use error::RecordingError;
use group::Group;
pub use judged::{Judged, Judgement};
use observe::{Observed, observe};
use recording::{Recording, Version};
use replay::{Calls, Phase, Replay};
use serde::Serialize;
use std::ops::AddAssign;
pub use table::Table;
use when::Time;

/// What came of one recording.
pub struct Verdict {
    outcome: Outcome,
    /// What it's about, and the kernel that was recorded; nothing where it couldn't be read.
    subject: Option<(Group, Version)>,
    pub tally: Tally,
}

enum Outcome {
    Compared {
        phase: Phase,
        /// Whether timers ran as late as ICMP errors show the machine to have been.
        late: bool,
        differences: Vec<Difference>,
        ladders: String,
    },
    /// No run could be made of it.
    Unread { why: String },
}

/// The runs that the recording in `text` may ask for, of which the judge takes the best; or why there is none.
pub fn setups(text: &str) -> Result<Vec<Setup>, RecordingError> {
    let recording = Recording::read(text)?;
    let mut setups = Vec::new();
    for calls in [Calls::AsRead, Calls::AsMade] {
        let replay = Replay::of(&recording, calls)?;
        setups.extend(replay.tries(recording.kernel).into_iter().map(|(phase, _)| replay.at(phase)));
    }
    Ok(setups)
}

/// So many of so many agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Share {
    pub good: usize,
    pub of: usize,
}

/// Over one recording or many, what the last line counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    recordings: Share,
    segments: Share,
    timers: Share,
    worst: Time,
    states: Share,
    calls: Share,
    counters: Share,
}

impl Share {
    fn count(&mut self, agrees: bool) {
        self.good += usize::from(agrees);
        self.of += 1;
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Share) {
        self.good += other.good;
        self.of += other.of;
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        let Tally { recordings, segments, timers, worst, states, calls, counters } = other;
        self.recordings += recordings;
        self.segments += segments;
        self.timers += timers;
        self.worst = self.worst.max(worst);
        self.states += states;
        self.calls += calls;
        self.counters += counters;
    }
}

impl Tally {
    /// The same things counted, none of them agreeing.
    fn with_nothing_good(mut self) -> Tally {
        let Tally { recordings: _, segments, timers, worst: _, states, calls, counters } = &mut self;
        for share in [segments, timers, states, calls, counters] {
            share.good = 0;
        }
        self
    }

    /// Whether all recordings agree.
    pub fn is_whole(&self) -> bool {
        self.recordings.good == self.recordings.of
    }
}

impl Verdict {
    /// The recording in `text`, replayed and judged.
    pub fn of(text: &str) -> Verdict {
        match Recording::read(text) {
            Ok(recording) => {
                let subject = Some((Group::of(&recording), recording.kernel));
                Verdict { subject, ..judge(&recording) }
            }
            Err(why) => Verdict::unread(why.to_string(), Tally::default()),
        }
    }

    /// A recording that there is nothing to compare of.
    pub fn unread(why: String, mut tally: Tally) -> Verdict {
        tally.recordings.count(false);
        Verdict { outcome: Outcome::Unread { why }, subject: None, tally }
    }
}

fn judge(recording: &Recording) -> Verdict {
    let Best { calls: _, phase, late, findings, observed } = match best(recording) {
        Ok(best) => best,
        Err(why) => {
            // What was recorded counts against the engine all the same.
            let findings = compare(recording, &Observed::default());
            return Verdict::unread(why.to_string(), findings.tally.with_nothing_good());
        }
    };
    let Findings { differences, mut tally } = findings;
    tally.recordings.count(differences.is_empty());
    let ladders = report::ladders(recording, &observed);
    let outcome = Outcome::Compared { phase, late, differences, ladders };
    Verdict { outcome, subject: None, tally }
}

/// The run of the engine that is nearest to a recording, and how it was made.
struct Best {
    calls: Calls,
    phase: Phase,
    /// Whether timers ran as late as ICMP errors show the machine to have been.
    late: bool,
    findings: Findings,
    observed: Observed,
}

impl Best {
    fn differences(&self) -> usize {
        self.findings.differences.len()
    }
}

/// The best of the runs that a recording may ask for, its differences in order of time; or why there is none.
fn best(recording: &Recording) -> Result<Best, RecordingError> {
    let mut best = try_all(recording, Calls::AsRead)?;
    if best.differences() > 0 {
        let other = try_all(recording, Calls::AsMade)?;
        if other.differences() < best.differences() {
            best = other;
        }
    }
    best.findings.differences.sort_by_key(|difference| difference.at);
    Ok(best)
}

/// The best of those with the calls at these moments.
fn try_all(recording: &Recording, calls: Calls) -> Result<Best, RecordingError> {
    let replay = Replay::of(recording, calls)?;
    let tries = replay.tries(recording.kernel).into_iter().map(|(phase, refused)| {
        let observed = observe(recording, &replay.at(phase), refused);
        let late = refused.iter().any(|refused| !refused.is_empty());
        Best { calls, phase, late, findings: compare(recording, &observed), observed }
    });
    let best = tries.min_by_key(|best| (best.differences(), best.findings.tally.worst));
    Ok(best.expect("there is a phase to try"))
}

/// What a comparison comes to.
#[derive(Default)]
struct Findings {
    differences: Vec<Difference>,
    tally: Tally,
}

/// A recording laid beside a run.
struct Comparison<'a> {
    recording: &'a Recording,
    observed: &'a Observed,
    found: Findings,
}

fn compare(recording: &Recording, observed: &Observed) -> Findings {
    let mut comparison = Comparison { recording, observed, found: Findings::default() };
    if observed.endless {
        comparison.differ(recording.end_ms, About::Run, Contrast::Endless);
    }
    for host in HostId::BOTH {
        comparison.segments(host);
        comparison.calls(host);
        comparison.counters(host);
    }
    comparison.states();
    comparison.wakes();
    comparison.found
}

/// How late the recorder may notice something, beyond the time between two looks.
const NOTICED_LATE: Time = Time::ms(20);
/// How much longer than the time between two looks something may last and still be missed.
const MISSED: Time = Time::ms(5);
/// How much earlier than in the engine the recorder may see something.
const EARLY: Time = Time::ms(5);

impl Comparison<'_> {
    fn differ(&mut self, at: Time, about: About, contrast: Contrast) {
        self.found.differences.push(Difference { at, about, contrast });
    }

    /// Whether the recording may have ended before it could show what the engine does then.
    fn is_cut_off(&self, at: Time) -> bool {
        at > self.cut()
    }

    fn cut(&self) -> Time {
        let end = self.recording.end_ms;
        end - end.poll() - NOTICED_LATE
    }

    /// Whether the recorder can have noticed at `recorded` what the engine did at `at`, when what caused
    /// it was `late` there.
    fn is_in_time(recorded: Time, at: Time, late: Time) -> bool {
        (at - EARLY..=at + at.poll() + NOTICED_LATE + late).contains(&recorded)
    }
}
