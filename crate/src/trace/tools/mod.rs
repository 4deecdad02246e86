//! What the tools that people know would print of a run: `ss -tano`, `nstat -az`, `tcpdump -tt -n`.
//!
//! In their own formats, to the letter: `crate/tests/tools` holds what the real ones printed. Refuses to explain
//! anything. Whoever shows them can tell which line is about which socket, counter or segment.

pub mod nstat;
pub mod ss;
pub mod tcpdump;

use crate::host::HostId;

/// Both hosts are alone on a wire of their own.
const fn address(host: HostId) -> &'static str {
    match host {
        HostId::A => "10.9.0.1",
        HostId::B => "10.9.0.2",
    }
}

/// `text` and then blanks, up to `width`.
fn left(text: &str, width: usize) -> String {
    let mut padded = text.to_owned();
    while padded.len() < width {
        padded.push(' ');
    }
    padded
}
