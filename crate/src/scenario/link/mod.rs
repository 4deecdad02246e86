//! Links: a run, and how it is looked at, as the text behind `#` in an address.
//!
//! `v=1&s=last-ack-lost&b.tcp_orphan_retries=2&t=25.4s`: a version, the name of a preset, and what is different
//! from it. web/LINKS.md says the grammar to people. Owns it in both directions; refuses to know the presets,
//! which whoever reads a link has at hand.
//!
//! A link is for ever (design, law 5), and anybody can write one (law 6). So reading cannot fail: what is not
//! understood is named, and all the rest is kept. It takes no more time than the length of a link allows, and
//! what it gives is a scenario that would be read from a file, too.

mod moment;
mod pack;
mod problem;
mod read;
mod rules;
mod script;
mod settings;
mod sysctls;
mod text;
mod values;
mod view;
mod write;

pub use problem::{Problem, Wrong};
pub use read::{LONGEST_LINK, Reading, read};
pub use view::{LANGUAGES, SCALES, Selected, View};
pub use write::{COMFORTABLE, Written, write};

use super::format::Scenario;

/// The preset that a link means if it names none. As such links are for ever, it can't be another one day.
pub const FIRST: &str = "last-ack-lost";

/// Stands for no preset at all: two hosts with a connection, and nothing happens.
pub const BLANK: &str = "blank";

/// The value that takes out what a preset sets.
const DEFAULT: &str = "default";
/// The value that takes out all that a preset lists.
const NONE: &str = "none";

/// What presets there are.
pub type Presets<'a> = &'a dyn Fn(&str) -> Option<Scenario>;
