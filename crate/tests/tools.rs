//! What the engine prints for ss, nstat, tcpdump and cat is what the real ones printed.
//!
//! `tools/` holds recordings of a real kernel in the judge's format with what each tool printed and the command
//! that made it; `tools/record.py` makes them. The judge's replay turns each into a run, which is asked at the
//! moment at which the tool ran. Compared is the text, whole, but for what no replay can know:
//!
//! * when exactly a tool looked: somewhere between its start and its end. What is left of a timer may differ by
//!   two ticks where ss tells it in milliseconds;
//! * the order of an address family's sockets, which is that of a hash table;
//! * the time before each line of tcpdump, which may differ as much as the judge lets segments differ;
//! * timestamps and initial sequence numbers, which the kernel draws.

use lastack::conform;
use lastack::host::HostId;
use lastack::host::sysctl::{self, Build};
use lastack::sim::{History, Setup};
use lastack::time::{Instant, Micros};
use lastack::trace::tools::{nstat, ss, tcpdump};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Of a timer that ss tells in milliseconds, two ticks.
const TICKS_MS: u64 = 8;
/// The judge's bound for what follows an arrival or a call.
const LATE_US: u64 = 25_000;

/// What the tools printed, beside the judge's recording.
#[derive(Deserialize)]
struct Printed {
    tools: Vec<Ran>,
    dumps: BTreeMap<String, Dump>,
    t0_unix: f64,
}

#[derive(Deserialize)]
struct Ran {
    host: HostId,
    command: String,
    ran_ms: [f64; 2],
    output: Vec<String>,
}

#[derive(Deserialize)]
struct Dump {
    command: String,
    output: Vec<String>,
}

/// The recording `name`: what tools printed, and the runs that it may be.
fn recorded(name: &str) -> (Printed, Vec<Setup>) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools").join(name).with_extension("json");
    let text = fs::read_to_string(file).expect("the recording is ours");
    let printed = serde_json::from_str(&text).expect("the recording holds what tools printed");
    let setups = conform::setups(&text).expect("the judge can read it, and the engine knows its scenario");
    (printed, setups)
}

/// Fails unless, at one phase of the clock, every output that `is_about` agrees at some moment.
fn agrees(name: &str, is_about: &str, print: fn(&History, &Ran, Instant) -> Vec<String>) {
    let (printed, setups) = recorded(name);
    let about: Vec<&Ran> = printed.tools.iter().filter(|ran| ran.command.starts_with(is_about)).collect();
    assert!(!about.is_empty(), "{name}: {is_about} was recorded");
    let mut least: Option<Vec<String>> = None;
    for setup in setups {
        let mut history = History::new(setup);
        let mut differ = Vec::new();
        for ran in &about {
            let [from, to] = ran.ran_ms.map(|ms| ms.max(0.0) as u64);
            let mut nearest = Vec::new();
            let found = (from..=to + 1).any(|ms| {
                let at = Instant::from_micros(1000 * ms);
                history.seek(at);
                nearest = print(&history, ran, at);
                nearest == ran.output
            });
            if !found {
                differ.push(format!(
                    "{name}: {} on {:?} at {from} ms printed\n{}\nand here it is\n{}\n",
                    ran.command,
                    ran.host,
                    ran.output.join("\n"),
                    nearest.join("\n")
                ));
            }
        }
        if least.as_ref().is_none_or(|least| differ.len() < least.len()) {
            least = Some(differ);
        }
    }
    let least = least.expect("there is a phase to try");
    assert!(least.is_empty(), "{}", least.join("\n"));
}

/// As the engine prints it, with the recorded order and, within the bound, the recorded remainders.
fn ss_prints(history: &History, ran: &Ran, at: Instant) -> Vec<String> {
    let mut rows = ss::sockets(history.world(), history.setup(), history.log(), ran.host, at);
    let recorded: Vec<Vec<&str>> =
        ran.output[1..].iter().map(|line| line.split_whitespace().collect()).collect();
    let ends = |row: &ss::Row| [row.columns[3..5].concat(), row.columns[5..7].concat()];
    let place = |row: &ss::Row| recorded.iter().position(|words| words[3..5] == ends(row));
    rows.sort_by_key(|row| place(row));
    for row in &mut rows {
        let theirs = place(row).and_then(|place| recorded[place].get(5));
        if let Some(theirs) = theirs.filter(|theirs| is_near(row.columns[7].trim(), theirs)) {
            row.columns[7] = format!(" {theirs}");
        }
    }
    ss::table(&rows)
}

