//! Pairs by a hash of their key, so that one of a million is found as soon as one of a few (kernel:
//! `inet_hashtables.c`, which finds sockets by their ports so). Where each stands follows from what was done to
//! the table and from nothing else, on any machine.

/// Pairs of a key and a place.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    /// A power of two of them, or none. A pair stands at its key's home or, where that was taken, at the next
    /// that was free.
    slots: Vec<Option<(u32, u32)>>,
    taken: usize,
}

impl Lookup {
    pub fn add(&mut self, key: u32, place: u32) {
        // A quarter stays free: a search ends at a free one.
        if self.taken * 4 >= self.slots.len() * 3 {
            let twice = (self.slots.len() * 2).max(8);
            for (key, place) in std::mem::replace(&mut self.slots, vec![None; twice]).into_iter().flatten() {
                self.put(key, place);
            }
        }
        self.put(key, place);
        self.taken += 1;
    }

    fn put(&mut self, key: u32, place: u32) {
        let mut at = self.home(key);
        while self.slots[at].is_some() {
            at = self.after(at);
        }
        self.slots[at] = Some((key, place));
    }

    /// Shows each place of `key`, in no particular order.
    pub fn each(&self, key: u32, show: &mut dyn FnMut(u32)) {
        if self.taken == 0 {
            return;
        }
        let mut at = self.home(key);
        while let Some((other, place)) = self.slots[at] {
            if other == key {
                show(place);
            }
            at = self.after(at);
        }
    }

    /// Takes out a pair that was added.
    pub fn remove(&mut self, key: u32, place: u32) {
        let mut at = self.home(key);
        while self.slots[at] != Some((key, place)) {
            at = self.after(at);
        }
        // What stands behind moves up, unless it would come to stand before its home.
        let mut free = at;
        loop {
            at = self.after(at);
            let Some((key, _)) = self.slots[at] else { break };
            let (from_home, from_free) = (self.behind(at, self.home(key)), self.behind(at, free));
            if from_home >= from_free {
                self.slots[free] = self.slots[at];
                free = at;
            }
        }
        self.slots[free] = None;
        self.taken -= 1;
    }

    /// The multiplier spreads what is counted one by one (Knuth: 2³² by the golden ratio); its high bits are
    /// the good ones.
    fn home(&self, key: u32) -> usize {
        let spread = u64::from(key.wrapping_mul(0x9e37_79b1));
        ((spread * self.slots.len() as u64) >> 32) as usize
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }

    /// How far `at` stands behind `other`.
    fn behind(&self, at: usize, other: usize) -> usize {
        at.wrapping_sub(other) & (self.slots.len() - 1)
    }
}
