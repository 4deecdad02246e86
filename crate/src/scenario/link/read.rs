//! From the text of a link to a run, and what was not understood of it.

use super::super::error::ScenarioError;
use super::super::format::Scenario;
use super::super::read::{MOST_NAMES, MOST_RULES, MOST_STEPS};
use super::problem::{Problem, Wrong};
use super::text::{Item, item, refused};
use super::view::{self, View};
use super::{BLANK, FIRST, NONE, Presets, pack, rules, script, settings, sysctls};
use crate::version::ENGINE;
use crate::words::{clipped, number, said};
use serde::Serialize;
use std::cmp::Ordering;

/// In bytes, packed or not. A browser hands over a million and more.
pub const LONGEST_LINK: usize = 64 * 1024;
/// More than any scenario needs, whose lists are shorter.
const MOST_PIECES: usize = 1024;
/// More than this nobody reads.
const MOST_PROBLEMS: usize = 24;

/// What a link means.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Reading {
    /// The preset that it is based on; nothing where it is based on none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub preset: Option<String>,
    pub scenario: Scenario,
    pub view: View,
    /// The version of the engine that made the link, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub engine: Option<u32>,
    /// What was left out, in the order of the link.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// How the engine that made the link compares with this one, if it's another: what somebody saw there may
    /// not be what is seen here.
    pub fn other_engine(&self) -> Option<Ordering> {
        self.engine.map(|made| made.cmp(&ENGINE)).filter(|age| age.is_ne())
    }
}

/// Reads what stands behind `#`.
pub fn read(hash: &str, presets: Presets<'_>) -> Reading {
    let mut reader = Reader {
        reading: Reading {
            preset: None,
            scenario: Scenario::default(),
            view: View::default(),
            engine: None,
            problems: Vec::new(),
        },
        said: Vec::new(),
        named: Vec::new(),
        added: Vec::new(),
    };
    let hash = hash.strip_prefix('#').unwrap_or(hash);
    let items = reader.items(hash);
    reader.begin(&items, presets);
    let (first, others): (Vec<_>, Vec<_>) = items.iter().partition(|item| comes_first(&item.key));
    for item in first.into_iter().chain(others) {
        reader.take(item);
    }
    reader.done()
}

struct Reader {
    reading: Reading,
    /// The keys that may be there once, and were.
    said: Vec<String>,
    /// Those of which it was said that they are there twice, or that nobody knows them.
    named: Vec<String>,
    /// Rules, which decide before those of the preset.
    added: Vec<super::super::format::RuleLine>,
}

impl Reader {
    /// Each piece, those that were packed in the place of the pack.
    fn items(&mut self, hash: &str) -> Vec<Item> {
        let mut items = Vec::new();
        let (whole, mut room) = (self.fitting(hash, LONGEST_LINK), LONGEST_LINK);
        room = room.saturating_sub(whole.len());
        for piece in whole.split('&').filter(|piece| !piece.is_empty()) {
            let Some(packed) = piece.strip_prefix(pack::PREFIX) else {
                self.add(piece, &mut items);
                continue;
            };
            if !first(&mut self.said, pack::PREFIX) {
                self.name_once(pack::PREFIX, Wrong::Twice);
                continue;
            }
            // What is packed is no pack again: the prefix is then a key that nobody knows.
            match pack::unpacked(packed, room) {
                Ok(text) => text.split('&').for_each(|piece| self.add(piece, &mut items)),
                Err(e) => self.refuse(Problem::value(pack::PREFIX, &e)),
            }
        }
        items
    }

