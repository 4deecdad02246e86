//! Every run that a few faults make of a scenario, how each of them ends, and what must hold of all.
//!
//! | module | owns |
//! |-|-|
//! | `tree` | all 2ⁿ choices of losing the first n segments, as a tree whose runs share their beginnings |
//! | `lone` | one fault at a time: a segment twice or overtaken, a forged RST at each moment |
//! | `ending`, `words` | how each side ended and what its application was told; the same for people |
//! | `table` | how often each ending came, and the run that shows it |
//! | [`law`] | what must hold of every run, each law with where it stands |
//! | `judge` | one run held to the laws |
//! | `edges` | the edges of RFC 9293's state machine, and why Linux has others |
//!
//! Refuses to change what a run is: each is made by the scenario that it can be opened with.

pub mod edges;
mod ending;
mod judge;
pub mod law;
mod lone;
mod table;
mod tree;
mod words;

pub use ending::{Ending, SideEnding, life};
pub use judge::{Judge, Played};
pub use lone::{Kind, Lone, lone};
pub use table::{Endings, Lives, Row};
pub use tree::{Flip, Leaf, Tree, flipped};
