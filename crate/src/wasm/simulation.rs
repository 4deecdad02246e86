//! `Simulation`: one run, to step, tick, seek and edit.

use super::errors::{no_time, unreadable};
use super::measure::{begun, measured, warn};
use super::objects::{object, parse, stringify};
use crate::json;
use crate::scenario::{Intervention, Run, Scenario};
use crate::sim::{End, Progress};
use crate::time::Instant;
use crate::trace::{Summary, Trace};
use js_sys::{JSON, Object};
use std::cell::Cell;
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// One run. Times are microseconds of virtual time.
#[wasm_bindgen]
pub struct Simulation {
    pub(super) run: Box<Run>,
    /// Whether its author was told that the run is cut off.
    warned: Cell<bool>,
}

#[wasm_bindgen]
impl Simulation {
    /// A run at t = 0, of a scenario as an object or as JSON text. Throws a `ScenarioError` that names
    /// the key and what was expected.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "(Partial<Scenario> & Pick<Scenario, 'script'>) | string")]
        scenario: JsValue,
    ) -> Result<Simulation, JsValue> {
        let text = match scenario.as_string() {
            Some(text) => text,
            None => stringify(&scenario)?,
        };
        Simulation::read(&text)
    }

    /// A run of the scenario in a file's bytes.
    #[wasm_bindgen(js_name = fromFile)]
    pub fn from_file(bytes: Vec<u8>) -> Result<Simulation, JsValue> {
        let text = String::from_utf8(bytes).map_err(|_| unreadable("expected a scenario as UTF-8 text"))?;
        Simulation::read(&text)
    }

    /// Does the next thing that happens, with all its effects.
    pub fn step(&mut self) -> Result<Ts<Progress>, JsValue> {
        reached(self.run.step())
    }

    /// Undoes the last thing that happened.
    #[wasm_bindgen(js_name = stepBack)]
    pub fn step_back(&mut self) -> Result<Ts<Progress>, JsValue> {
        reached(self.run.step_back())
    }

    /// Does everything up to and at that time.
    pub fn tick(&mut self, until: f64) -> Result<Ts<Progress>, JsValue> {
        let until = instant(until)?;
        reached(self.run.tick(until))
    }

    /// Goes to that time, forth or back.
    pub fn seek(&mut self, at: f64) -> Result<Ts<Progress>, JsValue> {
        let at = instant(at)?;
        reached(self.run.seek(at))
    }

    /// Loses a segment that was sent, is in flight or is still to come: `b:2` is b's second.
    #[wasm_bindgen(js_name = injectLoss)]
    pub fn inject_loss(&mut self, segment: &str) -> Result<Ts<Progress>, JsValue> {
        reached(self.run.lose(segment)?)
    }

    /// Delivers a segment, whatever the scenario's rules say.
    #[wasm_bindgen(js_name = giveBack)]
    pub fn give_back(&mut self, segment: &str) -> Result<Ts<Progress>, JsValue> {
        reached(self.run.give_back(segment)?)
    }

    /// Does something to the run, now. Throws a `ScenarioError` that names the key.
    pub fn intervene(&mut self, intervention: Ts<Intervention>) -> Result<Ts<Progress>, JsValue> {
        let text = stringify(&intervention.js_value())?;
        let intervention = Intervention::parse(&text, parse)?;
        reached(self.run.intervene(&intervention)?)
    }

    /// Where the run stands.
    pub fn progress(&self) -> Result<Ts<Progress>, JsValue> {
        reached(self.run.progress())
    }

    /// The whole run to its end: what happened, and what will if nobody interferes.
    pub fn trace(&self) -> Result<Ts<Trace>, JsValue> {
        Ok(Ts::new_unchecked(JSON::parse(&self.trace_text())?))
    }

    /// The same as JSON, for whoever parses it at another time: a long run takes as long to be parsed as to be run.
    #[wasm_bindgen(js_name = traceText)]
    pub fn trace_text(&self) -> String {
        json::ascii(&self.whole())
    }

    /// What the whole run comes to, and nothing else of it.
    pub fn summary(&self) -> Result<Ts<Summary>, JsValue> {
        object(&Summary::of(&self.run.history().forecast()))
    }

    /// Everything that makes this run, what was done to it included.
    pub fn scenario(&self) -> Result<Ts<Scenario>, JsValue> {
        object(self.run.scenario())
    }

    /// A hash of the trace's JSON: equal for equal traces, natively and here.
    pub fn hash(&self) -> String {
        self.whole().hash()
    }
}

impl Simulation {
    fn whole(&self) -> Trace {
        begun();
        let (log, end) = self.run.history().forecast_to_end();
        measured();
        let cut = match end {
            End::Quiet => None,
            End::Horizon => Some("LastAck: more would happen, but the scenario's run_ms ends the run here."),
            End::Spent => Some("LastAck: more would happen, but a run has no more than 16000 events."),
        };
        if let Some(cut) = cut.filter(|_| !self.warned.replace(true)) {
            warn(cut);
        }
        Trace::of(log)
    }

    fn read(text: &str) -> Result<Simulation, JsValue> {
        Ok(Simulation::of(Run::new(Scenario::parse(text, parse)?)))
    }

    fn of(run: Run) -> Simulation {
        Simulation { run: Box::new(run), warned: Cell::new(false) }
    }

    /// A run that ends where its recording did, of which nobody needs to be told.
    #[cfg(feature = "tools")]
    pub(super) fn recorded(run: Run) -> Simulation {
        Simulation { run: Box::new(run), warned: Cell::new(true) }
    }
}

fn reached(progress: Progress) -> Result<Ts<Progress>, JsValue> {
    let Progress { now, events, next } = progress;
    let reached: Reached = Object::new().unchecked_into();
    reached.set_now(now.as_micros() as f64);
    reached.set_events(events as f64);
    reached.set_next(&next.map_or(JsValue::NULL, |next| JsValue::from_f64(next.as_micros() as f64)));
    Ok(Ts::new_unchecked(reached.into()))
}

/// What [`Progress`] is in JavaScript. It crosses at each step, so it is written field by field, without a text.
#[wasm_bindgen]
extern "C" {
    type Reached;
    #[wasm_bindgen(method, setter)]
    fn set_now(this: &Reached, us: f64);
    #[wasm_bindgen(method, setter)]
    fn set_events(this: &Reached, count: f64);
    #[wasm_bindgen(method, setter)]
    fn set_next(this: &Reached, us: &JsValue);
}

fn instant(us: f64) -> Result<Instant, JsValue> {
    if us >= 0.0 && us.is_finite() { Ok(Instant::from_micros(us as u64)) } else { Err(no_time()) }
}
