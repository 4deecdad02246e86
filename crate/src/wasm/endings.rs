//! All choices of losing the first segments of a run, walked in slices, and how they end.
//!
//! Only in the package that is built with the feature `tools`: a page fetches that one when somebody asks for the
//! endings.

use super::objects::{object, parse, stringify, untyped};
use crate::explore::{Endings, Flip, Row, SideEnding, Tree, flipped};
use crate::host::HostId;
use crate::rule::Sentence;
use crate::scenario::Scenario;
use crate::scenario::link::{self, View};
use crate::tcp::Signal;
use crate::time::Micros;
use crate::trace::Words;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A walk over all 2ⁿ choices of losing the first n segments of a scenario's conversation.
#[wasm_bindgen]
pub struct Exploration {
    scenario: Scenario,
    first: u32,
    tree: Tree,
    endings: Endings,
    cases: u64,
    cut: bool,
    done: bool,
}

/// How far the walk has come.
#[derive(Serialize, Tsify)]
pub struct Explored {
    /// How many segments are decided: n.
    pub first: u32,
    /// Choices walked so far, and how many there are: 2ⁿ.
    pub cases: u64,
    pub of: u64,
    /// Runs that differ: one that sends fewer than n segments stands for several choices.
    pub runs: u64,
    pub done: bool,
    /// Whether some run sends as many as n: with a larger n there would be more to see.
    pub more: bool,
}

/// One ending.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct EndingRow {
    pub a: EndingSide,
    pub b: EndingSide,
    pub cases: u64,
    pub runs: u64,
    /// The fewest lost of the first n segments that end so, and the run that shows it.
    pub fewest: u32,
    pub shown: EndingRun,
    /// When the last side that ended was gone, in microseconds; nothing where both stay.
    pub lives: Option<EndingLives>,
}

/// How one side ended.
#[derive(Serialize, Tsify)]
pub struct EndingSide {
    /// What became of its socket.
    pub said: Words,
    /// What its application was told: `EOF`, or the name of an error.
    pub told: Vec<Signal>,
}

/// The shortest life and the longest, and the run that lives that.
#[derive(Serialize, Tsify)]
pub struct EndingLives {
    pub shortest: Micros,
    pub longest: Micros,
    pub shown: EndingRun,
}

/// A run, to be opened.
#[derive(Serialize, Tsify)]
pub struct EndingRun {
    /// What stands behind `#` in its address.
    pub link: String,
    pub scenario: Scenario,
}

#[wasm_bindgen]
impl Exploration {
    /// Of the first `first` segments. Throws a `ScenarioError` that names the key and what was expected.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Scenario")] scenario: JsValue,
        first: u32,
    ) -> Result<Exploration, JsValue> {
        let scenario = Scenario::parse(&stringify(&scenario)?, parse)?;
        let tree = Tree::new(&scenario, first);
        let first = first.min(Tree::MOST);
        Ok(Exploration {
            scenario,
            first,
            tree,
            endings: Endings::default(),
            cases: 0,
            cut: false,
            done: false,
        })
    }

    /// Plays one run more. Says whether there was one.
    pub fn advance(&mut self) -> bool {
        match self.tree.next_run(&mut |_, _, _| {}) {
            Some(leaf) => {
                self.cases += leaf.cases;
                self.cut |= leaf.is_cut;
                self.endings.add(&leaf);
            }
            None => self.done = true,
        }
        !self.done
    }

    pub fn explored(&self) -> Result<Ts<Explored>, JsValue> {
        let Exploration { first, cases, cut, done, .. } = *self;
        object(&Explored { first, cases, of: 1 << first, runs: self.endings.runs(), done, more: cut })
    }

    /// Those found so far, the most common first. Links say what differs from `preset`, and open that panel.
    #[wasm_bindgen(unchecked_return_type = "EndingRow[]")]
    pub fn endings(
        &self,
        #[wasm_bindgen(unchecked_param_type = "(Partial<Scenario> & Pick<Scenario, 'script'>) | null")]
        preset: JsValue,
        panel: &str,
    ) -> Result<JsValue, JsValue> {
        let preset =
            if preset.is_null() { None } else { Some(Scenario::parse(&stringify(&preset)?, parse)?) };
        let view = View { panel: Some(panel.to_owned()), ..View::default() };
        let shown = |flips: &[Flip]| {
            let scenario = flipped(&self.scenario, flips);
            EndingRun { link: link::write(&scenario, preset.as_ref(), &view).text, scenario }
        };
        let rows = self.endings.rows();
        let rows: Vec<EndingRow> = rows
            .into_iter()
            .map(|(ending, row)| {
                let [a, b] = HostId::each(|host| side(ending.side(host)));
                let Row { runs, cases, fewest, flips, lives, fins: _ } = row;
                let lives = lives.as_ref().map(|lives| EndingLives {
                    shortest: lives.shortest,
                    longest: lives.longest,
                    shown: shown(&lives.flips),
                });
                EndingRow { a, b, cases: *cases, runs: *runs, fewest: *fewest, shown: shown(flips), lives }
            })
            .collect();
        untyped(&rows)
    }
}

fn side(ending: &SideEnding) -> EndingSide {
    let Sentence { en, zh } = ending.sentence();
    EndingSide { said: Words { en: en.to_owned(), zh: zh.to_owned() }, told: ending.told.clone() }
}
