//! A run as it leaves the page and the terminal: in the formats that other people's tools read.
//!
//! Each format is a file of this folder, but for those that were there before: the ladder as text, tcpdump's, and
//! the trace as JSON. Every one is a function of the run alone, whole, to its end, wherever a cursor stands: the same
//! run gives the same bytes, natively and in the page. Refuses to write files and to know what a preset is called.

mod lab;
mod lives;
mod marks;
mod mermaid;
mod options;
mod packet;
mod pcapng;
mod svg;
mod timers;
mod waves;
mod words;

pub use options::{Capture, OptionError, Options};
pub use svg::{Look, Theme};
pub use words::Lang;

use super::{Trace, ladder, tools::tcpdump};
use crate::host::HostId;
use crate::scenario::{Run, Scenario};
use crate::words::{clipped, said};

/// What a run can leave as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A line of text for each thing that a person would point at.
    Ladder,
    /// A drawing that needs nothing but itself.
    Svg,
    /// A Mermaid sequence diagram.
    Mermaid,
    /// The whole trace: see `crate/src/trace/TRACE.md`.
    Json,
    /// What `tcpdump -tt -n` prints.
    Tcpdump,
    /// A capture that Wireshark opens.
    Pcapng,
    /// A scenario that a real kernel can be asked for: see `crate/tools/README.md`.
    Lab,
}

impl Format {
    pub const ALL: [Format; 7] = [
        Format::Ladder,
        Format::Svg,
        Format::Mermaid,
        Format::Json,
        Format::Tcpdump,
        Format::Pcapng,
        Format::Lab,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Format::Ladder => "ladder",
            Format::Svg => "svg",
            Format::Mermaid => "mermaid",
            Format::Json => "json",
            Format::Tcpdump => "tcpdump",
            Format::Pcapng => "pcapng",
            Format::Lab => "lab",
        }
    }

    pub fn find(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// A run in some format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    Text(String),
    Bytes(Vec<u8>),
}

/// The whole run, to its end.
pub fn export(run: &Run, format: Format, options: &Options) -> Exported {
    let trace = Trace::of(run.history().forecast());
    let subject = Subject::of(run.scenario(), &trace, options);
    Exported::Text(match format {
        Format::Ladder => text(&subject),
        Format::Svg => svg::drawing(&subject, &options.look),
        Format::Mermaid => mermaid::diagram(&subject),
        Format::Json => trace.to_json(),
        Format::Tcpdump => dumps(run, options.capture),
        Format::Pcapng => return Exported::Bytes(pcapng::capture(&subject, options.capture)),
        Format::Lab => lab::scenario(&subject).text,
    })
}

/// What of a run no kernel can be asked for, and is not in its lab scenario.
pub fn left_out_of_lab(run: &Run) -> Vec<String> {
    let trace = Trace::of(run.history().forecast());
    lab::scenario(&Subject::of(run.scenario(), &trace, &Options::default())).left_out
}

/// What every format is made from.
struct Subject<'a> {
    scenario: &'a Scenario,
    trace: &'a Trace,
    lang: Lang,
    title: String,
    about: String,
}

impl<'a> Subject<'a> {
    fn of(scenario: &'a Scenario, trace: &'a Trace, options: &Options) -> Subject<'a> {
        /// A title is anybody's, and no longer than a line.
        const MOST: usize = 200;
        let given = [&options.title, &scenario.name].into_iter().find(|name| !name.is_empty());
        let title = given.map_or_else(|| "LastAck".to_owned(), |name| clipped(name, MOST));
        let about = if options.about.is_empty() { &scenario.about } else { &options.about };
        Subject { scenario, trace, lang: options.lang, title, about: clipped(about, MOST) }
    }

    fn verdict(&self) -> &'a str {
        self.lang.of(&self.trace.verdict.en, &self.trace.verdict.zh)
    }

    /// In microseconds.
    fn round_trip(&self) -> u64 {
        2 * self.scenario.delay_ms.micros().get()
    }
}

fn text(subject: &Subject<'_>) -> String {
    let rows = ladder(subject.trace, subject.lang == Lang::Zh);
    said(&[&subject.title, "\n\n", &rows, "\n", subject.verdict(), "\n"])
}

/// As a terminal on each host shows it.
fn dumps(run: &Run, capture: Capture) -> String {
    let log = run.history().forecast();
    let hosts: &[HostId] = match &capture {
        Capture::Wire | Capture::Both => &HostId::BOTH,
        Capture::At(host) => std::slice::from_ref(host),
    };
    let mut text = String::new();
    for host in hosts {
        if hosts.len() > 1 {
            text.push_str(&said(&[host.name(), "# tcpdump -tt -n -i tun0\n"]));
        }
        for line in tcpdump::dump(run.history().setup(), &log, *host) {
            text.push_str(&said(&[&line.text, "\n"]));
        }
    }
    text
}
