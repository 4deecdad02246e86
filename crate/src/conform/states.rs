//! States as sock_diag shows them, socket by socket, with the timer and the count beside them.

use super::difference::{About, Contrast};
use super::observe::{GONE, Run};
use super::recording::{Ends, StateRow};
use super::when::Time;
use super::{Comparison, MISSED};
use std::collections::{BTreeMap, BTreeSet};

/// A stretch of recorded rows that show the same state.
struct Stretch<'a> {
    state: &'a str,
    from: Time,
    /// The last row.
    last: &'a StateRow,
}

impl Comparison<'_> {
    pub(super) fn states(&mut self) {
        let recorded = stretches(&self.recording.states);
        let observed = &self.observed.states;
        let sockets: BTreeSet<Ends> = recorded.keys().chain(observed.keys()).copied().collect();
        for ends in sockets {
            let recorded = recorded.get(&ends).map_or(&[][..], Vec::as_slice);
            let runs = observed.get(&ends).map_or(&[][..], Vec::as_slice);
            self.socket(ends, recorded, runs);
            self.found.tally.states.of += recorded.len();
        }
    }

    /// Walks along both sequences; the engine's may have more, if they were too short to be noticed.
    fn socket(&mut self, ends: Ends, recorded: &[Stretch<'_>], mut runs: &[Run]) {
        let about = About::socket(ends);
        for (i, stretch) in recorded.iter().enumerate() {
            let noticed = |run: &Run| run.state == stretch.state || !self.may_be_missed(run);
            let skipped = runs.iter().position(noticed).unwrap_or(runs.len());
            runs = &runs[skipped..];
            let Some(run) = runs.first().filter(|run| run.state == stretch.state) else {
                let recorded = stretch.state.to_owned();
                let contrast = match runs.first().map(tell) {
                    Some(engine) => Contrast::Other { recorded, engine },
                    None => Contrast::OnlyRecorded { what: recorded },
                };
                self.differ(stretch.from, about, contrast);
                return;
            };
            let next = recorded.get(i + 1).map(|next| next.state);
            let same = self.taken_for_one(runs, next);
            let (seen_as_one, rest) = runs.split_at(same);
            runs = rest;
            let agrees =
                self.state_time(&about, stretch, run) & self.state_timer(&about, stretch, seen_as_one);
            self.found.tally.states.good += usize::from(agrees);
        }
        if let Some(run) = runs.iter().find(|run| !self.may_be_missed(run)) {
            self.differ(run.from, about, Contrast::OnlyEngine { what: tell(run) });
        }
    }

    /// Too short for the recorder, or too near its end.
    fn may_be_missed(&self, run: &Run) -> bool {
        is_brief(run.from, run.until) || self.is_cut_off(run.from)
    }

    /// How many of `runs` the recorder takes for one, because it missed what was between two of the
    /// same state. `next` is the state that it saw next.
    fn taken_for_one(&self, runs: &[Run], next: Option<&str>) -> usize {
        let state = runs[0].state;
        let mut same = 1;
        while let [between, again, ..] = &runs[same..]
            && again.state == state
            && self.may_be_missed(between)
            && next != Some(between.state)
        {
            same += 2;
        }
        same
    }

    fn state_time(&mut self, about: &About, stretch: &Stretch<'_>, run: &Run) -> bool {
        let agrees = Self::is_in_time(stretch.from, run.from, run.late);
        if !agrees {
            let what = stretch.state.to_owned();
            let moved = Contrast::Moved { what, recorded: stretch.from, engine: run.from };
            self.differ(stretch.from, about.clone(), moved);
        }
        agrees
    }

    /// The last row of the recorded state shows what the engine shows last, but for what was too short.
    fn state_timer(&mut self, about: &About, stretch: &Stretch<'_>, runs: &[Run]) -> bool {
        let StateRow { timer: Some(timer), retrans: Some(retrans), .. } = stretch.last else {
            return stretch.state == GONE;
        };
        let differs = |engine: Option<String>| Contrast::Shown {
            state: stretch.state.to_owned(),
            recorded: beside(timer, retrans),
            engine,
        };
        let mut until = runs.last().expect("a state that was matched").until;
        for (from, ours, count) in runs.iter().flat_map(|run| &run.shown).rev() {
            if (timer.as_str(), retrans) == (ours, count) {
                return true;
            }
            if !is_brief(*from, until) && !self.is_cut_off(*from) {
                self.differ(stretch.last.t_ms, about.clone(), differs(Some(beside(ours, count))));
                return false;
            }
            until = *from;
        }
        self.differ(stretch.last.t_ms, about.clone(), differs(None));
        false
    }
}

fn is_brief(from: Time, until: Time) -> bool {
    until - from < from.poll() + MISSED
}

/// What stands beside a state.
fn beside(timer: &str, retrans: &u8) -> String {
    format!("timer {timer} retrans {retrans}")
}

fn tell(run: &Run) -> String {
    format!("{} at {} ms", run.state, run.from)
}

/// The recorded rows of each socket, those of one state together.
fn stretches(rows: &[StateRow]) -> BTreeMap<Ends, Vec<Stretch<'_>>> {
    let mut sockets: BTreeMap<Ends, Vec<Stretch<'_>>> = BTreeMap::new();
    for row in rows {
        let ends = Ends { host: row.host, sport: row.sport, dport: row.dport };
        let stretches = sockets.entry(ends).or_default();
        match stretches.last_mut() {
            Some(stretch) if stretch.state == row.state => stretch.last = row,
            Some(_) | None => stretches.push(Stretch { state: &row.state, from: row.t_ms, last: row }),
        }
    }
    sockets
}
