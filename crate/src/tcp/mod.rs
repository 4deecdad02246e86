//! One endpoint of a connection: the teardown half of Linux TCP.
//!
//! Owns the state machine, its timers' lengths and every segment that it sends. Refuses to ask the time,
//! to know the other end or to call back: it takes a segment, a call or an expired timer, and pushes
//! [`Effect`]s in order, each with its [`Rule`](crate::rule::Rule).

mod arrive;
mod call;
mod delayed_ack;
mod effect;
mod errno;
mod fin_wait2;
pub mod give_up;
mod knobs;
mod option;
mod output;
mod profile;
pub mod reset;
mod rtt;
mod state;
mod tcb;
mod time_wait;
mod timer;
mod window;

pub use call::CallResult;
pub use effect::{Act, Counter, Effect, Effects, Sending, Signal, Timer, TimerSlot, Wait};
pub use errno::Errno;
pub use knobs::Knobs;
pub use option::SocketOption;
pub use profile::Profile;
pub use rtt::{Estimator, Rto, RtoBounds};
pub use state::State;
pub use tcb::{Context, Established, Holder, Options, Tcb};
pub use time_wait::{TCP_TIMEWAIT_LEN, TimeWait};
pub use window::OfferedWindow;
