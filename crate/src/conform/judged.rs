//! A recording and its verdict for the page: the figures that `conform` prints, and the run that they are of.

use super::difference::Difference;
use super::error::RecordingError;
use super::recording::Recording;
use super::replay::Replay;
use super::when::Time;
use super::{Best, Share, Tally, best};
use crate::scenario::Run;
use serde::Serialize;

/// What is said of a recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Judgement {
    /// What its scenario is called.
    pub name: String,
    /// The kernel that was recorded, e.g. `6.18`.
    pub kernel: String,
    pub agrees: bool,
    pub segments: Share,
    /// Of the segments those that timers sent, and how many of these were within 8 ms.
    pub timers: Share,
    /// By how much a timer was off at most, in microseconds.
    pub worst: Time,
    pub states: Share,
    pub calls: Share,
    pub counters: Share,
    /// How much further into its jiffy t = 0 is taken to be than the recorder measured, in microseconds.
    pub phase: Time,
    /// Whether timers ran as late as ICMP errors show the machine to have been; [`Judged::run`]'s don't.
    pub late: bool,
    /// In order of time.
    pub differences: Vec<Difference>,
    /// The line that `conform` ends with.
    pub line: String,
}

/// A recording that was judged.
pub struct Judged {
    pub judgement: Judgement,
    /// The engine's run, at t = 0.
    pub run: Run,
}

/// Of one kind. The longest recording of ours has a tenth as many; the judge's time grows with their square.
const MOST_ROWS: usize = 1000;

impl Judged {
    /// The recording in `text`, or why no run could be made of it.
    pub fn of(text: &str) -> Result<Judged, RecordingError> {
        let recording = Recording::read(text)?;
        let rows = [
            ("packets", recording.packets.len()),
            ("states", recording.states.len()),
            ("app", recording.app.len()),
        ];
        if let Some((field, found)) = rows.into_iter().find(|(_, rows)| *rows > MOST_ROWS) {
            let problem = format!("expected at most {MOST_ROWS} rows, found {found}");
            return Err(RecordingError::at(field, &problem));
        }
        let Best { calls, phase, late, findings, observed: _ } = best(&recording)?;
        let replay = Replay::of(&recording, calls)?;
        let run = Run::recorded(replay.scenario_at(phase), replay.at(phase));
        let mut tally = findings.tally;
        tally.recordings.count(findings.differences.is_empty());
        let line = tally.to_string();
        let Tally { recordings: _, segments, timers, worst, states, calls, counters } = tally;
        let differences = findings.differences;
        let judgement = Judgement {
            name: run.scenario().name.clone(),
            kernel: recording.kernel.to_string(),
            agrees: differences.is_empty(),
            segments,
            timers,
            worst,
            states,
            calls,
            counters,
            phase,
            late,
            differences,
            line,
        };
        Ok(Judged { judgement, run })
    }
}
