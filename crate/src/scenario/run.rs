//! A scenario and the run that it gives, kept in step while somebody edits both.

use super::error::ScenarioError;
use super::format::{Action, Deed, RuleLine, Scenario, StepLine};
use super::intervention::Intervention;
use super::json::Path;
use super::millis::Millis;
use super::read::{MOST_NAMES, MOST_RULES, MOST_STEPS};
use crate::host::sysctl::{Setting, SysctlError};
use crate::net::{SegmentName, SegmentNameError, Wish};
#[cfg(any(not(target_arch = "wasm32"), feature = "tools"))]
use crate::sim::Setup;
use crate::sim::{Fate, History, Progress};
use crate::time::{Instant, Micros};
use crate::words::{number, said};
use std::fmt;

/// Why a segment can be neither lost nor given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WishError {
    /// It is no name of a segment.
    Name(SegmentNameError),
    /// The scenario names as many segments as it may.
    TooMany,
}

impl WishError {
    pub fn text(&self) -> String {
        match self {
            WishError::Name(e) => e.text(),
            WishError::TooMany => {
                said(&["expected at most ", &number(MOST_NAMES as i64), " segments to be named"])
            }
        }
    }
}

impl fmt::Display for WishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl std::error::Error for WishError {}

/// Whatever is done to it is in [`Run::scenario`] too, so a run started from that is the same run.
#[derive(Clone, Debug)]
pub struct Run {
    scenario: Scenario,
    history: History,
}

impl Run {
    /// At t = 0.
    pub fn new(scenario: Scenario) -> Run {
        let history = History::new(scenario.setup());
        Run { scenario, history }
    }

    /// At t = 0, with a setup that knows more than the scenario it was made of: what a recording measured.
    #[cfg(any(not(target_arch = "wasm32"), feature = "tools"))]
    pub(crate) fn recorded(scenario: Scenario, setup: Setup) -> Run {
        Run { scenario, history: History::new(setup) }
    }

    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    pub fn progress(&self) -> Progress {
        self.history.progress()
    }

    /// One thing that happens, with all its effects.
    pub fn step(&mut self) -> Progress {
        self.history.step()
    }

    /// Undoes the last one.
    pub fn step_back(&mut self) -> Progress {
        self.history.step_back()
    }

    /// Everything up to and at `until`.
    pub fn tick(&mut self, until: Instant) -> Progress {
        self.history.tick(until)
    }

    /// To that moment, forth or back.
    pub fn seek(&mut self, at: Instant) -> Progress {
        self.history.seek(at)
    }

    /// Loses a segment that was sent, is in flight or is still to come.
    pub fn lose(&mut self, name: &str) -> Result<Progress, WishError> {
        self.wish(name, Wish::Lose)
    }

    /// Delivers it, whatever the rules say.
    pub fn give_back(&mut self, name: &str) -> Result<Progress, WishError> {
        self.wish(name, Wish::Deliver)
    }

    /// Does something to the run, now.
    pub fn intervene(&mut self, intervention: &Intervention) -> Result<Progress, ScenarioError> {
        let named = |e: WishError| Path::Key(&Path::Root, "segment").refused(&[&e.text()]);
        match intervention {
            Intervention::Step { host, deed, sock } => {
                let line = StepLine { sock: sock.clone(), ..StepLine::new(*host, deed.clone()) };
                self.step_now(line)
            }
            Intervention::Sysctl { host, key, value } => {
                let deed = Deed::Sysctl { key: key.clone(), value: value.clone() };
                self.step_now(StepLine::new(*host, deed))
            }
            Intervention::Lose { segment } => self.lose(segment).map_err(named),
            Intervention::Deliver { segment } => self.give_back(segment).map_err(named),
            Intervention::Delay { segment, ms } => self.treat(segment, Action::Delay { ms: *ms }),
            Intervention::Duplicate { segment } => self.treat(segment, Action::Duplicate),
            Intervention::Icmp { segment, icmp_type: kind, code } => {
                self.treat(segment, Action::Icmp { kind: *kind, code: *code })
            }
        }
    }

    /// Puts a rule for that one segment before all others, in place of what was wanted of it before.
    fn treat(&mut self, segment: &str, action: Action) -> Result<Progress, ScenarioError> {
        let wrong = |e: SegmentNameError| Path::Key(&Path::Root, "segment").refused(&[&e.text()]);
        let name: SegmentName = segment.parse().map_err(wrong)?;
        let Scenario { rules, .. } = &mut self.scenario;
        let place = rules.iter().position(|rule| rule.segment == Some(name));
        if place.is_none() && rules.len() >= MOST_RULES {
            let problem = ["expected at most ", &number(MOST_RULES as i64), " rules"];
            return Err(Path::Key(&Path::Root, "rules").refused(&problem));
        }
        rules.retain(|rule| rule.segment != Some(name));
        rules.insert(0, RuleLine { segment: Some(name), ..RuleLine::new(action) });
        self.forget(&name.text());
        Ok(self.history.relink(self.scenario.link(), name))
    }

    /// Adds a line to the script, at the next moment.
    fn step_now(&mut self, mut line: StepLine) -> Result<Progress, ScenarioError> {
        if let Deed::Sysctl { key, value } = &line.deed {
            // Who sets it now is told at once what the kernel wouldn't take.
            let refused = |e: SysctlError| Path::Key(&Path::Root, e.half()).refused(&[&e.text()]);
            let setting = Setting::new(self.scenario.kernel.build(), key, value.clone()).map_err(refused)?;
            setting.check().map_err(refused)?;
        }
        line.at_ms = Some(Millis::from_micros((self.progress().now + Micros::new(1)).since(Instant::ZERO)));
        if self.progress().now >= self.history.setup().horizon {
            let problem = "the run ends here: nothing can be done later";
            return Err(Path::Key(&Path::Root, "run_ms").refused(&[problem]));
        }
        if self.scenario.script.len() >= MOST_STEPS {
            let problem = ["expected at most ", &number(MOST_STEPS as i64), " steps"];
            return Err(Path::Key(&Path::Root, "script").refused(&problem));
        }
        let step = self.scenario.step(&line);
        self.scenario.script.push(line);
        Ok(self.history.intervene(step))
    }

    /// Writes down as little as gives `name` that fate: nothing where the rules give it anyway.
    fn wish(&mut self, name: &str, wish: Wish) -> Result<Progress, WishError> {
        let name: SegmentName = name.parse().map_err(WishError::Name)?;
        let text = name.text();
        if self.names(wish).len() >= MOST_NAMES {
            return Err(WishError::TooMany);
        }
        self.forget(&text);
        let progress = self.history.relink(self.scenario.link(), name);
        if self.fate_of(name) == Some(wish) {
            return Ok(progress);
        }
        self.names(wish).push(text);
        Ok(self.history.relink(self.scenario.link(), name))
    }

    /// Takes back that somebody loses or delivers a segment.
    fn forget(&mut self, name: &str) {
        self.scenario.lose.retain(|other| other != name);
        self.scenario.deliver.retain(|other| other != name);
    }

    fn names(&mut self, wish: Wish) -> &mut Vec<String> {
        match wish {
            Wish::Lose => &mut self.scenario.lose,
            Wish::Deliver => &mut self.scenario.deliver,
        }
    }

    fn fate_of(&self, name: SegmentName) -> Option<Wish> {
        let log = self.history.forecast();
        log.segments.iter().find(|record| record.name == name).map(|record| match record.fate {
            Fate::Delivered { .. } => Wish::Deliver,
            Fate::Lost { .. } => Wish::Lose,
        })
    }
}
