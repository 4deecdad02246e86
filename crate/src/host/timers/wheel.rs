//! Linux's wheel (kernel: `kernel/time/timer.c`; design, §5), and beside it a queue of the timers that don't
//! count ticks: putting one in, taking one out and finding the first take as long for a million as for one.

use super::Turn;
use super::many::{Kept, NONE};
use crate::queue::Queue;

/// Levels of the wheel, and buckets of each (kernel: LVL_DEPTH, LVL_SIZE).
const DEPTH: usize = 9;
const SIZE: u32 = 64;

/// The bucket of a timer that counts ticks: its level, whether any processor may run it, and its number among
/// the buckets of that level, counted since the machine was started.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bucket {
    pub(super) level: u32,
    pub(super) is_global: bool,
    pub(super) number: u64,
    /// The tick at which it was armed.
    pub(super) armed: u64,
}

/// Where a timer stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stands {
    at: Place,
    /// Its neighbours in its bucket: the one before was put in later.
    before: u32,
    behind: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In that bucket of all.
    Wheel(u32),
    Queue,
    Nowhere,
}

impl Default for Stands {
    fn default() -> Stands {
        Stands { at: Place::Nowhere, before: NONE, behind: NONE }
    }
}

/// What stands where.
#[derive(Clone, Debug, Default)]
pub(super) struct Wheel {
    /// Which buckets hold a timer: a word for each level, first of the wheel whose timers stay with their
    /// processor, then of the one whose timers any may run.
    occupied: [u64; 2 * DEPTH],
    /// The timer that was put last into each of those buckets, in their order.
    heads: Vec<u32>,
    /// The tick of the last arming: no timer in the wheel fires before it.
    clk: u64,
    queue: Queue,
}

impl Wheel {
    pub(super) fn put(&mut self, all: &mut [Kept], nth: u32, bucket: Option<Bucket>) {
        let turn = all[nth as usize].running.turn;
        let stands = self.place(bucket);
        if let Place::Wheel(bucket) = stands {
            let (word, bit, head) = self.bucket(bucket);
            let mut behind = NONE;
            if self.occupied[word] & bit == 0 {
                self.occupied[word] |= bit;
                self.heads.insert(head, nth);
            } else {
                behind = std::mem::replace(&mut self.heads[head], nth);
                all[behind as usize].stands.before = nth;
            }
            all[nth as usize].stands = Stands { at: stands, before: NONE, behind };
        } else {
            self.queue.add(turn.fires, turn.order, nth);
            all[nth as usize].stands.at = Place::Queue;
        }
    }

    /// A level turns round once in 64 buckets: what is further away waits in the queue, as does what counts no
    /// ticks. Linux would have it fire in the last bucket, 12 days away at 1000 ticks a second; no run of a
    /// scenario is as long.
    fn place(&mut self, bucket: Option<Bucket>) -> Place {
        let Some(Bucket { level, is_global, number, armed }) = bucket else { return Place::Queue };
        self.clk = armed;
        let row = level + if is_global { DEPTH as u32 } else { 0 };
        if number - self.first_number(level) < SIZE.into() {
            Place::Wheel(row * SIZE + number as u32 % SIZE)
        } else {
            Place::Queue
        }
    }

    pub(super) fn take_out(&mut self, all: &mut [Kept], nth: u32) {
        let Stands { at, before, behind } = std::mem::take(&mut all[nth as usize].stands);
        match at {
            Place::Nowhere => {}
            Place::Queue => self.drop_stale(all),
            Place::Wheel(bucket) => {
                if let Some(behind) = all.get_mut(behind as usize) {
                    behind.stands.before = before;
                }
                if let Some(before) = all.get_mut(before as usize) {
                    before.stands.behind = behind;
                    return;
                }
                let (word, bit, head) = self.bucket(bucket);
                if behind == NONE {
                    self.occupied[word] &= !bit;
                    self.heads.remove(head);
                } else {
                    self.heads[head] = behind;
                }
            }
        }
    }

    /// The queue's first is a timer that still runs as it was put there.
    fn drop_stale(&mut self, all: &[Kept]) {
        while let Some((fires, order, nth)) = self.queue.first() {
            let Kept { running, stands, .. } = &all[nth as usize];
            if stands.at == Place::Queue && running.turn == (Turn { fires, order }) {
                break;
            }
            self.queue.drop_first();
        }
    }

    /// Its word, its bit there, and where its head stands, or would.
    fn bucket(&self, bucket: u32) -> (usize, u64, usize) {
        let (word, bit) = ((bucket / SIZE) as usize, 1 << (bucket % SIZE));
        let before: u32 = self.occupied[..word].iter().map(|word| word.count_ones()).sum();
        (word, bit, (before + (self.occupied[word] & (bit - 1)).count_ones()) as usize)
    }

    /// The number of a level's first bucket that no tick has passed.
    fn first_number(&self, level: u32) -> u64 {
        let shift = 3 * level;
        (self.clk + (1 << shift) - 1) >> shift
    }

    /// Of each level the first bucket from now on, and of those the first (kernel:
    /// `__get_next_timer_interrupt()`).
    pub(super) fn first(&self, all: &[Kept]) -> u32 {
        let mut first = self.queue.first().map(|(fires, order, nth)| (Turn { fires, order }, nth));
        let mut heads = 0;
        for (row, word) in self.occupied.iter().enumerate() {
            if *word == 0 {
                continue;
            }
            let number = self.first_number((row % DEPTH) as u32) as u32;
            let bucket = number.wrapping_add(word.rotate_right(number % SIZE).trailing_zeros()) % SIZE;
            let nth = self.heads[heads + (word & ((1 << bucket) - 1)).count_ones() as usize];
            let turn = all[nth as usize].running.turn;
            if first.is_none_or(|(least, _)| turn < least) {
                first = Some((turn, nth));
            }
            heads += word.count_ones() as usize;
        }
        first.map_or(NONE, |(_, nth)| nth)
    }
}
