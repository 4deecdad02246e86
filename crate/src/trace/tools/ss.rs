//! `ss -tano`: the sockets of a host (iproute2 6.1, `misc/ss.c`).
//!
//! As it prints into a pipe: a terminal's width would spread the columns.

use super::{address, left};
use crate::host::{HostId, SocketId, SocketView};
use crate::sim::{Log, Setup, What, World};
use crate::tcp::State;
use crate::time::{Instant, JiffyClock};
use crate::words::{number, said};

/// One socket, column by column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Nothing for a listener.
    pub socket: Option<SocketId>,
    pub columns: [String; COLUMNS],
}

/// State, both queues, address and port of both ends, and what `-o` shows.
const COLUMNS: usize = 8;
const TITLES: [&str; COLUMNS] =
    ["State", "Recv-Q", "Send-Q", "Local Address:", "Port", "Peer Address:", "Port", "Process"];
/// What stands before each.
const BETWEEN: [&str; COLUMNS] = ["", " ", " ", " ", "", " ", "", ""];
/// Those that end where their column ends.
const RIGHT: [bool; COLUMNS] = [false, false, false, true, false, true, false, false];

/// How many connections may wait to be accepted: what the application gave to listen().
const BACKLOG: u32 = 16;

/// The sockets of `host`, listeners first and then the older ones first. What is CLOSED is in no table that ss
/// reads.
pub fn sockets(world: &World, setup: &Setup, log: &Log, host: HostId, now: Instant) -> Vec<Row> {
    let mut rows = Vec::new();
    for port in world.host(host).listens() {
        rows.push(listener(host, *port, waiting(log, host, *port)));
    }
    for view in world.sockets(host) {
        if view.state != State::Close {
            rows.push(connection(host, &view, &setup.clock, now));
        }
    }
    rows
}

/// A heading, and a line for each row. Every column is as wide as its widest; of the last, the last row doesn't
/// count, since ss measures a field when it begins the next.
pub fn table(rows: &[Row]) -> Vec<String> {
    let mut widths = TITLES.map(str::len);
    for (place, row) in rows.iter().enumerate() {
        for (column, text) in row.columns.iter().enumerate() {
            if column + 1 < COLUMNS || place + 1 < rows.len() {
                widths[column] = widths[column].max(text.len());
            }
        }
    }
    let mut lines = vec![line(TITLES, &widths)];
    for row in rows {
        lines.push(line(row.columns.each_ref().map(String::as_str), &widths));
    }
    lines
}

fn line(columns: [&str; COLUMNS], widths: &[usize; COLUMNS]) -> String {
    let mut line = String::new();
    for (column, text) in columns.into_iter().enumerate() {
        line.push_str(BETWEEN[column]);
        if RIGHT[column] {
            line.push_str(&left("", widths[column].saturating_sub(text.len())));
            line.push_str(text);
        } else {
            line.push_str(&left(text, widths[column]));
        }
    }
    line
}

fn listener(host: HostId, port: u16, waiting: u32) -> Row {
    let local = said(&[address(host), ":"]);
    let columns = [
        "LISTEN".to_owned(),
        number(waiting.into()),
        number(BACKLOG.into()),
        local,
        number(port.into()),
        "0.0.0.0:".to_owned(),
        "*".to_owned(),
        String::new(),
    ];
    Row { socket: None, columns }
}

/// Connections that nobody has accepted: whoever listens here never does. One that was reset in the queue
/// stays in it.
fn waiting(log: &Log, host: HostId, port: u16) -> u32 {
    let mut waiting = 0;
    for event in &log.events {
        let sport = |id: SocketId| log.sockets[id.0 as usize].sport;
        if event.host == host
            && matches!(event.what, What::Entered { from: State::SynRecv, .. })
            && event.socket.is_some_and(|id| sport(id) == port)
        {
            waiting += 1;
        }
    }
    waiting
}

fn connection(host: HostId, view: &SocketView, clock: &JiffyClock, now: Instant) -> Row {
    let columns = [
        name(view.state).to_owned(),
        number(view.rqueue.into()),
        number(view.wqueue.into()),
        said(&[address(host), ":"]),
        number(view.sport.into()),
        said(&[address(host.peer()), ":"]),
        number(view.dport.into()),
        view.due.map_or_else(String::new, |due| timer(view, remaining(clock, now, due))),
    ];
    Row { socket: Some(view.id), columns }
}

/// `sstate_name[]`.
const fn name(state: State) -> &'static str {
    match state {
        State::Established => "ESTAB",
        State::SynSent => "SYN-SENT",
        State::SynRecv => "SYN-RECV",
        State::FinWait1 => "FIN-WAIT-1",
        State::FinWait2 => "FIN-WAIT-2",
        State::TimeWait => "TIME-WAIT",
        State::Close => "UNCONN",
        State::CloseWait => "CLOSE-WAIT",
        State::LastAck => "LAST-ACK",
        State::Closing => "CLOSING",
    }
}

/// `tcp_timer_print()`.
fn timer(view: &SocketView, ms: u64) -> String {
    let name = if view.timer == "retransmit" { "on" } else { view.timer };
    said(&[" timer:(", name, ",", &in_words(ms), ",", &number(view.retrans.into()), ")"])
}

/// Milliseconds until a timer is due, in whole ticks; when the wheel lets it fire is not told (kernel:
/// `jiffies_delta_to_msecs()`).
fn remaining(clock: &JiffyClock, now: Instant, due: Instant) -> u64 {
    let (now, due) = (clock.at(now).get(), clock.at(due).get());
    (due.saturating_sub(now) * 1000).div_ceil(clock.hz())
}

/// `print_ms_timer()`: minutes and seconds, seconds, or seconds and a fraction with the unit of the fraction.
/// Nothing at all for 0.
fn in_words(ms: u64) -> String {
    let (minutes, seconds, fraction) = (ms / 60_000, ms / 1000 % 60, ms % 1000);
    let mut words = String::new();
    if minutes > 0 {
        words.push_str(&said(&[&digits(minutes), "min"]));
    }
    let seconds = if minutes > 9 { 0 } else { seconds };
    let fraction = if minutes > 0 || seconds > 9 { 0 } else { fraction };
    if seconds > 0 {
        words.push_str(&said(&[&digits(seconds), if fraction > 0 { "." } else { "sec" }]));
    }
    if fraction > 0 {
        let zeros = if fraction < 10 {
            "00"
        } else if fraction < 100 {
            "0"
        } else {
            ""
        };
        words.push_str(&said(&[zeros, &digits(fraction), "ms"]));
    }
    words
}

fn digits(n: u64) -> String {
    number(n as i64)
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn what_is_left_of_a_timer_is_told_as_ss_tells_it() {
        for (ms, words) in [
            (0, ""),
            (8, "008ms"),
            (88, "088ms"),
            (224, "224ms"),
            (1000, "1sec"),
            (1004, "1.004ms"),
            (3224, "3.224ms"),
            (10_004, "10sec"),
            (59_996, "59sec"),
            (60_000, "1min"),
            (119_996, "1min59sec"),
            (600_000, "10min"),
            (659_000, "10min"),
        ] {
            assert_eq!(in_words(ms), words, "{ms}");
        }
    }
}
