//! The sysctl table: what each knob of a host is called, may be and does (spec §12).
//!
//! The panel, the scenario reader and `sysctl` steps are all made from this table.

use crate::rule::Sentence;
use crate::tcp::Knobs;
use serde::Serialize;
use std::fmt;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Sysctl {
    /// Below `net.ipv4.`.
    pub name: &'static str,
    pub unit: Unit,
    pub min: u32,
    pub max: u32,
    /// A value that stands for another while the socket counts as alive: 0 for 8.
    pub stands_for: Option<(u32, u32)>,
    /// One of those that a newcomer should meet first.
    pub front: bool,
    read: fn(&Knobs) -> u32,
    write: fn(&mut Knobs, u32),
}

/// What a sysctl's number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// The N of the give-up model: a time, not a count.
    Boundary,
    Seconds,
    Milliseconds,
    Microseconds,
    Mode,
    Switch,
    Sockets,
}

/// Why a value was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SysctlError {
    Unknown { key: String },
    OutOfRange { key: &'static str, min: u32, max: u32, value: i64 },
}

impl SysctlError {
    /// Which half of a setting is wrong: its `key` or its `value`.
    pub const fn half(&self) -> &'static str {
        match self {
            SysctlError::Unknown { .. } => "key",
            SysctlError::OutOfRange { .. } => "value",
        }
    }
}

impl fmt::Display for SysctlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SysctlError::Unknown { key } => {
                write!(f, "`{key}` is no sysctl of this engine; expected one of ")?;
                let names: Vec<_> = TABLE.iter().map(|row| row.name).collect();
                f.write_str(&names.join(", "))
            }
            SysctlError::OutOfRange { key, min, max, value } => {
                write!(f, "`{key}` must be {min} to {max}, not {value}")
            }
        }
    }
}

impl std::error::Error for SysctlError {}

macro_rules! knob {
    ($name:ident: $kind:ident) => {
        (stringify!($name), knob!(@read $name $kind) as fn(&Knobs) -> u32, knob!(@write $name $kind) as fn(&mut Knobs, u32))
    };
    (@read $name:ident u8) => { |k| u32::from(k.$name) };
    (@write $name:ident u8) => { |k, v| k.$name = u8::try_from(v).unwrap_or(u8::MAX) };
    (@read $name:ident u32) => { |k| k.$name };
    (@write $name:ident u32) => { |k, v| k.$name = v };
}

/// A knob's name, and how its field is read and written.
type Field = (&'static str, fn(&Knobs) -> u32, fn(&mut Knobs, u32));

const fn row((name, read, write): Field, unit: Unit, (min, max): (u32, u32)) -> Sysctl {
    Sysctl { name, unit, min, max, stands_for: None, front: false, read, write }
}

impl Sysctl {
    const fn in_front(self) -> Sysctl {
        Sysctl { front: true, ..self }
    }

    const fn standing_for(self, value: u32, meaning: u32) -> Sysctl {
        Sysctl { stands_for: Some((value, meaning)), ..self }
    }

    /// What it does, for people.
    pub fn sentence(&self) -> Sentence {
        let found = SENTENCES.iter().find(|(name, _)| *name == self.name);
        found.map(|(_, sentence)| *sentence).expect("a test finds a sentence for every row")
    }

    /// This knob's value among `knobs`.
    pub fn read(&self, knobs: &Knobs) -> u32 {
        (self.read)(knobs)
    }
}

/// A sysctl and a value that it may have.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    row: &'static Sysctl,
    value: u32,
}

impl Setting {
    /// Looks the sysctl up and checks the value against its range.
    pub fn new(key: &str, value: i64) -> Result<Setting, SysctlError> {
        let row = find(key).ok_or_else(|| SysctlError::Unknown { key: key.to_owned() })?;
        let Sysctl { name: key, min, max, .. } = *row;
        match u32::try_from(value) {
            Ok(value) if (min..=max).contains(&value) => Ok(Setting { row, value }),
            Ok(_) | Err(_) => Err(SysctlError::OutOfRange { key, min, max, value }),
        }
    }

    pub fn row(&self) -> &'static Sysctl {
        self.row
    }

    pub fn apply(&self, knobs: &mut Knobs) {
        (self.row.write)(knobs, self.value);
    }
}

/// The row called `key`.
pub fn find(key: &str) -> Option<&'static Sysctl> {
    TABLE.iter().find(|row| row.name == key)
}

/// The kernel keeps it in ticks, as an int: this is INT_MAX / HZ at HZ 250.
const LONGEST_FIN_TIMEOUT: u32 = i32::MAX as u32 / 250;
const ANY_INT: (u32, u32) = (0, i32::MAX as u32);

