//! setsockopt() (kernel: `do_tcp_setsockopt()`, `sk_setsockopt()`).

use super::CallResult;
use crate::rule::Rule;
use crate::tcp::context::Context;
use crate::tcp::effect::Effects;
use crate::tcp::option::SocketOption;
use crate::tcp::output::Nagle;
use crate::tcp::rtt::Rto;
use crate::tcp::tcb::{Linger2, Tcb};
use crate::time::Micros;

impl Tcb {
    /// SO_LINGER {1, seconds}; the kernel takes a negative time for a very long one.
    pub fn linger(&mut self, seconds: i32, fx: &mut Effects) -> CallResult {
        self.options.linger = Some(seconds as u32);
        fx.ignore(Rule::OptionSet);
        CallResult::Done
    }

    pub fn setsockopt(
        &mut self,
        cx: &Context<'_>,
        opt: SocketOption,
        value: i32,
        fx: &mut Effects,
    ) -> CallResult {
        if let Err(errno) = opt.accepts(value, cx.profile) {
            fx.ignore(Rule::OptionRefused);
            return CallResult::Failed(errno);
        }
        fx.ignore(Rule::OptionSet);
        let unsigned = value.unsigned_abs();
        match opt {
            SocketOption::TcpUserTimeout => self.options.user_timeout = unsigned,
            SocketOption::TcpLinger2 => self.options.linger2 = linger2(value),
            SocketOption::TcpNodelay => {
                self.options.nodelay = value != 0;
                if value != 0 {
                    self.push_pending(cx, Nagle::Off, Rule::WriteSends, fx);
                }
            }
            SocketOption::TcpQuickack => {
                let thresh = cx.knobs.tcp_pingpong_thresh;
                if self.ack.set_quickack(value, thresh) {
                    self.send_ack(cx, Rule::DataAcked, fx);
                }
            }
            SocketOption::TcpKeepidle => self.set_keepidle(cx, unsigned, fx),
            SocketOption::TcpKeepintvl => self.options.keepintvl = Some(unsigned),
            SocketOption::TcpKeepcnt => self.options.keepcnt = u8::try_from(unsigned).ok(),
            SocketOption::TcpRtoMaxMs => {
                self.bounds.max = cx.clock.covering(Micros::from_millis(u64::from(unsigned)));
                self.icsk_rto = Rto::bounded(self.icsk_rto.ticks(), self.bounds);
            }
            SocketOption::SoKeepalive => self.set_keepalive(cx, value != 0, fx),
        }
        CallResult::Done
    }
}

/// F2-7: TCP_LINGER2 in seconds.
fn linger2(value: i32) -> Linger2 {
    /// C-3.
    const TCP_FIN_TIMEOUT_MAX: u32 = 120;
    match u32::try_from(value) {
        Err(_) => Linger2::Never,
        Ok(0) => Linger2::Sysctl,
        Ok(seconds) => Linger2::Seconds(seconds.min(TCP_FIN_TIMEOUT_MAX)),
    }
}
