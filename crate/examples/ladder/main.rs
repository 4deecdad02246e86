//! Runs a preset or a scenario file and prints the run: time, arrow, states of both ends, why.
//!
//!     cargo run --release -p lastack --example ladder -- list
//!     cargo run --release -p lastack --example ladder -- hashes
//!     cargo run --release -p lastack --example ladder -- last-ack-lost --set b.tcp_orphan_retries=1
//!     cargo run --release -p lastack --example ladder -- golden crate/tests/ladders
//!     cargo run --release -p lastack --example ladder -- hashes crate/tests/golden/hashes.txt

mod golden;
mod hashes;

use lastack::host::HostId;
use lastack::host::sysctl::SysctlValue;
use lastack::scenario::{Millis, Run, Scenario, preset};
use lastack::time::Micros;
use lastack::trace::{Trace, ladder};
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: ladder list
       ladder hashes [FILE]
       ladder hash PRESET|FILE…
       ladder golden DIR
       ladder PRESET|FILE [--set HOST.SYSCTL=VALUE]… [--rtt MS] [--lose SEGMENT]… [--zh]";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("ladder: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: Vec<String>) -> Result<String, String> {
    let mut args = args.into_iter();
    let subject = args.next().ok_or(USAGE)?;
    if subject == "list" {
        let line = |p: preset::Preset| format!("{:<20} {}\n", p.scenario.name, p.en.about);
        return Ok(preset::all().map(line).collect());
    }
    if subject == "hashes" {
        let Some(file) = args.next() else { return Ok(hashes::text()) };
        return hashes::keep(Path::new(&file)).map(|()| String::new());
    }
    if subject == "hash" {
        return args.map(|subject| Ok(hashes::of(checked(read(&subject)?)?) + "\n")).collect();
    }
    if subject == "golden" {
        let folder = args.next().ok_or(USAGE)?;
        for (name, text) in golden::ladders() {
            let file = Path::new(&folder).join(name).with_extension("txt");
            std::fs::write(&file, text).map_err(|e| format!("{}: {e}", file.display()))?;
        }
        return Ok(String::new());
    }
    let mut scenario = read(&subject)?;
    let mut lose = Vec::new();
    let mut zh = false;
    while let Some(option) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{option} wants a value\n{USAGE}"));
        match option.as_str() {
            "--set" => set(&mut scenario, &value()?)?,
            "--rtt" => scenario.delay_ms = half(&value()?)?,
            "--lose" => lose.push(value()?),
            "--zh" => zh = true,
            _ => return Err(format!("{option} is no option\n{USAGE}")),
        }
    }
    let mut run = Run::new(checked(scenario)?);
    for name in lose {
        run.lose(&name).map_err(|e| e.to_string())?;
    }
    Ok(print(&run, zh))
}

fn read(subject: &str) -> Result<Scenario, String> {
    if let Some(preset) = preset::find(subject) {
        return Ok(preset.scenario);
    }
    let text = std::fs::read_to_string(subject).map_err(|e| {
        format!("{subject} is no preset (see `ladder list`) and no file that can be read: {e}")
    })?;
    Scenario::from_json(&text).map_err(|e| format!("{subject}: {e}"))
}

fn checked(scenario: Scenario) -> Result<Scenario, String> {
    scenario.check().map_err(|e| e.to_string())?;
    Ok(scenario)
}

fn set(scenario: &mut Scenario, assignment: &str) -> Result<(), String> {
    let wrong = || format!("--set {assignment}: expected HOST.SYSCTL=VALUE, as in b.tcp_orphan_retries=1");
    let (place, value) = assignment.split_once('=').ok_or_else(wrong)?;
    let (host, key) = place.split_once('.').ok_or_else(wrong)?;
    let host = HostId::BOTH.into_iter().find(|h| host.chars().eq([h.letter()])).ok_or_else(wrong)?;
    let value = value.parse().map_or_else(|_| SysctlValue::Text(value.to_owned()), SysctlValue::Number);
    scenario.sysctl.of_mut(host).insert(key.to_owned(), value);
    Ok(())
}

fn half(round_trip: &str) -> Result<Millis, String> {
    let ms: u64 =
        round_trip.parse().map_err(|_| format!("--rtt {round_trip}: expected whole milliseconds"))?;
    Ok(Millis::from_micros(Micros::new(ms.saturating_mul(500))))
}

fn print(run: &Run, zh: bool) -> String {
    let scenario = run.scenario();
    let trace = Trace::of(run.history().forecast());
    let verdict = if zh { &trace.verdict.zh } else { &trace.verdict.en };
    let delay = scenario.delay_ms.micros().get();
    let mut out = format!(
        "{}: round trip {} ms\n\n{}\n{verdict}\n\n",
        scenario.name,
        delay as f64 / 500.0,
        ladder(&trace, zh)
    );
    for host in HostId::BOTH {
        let side = trace.summary.side(host);
        let gone = side.gone_at.map_or("never".to_owned(), |t| format!("{} us", t.as_micros()));
        out += &format!(
            "{}: fins {}, retransmissions {}, probes {}, gone {gone}\n",
            host.letter(),
            side.fins,
            side.retransmissions,
            side.probes
        );
    }
    out + &format!("hash {}\n", trace.hash())
}