/// Every sysctl that this engine reads, the ones to meet first in front.
pub static TABLE: &[Sysctl] = &[
    row(knob!(tcp_orphan_retries: u8), Unit::Boundary, (0, 255)).in_front().standing_for(0, 8),
    row(knob!(tcp_fin_timeout: u32), Unit::Seconds, (0, LONGEST_FIN_TIMEOUT)).in_front(),
    row(knob!(tcp_retries2: u8), Unit::Boundary, (0, 255)).in_front(),
    row(knob!(tcp_early_retrans: u8), Unit::Mode, (0, 4)).in_front(),
    row(knob!(tcp_rto_max_ms: u32), Unit::Milliseconds, (1_000, 120_000)),
    row(knob!(tcp_rto_min_us: u32), Unit::Microseconds, (1, i32::MAX as u32)),
    row(knob!(tcp_sack: u8), Unit::Switch, (0, 255)),
    row(knob!(tcp_dsack: u8), Unit::Switch, (0, 255)),
    row(knob!(tcp_timestamps: u8), Unit::Switch, (0, 255)),
    row(knob!(tcp_rfc1337: u8), Unit::Switch, (0, 255)),
    row(knob!(tcp_max_tw_buckets: u32), Unit::Sockets, ANY_INT),
    row(knob!(tcp_invalid_ratelimit: u32), Unit::Milliseconds, ANY_INT),
];

/// What each sysctl does, for people. The page has these from `web/src/strings`, not from the wasm.
static SENTENCES: &[(&str, Sentence)] = &[
    (
        "tcp_orphan_retries",
        Sentence {
            en: "How long an orphan repeats its FIN before it is dropped in silence. 0 stands for 8 while the RTO is below its maximum. It is a time, not a count.",
            zh: "孤儿套接字在被悄悄丢弃之前重发 FIN 多久。RTO 未到上限时 0 表示 8。它是时间，不是次数。",
        },
    ),
    (
        "tcp_fin_timeout",
        Sentence {
            en: "How long an orphan waits in FIN-WAIT-2 for the peer's FIN. It never shortens TIME-WAIT. Above 60 it means 2 · (t − 60).",
            zh: "孤儿在 FIN-WAIT-2 中等待对端 FIN 的时间。它从不缩短 TIME-WAIT。超过 60 时实际为 2 · (t − 60)。",
        },
    ),
    (
        "tcp_retries2",
        Sentence {
            en: "The same boundary as tcp_orphan_retries, for a socket that a process still holds, as after shutdown().",
            zh: "与 tcp_orphan_retries 相同的界限，但用于进程仍持有的套接字，例如 shutdown() 之后。",
        },
    ),
    (
        "tcp_early_retrans",
        Sentence {
            en: "3 or 4: a tail loss probe goes before the first timeout. 0, 1 or 2: none.",
            zh: "3 或 4：第一次超时之前先发一次尾部丢失探测。0、1、2：不发。",
        },
    ),
    (
        "tcp_rto_max_ms",
        Sentence {
            en: "The longest RTO. An orphan whose RTO has reached it no longer counts as alive. Read when the socket is made.",
            zh: "RTO 的上限。RTO 到达上限的孤儿不再算作“活着”。在创建套接字时读取。",
        },
    ),
    (
        "tcp_rto_min_us",
        Sentence {
            en: "What the RTO adds to the round trip at least. The give-up time does not follow it. Read when the socket is made.",
            zh: "RTO 在往返时间之外至少多加的量。放弃的时限并不随之改变。在创建套接字时读取。",
        },
    ),
    (
        "tcp_sack",
        Sentence {
            en: "Selective acknowledgment. Without it there is no tail loss probe. Agreed on in the handshake.",
            zh: "选择确认。没有它就没有尾部丢失探测。在握手时商定。",
        },
    ),
    ("tcp_dsack", Sentence { en: "Says in an ACK what came twice.", zh: "在 ACK 中说明什么收到了两次。" }),
    (
        "tcp_timestamps",
        Sentence {
            en: "Timestamps on every segment: a round trip can be measured over retransmissions, and old duplicates are known. Agreed on in the handshake.",
            zh: "每个报文段带时间戳：重传之后也能测量往返时间，并能识别陈旧的重复报文。在握手时商定。",
        },
    ),
    ("tcp_rfc1337", Sentence { en: "1: a RST does not end TIME-WAIT.", zh: "1：RST 不会终结 TIME-WAIT。" }),
    (
        "tcp_max_tw_buckets",
        Sentence {
            en: "How many mini-sockets a host may have. Above it a connection ends without TIME-WAIT.",
            zh: "一台主机最多有多少迷你套接字。超过之后连接结束时没有 TIME-WAIT。",
        },
    ),
    (
        "tcp_invalid_ratelimit",
        Sentence {
            en: "The least time between two answers to segments that nobody wants. 0 is no limit.",
            zh: "对不受欢迎的报文段两次应答之间的最短时间。0 表示不限。",
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_what_it_writes_and_holds_its_own_default() {
        for row in TABLE {
            let mut knobs = Knobs::default();
            let default = row.read(&knobs);
            assert!((row.min..=row.max).contains(&default), "{}", row.name);
            assert!(row.sentence().en.ends_with('.') && row.sentence().zh.ends_with('。'), "{}", row.name);
            for value in [row.min, row.max] {
                let setting = Setting::new(row.name, i64::from(value)).expect("a bound is in range");
                setting.apply(&mut knobs);
                assert_eq!(row.read(&knobs), value, "{}", row.name);
            }
        }
    }

    #[test]
    fn a_value_out_of_range_is_refused_by_name() {
        let refused = Setting::new("tcp_orphan_retries", 256).expect_err("256 does not fit");
        assert_eq!(refused.to_string(), "`tcp_orphan_retries` must be 0 to 255, not 256");
        let refused = Setting::new("tcp_fin_timeouts", 1).expect_err("no such sysctl");
        assert!(refused.to_string().starts_with("`tcp_fin_timeouts` is no sysctl"));
    }
}
