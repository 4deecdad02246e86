//! A run as it leaves the page and the terminal: in the formats that other people's tools read.
//!
//! Each format is a file of this folder, but for those that were there before: the ladder as text, tcpdump's, and
//! the trace as JSON. Every one is a function of the run alone, whole, to its end, wherever a cursor stands: the same
//! run gives the same bytes, natively and in the page. Refuses to write files and to know what a preset is called.

mod lab;
mod letters;
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
use crate::words::{clipped, number, on_one_line, said};

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
        Format::Svg => subject.beginning(MOST_IN_SIGHT, |beginning| svg::drawing(beginning, &options.look)),
        Format::Mermaid => diagram(&subject),
        Format::Json => trace.to_json(),
        Format::Tcpdump => dumps(run, options.capture),
        Format::Pcapng => return Exported::Bytes(pcapng::capture(&subject, options.capture)),
        Format::Lab => lab::scenario(&subject).text,
    })
}

/// What of a run no kernel can be asked for, and is not in its lab scenario.
pub fn left_out_of_lab(run: &Run, lang: Lang) -> Vec<String> {
    let trace = Trace::of(run.history().forecast());
    lab::scenario(&Subject::of(run.scenario(), &trace, &Options { lang, ..Options::default() })).left_out
}

/// What every format is made from.
#[derive(Clone)]
struct Subject<'a> {
    scenario: &'a Scenario,
    trace: &'a Trace,
    /// How many segments the whole run has.
    segments: usize,
    lang: Lang,
    title: String,
    about: String,
}

/// Nobody looks at more segments in one picture.
const MOST_IN_SIGHT: usize = 400;

/// As much of a run as is drawn, where that is not all.
fn beginning(trace: &Trace, most: usize) -> Option<Trace> {
    let next = trace.segments.get(most)?;
    let events = trace.events[..next.event.0 as usize].to_vec();
    let segments = trace.segments[..most].to_vec();
    let ended_at = events.last().map_or(trace.ended_at, |event| event.at);
    Some(Trace { events, segments, ended_at, ..trace.clone() })
}

/// As much of a run as Mermaid takes.
fn diagram(subject: &Subject<'_>) -> String {
    /// Its `maxTextSize`, in the units in which JavaScript counts.
    const LONGEST: usize = 50_000;
    let mut most = MOST_IN_SIGHT;
    loop {
        let diagram = subject.beginning(most, mermaid::diagram);
        if most == 0 || diagram.encode_utf16().count() <= LONGEST {
            return diagram;
        }
        most -= most.div_ceil(8);
    }
}

impl<'a> Subject<'a> {
    fn of(scenario: &'a Scenario, trace: &'a Trace, options: &Options) -> Subject<'a> {
        /// A title is anybody's, and no longer than a line.
        const MOST: usize = 200;
        let given = [&options.title, &scenario.name].into_iter().find(|name| !name.is_empty());
        let title = given.map_or_else(|| "LastAck".to_owned(), |name| clipped(name, MOST));
        let about = if options.about.is_empty() { &scenario.about } else { &options.about };
        let (segments, lang) = (trace.segments.len(), options.lang);
        Subject { scenario, trace, segments, lang, title, about: clipped(about, MOST) }
    }

    /// What is told of the run's first segments, so many at most.
    fn beginning<T>(&self, most: usize, tell: impl Fn(&Subject<'_>) -> T) -> T {
        match beginning(self.trace, most) {
            None => tell(self),
            Some(trace) => tell(&Subject { trace: &trace, ..self.clone() }),
        }
    }

    /// Says so where not the whole run is told.
    fn cut(&self) -> Option<String> {
        let (shown, all) = (self.trace.segments.len(), self.segments);
        let (shown_text, all_text) = (number(shown as i64), number(all as i64));
        let words = match self.lang {
            Lang::En => ["The first ", &shown_text, " of ", &all_text, " segments."],
            Lang::Zh => ["共 ", &all_text, " 个报文，此为前 ", &shown_text, " 个。"],
        };
        (shown < all).then(|| said(&words))
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
    said(&[&on_one_line(&subject.title), "\n\n", &rows, "\n", subject.verdict(), "\n"])
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
