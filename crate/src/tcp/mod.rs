//! One endpoint of a connection: the teardown half of Linux TCP.
//!
//! Owns the state machine, its timers' lengths and every segment that it sends. Refuses to ask the time,
//! to know the other end or to call back: it takes a segment, a call or an expired timer, and pushes
//! [`Effect`]s in order, each with its [`Rule`](crate::rule::Rule).
//!
//! | module | owns |
//! |-|-|
//! | `tcb`, `state`, `skb` | what a connection is, its states, what it sends in |
//! | `call`, `option` | what applications ask for |
//! | `arrive` | what segments do, step by step |
//! | `timer`, `give_up` | what happens when nothing comes, and for how long |
//! | `output`, `window`, `delayed_ack` | what is sent, and when |
//! | `recovery`, `rack`, `congestion`, `receive`, `rtt` | losses, windows, what came, round trips |
//! | `fin_wait2`, `time_wait`, `request`, `reset`, `icmp` | the small ends of a connection |
//! | `knobs`, `profile` | what an administrator and a kernel's version change |

mod arrive;
mod call;
mod congestion;
mod context;
mod delayed_ack;
mod effect;
mod errno;
mod established;
mod fin_wait2;
pub mod give_up;
mod icmp;
mod knobs;
mod option;
mod output;
mod profile;
mod rack;
mod receive;
mod receive_space;
mod recovery;
mod request;
pub mod reset;
mod rtt;
mod send_space;
mod skb;
mod state;
mod tcb;
mod time_wait;
mod timer;
mod window;

pub use call::{CallResult, Closer, Opening, Shut};
pub use context::Context;
pub use effect::{Act, Counter, Effect, Effects, Sending, Signal, Timer, TimerSlot, Wait};
pub use errno::Errno;
pub use established::{Established, Options};
pub use icmp::IcmpError;
pub use knobs::Knobs;
pub use option::SocketOption;
pub use profile::Profile;
pub use receive_space::TCP_RMEM;
pub use request::Request;
pub use rtt::{Estimator, Rto, RtoBounds};
pub use state::State;
pub use tcb::{Holder, Tcb};
pub use time_wait::{Listener, PortChoice, TCP_TIMEWAIT_LEN, TimeWait};
pub use window::{OfferedWindow, initial_window};
