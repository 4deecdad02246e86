//! Few pairs, looked at one after the other: what a page needs, which pays for each line here by its size.

/// Pairs of a key and a place.
#[derive(Clone, Debug, Default)]
pub struct Lookup(Vec<(u32, u32)>);

impl Lookup {
    pub fn add(&mut self, key: u32, place: u32) {
        self.0.push((key, place));
    }

    /// Shows each place of `key`, in no particular order.
    pub fn each(&self, key: u32, show: &mut dyn FnMut(u32)) {
        for (other, place) in &self.0 {
            if *other == key {
                show(*place);
            }
        }
    }

    /// Takes out a pair that was added.
    pub fn remove(&mut self, key: u32, place: u32) {
        self.0.retain(|pair| *pair != (key, place));
    }
}
