//! Runs a preset or a scenario file and prints what ss, nstat, tcpdump and cat would print at a moment, or at
//! several.
//!
//!     cargo run --release -p lastack --example tools -- last-ack-lost 25.4

use lastack::host::HostId;
use lastack::host::sysctl;
use lastack::scenario::{Run, Scenario, preset};
use lastack::time::Instant;
use lastack::trace::tools::{nstat, ss, tcpdump};
use std::process::ExitCode;

const USAGE: &str = "usage: tools PRESET|FILE SECONDS…";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("tools: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<String, String> {
    let [subject, moments @ ..] = args else { return Err(USAGE.to_owned()) };
    let mut run = Run::new(read(subject)?);
    let mut text = String::new();
    for seconds in moments {
        let at =
            seconds.parse::<f64>().map_err(|_| format!("`{seconds}` is no number of seconds\n{USAGE}"))?;
        run.seek(Instant::from_micros((at * 1e6).round() as u64));
        for host in HostId::BOTH {
            text += &printed(&run, host);
        }
    }
    Ok(text)
}

/// Each command on that host where the run stands, and its output.
fn printed(run: &Run, host: HostId) -> String {
    let mut text = String::new();
    let mut say = |command: &str, lines: &[String]| {
        text += &format!("{}# {command}\n", host.letter());
        for line in lines {
            text += &format!("{line}\n");
        }
    };
    let history = run.history();
    let sockets = ss::sockets(history.world(), history.setup(), history.log(), host, run.progress().now);
    say("ss -tano | cat", &ss::table(&sockets));

    let moved: Vec<_> =
        nstat::counts(history.log(), host).into_iter().filter(|count| count.value > 0).collect();
    let names: Vec<&str> = moved.iter().map(|count| count.name.as_str()).collect();
    let mut lines = vec![nstat::HEADING.to_owned()];
    lines.extend(moved.iter().map(nstat::Count::line));
    say(&format!("nstat -az {}", names.join(" ")), &lines);

    let dump = tcpdump::dump(history.setup(), history.log(), host);
    say("tcpdump -tt -n -i tun0", &dump.into_iter().map(|line| line.text).collect::<Vec<_>>());

    let row = sysctl::find("tcp_orphan_retries").expect("it is a row of the table");
    let value = row.read(&history.world().host(host).knobs, run.scenario().kernel.build());
    say("cat /proc/sys/net/ipv4/tcp_orphan_retries", &[value.text()]);
    text
}

/// A preset by its name, else a file.
fn read(subject: &str) -> Result<Scenario, String> {
    if let Some(preset) = preset::all().find(|preset| preset.scenario.name == subject) {
        return Ok(preset.scenario);
    }
    let text = std::fs::read_to_string(subject)
        .map_err(|e| format!("{subject} is no preset, and as a file: {e}"))?;
    Scenario::from_json(&text).map_err(|e| format!("{subject}: {e}"))
}
