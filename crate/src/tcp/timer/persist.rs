//! The persist timer: something waits behind a closed window (spec §5.1; kernel: `tcp_probe_timer()`).

use crate::rule::Rule;
use crate::tcp::context::Context;
use crate::tcp::effect::Effects;
use crate::tcp::give_up::{self, Owner};
use crate::tcp::rtt::Rto;
use crate::tcp::tcb::Tcb;
use crate::time::{Jiffies, Micros};

impl Tcb {
    pub(in crate::tcp) fn on_persist(&mut self, cx: &Context<'_>, fx: &mut Effects) {
        if !self.rtx_queue.is_empty() || self.send_queue.is_empty() {
            self.icsk_probes_out = 0;
            self.icsk_probes_tstamp = None;
            fx.ignore(Rule::NothingOutstanding);
            return;
        }
        match self.icsk_probes_tstamp {
            None => self.icsk_probes_tstamp = Some(cx.jiffies()),
            // ZW-6.
            Some(began) if self.options.user_timeout > 0 => {
                let limit = Micros::from_millis(u64::from(self.options.user_timeout));
                if cx.jiffies().since(began) >= cx.clock.covering(limit) {
                    self.write_error(Rule::UserTimeoutGivesUp, fx);
                    return;
                }
            }
            Some(_) => {}
        }
        let most = match self.owner(cx.knobs) {
            Owner::Process { tcp_retries2 } => tcp_retries2,
            // ZW-2: here it is a count of probes, not a time.
            owner @ Owner::Orphan { .. } => {
                let backed_off = self.icsk_rto.ticks().get() << self.icsk_backoff.min(32);
                let backed_off = Rto::bounded(Jiffies::new(backed_off), self.bounds);
                let soft = self.sk_err_soft.is_some();
                let boundary = give_up::boundary(owner, backed_off, self.bounds, soft);
                if !boundary.alive && self.icsk_backoff >= boundary.retries {
                    self.write_error(Rule::OrphanWindowStaysClosed, fx);
                    return;
                }
                if self.is_out_of_resources(cx, true, fx) {
                    return;
                }
                boundary.retries
            }
        };
        if self.icsk_probes_out >= most {
            let rule = if self.is_orphan() { Rule::OrphanProbesUnanswered } else { Rule::ProcessGivesUp };
            self.write_error(rule, fx);
            return;
        }
        self.send_probe0(cx, fx);
    }
}
