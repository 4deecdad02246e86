//! A run as a Mermaid sequence diagram, for Markdown that draws them.
//!
//! A segment is an arrow, solid where it arrives and dotted with a cross where it is lost; what a host does, sees and
//! comes to is a note beside it; a wait is a note over both.

use super::Subject;
use super::letters::{lines, sans};
use super::lives::Lives;
use super::marks::{Mark, mark};
use super::waves::waves;
use super::words::{Lang, clock, duration, flags, numbers};
use crate::host::HostId;
use crate::sim::{Fate, SegmentRecord, What};
use crate::time::{Instant, Micros};
use crate::words::{number, on_one_line, said};

/// A wait that is shorter is not told: it is in the times of the arrows.
const SHORTEST_WAIT: Micros = Micros::from_millis(100);

/// A note over both is about as wide as the way between them, which is so many times its letters' size.
const WIDEST: f64 = 26.0;

pub(super) fn diagram(subject: &Subject<'_>) -> String {
    let Subject { trace, lang, .. } = *subject;
    let lives = Lives::of(trace);
    let mut diagram = Diagram { text: String::new(), notes: [Vec::new(), Vec::new()], told: Instant::ZERO };
    diagram.line(&["sequenceDiagram"]);
    diagram.line(&["title: ", &escaped(&subject.title)]);
    diagram.line(&["accTitle: ", &escaped(&subject.title)]);
    diagram.line(&["accDescr: ", &escaped(subject.verdict())]);
    for host in HostId::BOTH {
        let letter = host.name();
        diagram.line(&["participant ", letter, " as ", letter, " · ", lang.host(host)]);
    }
    for host in HostId::BOTH {
        for life in lives.0.iter().filter(|life| life.host == host && life.states[0].event.is_none()) {
            diagram.note(host, life.states[0].what.rfc_name());
        }
    }
    let waves = waves(trace, &lives);
    for event in &trace.events {
        if let What::Sent { segment, .. } | What::Injected { segment } = event.what {
            let record = &trace.segments[segment.0 as usize];
            let wave = waves.iter().find(|(id, _)| *id == record.id).map(|(_, n)| lang.wave(*n));
            diagram.wait(event.at);
            diagram.flush();
            diagram.segment(record, wave.as_deref(), lang);
        } else if let Some(Mark { words, aside, .. }) = mark(trace, &lives, event, lang) {
            diagram.wait(event.at);
            let dot = if aside.is_empty() { "" } else { " · " };
            diagram.note(event.host, &said(&[&words, dot, aside]));
        }
    }
    diagram.flush();
    if let Some(cut) = subject.cut() {
        diagram.line(&["Note over a,b: ", &escaped(&cut)]);
    }
    let verdict = lines(subject.verdict(), WIDEST, &|text| sans(text, 1.0, false));
    let verdict: Vec<String> = verdict.iter().map(|line| escaped(line)).collect();
    diagram.line(&["Note over a,b: ", &verdict.join("<br/>")]);
    diagram.text
}

struct Diagram {
    text: String,
    /// What is still to be said of each host: what happens at once is one note.
    notes: [Vec<String>; 2],
    /// Up to when everything was told.
    told: Instant,
}

impl Diagram {
    fn line(&mut self, parts: &[&str]) {
        let indent = if self.text.is_empty() { "" } else { "    " };
        self.text.push_str(&said(&[indent, &said(parts), "\n"]));
    }

    fn note(&mut self, host: HostId, words: &str) {
        self.notes[host.index()].push(escaped(words));
    }

    fn flush(&mut self) {
        for host in HostId::BOTH {
            let notes = std::mem::take(&mut self.notes[host.index()]);
            if notes.is_empty() {
                continue;
            }
            let place = match host {
                HostId::A => "Note left of a: ",
                HostId::B => "Note right of b: ",
            };
            self.line(&[place, &notes.join("<br/>")]);
        }
    }

    /// Says how long nothing happened, where that was long.
    fn wait(&mut self, now: Instant) {
        let wait = now.since(self.told);
        if wait >= SHORTEST_WAIT {
            self.flush();
            self.line(&["Note over a,b: ⋯ ", &duration(wait), " ⋯"]);
        }
        self.told = now;
    }

    fn segment(&mut self, record: &SegmentRecord, wave: Option<&str>, lang: Lang) {
        let (from, to) = (record.from, record.from.peer());
        let arrow = match &record.fate {
            Fate::Delivered { .. } => "->>",
            Fate::Lost { .. } => "--x",
        };
        let mut words = vec![flags(record.segment.flags), numbers(record)];
        let sign = lang.sign(record.how);
        words.splice(0..0, wave.map(str::to_owned).into_iter().chain((!sign.is_empty()).then_some(sign)));
        if let Fate::Delivered { at } = &record.fate
            && at.len() > 1
        {
            words.push(said(&["×", &number(at.len() as i64)]));
        }
        let told = escaped(&words.join(" "));
        self.line(&[from.name(), arrow, to.name(), ": ", &clock(record.sent_at), " · ", &told]);
    }
}

/// What the grammar would read as its own: a semicolon ends a statement, `#` begins an entity, and words of ours are
/// no markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in on_one_line(text).chars() {
        match c {
            '#' | ';' | '<' | '>' | '%' | '\\' | '`' | '$' => {
                escaped.push_str(&said(&["#", &number(i64::from(u32::from(c))), ";"]));
            }
            c => escaped.push(c),
        }
    }
    escaped
}
