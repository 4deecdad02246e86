//! The receive window that a socket offers.

use crate::tcp::delayed_ack::DelayedAck;
use std::collections::VecDeque;

/// What the peer may send, in bytes. Buffer accounting is not what this engine is about: the window is
/// steady, that of a buffer which counts payload alone, or the one that a recording shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OfferedWindow {
    Steady(u32),
    /// A receive buffer of `space` bytes of payload, of which the last segment offered `in_force`.
    Buffer {
        space: u32,
        in_force: u32,
        mss: u32,
    },
    /// What was offered last, and what each segment still to be sent that is no RST will offer.
    Recorded {
        in_force: u32,
        upcoming: VecDeque<u32>,
    },
}

impl OfferedWindow {
    /// A receive buffer that is empty.
    pub fn buffer(space: u32, mss: u32) -> OfferedWindow {
        OfferedWindow::Buffer { space, in_force: space, mss }
    }

    /// Bytes beyond rcv_wup that the last segment offered.
    pub fn current(&self) -> u32 {
        match self {
            OfferedWindow::Steady(bytes) => *bytes,
            OfferedWindow::Buffer { in_force, .. } | OfferedWindow::Recorded { in_force, .. } => *in_force,
        }
    }

    /// Bytes beyond rcv_nxt that a segment would offer now, with `unread` waiting in the buffer (kernel:
    /// `__tcp_select_window()`).
    pub fn next(&self, unread: u32) -> u32 {
        match self {
            OfferedWindow::Steady(bytes) => *bytes,
            OfferedWindow::Recorded { in_force, upcoming } => upcoming.front().copied().unwrap_or(*in_force),
            OfferedWindow::Buffer { space, in_force, mss } => {
                let free = space.saturating_sub(unread);
                if free < (space >> 4).max(*mss) {
                    0
                } else if *in_force > free || *in_force + *mss <= free {
                    // Whole segments (RFC 9293 §3.8.6.2.2).
                    free - free % mss
                } else {
                    *in_force
                }
            }
        }
    }

    /// Bytes that a segment would offer once everything unread is thrown away; `most` is the most that was ever
    /// offered.
    pub fn emptied(&self, most: u32) -> u32 {
        match self {
            OfferedWindow::Steady(bytes) => *bytes,
            OfferedWindow::Buffer { .. } => self.next(0),
            OfferedWindow::Recorded { in_force, .. } => most.max(*in_force),
        }
    }

    /// The most that was ever offered: what a reader compares against (kernel: window_clamp).
    pub fn clamp(&self) -> u32 {
        match self {
            OfferedWindow::Steady(bytes) => *bytes * 64,
            OfferedWindow::Buffer { space, .. } => *space,
            OfferedWindow::Recorded { in_force, upcoming } => {
                upcoming.iter().copied().fold(*in_force, u32::max)
            }
        }
    }

    /// The window for a segment of a connection that isn't open yet.
    pub fn offer_unread(&mut self) -> u32 {
        if let OfferedWindow::Recorded { in_force, upcoming } = self {
            *in_force = upcoming.pop_front().unwrap_or(*in_force);
        }
        self.current()
    }

    /// The window for a segment that leaves now. It never takes back what is `left` of the last offer.
    pub fn advertise(&mut self, left: u32, unread: u32, ack: &mut DelayedAck) -> u32 {
        let next = self.next(unread);
        match self {
            OfferedWindow::Steady(_) => {}
            OfferedWindow::Buffer { space, in_force, .. } => {
                if space.saturating_sub(unread) < *space >> 1 {
                    ack.stop_quickack();
                }
                *in_force = next.max(left);
            }
            OfferedWindow::Recorded { in_force, upcoming } => {
                let most = upcoming.iter().copied().fold(*in_force, u32::max);
                if next < most >> 1 {
                    ack.stop_quickack();
                }
                upcoming.pop_front();
                *in_force = next;
            }
        }
        self.current()
    }
}