/// Whether two timers are the same but for a few milliseconds.
fn is_near(ours: &str, theirs: &str) -> bool {
    let parts = |text: &str| {
        let parts: Vec<String> = text.split(',').map(str::to_owned).collect();
        <[String; 3]>::try_from(parts).ok()
    };
    let (Some([name, ours, retrans]), Some([their_name, theirs, their_retrans])) =
        (parts(ours), parts(theirs))
    else {
        return false;
    };
    let ms = |text: &str| match (text, text.strip_suffix("ms")) {
        ("", _) => Some(0),
        (_, Some(ms)) => ms.replace('.', "").parse::<u64>().ok(),
        (_, None) => text
            .strip_suffix("sec")
            .and_then(|sec| sec.parse::<u64>().ok())
            .filter(|sec| *sec < 10)
            .map(|sec| 1000 * sec),
    };
    let near = ms(&ours).zip(ms(&theirs)).is_some_and(|(ours, theirs)| ours.abs_diff(theirs) <= TICKS_MS);
    (name, retrans) == (their_name, their_retrans) && near
}

fn nstat_prints(history: &History, ran: &Ran, _: Instant) -> Vec<String> {
    let mut lines = vec![nstat::HEADING.to_owned()];
    lines.extend(nstat::counts(history.log(), ran.host).iter().map(nstat::Count::line));
    lines
}

fn cat_prints(history: &History, ran: &Ran, _: Instant) -> Vec<String> {
    let name = ran.command.rsplit('/').next().expect("a path has a last part");
    let row = sysctl::find(name).expect("it is a row of the table");
    vec![row.read(&history.world().host(ran.host).knobs, Build::default()).text()]
}

/// What tcpdump printed after t = 0, and what the engine prints of the whole run.
fn dumps_agree(name: &str) {
    let (printed, setups) = recorded(name);
    let mut least: Option<Vec<String>> = None;
    for setup in setups {
        let mut history = History::new(setup);
        history.tick(Instant::from_micros(u64::MAX / 2));
        let mut differ = Vec::new();
        for host in HostId::BOTH {
            let Dump { command, output } = &printed.dumps[&host.letter().to_string()];
            assert_eq!(command, "tcpdump -tt -n -i tun0");
            let theirs: Vec<_> = output.iter().filter_map(|line| told(line, printed.t0_unix)).collect();
            let ours = tcpdump::dump(history.setup(), history.log(), host);
            let ours: Vec<_> = ours.iter().filter_map(|line| told(&line.text, tcpdump::T0 as f64)).collect();
            let lines =
                |dump: &[(u64, String)]| dump.iter().map(|(_, line)| line.clone()).collect::<Vec<_>>();
            if lines(&ours) != lines(&theirs) {
                differ.push(format!(
                    "{name}, {host:?}:\n{}\nand here\n{}",
                    lines(&theirs).join("\n"),
                    lines(&ours).join("\n")
                ));
            }
            for ((at, line), (other, _)) in ours.iter().zip(&theirs) {
                if at.abs_diff(*other) > LATE_US {
                    differ.push(format!("{name}, {host:?}: {line} at {at} µs, not {other}"));
                }
            }
        }
        if least.as_ref().is_none_or(|least| differ.len() < least.len()) {
            least = Some(differ);
        }
    }
    let least = least.expect("there is a phase to try");
    assert!(least.is_empty(), "{}", least.join("\n"));
}

/// A line of tcpdump: microseconds since t = 0, and the rest without what the kernel drew. Nothing for one from
/// before.
fn told(line: &str, t0: f64) -> Option<(u64, String)> {
    let (time, rest) = line.split_once(' ')?;
    let since = time.parse::<f64>().expect("a time comes first") - t0;
    let draws_numbers = ["Flags [S", "Flags [R]"].iter().any(|flags| rest.contains(flags));
    let mut words: Vec<String> = rest.split(' ').map(str::to_owned).collect();
    for i in 1..words.len() {
        let is_drawn = match words[i - 1].as_str() {
            "val" | "ecr" => true,
            "seq" | "ack" => draws_numbers,
            _ => false,
        };
        if is_drawn {
            words[i] = words[i].trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
        }
    }
    (since > 0.0).then(|| (Micros::new((since * 1e6) as u64).get(), words.join(" ")))
}

macro_rules! recordings {
    ($($test:ident: $name:literal,)+) => { $(
        mod $test {
            #[test]
            fn ss() { super::agrees($name, "ss -tano", super::ss_prints); }
            #[test]
            fn nstat() { super::agrees($name, "nstat -az ", super::nstat_prints); }
            #[test]
            fn cat() { super::agrees($name, "cat ", super::cat_prints); }
            #[test]
            fn tcpdump() { super::dumps_agree($name); }
        }
    )+
        const NAMES: &[&str] = &[$($name),+];
    };
}

recordings! {
    first_fin_lost: "first-fin-lost",
    half_close_with_data: "half-close-with-data",
    icmp_unreachable: "icmp-unreachable",
    keepalive: "keepalive",
    last_ack_lost: "last-ack-lost",
    new_connection: "new-connection",
    window_closed: "window-closed",
}

#[test]
fn every_recording_is_compared() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools");
    let files =
        fs::read_dir(folder).expect("the folder is ours").map(|entry| entry.expect("it can be read").path());
    let json = files.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let mut names: Vec<_> =
        json.map(|path| path.file_stem().expect("it has a name").to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, NAMES);
}
