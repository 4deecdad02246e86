//! Drawings are XML that holds all it needs, says what it shows, and is no program.

use super::{HOSTILE, run_of, runs, text, trace};
use lastack::scenario::Run;
use lastack::trace::export::{Format, Lang, Look, Options, Theme};
use roxmltree::{Document, Node};

const LOOKS: [Look; 4] = [
    Look { width: 720, height: None, theme: Theme::Auto, animated: false },
    Look { width: 1_200, height: Some(630), theme: Theme::Dark, animated: false },
    Look { width: 560, height: None, theme: Theme::Light, animated: true },
    Look { width: 2_400, height: None, theme: Theme::Auto, animated: true },
];

fn drawing(run: &Run, lang: Lang, look: Look) -> String {
    text(run, Format::Svg, &Options { lang, look, ..Options::default() })
}

fn texts(document: &Document<'_>, tag: &str) -> Vec<String> {
    let of = |node: &Node<'_, '_>| node.has_tag_name(tag);
    document.descendants().filter(of).map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_preset_is_drawn_in_every_look() {
    for (name, run) in runs() {
        let trace = trace(&run);
        for look in LOOKS {
            for lang in Lang::ALL {
                let svg = drawing(&run, lang, look);
                let document = Document::parse(&svg).unwrap_or_else(|e| panic!("{name}: {e}"));
                let verdict = if lang == Lang::En { &trace.verdict.en } else { &trace.verdict.zh };
                assert_eq!(texts(&document, "title"), [name.as_str()]);
                assert_eq!(texts(&document, "desc"), [verdict.as_str()], "{name}");
                let root = document.root_element();
                assert_eq!(root.attribute("width"), Some(look.width.to_string().as_str()));
                if let Some(height) = look.height {
                    assert_eq!(root.attribute("height"), Some(height.to_string().as_str()));
                }
                let drawn = |node: &Node<'_, '_>| node.attribute("data-segment").is_some();
                assert_eq!(document.descendants().filter(drawn).count(), trace.segments.len(), "{name}");
            }
        }
    }
}

#[test]
fn a_drawing_holds_all_it_needs_and_no_program() {
    const KNOWN: [&str; 11] =
        ["svg", "title", "desc", "style", "g", "path", "rect", "circle", "text", "tspan", "line"];
    for (name, run) in runs() {
        for look in LOOKS {
            let svg = drawing(&run, Lang::En, look);
            let document = Document::parse(&svg).expect("it is XML");
            for node in document.descendants().filter(Node::is_element) {
                assert!(KNOWN.contains(&node.tag_name().name()), "{name}: {:?}", node.tag_name());
                for attribute in node.attributes() {
                    let (key, value) = (attribute.name(), attribute.value());
                    assert!(!key.starts_with("on") && key != "href" && key != "id", "{name}: {key}");
                    assert!(!value.contains("url(") && !value.contains("NaN"), "{name}: {key}={value}");
                }
            }
            for sheet in texts(&document, "style") {
                assert!(!sheet.contains("url(") && !sheet.contains("@import"), "{name}");
                assert!(!sheet.contains('§'), "{name}: a colour has no name");
            }
            // The one address in it is the name of the format.
            assert_eq!(svg.matches("://").count(), 1, "{name}");
        }
    }
}

#[test]
fn no_title_breaks_out_of_a_drawing() {
    let run = run_of(r#"{"script":[{"at_ms":0,"host":"a","do":"close"}]}"#);
    for look in LOOKS {
        let svg = text(&run, Format::Svg, &Options { title: HOSTILE.to_owned(), look, ..Options::default() });
        let document = Document::parse(&svg).expect("it is XML");
        assert!(document.descendants().all(|node| !node.has_tag_name("script")));
        assert!(
            texts(&document, "title")[0]
                .starts_with("</title><script>alert(1)</script>\u{fffd}\u{fffd}&amp;\"'")
        );
    }
}

#[test]
fn words_beside_a_lifeline_are_not_on_one_another() {
    for (name, run) in runs() {
        let svg = drawing(&run, Lang::En, Look::default());
        let document = Document::parse(&svg).expect("it is XML");
        for side in ["label a", "label b"] {
            let mut last = f64::MIN;
            let labels = document.descendants().filter(|node| node.attribute("class") == Some(side));
            for words in labels.flat_map(|label| label.children().filter(|node| node.has_tag_name("text"))) {
                let y: f64 = words.attribute("y").and_then(|y| y.parse().ok()).expect("it has a place");
                assert!(
                    y - last >= 13.9,
                    "{name}: {:?} is {} below what is before it",
                    words.text(),
                    y - last
                );
                last = y;
            }
        }
    }
}

#[test]
fn motion_is_asked_for_and_can_be_refused() {
    let run = run_of(r#"{"script":[{"at_ms":0,"host":"a","do":"close"}]}"#);
    let still = drawing(&run, Lang::En, Look::default());
    assert!(!still.contains("animation") && !still.contains("keyframes"));
    let moving = drawing(&run, Lang::En, Look { animated: true, ..Look::default() });
    assert!(moving.contains("@media (prefers-reduced-motion:reduce)"));
}

#[test]
fn a_look_that_is_forced_is_not_the_reader_s() {
    let run = run_of(r#"{"script":[{"at_ms":0,"host":"a","do":"close"}]}"#);
    let of = |theme| drawing(&run, Lang::En, Look { theme, ..Look::default() });
    assert!(of(Theme::Auto).contains("prefers-color-scheme"));
    for theme in [Theme::Light, Theme::Dark] {
        assert!(!of(theme).contains("prefers-color-scheme"));
    }
}