    /// As many whole pieces as a link may have.
    fn fitting<'a>(&mut self, hash: &'a str, most: usize) -> &'a str {
        if hash.len() <= most {
            return hash;
        }
        let (most_text, found) = (number(most as i64), number(hash.len() as i64));
        let problem = ["expected at most ", &most_text, " bytes, found ", &found, "; the end was left out"];
        self.refuse(Problem::value("", &refused(&said(&problem))));
        // An ampersand is a character of its own, so nothing is cut in two.
        let end = hash.bytes().take(most).rposition(|byte| byte == b'&');
        end.and_then(|end| hash.get(..end)).unwrap_or_default()
    }

    fn add(&mut self, piece: &str, items: &mut Vec<Item>) {
        match item(piece) {
            Ok(_) if items.len() >= MOST_PIECES => {
                self.name_once("", Wrong::Many { most: MOST_PIECES as u32 });
            }
            Ok(item) => items.push(item),
            Err(e) => {
                let key = piece.split_once('=').map_or(piece, |(key, _)| key);
                self.refuse(Problem::value(key, &e));
            }
        }
    }

    /// The version, and the preset that all the rest is different from.
    fn begin(&mut self, items: &[Item], presets: Presets<'_>) {
        let find = |key: &str| items.iter().find(|item| item.key == key).map(|item| item.value.as_str());
        let (version, name) = (find("v"), find("s").unwrap_or(FIRST));
        if version.is_some_and(|version| version != "1") {
            self.refuse(Problem::of("v", Wrong::Version));
        }
        if name == BLANK {
            return;
        }
        let found = presets(name).map(|scenario| (name, scenario)).or_else(|| {
            self.refuse(Problem::of(&said(&["s=", &clipped(name, 40)]), Wrong::Preset));
            presets(FIRST).map(|scenario| (FIRST, scenario))
        });
        if let Some((name, scenario)) = found {
            self.reading.preset = Some(name.to_owned());
            self.reading.scenario = scenario;
        }
    }

    fn take(&mut self, item: &Item) {
        let Item { key, value } = item;
        match self.read(key, value) {
            Some(Ok(())) => {}
            Some(Err(e)) => self.refuse(Problem::value(key, &e)),
            None => self.name_once(key, Wrong::Unknown),
        }
    }

    /// Nothing where no link has this key.
    fn read(&mut self, key: &str, value: &str) -> Option<Result<(), ScenarioError>> {
        if let Some(read) = rules::read(key, value) {
            return Some(read.map(|rule| {
                if self.room("rules", self.added.len(), MOST_RULES) {
                    self.added.push(rule);
                }
            }));
        }
        let named = script::Key::of(key);
        if let Some(read) = named.as_ref().and_then(|named| script::read(named, value)) {
            return Some(read.map(|line| {
                if self.room("script", self.reading.scenario.script.len(), MOST_STEPS) {
                    self.reading.scenario.script.push(line);
                }
            }));
        }
        if !first(&mut self.said, key) {
            self.name_once(key, Wrong::Twice);
            return Some(Ok(()));
        }
        let scenario = &mut self.reading.scenario;
        match key {
            // Read before all others.
            "v" | "s" => return Some(Ok(())),
            "e" => return Some(view::engine(value).map(|made| self.reading.engine = Some(made))),
            "script" => return Some(none(value).map(|()| scenario.script.clear())),
            "rules" => return Some(none(value).map(|()| scenario.rules.clear())),
            "lose" | "deliver" => {
                let names = self.names(key, value);
                let Scenario { lose, deliver, .. } = &mut self.reading.scenario;
                *if key == "lose" { lose } else { deliver } = names;
                return Some(Ok(()));
            }
            _ => {}
        }
        let (host, sysctl) = match &named {
            Some(script::Key { host, sock: None, word }) => (Some(*host), *word),
            Some(script::Key { sock: Some(_), .. }) => return None,
            None => (None, key),
        };
        settings::read(scenario, key, value)
            .or_else(|| view::read(&mut self.reading.view, key, value))
            .or_else(|| sysctls::read(scenario, host, sysctl, value))
    }

    fn names(&mut self, key: &str, value: &str) -> Vec<String> {
        if value == NONE {
            return Vec::new();
        }
        rules::read_names(value, MOST_NAMES, |e| self.refuse(Problem::value(key, &e)))
    }

    /// Whether there is room for one more; where there isn't, that is said once.
    fn room(&mut self, list: &str, found: usize, most: usize) -> bool {
        let room = found < most;
        if !room {
            self.name_once(list, Wrong::Many { most: most as u32 });
        }
        room
    }

    /// Says it of a key, unless something was said of it already.
    fn name_once(&mut self, key: &str, wrong: Wrong) {
        if first(&mut self.named, key) {
            self.refuse(Problem::of(key, wrong));
        }
    }

    fn refuse(&mut self, problem: Problem) {
        let problems = &mut self.reading.problems;
        if problems.len() < MOST_PROBLEMS {
            problems.push(problem);
        }
    }

    fn done(mut self) -> Reading {
        let mut added = std::mem::take(&mut self.added);
        added.append(&mut self.reading.scenario.rules);
        if added.len() > MOST_RULES {
            self.name_once("rules", Wrong::Many { most: MOST_RULES as u32 });
            added.truncate(MOST_RULES);
        }
        self.reading.scenario.rules = added;
        let mut scenario = std::mem::take(&mut self.reading.scenario);
        sysctls::prune(&mut scenario, |key, e| self.refuse(Problem::value(key, &e)));
        self.reading.scenario = scenario;
        self.reading
    }
}

/// Whether the key is there for the first time; from now on it was.
fn first(keys: &mut Vec<String>, key: &str) -> bool {
    let first = !keys.iter().any(|known| known == key);
    if first {
        keys.push(key.to_owned());
    }
    first
}

/// What the others depend on, wherever it stands: which sysctls there are, and what is left of the preset's lists.
fn comes_first(key: &str) -> bool {
    settings::is_kernel(key) || matches!(key, "script" | "rules")
}

fn none(value: &str) -> Result<(), ScenarioError> {
    if value == NONE { Ok(()) } else { Err(refused("expected none")) }
}
