//! Times as people write them: milliseconds, fractions allowed, a day at most.

use crate::time::{Instant, Micros};
use serde::de::{Deserialize, Deserializer, Error, Unexpected};
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

    pub const fn micros(self) -> Micros {
        self.0
    }

    pub fn instant(self) -> Instant {
        Instant::ZERO + self.0
    }
}

impl<'de> Deserialize<'de> for Millis {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let ms = f64::deserialize(d)?;
        if !(0.0..=LONGEST_MS).contains(&ms) {
            return Err(D::Error::invalid_value(
                Unexpected::Float(ms),
                &"milliseconds, 0 to 86400000",
            ));
        }
        Ok(Millis(Micros::new((ms * 1000.0).round() as u64)))
    }
}

impl Serialize for Millis {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let us = self.0.get();
        if us.is_multiple_of(1000) {
            s.serialize_u64(us / 1000)
        } else {
            s.serialize_f64(us as f64 / 1000.0)
        }
    }
}
