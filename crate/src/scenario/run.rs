//! A scenario and the run that it gives, kept in step while somebody edits both.

use super::error::ScenarioError;
use super::millis::Millis;
use super::read::{Deed, Scenario, StepLine};
use crate::host::{HostId, sysctl};
use crate::net::{SegmentName, SegmentNameError, Wish};
use crate::sim::{Do, Fate, History, Progress, Step, When};
use crate::time::{Instant, Micros};

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
    pub fn lose(&mut self, name: &str) -> Result<Progress, SegmentNameError> {
        self.wish(name, Wish::Lose)
    }

    /// Delivers it, whatever the rules say.
    pub fn give_back(&mut self, name: &str) -> Result<Progress, SegmentNameError> {
        self.wish(name, Wish::Deliver)
    }

    /// Sets a sysctl from now on.
    pub fn set_sysctl(
        &mut self,
        host: HostId,
        key: &str,
        value: i64,
    ) -> Result<Progress, ScenarioError> {
        let refused = |e: sysctl::SysctlError| ScenarioError {
            field: key.to_owned(),
            problem: e.to_string(),
        };
        let row = sysctl::find(key).map_err(refused)?;
        row.write(&mut self.history.world().host(host).knobs.clone(), value)
            .map_err(refused)?;
        let line = StepLine {
            at_ms: Some(Millis::from_micros(
                (self.progress().now + Micros::new(1)).since(Instant::ZERO),
            )),
            when: None,
            after_ms: None,
            host,
            deed: Deed::Sysctl,
            sock: None,
            key: Some(row.name.to_owned()),
            value: Some(value),
        };
        let mut edited = self.scenario.clone();
        edited.script.push(line);
        edited.check()?;
        self.scenario = edited;
        let act = Do::Sysctl { row, value };
        Ok(self.history.intervene(Step {
            when: When::At(Instant::ZERO),
            host,
            act,
        }))
    }

    /// Writes down as little as gives `name` that fate: nothing where the rules give it anyway.
    fn wish(&mut self, name: &str, wish: Wish) -> Result<Progress, SegmentNameError> {
        let name: SegmentName = name.parse()?;
        let text = name.to_string();
        self.scenario.lose.retain(|other| *other != text);
        self.scenario.deliver.retain(|other| *other != text);
        let progress = self.history.wish(name, None);
        if self.fate_of(name) == Some(wish) {
            return Ok(progress);
        }
        match wish {
            Wish::Lose => self.scenario.lose.push(text),
            Wish::Deliver => self.scenario.deliver.push(text),
        }
        Ok(self.history.wish(name, Some(wish)))
    }

    fn fate_of(&self, name: SegmentName) -> Option<Wish> {
        let log = self.history.forecast();
        log.segments
            .iter()
            .find(|record| record.name == name)
            .map(|record| match record.fate {
                Fate::Delivered { .. } => Wish::Deliver,
                Fate::Lost { .. } => Wish::Lose,
            })
    }
}
