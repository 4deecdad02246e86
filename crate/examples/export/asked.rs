//! What the command line asks for, or what is wrong with it.

use lastack::scenario::{Scenario, Value, preset};
use lastack::trace::export::{Format, Lang, Options};
use lastack::words::on_one_line;

const USAGE: &str = "usage: export list
       export FORMAT PRESET|FILE.json [--lang en|zh] [--title TEXT]
FORMAT is one of ladder, svg, mermaid, json, tcpdump, pcapng, lab
  tcpdump, pcapng: --host a|b|both    what crosses that host's interface; if left out, tcpdump prints both, and
                                      pcapng holds each segment once, where it was sent
  svg:             --width PX         720 if left out
                   --height PX        a card of that height, as link previews want it, in place of the whole run
                   --theme light|dark as the reader's system is if left out
                   --animated         plays once, unless the reader wants no motion";

/// A format, a scenario, and how it is to be told.
pub(crate) struct Asked {
    pub(crate) format: Format,
    pub(crate) scenario: Scenario,
    pub(crate) options: Options,
}

impl Asked {
    pub(crate) fn read(args: &[String]) -> Result<Asked, String> {
        let [format, subject, rest @ ..] = args else { return Err(USAGE.to_owned()) };
        let format = Format::find(format).ok_or_else(|| {
            let known = Format::ALL.map(Format::name).join(", ");
            format!("`{format}` is no format; expected one of {known}")
        })?;
        let mut options = Options::default();
        let mut rest = rest.iter();
        while let Some(option) = rest.next() {
            let name =
                option.strip_prefix("--").ok_or_else(|| format!("`{option}` is no option\n{USAGE}"))?;
            let mut next = || rest.next().ok_or_else(|| format!("{option} wants a value\n{USAGE}"));
            let value = match name {
                "animated" => Value::Bool(true),
                "width" | "height" => number(next()?),
                _ => Value::String(next()?.clone()),
            };
            options.set(name, &value).map_err(|wrong| format!("--{wrong}"))?;
        }
        let scenario = scenario(subject, &mut options)?;
        Ok(Asked { format, scenario, options })
    }
}

/// A number where it is one; what it is else is said by whoever wants a number.
fn number(text: &str) -> Value {
    text.parse().map_or_else(|_| Value::String(text.to_owned()), Value::Number)
}

/// A preset, which brings its words, or a file.
fn scenario(subject: &str, options: &mut Options) -> Result<Scenario, String> {
    if subject.ends_with(".json") {
        let text = std::fs::read_to_string(subject).map_err(|e| format!("{subject}: {e}"))?;
        return Scenario::from_json(&text).map_err(|e| on_one_line(&format!("{subject}: {e}")));
    }
    let preset = preset::find(subject).ok_or_else(|| {
        let known: Vec<_> = preset::all().map(|preset| preset.scenario.name).collect();
        format!("`{subject}` is no preset; expected one of {}", known.join(", "))
    })?;
    let intro = match options.lang {
        Lang::En => preset.en,
        Lang::Zh => preset.zh,
    };
    for (place, words) in [(&mut options.title, intro.title), (&mut options.about, intro.about)] {
        if place.is_empty() {
            *place = words.to_owned();
        }
    }
    Ok(preset.scenario)
}
