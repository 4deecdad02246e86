//! What the command line asks for, or what is wrong with it.

use lastack::host::HostId;
use lastack::scenario::{Scenario, preset};
use lastack::trace::export::{Capture, Format, Lang, Look, Options, Theme};

const USAGE: &str = "usage: export list
       export FORMAT PRESET|FILE.json [--lang en|zh]
FORMAT is one of ladder, svg, mermaid, json, tcpdump, pcapng, lab
  tcpdump, pcapng: --host a|b|both    what crosses that host's interface; else tcpdump prints both, and pcapng
                                      holds each segment once, where it was sent
  svg:             --width PX         480 to 2400; 720 if left out
                   --height PX        a card of that size, as link previews want it, in place of the whole run
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
        let [format, subject, options @ ..] = args else { return Err(USAGE.to_owned()) };
        let format = Format::find(format).ok_or_else(|| {
            let known = Format::ALL.map(Format::name).join(", ");
            format!("`{format}` is no format; expected one of {known}")
        })?;
        let mut asked = Asked::of(format, subject, language(options)?)?;
        let mut options = options.iter();
        while let Some(option) = options.next() {
            let mut value = || options.next().ok_or_else(|| format!("{option} wants a value\n{USAGE}"));
            let Options { capture, look, .. } = &mut asked.options;
            match option.as_str() {
                "--lang" => drop(value()?),
                "--host" => *capture = captured(value()?)?,
                "--width" => look.width = pixels(option, value()?, Look::WIDTHS)?,
                "--height" => look.height = Some(pixels(option, value()?, Look::HEIGHTS)?),
                "--theme" => look.theme = theme(value()?)?,
                "--animated" => look.animated = true,
                _ => return Err(format!("{option} is no option\n{USAGE}")),
            }
        }
        Ok(asked)
    }

    fn of(format: Format, subject: &str, lang: Lang) -> Result<Asked, String> {
        let mut options = Options { lang, ..Options::default() };
        if subject.ends_with(".json") {
            let text = std::fs::read_to_string(subject).map_err(|e| format!("{subject}: {e}"))?;
            let scenario = Scenario::from_json(&text).map_err(|e| format!("{subject}: {e}"))?;
            return Ok(Asked { format, scenario, options });
        }
        let preset = preset::find(subject).ok_or_else(|| {
            let known: Vec<_> = preset::all().map(|preset| preset.scenario.name).collect();
            format!("`{subject}` is no preset; expected one of {}", known.join(", "))
        })?;
        let intro = match lang {
            Lang::En => preset.en,
            Lang::Zh => preset.zh,
        };
        options.title = intro.title.to_owned();
        options.about = intro.about.to_owned();
        Ok(Asked { format, scenario: preset.scenario, options })
    }
}

/// Which words are to be said comes before all that is said.
fn language(options: &[String]) -> Result<Lang, String> {
    let Some(place) = options.iter().position(|option| option == "--lang") else { return Ok(Lang::En) };
    let found = options.get(place + 1).map_or("", String::as_str);
    let lang = Lang::ALL.into_iter().find(|lang| lang.name() == found);
    lang.ok_or_else(|| format!("--lang {found}: expected en or zh"))
}

fn captured(host: &str) -> Result<Capture, String> {
    match host {
        "a" => Ok(Capture::At(HostId::A)),
        "b" => Ok(Capture::At(HostId::B)),
        "both" => Ok(Capture::Both),
        _ => Err(format!("--host {host}: expected a, b or both")),
    }
}

fn theme(name: &str) -> Result<Theme, String> {
    match name {
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        _ => Err(format!("--theme {name}: expected light or dark")),
    }
}

fn pixels(option: &str, value: &str, (least, most): (u32, u32)) -> Result<u32, String> {
    let found = value.parse().ok().filter(|px| (least..=most).contains(px));
    found.ok_or_else(|| format!("{option} {value}: expected {least} to {most} pixels"))
}
