//! What drawings and diagrams say, in both languages: segments, calls, timers and lengths of time, as people read them.

use crate::host::{Call, HostId};
use crate::segment::{Flags, Segment};
use crate::sim::SegmentRecord;
use crate::tcp::Sending;
use crate::time::{Instant, Micros};
use crate::words::{clipped, number, on_one_line, said};

/// The language of what is for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    En,
    Zh,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];

    /// As `lang` attributes and options spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }
    }

    pub(super) const fn of<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    pub(super) const fn host(self, host: HostId) -> &'static str {
        match host {
            HostId::A => self.of("client", "客户端"),
            HostId::B => self.of("server", "服务器"),
        }
    }

    pub(super) fn wave(self, n: u8) -> String {
        said(&[self.of("wave ", "第 "), &number(n.into()), self.of("", " 次挥手")])
    }

    /// The sign of a segment that is not sent for the first time.
    pub(super) fn sign(self, how: Sending) -> String {
        match how {
            Sending::Retransmission { nth } => said(&["↻", &number(nth.into())]),
            Sending::FastRetransmission => self.of("fast ↻", "快速 ↻").to_owned(),
            Sending::LossProbe => "TLP".to_owned(),
            Sending::WindowProbe => self.of("probe", "探测").to_owned(),
            Sending::Forged => self.of("forged", "伪造").to_owned(),
            Sending::First | Sending::Ack | Sending::Reset => String::new(),
        }
    }
}

/// "FIN,ACK".
pub(super) fn flags(flags: Flags) -> String {
    let mut names = String::new();
    for letter in flags.text().chars() {
        if !names.is_empty() {
            names.push(',');
        }
        names.push_str(match letter {
            'F' => "FIN",
            'S' => "SYN",
            'R' => "RST",
            'P' => "PSH",
            _ => "ACK",
        });
    }
    names
}

/// "seq 1 ack 2 len 500", as tcpdump has it, with what is not always there.
pub(super) fn numbers(record: &SegmentRecord) -> String {
    let SegmentRecord { segment, relative, .. } = record;
    let mut text = said(&["seq ", &signed(relative.seq)]);
    if segment.flags.has(Flags::ACK) {
        text.push_str(&said(&[" ack ", &signed(relative.ack)]));
    }
    text.push_str(&in_short(segment));
    if !relative.sack.is_empty() {
        text.push_str(" sack");
        for [start, end] in &relative.sack {
            text.push_str(&said(&[" ", &signed(*start), "–", &signed(*end)]));
        }
    }
    text
}

/// What is said of a segment even where there is little room.
pub(super) fn in_short(segment: &Segment) -> String {
    let mut text = String::new();
    if segment.len > 0 {
        text.push_str(&said(&[" len ", &number(segment.len.into())]));
    }
    if segment.win == 0 && !segment.flags.any(Flags::SYN.and(Flags::RST)) {
        text.push_str(" win 0");
    }
    text
}

/// A number before the initial one is below 0, not near 2³².
fn signed(relative: u32) -> String {
    number((relative as i32).into())
}

/// What a read() takes at most where a script doesn't say.
const ALL: u32 = 1 << 20;

/// What somebody may have written at any length, where it is one word of many.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 24;
    let end = if text.chars().nth(MOST).is_some() { "…" } else { "" };
    said(&[&on_one_line(&clipped(text, MOST)), end])
}

/// A call as one would write it. The connection of t = 0 is meant where no other is named.
pub(super) fn call(name: &str, call: Call) -> String {
    let of = if name == crate::sim::MAIN
        || matches!(call, Call::Listen { .. } | Call::Unlisten | Call::Exit | Call::Reboot)
    {
        String::new()
    } else {
        said(&[&short(name), "."])
    };
    let inside = match call {
        Call::Close | Call::Vanish | Call::Unlisten | Call::Exit | Call::Reboot => String::new(),
        Call::ShutdownWr => "SHUT_WR".to_owned(),
        Call::ShutdownRd => "SHUT_RD".to_owned(),
        Call::ShutdownRdwr => "SHUT_RDWR".to_owned(),
        Call::Read { bytes: ALL } => String::new(),
        Call::Read { bytes } | Call::Write { bytes } => number(bytes.into()),
        Call::Linger { seconds } => said(&["SO_LINGER, ", &number(seconds.into()), " s"]),
        Call::Setsockopt { opt, value } => said(&[opt.name(), ", ", &number(value.into())]),
        Call::Connect { port: Some(port), to } => said(&[&number(port.into()), " → ", &number(to.into())]),
        Call::Connect { port: None, to } => number(to.into()),
        Call::Listen { port } => number(port.into()),
    };
    let is_shutdown = matches!(call, Call::ShutdownWr | Call::ShutdownRd | Call::ShutdownRdwr);
    let verb = match (is_shutdown, matches!(call, Call::Linger { .. })) {
        (true, _) => "shutdown",
        (_, true) => "setsockopt",
        (false, false) => call.name(),
    };
    said(&[&of, verb, "(", &inside, ")"])
}

/// A length of time, to three figures or so: "6.4 ms", "224 ms", "3.58 s", "118 s".
pub(super) fn duration(length: Micros) -> String {
    let us = length.get();
    if us < 100_000 {
        said(&[&decimal((us + 50) / 100, 1), " ms"])
    } else if us < 999_500 {
        said(&[&number(((us + 500) / 1_000) as i64), " ms"])
    } else if us < 9_995_000 {
        said(&[&decimal((us + 5_000) / 10_000, 2), " s"])
    } else if us < 99_950_000 {
        said(&[&decimal((us + 50_000) / 100_000, 1), " s"])
    } else {
        said(&[&number(((us + 500_000) / 1_000_000) as i64), " s"])
    }
}

/// A point in time, to the millisecond: "0.288 s".
pub(super) fn clock(at: Instant) -> String {
    let ms = (at.as_micros() + 500) / 1_000;
    let fraction = number((1_000 + ms % 1_000) as i64);
    said(&[&number((ms / 1_000) as i64), ".", &fraction[1..], " s"])
}

/// `n` / 10^`digits`, without trailing zeros.
fn decimal(n: u64, digits: u32) -> String {
    let unit = 10_u64.pow(digits);
    let fraction = number((unit + n % unit) as i64);
    let fraction = fraction[1..].trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    said(&[&number((n / unit) as i64), point, fraction])
}

pub(super) fn superscript(n: u8) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number(n.into()).bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_three_figures_or_so() {
        let said = |us| duration(Micros::new(us));
        assert_eq!(said(6_449), "6.4 ms");
        assert_eq!(said(6_450), "6.5 ms");
        assert_eq!(said(224_000), "224 ms");
        assert_eq!(said(1_860_000), "1.86 s");
        assert_eq!(said(9_994_999), "9.99 s");
        assert_eq!(said(59_392_000), "59.4 s");
        assert_eq!(said(120_000_000), "120 s");
        assert_eq!(clock(Instant::from_micros(25_400_499)), "25.400 s");
        assert_eq!(clock(Instant::from_micros(70_500)), "0.071 s");
    }
}
