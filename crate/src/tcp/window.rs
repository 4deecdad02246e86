//! The receive window that a socket offers.

use crate::tcp::delayed_ack::DelayedAck;
use crate::tcp::receive_space::ReceiveSpace;

/// What Linux offers in the handshake: 64 KB in whole segments, which timestamps make shorter once they are
/// known to be used: in the answer to a SYN, and in a SYN that takes over from a TIME_WAIT (kernel:
/// `tcp_select_initial_window()`).
pub const fn initial_window(timestamps: bool) -> u32 {
    let mss = if timestamps { 1_448 } else { 1_460 };
    65_535 / mss * mss
}

/// What the peer may send, in bytes. Buffer accounting is not what this engine is about: the window is
/// steady, that of a small buffer, or the one that a recording shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OfferedWindow {
    Steady(u32),
    /// As much as a receive buffer has room for, in segments of `mss`; the last segment offered
    /// `in_force`.
    Buffer {
        in_force: u32,
        mss: u32,
    },
    /// What was offered last, and what each segment still to be sent that is no RST will offer.
    Recorded {
        in_force: u32,
        upcoming: Vec<u32>,
    },
}

impl OfferedWindow {
    /// Bytes beyond rcv_wup that the last segment offered.
    pub fn current(&self) -> u32 {
        match self {
            OfferedWindow::Steady(bytes) => *bytes,
            OfferedWindow::Buffer { in_force, .. } | OfferedWindow::Recorded { in_force, .. } => *in_force,
        }
    }

    /// Bytes beyond rcv_nxt that a segment would offer now (kernel: `__tcp_select_window()`).
    fn next(&self, space: &ReceiveSpace) -> u32 {
        match self {
            OfferedWindow::Steady(bytes) => *bytes,
            OfferedWindow::Recorded { in_force, upcoming } => upcoming.first().copied().unwrap_or(*in_force),
            OfferedWindow::Buffer { in_force, mss } => space.window(*in_force, *mss, 1),
        }
    }

    /// Whether a segment that left now would offer no less than the last did. What a recording offers next may come
    /// of a read that is still to come.
    pub fn holds(&self, space: &ReceiveSpace, ack: &mut DelayedAck, mss: u32, unit: u32) -> bool {
        let next = self.select(space, ack);
        match self {
            OfferedWindow::Recorded { in_force, .. } => space.window(*in_force, mss, unit) >= *in_force,
            OfferedWindow::Steady(_) | OfferedWindow::Buffer { .. } => next >= self.current(),
        }
    }

    /// The same, by a socket that may act on it: with less than half of the buffer free it grants no quick
    /// ACKs.
    pub fn select(&self, space: &ReceiveSpace, ack: &mut DelayedAck) -> u32 {
        if space.free() < space.full() >> 1 {
            ack.stop_quickack();
        }
        self.next(space)
    }

    /// Bytes that a segment would offer once everything unread is thrown away; `most` is the most that was
    /// ever offered.
    pub fn emptied(&self, most: u32) -> u32 {
        match self {
            OfferedWindow::Steady(bytes) => *bytes,
            OfferedWindow::Buffer { in_force, .. } | OfferedWindow::Recorded { in_force, .. } => {
                most.max(*in_force)
            }
        }
    }

    /// The most that may be offered: what a reader compares against (kernel: window_clamp).
    pub fn clamp(&self, space: &ReceiveSpace) -> u32 {
        match self {
            OfferedWindow::Steady(bytes) => *bytes,
            OfferedWindow::Buffer { .. } => space.full(),
            OfferedWindow::Recorded { in_force, upcoming } => {
                upcoming.iter().copied().fold(*in_force, u32::max)
            }
        }
    }

    /// The window for a segment of a connection that isn't open yet.
    pub fn offer_unread(&mut self) -> u32 {
        if let OfferedWindow::Recorded { in_force, upcoming } = self
            && !upcoming.is_empty()
        {
            *in_force = upcoming.remove(0);
        }
        self.current()
    }

    /// The window for a segment that leaves now, in whole `unit`s. It never takes back what is `left` of the
    /// last offer.
    pub fn advertise(&mut self, left: u32, space: &ReceiveSpace, ack: &mut DelayedAck, unit: u32) -> u32 {
        let next = self.select(space, ack);
        match self {
            OfferedWindow::Steady(bytes) => *bytes = bytes.next_multiple_of(unit),
            OfferedWindow::Buffer { in_force, .. } => *in_force = next.max(left),
            OfferedWindow::Recorded { in_force, upcoming } => {
                if !upcoming.is_empty() {
                    upcoming.remove(0);
                }
                *in_force = next;
            }
        }
        self.current()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Jiffies;

    const MSS: u32 = 1448;

    /// A buffer of 8192 bytes, half of them payload, with so many full segments unread.
    fn with_unread(segments: u32) -> ReceiveSpace {
        let mut space = ReceiveSpace::new(8192, 2896);
        for _ in 0..segments {
            space.hold(MSS, 32);
        }
        space
    }

    #[test]
    fn a_buffer_offers_whole_segments_or_nothing() {
        for (unread, in_force, next) in
            [(0, 0, 2896), (0, 2896, 2896), (1, 2896, 2896), (2, 2896, 1448), (3, 1448, 0), (9, 0, 0)]
        {
            let window = OfferedWindow::Buffer { in_force, mss: MSS };
            assert_eq!(window.next(&with_unread(unread)), next, "{unread} unread, {in_force} offered");
        }
    }

    #[test]
    fn an_offer_is_never_taken_back() {
        let mut ack = DelayedAck::new(Jiffies::new(0), Jiffies::new(0));
        let mut window = OfferedWindow::Buffer { in_force: 2896, mss: MSS };
        assert_eq!(window.advertise(1448, &with_unread(3), &mut ack, 1), 1448);
        assert_eq!(window.advertise(0, &with_unread(3), &mut ack, 1), 0);
        assert_eq!(window.current(), 0);
    }

    #[test]
    fn a_recording_offers_what_it_offered_and_then_the_last_of_it() {
        let mut ack = DelayedAck::new(Jiffies::new(0), Jiffies::new(0));
        let space = with_unread(0);
        let mut window = OfferedWindow::Recorded { in_force: 500, upcoming: [400, 300].into() };
        assert_eq!((window.current(), window.clamp(&space), window.emptied(600)), (500, 500, 600));
        let offered = [0; 3].map(|left| window.advertise(left, &space, &mut ack, 1));
        assert_eq!(offered, [400, 300, 300]);
    }

    #[test]
    fn a_steady_window_is_offered_in_units_of_its_scale() {
        let mut ack = DelayedAck::new(Jiffies::new(0), Jiffies::new(0));
        let mut window = OfferedWindow::Steady(65_160);
        assert_eq!(window.advertise(0, &with_unread(9), &mut ack, 1024), 65_536);
    }
}
