//! The memory that what has come takes, as far as the wire shows it: while the window may still grow, ACKs
//! are quick (kernel: `tcp_grow_window()`). The window itself is [`OfferedWindow`](super::OfferedWindow)'s.

use crate::tcp::profile::Profile;

/// What a fresh connection's receive buffer holds (kernel: the second number of tcp_rmem).
pub const TCP_RMEM: u32 = 131_072;

/// A receive buffer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReceiveSpace {
    /// sk_rcvbuf.
    rcvbuf: u32,
    /// How much of the memory is payload, in 256ths (scaling_ratio).
    ratio: u32,
    /// How far the window may be opened by now.
    rcv_ssthresh: u32,
    /// What waits to be read takes so much.
    used: u32,
}

impl ReceiveSpace {
    /// One that offered `window` in the handshake.
    pub fn new(rcvbuf: u32, window: u32) -> ReceiveSpace {
        /// Half of it is payload, until segments have shown better.
        const HALF: u32 = 128;
        ReceiveSpace { rcvbuf, ratio: HALF, rcv_ssthresh: window, used: 0 }
    }

    /// A segment of `len` bytes of payload and so many of header was queued. Says whether the window may
    /// grow by it.
    pub fn take(&mut self, len: u32, header: u32, is_largest: bool, profile: Profile) -> bool {
        /// Smaller ones don't open the window.
        const LEAST: u32 = 128;
        let memory = memory_of(len, header);
        self.used += memory;
        if is_largest && profile.learns_payload_share() {
            self.ratio = (len << 8) / memory;
        }
        let space = self.payload(self.rcvbuf.saturating_sub(self.used));
        let clamp = self.payload(self.rcvbuf);
        let room = space.min(clamp).saturating_sub(self.rcv_ssthresh);
        if len < LEAST || room == 0 {
            return false;
        }
        self.rcv_ssthresh += room.min(2 * len.max(LEAST));
        true
    }

    /// The application has read; `left` of `before` bytes are still there.
    pub fn read(&mut self, before: u32, left: u32) {
        self.used = (u64::from(self.used) * u64::from(left) / u64::from(before.max(1))) as u32;
    }

    fn payload(&self, memory: u32) -> u32 {
        (u64::from(memory) * u64::from(self.ratio) >> 8) as u32
    }
}

/// What a segment takes: its bytes, room for headers and its bookkeeping in a block of a power of two
/// (kernel: skb->truesize).
fn memory_of(len: u32, header: u32) -> u32 {
    const ROOM_AND_BOOKKEEPING: u32 = 64 + 320;
    const SK_BUFF: u32 = 256;
    /// IPv4.
    const IP: u32 = 20;
    (len + header + IP + ROOM_AND_BOOKKEEPING).next_power_of_two().max(512) + SK_BUFF
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 20 ACKs at once instead of 16 for a large transfer: the window grows with its first four segments.
    #[test]
    fn the_window_grows_with_the_first_four_full_segments() {
        let mut space = ReceiveSpace::new(TCP_RMEM, 65_160);
        let grows: Vec<bool> = (0..6).map(|n| space.take(1448, 32, n == 0, Profile::V6_18)).collect();
        assert_eq!(grows, [true, true, true, true, false, false]);
        assert_eq!(memory_of(1448, 32), 2304);
    }

    #[test]
    fn small_segments_open_no_window() {
        let mut space = ReceiveSpace::new(TCP_RMEM, 65_160);
        assert!(!space.take(100, 32, true, Profile::V6_18));
    }
}
