//! A segment arrives at a full socket: the steps of RFC 9293 §3.10.7.4, in Linux's order.
//!
//! PAWS → sequence → RST → SYN (`validate`), then the ACK (`ack`, `clean`, `sack`), then the state that
//! follows from it (`state`), then payload and FIN (`data`, `fin`).

mod ack;
mod clean;
mod data;
mod fin;
pub(super) mod paws;
mod sack;
mod state;
mod syn_sent;
mod validate;

pub(super) use clean::Progress;

use crate::rule::Rule;
use crate::segment::{Flags, Segment};
use crate::tcp::context::Context;
use crate::tcp::effect::Effects;
use crate::tcp::output::Nagle;
use crate::tcp::state::State;
use crate::tcp::tcb::{Holder, Tcb};

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
        self.pass += 1;
        if self.state() == State::SynSent {
            self.in_syn_sent(cx, segment, fx);
            return;
        }
        self.in_synchronized(cx, segment, fx);
        if self.holder == Holder::Lingering && self.state() == State::FinWait2 {
            self.stop_lingering(cx, Rule::LingerIsOver, fx);
        }
    }

    fn in_synchronized(&mut self, cx: &Context<'_>, segment: &Segment, fx: &mut Effects) {
        if !segment.flags.any(Flags::ACK.and(Flags::RST).and(Flags::SYN)) {
            fx.ignore(Rule::NoAckFlag);
            return;
        }
        if self.validate(cx, segment, fx) == Verdict::Done {
            return;
        }
        let before = fx.len();
        if self.step_ack(cx, segment, fx) == Verdict::Done
            || self.step_state(cx, segment, fx) == Verdict::Done
            || self.step_data(cx, segment, fx) == Verdict::Done
        {
            return;
        }
        self.push_pending(cx, Nagle::AsSet, Rule::WindowAllows, fx);
        self.check_space();
        self.acknowledge_if_due(cx, fx);
        if fx.len() == before {
            fx.ignore(Rule::AckChangesNothing);
        }
    }
}
