//! Times as a link writes them: `50ms`, `25.4s`, `30m`; without a unit they are milliseconds.

use super::super::error::ScenarioError;
use super::super::millis::Millis;
use super::super::value::Value;
use super::text::refused;
use crate::time::Micros;
use crate::words::number;

/// In microseconds; those that are written come first.
const UNITS: [(&str, u64); 5] =
    [("ms", 1_000), ("s", 1_000_000), ("m", 60_000_000), ("h", 3_600_000_000), ("us", 1)];
const WRITTEN: usize = 3;

const A_DAY: u64 = 86_400_000_000;

/// The time that the text says.
pub(super) fn read(text: &str) -> Result<Millis, ScenarioError> {
    micros(text)
        .map(|us| Millis::from_micros(Micros::new(us)))
        .ok_or_else(|| refused("expected a time from 0 to 24h, as in `50ms` or `25.4s`"))
}

/// The same, for a reader of JSON.
pub(super) fn value(text: &str) -> Result<Value, ScenarioError> {
    read(text).map(|time| Value::Number(time.micros().get() as f64 / 1_000.0))
}

/// Nothing for what is no time, or longer than a day.
fn micros(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let unit = text.strip_prefix(digits)?;
    let (_, unit) = *UNITS.iter().find(|(name, _)| *name == unit || (unit.is_empty() && *name == "ms"))?;
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let counted = |text: &str| {
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if plain { text.parse::<u64>().ok() } else { None }
    };
    // Nine digits are more than a microsecond needs of any unit.
    let part_of = |text: &str| {
        let text = text.get(..9).unwrap_or(text);
        let (part, scale) = (counted(text)?, 10_u64.pow(text.len() as u32));
        // Rounded, by halves of what is left. Nine digits of an hour fit.
        Some((part * unit * 2 + scale) / (2 * scale))
    };
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let us = counted(whole)?.checked_mul(unit)?.checked_add(part_of(part)?)?;
    (us <= A_DAY).then_some(us)
}

/// The shortest that says it.
pub(super) fn written(time: Millis) -> String {
    let us = time.micros().get();
    if us == 0 {
        return "0".to_owned();
    }
    let exact = |unit: u64| unit < 60_000_000 || us.is_multiple_of(unit);
    let mut shortest = String::new();
    for (name, unit) in UNITS.iter().take(WRITTEN).filter(|(_, unit)| exact(*unit)) {
        let text = decimal(us, *unit) + name;
        if shortest.is_empty() || text.len() < shortest.len() {
            shortest = text;
        }
    }
    shortest
}

/// So many of the unit, as `25.4`; the unit is a power of ten, or divides what is written.
pub(super) fn decimal(us: u64, unit: u64) -> String {
    let mut text = number((us / unit) as i64);
    let rest = us % unit;
    if rest > 0 {
        let digits = number(rest as i64);
        text.push('.');
        for _ in digits.len()..unit.ilog10() as usize {
            text.push('0');
        }
        text.push_str(digits.trim_end_matches('0'));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_what_people_write() {
        for (text, us) in [
            ("0", Some(0)),
            ("20", Some(20_000)),
            ("20.5", Some(20_500)),
            ("50ms", Some(50_000)),
            ("25.4s", Some(25_400_000)),
            ("25.400001s", Some(25_400_001)),
            ("0.0005ms", Some(1)),
            ("0.0004ms", Some(0)),
            ("0.99999999999999999999s", Some(1_000_000)),
            ("7us", Some(7)),
            ("1.5m", Some(90_000_000)),
            ("24h", Some(A_DAY)),
            ("24.1h", None),
            ("", None),
            ("s", None),
            (".5s", None),
            ("5.s", None),
            ("-1", None),
            ("+1", None),
            ("1e3", None),
            ("NaN", None),
            ("Infinity", None),
            ("1 s", None),
            ("1.2.3s", None),
            ("1.000000000xs", None),
            ("5parsec", None),
            ("99999999999999999999999999", None),
            ("18446744073709551615h", None),
            ("１s", None),
        ] {
            assert_eq!(micros(text), us, "{text}");
        }
    }

    #[test]
    fn it_is_written_as_short_as_can_be() {
        for (us, text) in [
            (0, "0"),
            (1, "0.001ms"),
            (10, "0.01ms"),
            (50_000, "50ms"),
            (60_001, "60.001ms"),
            (1_000_000, "1s"),
            (1_500_000, "1.5s"),
            (25_400_001, "25.400001s"),
            (60_000_000, "1m"),
            (90_000_000, "90s"),
            (1_800_000_000, "30m"),
            (A_DAY, "1440m"),
        ] {
            assert_eq!(written(Millis::from_micros(Micros::new(us))), text);
            assert_eq!(micros(text), Some(us));
        }
    }
}
