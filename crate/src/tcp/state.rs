//! The states of a connection, as RFC 9293 and as the kernel spell them.

use serde::Serialize;
use std::fmt;

/// The states of a connection that a teardown meets (RFC 9293 §3.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    SynSent,
    SynRecv,
    Established,
    #[serde(rename = "FIN_WAIT1")]
    FinWait1,
    #[serde(rename = "FIN_WAIT2")]
    FinWait2,
    CloseWait,
    Closing,
    LastAck,
    TimeWait,
    Close,
}

impl State {
    pub const ALL: [State; 10] = [
        State::SynSent,
        State::SynRecv,
        State::Established,
        State::FinWait1,
        State::FinWait2,
        State::CloseWait,
        State::Closing,
        State::LastAck,
        State::TimeWait,
        State::Close,
    ];

    /// As `ss` and the kernel print it.
    pub const fn kernel_name(self) -> &'static str {
        match self {
            State::SynSent => "SYN_SENT",
            State::SynRecv => "SYN_RECV",
            State::Established => "ESTABLISHED",
            State::FinWait1 => "FIN_WAIT1",
            State::FinWait2 => "FIN_WAIT2",
            State::CloseWait => "CLOSE_WAIT",
            State::Closing => "CLOSING",
            State::LastAck => "LAST_ACK",
            State::TimeWait => "TIME_WAIT",
            State::Close => "CLOSE",
        }
    }

    /// As the RFC prints it.
    pub const fn rfc_name(self) -> &'static str {
        match self {
            State::SynSent => "SYN-SENT",
            State::SynRecv => "SYN-RECEIVED",
            State::Established => "ESTABLISHED",
            State::FinWait1 => "FIN-WAIT-1",
            State::FinWait2 => "FIN-WAIT-2",
            State::CloseWait => "CLOSE-WAIT",
            State::Closing => "CLOSING",
            State::LastAck => "LAST-ACK",
            State::TimeWait => "TIME-WAIT",
            State::Close => "CLOSED",
        }
    }

    /// Whether a FIN of ours has been queued in this state and still waits for its ACK.
    pub const fn awaits_ack_of_fin(self) -> bool {
        match self {
            State::FinWait1 | State::Closing | State::LastAck => true,
            State::SynSent
            | State::SynRecv
            | State::Established
            | State::FinWait2
            | State::CloseWait
            | State::TimeWait
            | State::Close => false,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.kernel_name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_written_as_the_kernel_spells_it() {
        for state in State::ALL {
            let json = serde_json::to_string(&state).expect("a state is a word");
            assert_eq!(json.trim_matches('"'), state.kernel_name());
        }
    }
}
