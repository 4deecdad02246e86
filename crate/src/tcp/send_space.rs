//! The memory that written payload takes until it is acknowledged, as far as write() shows it: how much
//! fits, and that the buffer grows with the congestion window (kernel: `sk_stream_memory_free()`,
//! `tcp_sndbuf_expand()`, `tcp_new_space()`).

use crate::tcp::congestion::{Congestion, INIT_CWND};

/// What a stretch of payload takes besides itself (kernel: skb->truesize of an empty one). Measured on 6.18:
/// after ten writes of 504 bytes two stretches of 31,856 fit, after ten of 520 one.
const EMPTY_SKB: u32 = 832;
/// What the buffer reckons for each segment of the congestion window, twice (kernel: per_mss for an MSS of
/// 1460).
const PER_SEGMENT: u32 = 2_304;

/// A send buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SendSpace {
    /// sk_sndbuf.
    sndbuf: u32,
    /// A writer found too little room, and hasn't been told of more (SOCK_NOSPACE).
    lacks_room: bool,
}

impl SendSpace {
    pub fn new() -> SendSpace {
        SendSpace { sndbuf: room_for(INIT_CWND), lacks_room: false }
    }

    /// The memory of `payload` bytes in so many stretches.
    pub fn memory_of(payload: u32, stretches: u32) -> u32 {
        payload + EMPTY_SKB * stretches
    }

    /// Whether another stretch may begin when `used` is taken; a writer that it refuses waits for room.
    pub fn takes_more(&mut self, used: u32) -> bool {
        self.lacks_room |= used >= self.sndbuf;
        used < self.sndbuf
    }

    /// A write has ended: an application that polls waits for room as long as more than two thirds are taken.
    pub fn written(&mut self, used: u32) {
        self.lacks_room |= !self.is_writable(used);
    }

    /// Something arrived: the buffer of a writer that waits grows, unless the congestion window is full.
    pub fn make_room(&mut self, used: u32, cc: &Congestion, in_flight: u32) {
        if !self.lacks_room {
            return;
        }
        if in_flight < cc.snd_cwnd {
            let segments = INIT_CWND.max(cc.snd_cwnd).max(cc.reordering + 1);
            self.sndbuf = self.sndbuf.max(room_for(segments));
        }
        self.lacks_room = !self.is_writable(used);
    }

    fn is_writable(&self, used: u32) -> bool {
        self.sndbuf.saturating_sub(used) >= used / 2
    }
}

fn room_for(segments: u32) -> u32 {
    2 * PER_SEGMENT * segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seq::Seq;

    #[test]
    fn a_fresh_buffer_holds_what_the_initial_window_needs_twice() {
        let mut space = SendSpace::new();
        let used = |payload, stretches| SendSpace::memory_of(payload, stretches);
        assert!(space.takes_more(used(10 * 504 + 31_856, 11)));
        assert!(!space.takes_more(used(10 * 520 + 31_856, 11)));
    }

    #[test]
    fn it_grows_once_a_writer_lacks_room_and_the_window_isnt_full() {
        let mut space = SendSpace::new();
        let cc = Congestion::new(20, Seq::new(0));
        space.make_room(30_000, &cc, 19);
        assert_eq!(space, SendSpace::new());
        space.written(40_000);
        space.make_room(39_000, &cc, 20);
        assert!(!space.takes_more(46_080));
        space.make_room(38_000, &cc, 19);
        assert!(space.takes_more(46_080) && space.takes_more(92_159));
    }
}
