//! The receive window that a socket offers.

use std::collections::VecDeque;

/// What the socket would offer now, in bytes. Buffer accounting is not what this engine is about: the
/// window is steady, or the one that a recording shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OfferedWindow {
    Steady(u32),
    /// One entry for each segment still to be sent that is no RST; the last one stays.
    Recorded(VecDeque<u32>),
}

impl OfferedWindow {
    /// Bytes that the peer may send beyond rcv_nxt.
    pub fn current(&self) -> u32 {
        match self {
            OfferedWindow::Steady(bytes) => *bytes,
            OfferedWindow::Recorded(next) => next.front().copied().unwrap_or(0),
        }
    }

    /// The window for a segment that leaves now.
    pub fn advertise(&mut self) -> u32 {
        let bytes = self.current();
        if let OfferedWindow::Recorded(next) = self
            && next.len() > 1
        {
            next.pop_front();
        }
        bytes
    }
}
