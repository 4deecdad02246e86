//! Writes a run, whole, to standard output in the format that some tool reads.
//!
//!     cargo run --release -p lastack --example export -- list
//!     cargo run --release -p lastack --example export -- pcapng last-ack-lost > last-ack-lost.pcapng
//!     cargo run --release -p lastack --example export -- svg last-ack-lost --lang zh --width 720 > last-ack-lost.svg
//!
//! Exit status 2: what was asked for is not there, and standard error says what is.

mod asked;

use asked::Asked;
use lastack::scenario::{Run, preset};
use lastack::trace::export::{Exported, Format, export, left_out_of_lab};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

const NOT_THERE: u8 = 2;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let written = match args.as_slice() {
        [list] if list == "list" => names().into_bytes(),
        _ => match Asked::read(&args) {
            Ok(asked) => exported(&asked),
            Err(problem) => {
                eprintln!("export: {problem}");
                return ExitCode::from(NOT_THERE);
            }
        },
    };
    match std::io::stdout().lock().write_all(&written) {
        // Whoever reads it has enough.
        Err(problem) if problem.kind() != ErrorKind::BrokenPipe => {
            eprintln!("export: standard output: {problem}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

fn names() -> String {
    preset::all().map(|preset| preset.scenario.name + "\n").collect()
}

fn exported(asked: &Asked) -> Vec<u8> {
    let run = Run::new(asked.scenario.clone());
    if asked.format == Format::Lab {
        for line in left_out_of_lab(&run, asked.options.lang) {
            eprintln!("export: {line}");
        }
    }
    match export(&run, asked.format, &asked.options) {
        Exported::Text(text) => text.into_bytes(),
        Exported::Bytes(bytes) => bytes,
    }
}
