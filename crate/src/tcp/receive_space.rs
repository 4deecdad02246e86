//! The memory that what has come takes, as far as the wire shows it: how much the window may open, and
//! that ACKs are quick as long as it grows (kernel: `tcp_space()`, `tcp_grow_window()`).

/// What a fresh connection's receive buffer holds (kernel: the second number of tcp_rmem).
pub const TCP_RMEM: u32 = 131_072;

/// A receive buffer. A segment's memory is given back when all of it was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReceiveSpace {
    /// sk_rcvbuf.
    rcvbuf: u32,
    /// How much of the memory is payload, in 256ths (scaling_ratio).
    ratio: u32,
    /// How far the window may be opened, ever and by now.
    window_clamp: u32,
    rcv_ssthresh: u32,
    /// Segments that wait to be read: what is unread of each, and the memory of each.
    queue: Vec<(u32, u32)>,
}

impl ReceiveSpace {
    /// One that offered `window` in the handshake.
    pub fn new(rcvbuf: u32, window: u32) -> ReceiveSpace {
        /// Half of it is payload, until segments have shown better.
        const HALF: u32 = 128;
        ReceiveSpace { rcvbuf, ratio: HALF, window_clamp: window, rcv_ssthresh: window, queue: Vec::new() }
    }

    /// A segment of `len` bytes of payload and so many of header is queued.
    pub fn hold(&mut self, len: u32, header: u32) {
        self.queue.push((len, memory_of(len, header)));
    }

    /// The largest segment so far shows how much of the memory is payload.
    pub fn learn(&mut self, len: u32, header: u32) {
        self.ratio = (len << 8) / memory_of(len, header);
        self.window_clamp = self.full();
    }

    /// Opens the window for more segments like one of `len` bytes and so many of header, as far as there is room;
    /// says whether there was any. It is opened by two segments: as large as we asked for, if those like this
    /// one fill their memory, else as large as the peer seems to send, and in any case as large as this one.
    pub fn grow(&mut self, len: u32, header: u32, advmss: u32, rcv_mss: u32) -> bool {
        /// Smaller ones don't open the window.
        const LEAST: u32 = 128;
        let room = self.free().min(self.window_clamp).saturating_sub(self.rcv_ssthresh);
        if len < LEAST || room == 0 {
            return false;
        }
        let fills = self.payload(memory_of(len, header)) <= len;
        let like = if fills { advmss } else { rcv_mss };
        self.rcv_ssthresh += room.min(2 * like.max(len));
        true
    }

    /// The application has read so many bytes.
    pub fn read(&mut self, mut bytes: u32) {
        while let Some((unread, _)) = self.queue.first_mut() {
            if bytes < *unread {
                *unread -= bytes;
                return;
            }
            bytes -= *unread;
            self.queue.remove(0);
        }
    }

    /// Bytes of payload that still fit (kernel: `tcp_space()`).
    pub fn free(&self) -> u32 {
        let used: u32 = self.queue.iter().map(|(_, memory)| memory).sum();
        self.payload(self.rcvbuf.saturating_sub(used))
    }

    /// What a segment would offer after one that offered `in_force`, in whole segments of `mss` or in whole
    /// `unit`s (RFC 9293 §3.8.6.2.2; kernel: `__tcp_select_window()`).
    pub fn window(&self, in_force: u32, mss: u32, unit: u32) -> u32 {
        let free = self.free();
        if free < (self.full() >> 4).max(mss) {
            0
        } else if unit > 1 {
            free.min(self.rcv_ssthresh).next_multiple_of(unit)
        } else if in_force > free || in_force + mss <= free {
            free - free % mss
        } else {
            in_force
        }
    }

    /// Bytes of payload that the empty buffer holds (kernel: `tcp_full_space()`).
    pub fn full(&self) -> u32 {
        self.payload(self.rcvbuf)
    }

    fn payload(&self, memory: u32) -> u32 {
        ((u64::from(memory) * u64::from(self.ratio)) >> 8) as u32
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
        space.learn(1448, 32);
        let mut take = |_| {
            space.hold(1448, 32);
            space.grow(1448, 32, 1448, 1448)
        };
        let grows: Vec<bool> = (0..6).map(&mut take).collect();
        assert_eq!(grows, [true, true, true, true, false, false]);
        assert_eq!(memory_of(1448, 32), 2304);
    }

    /// `acks-wait-as-the-window-closes`: the fifth segment takes more memory than the window has grown by.
    #[test]
    fn a_large_window_shrinks_with_the_memory_that_is_left() {
        let mut space = ReceiveSpace::new(TCP_RMEM, 65_160);
        space.learn(1448, 32);
        let mut take = |_| {
            space.hold(1448, 32);
            space.grow(1448, 32, 1448, 1448);
            space.window(65_536, 1448, 1024)
        };
        let offers: Vec<u32> = (0..6).map(&mut take).collect();
        assert_eq!(offers, [68_608, 71_680, 74_752, 76_800, 74_752, 73_728]);
    }

    /// What is left of a write opens it as far as a full segment does.
    #[test]
    fn the_rest_of_a_write_opens_the_window_by_two_full_segments() {
        let mut space = ReceiveSpace::new(TCP_RMEM, 64_240);
        space.learn(1448, 32);
        space.hold(656, 32);
        assert!(space.grow(656, 32, 1448, 1200));
        assert_eq!(space.rcv_ssthresh, 64_240 + 2 * 1200);
        assert!(space.grow(1448, 32, 1400, 1200));
        assert_eq!(space.rcv_ssthresh, 64_240 + 2 * 1200 + 2 * 1448);
        assert!(space.grow(1448, 32, 1460, 1200));
        assert_eq!(space.rcv_ssthresh, 64_240 + 2 * (1200 + 1448 + 1460));
    }

    #[test]
    fn small_segments_open_no_window() {
        let mut space = ReceiveSpace::new(TCP_RMEM, 65_160);
        space.learn(100, 32);
        assert!(!space.grow(100, 32, 1448, 536));
    }

    #[test]
    fn memory_is_given_back_segment_by_segment() {
        let mut space = ReceiveSpace::new(8192, 2896);
        space.learn(1448, 32);
        for _ in 0..3 {
            space.hold(1448, 32);
        }
        let full = space.free();
        space.read(1000);
        assert_eq!(space.free(), full);
        space.read(500);
        assert_eq!(space.free(), full + 1440);
    }
}
