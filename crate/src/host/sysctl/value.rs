//! What somebody writes to a sysctl, and how the kernel reads it.

use crate::words;
use serde::Serialize;
use std::fmt;

/// A value of a sysctl: a number, or a text as `sysctl -w` takes it ("40000 40000").
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum SysctlValue {
    Number(i64),
    Text(String),
}

impl From<i64> for SysctlValue {
    fn from(number: i64) -> Self {
        SysctlValue::Number(number)
    }
}

impl From<&str> for SysctlValue {
    fn from(text: &str) -> Self {
        SysctlValue::Text(text.to_owned())
    }
}

impl SysctlValue {
    pub fn text(&self) -> String {
        match self {
            SysctlValue::Number(n) => words::number(*n),
            SysctlValue::Text(text) => text.clone(),
        }
    }
}

impl fmt::Display for SysctlValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// A number with its sign apart: to the kernel, −0 is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) negative: bool,
    pub(super) magnitude: u64,
}

impl Number {
    pub(super) fn signed(self) -> Option<i64> {
        let magnitude = i64::try_from(self.magnitude).ok()?;
        Some(if self.negative { -magnitude } else { magnitude })
    }
}

impl SysctlValue {
    /// The nth number, counted from 0, if there is so much; inside, nothing where it isn't one (kernel:
    /// `do_proc_dointvec()`).
    pub(super) fn nth(&self, n: usize) -> Option<Option<Number>> {
        match self {
            SysctlValue::Number(number) => {
                let number = Number { negative: *number < 0, magnitude: number.unsigned_abs() };
                (n == 0).then_some(Some(number))
            }
            SysctlValue::Text(text) => {
                let mut left = n;
                for word in text.as_bytes().split(|byte| matches!(byte, b' ' | b'\t' | b'\n')) {
                    match (word.is_empty(), left) {
                        (true, _) => {}
                        (false, 0) => return Some(number(word)),
                        (false, _) => left -= 1,
                    }
                }
                None
            }
        }
    }

    /// To write nothing is no error, and changes nothing.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, SysctlValue::Text(text) if text.is_empty())
    }
}

/// Decimal, octal after 0, hexadecimal after 0x (kernel: `proc_get_long()`, `strtoul_lenient()`).
fn number(word: &[u8]) -> Option<Number> {
    let (negative, digits) = match word {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let (radix, digits) = match digits {
        [b'0', b'x' | b'X', digits @ ..] => (16, digits),
        [b'0', digits @ ..] if !digits.is_empty() => (8, digits),
        digits => (10, digits),
    };
    if digits.is_empty() {
        return None;
    }
    let magnitude = digits.iter().try_fold(0_u64, |sum, digit| {
        let digit = char::from(*digit).to_digit(radix)?;
        sum.checked_mul(radix.into())?.checked_add(digit.into())
    });
    Some(Number { negative, magnitude: magnitude? })
}
