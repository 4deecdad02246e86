//! Times as recordings have them: milliseconds, possibly a little before t = 0, held in microseconds.
//!
//! Owns the tolerances of the contract that are about time alone: how often the recorder looked.

use crate::time::Instant;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;
use std::ops::{Add, Neg, Sub};

/// A moment of a recording, or a length of time; negative is before t = 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
#[serde(transparent)]
pub struct Time(i64);

/// Beyond any run: eleven days.
const LONGEST_MS: f64 = 1e9;

impl Time {
    pub(crate) const ZERO: Time = Time(0);

    pub(crate) const fn ms(n: i64) -> Time {
        Time(n * 1000)
    }

    pub(crate) const fn micros(n: i64) -> Time {
        Time(n)
    }

    /// To the nearest microsecond.
    pub(crate) fn from_ms(ms: f64) -> Time {
        Time((ms * 1000.0).round() as i64)
    }

    pub fn as_ms(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    pub(crate) fn as_micros(self) -> i64 {
        self.0
    }

    /// The moment of a run; what is before t = 0 counts as t = 0.
    pub(crate) fn clamped(self) -> u64 {
        u64::try_from(self.0).unwrap_or(0)
    }

    /// The next whole number of `tick`s.
    pub(crate) fn up_to(self, tick: Time) -> Time {
        Time((self.0 + tick.0 - 1).div_euclid(tick.0.max(1)) * tick.0)
    }

    /// The last whole number of `tick`s.
    pub(crate) fn down_to(self, tick: Time) -> Time {
        Time(self.0.div_euclid(tick.0.max(1)) * tick.0)
    }

    /// How far apart the recorder's looks are at this moment.
    pub(crate) fn poll(self) -> Time {
        if self < Time::ms(2_000) {
            Time::ms(4)
        } else if self < Time::ms(20_000) {
            Time::ms(10)
        } else {
            Time::ms(50)
        }
    }
}

impl From<Instant> for Time {
    fn from(at: Instant) -> Time {
        Time(i64::try_from(at.as_micros()).unwrap_or(i64::MAX))
    }
}

impl Add for Time {
    type Output = Time;
    fn add(self, d: Time) -> Time {
        Time(self.0.saturating_add(d.0))
    }
}

impl Sub for Time {
    type Output = Time;
    fn sub(self, d: Time) -> Time {
        Time(self.0.saturating_sub(d.0))
    }
}

impl Neg for Time {
    type Output = Time;
    fn neg(self) -> Time {
        Time(-self.0)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Time, D::Error> {
        let ms = f64::deserialize(d)?;
        if ms.abs() > LONGEST_MS {
            let found = de::Unexpected::Float(ms);
            return Err(de::Error::invalid_value(found, &"milliseconds of a run"));
        }
        Ok(Time::from_ms(ms))
    }
}

/// In milliseconds, to the recorder's hundredth.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.2}", self.as_ms()))
    }
}
