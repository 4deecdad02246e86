//! Times as people write them: milliseconds, fractions allowed, a day at most.

use crate::time::{Instant, Micros};
use serde::{Serialize, Serializer};

/// A time or a length of time in a scenario. Held in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
pub struct Millis(Micros);

const LONGEST_MS: f64 = 86_400_000.0;

impl Millis {
    pub const fn from_micros(us: Micros) -> Self {
        Millis(us)
    }

    /// Nothing for what is negative, longer than a day or no number.
    pub fn from_f64(ms: f64) -> Option<Self> {
        (0.0..=LONGEST_MS).contains(&ms).then(|| Millis(Micros::new((ms * 1000.0).round() as u64)))
    }

    pub const fn micros(self) -> Micros {
        self.0
    }

    pub fn instant(self) -> Instant {
        Instant::ZERO + self.0
    }
}

/// A whole number where it is one.
impl Serialize for Millis {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let us = self.0.get();
        if us.is_multiple_of(1000) { s.serialize_u64(us / 1000) } else { s.serialize_f64(us as f64 / 1000.0) }
    }
}
