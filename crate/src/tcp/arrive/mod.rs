//! A segment arrives at a full socket: the steps of RFC 9293 §3.10.7.4, in Linux's order.
//!
//! PAWS → sequence → RST → SYN (`validate`), then the ACK (`ack`), then the FIN (`fin`).

mod ack;
mod fin;
pub(super) mod paws;
mod validate;

use crate::rule::Rule;
use crate::segment::{Flags, Segment};
use crate::tcp::effect::{Act, Effects};
use crate::tcp::state::State;
use crate::tcp::tcb::{Context, Tcb};

/// Whether later steps still look at the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    GoOn,
    /// It is dealt with, or of no use.
    Done,
}

impl Tcb {
    /// Handles one segment. A socket in CLOSE is not in the tables and gets none.
    pub fn on_segment(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) {
        debug_assert_ne!(self.state(), State::Close, "a closed socket is in no table");
        if self.validate(cx, segment, fx) == Verdict::Done {
            return;
        }
        if !segment.flags.has(Flags::ACK) {
            fx.push(Rule::NoAckFlag, Act::Ignore);
            return;
        }
        if self.step_ack(cx, segment, fx) == Verdict::Done {
            return;
        }
        self.step_fin(cx, segment, fx);
    }
}
