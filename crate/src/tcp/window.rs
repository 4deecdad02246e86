//! The receive window that a socket offers.

use std::collections::VecDeque;

/// What the peer may send, in bytes. Buffer accounting is not what this engine is about: the window is
/// steady, or the one that a recording shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OfferedWindow {
    Steady(u32),
    /// What was offered last, and what each segment still to be sent that is no RST will offer.
    Recorded {
        in_force: u32,
        upcoming: VecDeque<u32>,
    },
    /// A receive buffer of so many bytes of payload.
    Buffer {
        space: u32,
        in_force: u32,
        mss: u32,
    },
}

impl OfferedWindow {
    /// Bytes that the peer may send beyond rcv_nxt.
    pub fn current(&self) -> u32 {
        match self {
            OfferedWindow::Steady(bytes) => *bytes,
            OfferedWindow::Recorded { in_force, .. } => *in_force,
            OfferedWindow::Buffer { in_force, .. } => *in_force,
        }
    }

    /// The window for a segment that leaves now.
    pub fn advertise(&mut self) -> u32 {
        if let OfferedWindow::Recorded { in_force, upcoming } = self
            && let Some(next) = upcoming.pop_front()
        {
            *in_force = next;
        }
        self.current()
    }
}
