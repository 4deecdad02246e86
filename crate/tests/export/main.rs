//! What leaves as a file is what the run says: read again by readers that know nothing of who wrote it.

mod capture;
mod drawing;
mod packet;
mod pcapng;
mod schema;

use lastack::host::HostId;
use lastack::scenario::{Run, Scenario, preset};
use lastack::trace::Trace;
use lastack::trace::export::{Exported, Format, Lang, Options, export, left_out_of_lab};

/// Every preset's run.
fn runs() -> impl Iterator<Item = (String, Run)> {
    preset::all().map(|preset| (preset.scenario.name.clone(), Run::new(preset.scenario)))
}

fn trace(run: &Run) -> Trace {
    Trace::of(run.history().forecast())
}

fn text(run: &Run, format: Format, options: &Options) -> String {
    match export(run, format, options) {
        Exported::Text(text) => text,
        Exported::Bytes(_) => panic!("{} is text", format.name()),
    }
}

/// The run of a scenario as somebody may have written it.
fn run_of(json: &str) -> Run {
    Run::new(Scenario::from_json(json).expect("it is a scenario"))
}

/// What somebody may call a run who means no good.
const HOSTILE: &str = "</title><script>alert(1)</script>\u{0}\u{1b}&amp;\"'\n;#%%end";

#[test]
fn a_run_leaves_whole_wherever_it_stands() {
    let mut run = run_of(r#"{"script":[{"at_ms":0,"host":"a","do":"close"}]}"#);
    for format in Format::ALL {
        let before = export(&run, format, &Options::default());
        run.step();
        assert_eq!(export(&run, format, &Options::default()), before, "{}", format.name());
    }
}

#[test]
fn a_format_has_its_own_name() {
    for format in Format::ALL {
        assert_eq!(Format::find(format.name()), Some(format));
    }
    assert_eq!(Format::find("gif"), None);
}

#[test]
fn the_trace_is_the_documented_json() {
    for (name, run) in runs() {
        let read: serde_json::Value =
            serde_json::from_str(&text(&run, Format::Json, &Options::default())).expect("it is JSON");
        let keys: Vec<_> = read.as_object().expect("it is an object").keys().collect();
        assert_eq!(
            keys,
            ["endedAt", "engine", "events", "segments", "sockets", "summary", "verdict"],
            "{name}"
        );
    }
}

#[test]
fn a_lab_scenario_is_the_same_run_but_for_its_clock() {
    for (name, run) in runs() {
        let lab = run_of(&text(&run, Format::Lab, &Options::default()));
        let (ours, theirs) = (trace(&run), trace(&lab));
        if left_out_of_lab(&run, Lang::En).is_empty() {
            assert_eq!(theirs.segments, ours.segments, "{name}");
        } else {
            assert!(lab.scenario().note.contains("Left out"), "{name}");
        }
        assert_eq!(lab.scenario().name, name);
    }
}

#[test]
fn a_lab_scenario_takes_segments_that_somebody_named() {
    let close = r#""script":[{"at_ms":0,"host":"a","do":"close"},{"at_ms":60,"host":"b","do":"close"}]"#;
    for named in [
        r#""lose":["a:2","a:1","b:2"]"#,
        r#""rules":[{"segment":"b:2","action":"drop"},{"segment":"a:3","action":"drop"}]"#,
        r#""rules":[{"from":"a","action":"drop","count":-1}],"deliver":["a:3"]"#,
        r#""rules":[{"segment":"a:2","action":"icmp","type":3,"code":1}]"#,
        // What is given back is late still where a rule makes it late.
        r#""rules":[{"from":"b","action":"delay","ms":300,"count":-1}],"deliver":["b:1"]"#,
        r#""rules":[{"segment":"b:1","action":"delay","ms":300}],"deliver":["b:1","a:1"]"#,
    ] {
        let run = run_of(&format!("{{{named},{close}}}"));
        let lab = run_of(&text(&run, Format::Lab, &Options::default()));
        let told = |run: &Run| -> Vec<_> {
            trace(run)
                .segments
                .into_iter()
                .map(|record| (record.name, record.sent_at, record.segment))
                .collect()
        };
        assert_eq!(told(&lab), told(&run), "{named}");
        assert!(lab.scenario().lose.is_empty() && lab.scenario().deliver.is_empty());
    }
}

#[test]
fn a_lab_scenario_says_what_no_kernel_can_be_asked_for() {
    let run = run_of(
        r#"{"kernel":{"version":"6.1","hz":1000},"script":[{"at_ms":0,"host":"a","do":"close"},{"at_ms":9,"host":"b","do":"exit"}]}"#,
    );
    let left_out = left_out_of_lab(&run, Lang::En).join("\n");
    assert_eq!(left_out_of_lab(&run, Lang::Zh).len(), 3);
    for part in ["clock", "Linux 6.1", "script[1], exit"] {
        assert!(left_out.contains(part), "{part}: {left_out}");
    }
    assert!(!text(&run, Format::Lab, &Options::default()).contains("\"exit\""));
}

#[test]
fn a_lab_scenario_says_that_a_kernel_chooses_its_ports() {
    let told = |range: &str| {
        let sysctl = format!(r#""sysctl":{{"a":{{"ip_local_port_range":"{range}"}}}}"#);
        let connect = r#"{"at_ms":0,"host":"a","do":"connect","sock":"again","ephemeral":true}"#;
        let run = run_of(&format!(r#"{{{sysctl},"script":[{connect}]}}"#));
        let lab = run_of(&text(&run, Format::Lab, &Options::default()));
        assert_eq!(lab.scenario().script, run.scenario().script, "the lab connects all the same");
        left_out_of_lab(&run, Lang::En)
    };
    assert_eq!(told("40000\\t40000"), [""; 0]);
    let any = "Not the same: a kernel connects from any port of its ip_local_port_range.";
    assert_eq!(told("40000 40001"), [any]);
    assert_eq!(told("40000"), [any]);
}

#[test]
fn a_lab_never_waits_in_close() {
    let run = run_of(
        r#"{"script":[{"at_ms":0,"host":"a","do":"linger","seconds":-1},{"at_ms":0,"host":"a","do":"linger","seconds":2},{"at_ms":0,"host":"a","do":"linger","seconds":0}]}"#,
    );
    let lab = run_of(&text(&run, Format::Lab, &Options::default()));
    assert_eq!(lab.scenario().script, run.scenario().script[2..]);
    assert_eq!(left_out_of_lab(&run, Lang::En).len(), 2);
}

#[test]
fn a_lab_scenario_may_have_nothing_to_do() {
    let told = text(&run_of(r#"{"script":[]}"#), Format::Lab, &Options::default());
    assert!(told.contains("\n  \"script\": [],\n"), "{told}");
}

#[test]
fn a_line_of_the_ladder_is_a_line_whatever_somebody_wrote() {
    let run = run_of(
        r#"{"script":[{"at_ms":0,"host":"a","do":"connect","sock":"x\n\u001b[31m\u2028y","port":9},{"at_ms":5,"host":"a","do":"sysctl","key":"tcp_orphan_retries","value":"z\nz\u001b"}]}"#,
    );
    let title = "two\r\nlines\u{9b}".to_owned();
    let ladder = text(&run, Format::Ladder, &Options { title, ..Options::default() });
    assert!(ladder.starts_with("two  lines \n\n"), "{ladder}");
    assert!(ladder.contains("x  [31m y.connect(9 → 8080)") && ladder.contains("= z z : EINVAL"), "{ladder}");
    assert!(!ladder.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{2028}')));
}

#[test]
fn a_diagram_tells_every_segment_in_either_language() {
    for (name, run) in runs() {
        let segments = trace(&run).segments;
        for lang in Lang::ALL {
            let diagram = text(&run, Format::Mermaid, &Options { lang, ..Options::default() });
            assert!(diagram.starts_with("sequenceDiagram\n"), "{name}");
            let arrows = |of: &str| diagram.lines().filter(|line| line.contains(of)).count();
            let lost =
                segments.iter().filter(|record| format!("{:?}", record.fate).starts_with("Lost")).count();
            assert_eq!(arrows("--x"), lost, "{name}");
            assert_eq!(arrows("->>"), segments.len() - lost, "{name}");
        }
    }
}

/// What Mermaid takes at most, in characters (its `maxTextSize`).
const MERMAID_TAKES: usize = 50_000;

#[test]
fn words_that_somebody_wrote_leave_room_for_the_run() {
    let told = |name: &str, format: Format| {
        let step =
            |at: u32, deed: &str| format!(r#"{{"at_ms":{at},"host":"a","do":{deed},"sock":"{name}"}}"#);
        let mut steps = vec![step(0, r#""connect","port":9"#)];
        steps.extend((1..200).map(|i| step(150 * i, r#""write","bytes":10"#)));
        steps.extend((1..56).map(|i| step(150 * i, r#""setsockopt","opt":"TCP_NODELAY","value":1"#)));
        let sysctl = format!(r#""sysctl":{{"a":{{"tcp_fin_timeout":"60 {name}"}}}}"#);
        let run = run_of(&format!(r#"{{{sysctl},"script":[{}]}}"#, steps.join(",")));
        text(&run, format, &Options::default())
    };
    let (long, marks) = ("x".repeat(500), "#".repeat(30));
    let whole = told(&long, Format::Mermaid);
    assert!(whole.chars().count() < MERMAID_TAKES && whole.contains("xxx….write(10)"));
    // Each of these takes four characters, so fewer segments fit.
    let cut = told(&marks, Format::Mermaid);
    assert!(cut.chars().count() < MERMAID_TAKES && cut.contains("#35;….write(10)"));
    let arrows = cut.matches("->>").count();
    assert!((200..400).contains(&arrows) && cut.contains(&format!("The first {arrows} of ")), "{arrows}");
    assert!(!told(&long, Format::Svg).contains(&"x".repeat(25)));
}

#[test]
fn a_long_run_is_drawn_as_far_as_anybody_looks() {
    let turn = |i: u32| {
        format!(
            r#"{{"at_ms":{},"host":"a","do":"write","bytes":1000000}},{{"at_ms":{},"host":"b","do":"read","bytes":1000000}}"#,
            1_000 * i,
            1_000 * i + 500
        )
    };
    let turns: Vec<String> = (0..100).map(turn).collect();
    let run = run_of(&format!(r#"{{"script":[{}]}}"#, turns.join(",")));
    let all = trace(&run).segments.len();
    assert!(all > 2_000, "far more than are drawn");
    let diagram = text(&run, Format::Mermaid, &Options::default());
    assert!(diagram.chars().count() < MERMAID_TAKES);
    let drawing = text(&run, Format::Svg, &Options::default());
    for told in [&diagram, &drawing] {
        assert!(told.contains(&format!("The first 400 of {all} segments.")));
    }
    assert_eq!(drawing.matches("data-segment").count(), 400);
    let Exported::Bytes(capture) = export(&run, Format::Pcapng, &Options::default()) else { panic!("bytes") };
    assert!(capture.len() > 1_000 * all, "a capture holds all of it");
}

#[test]
fn no_title_breaks_out_of_a_diagram() {
    let run = run_of(r#"{"script":[{"at_ms":0,"host":"a","do":"close"}]}"#);
    let usual = text(&run, Format::Mermaid, &Options::default());
    let hostile = text(&run, Format::Mermaid, &Options { title: HOSTILE.to_owned(), ..Options::default() });
    assert_eq!(hostile.lines().count(), usual.lines().count());
    for line in hostile.lines() {
        let without_entities =
            line.replace("#59;", "").replace("#35;", "").replace("#60;", "").replace("#62;", "");
        let plain = without_entities.replace("#37;", "").replace("<br/>", "").replace("->>", "");
        assert!(!plain.contains([';', '#', '<', '>', '%']), "{line}");
    }
}

#[test]
fn the_text_of_tcpdump_is_of_one_host_or_of_both() {
    use lastack::trace::export::Capture;
    for (name, run) in runs() {
        let of = |capture| text(&run, Format::Tcpdump, &Options { capture, ..Options::default() });
        let [a, b] = [HostId::A, HostId::B].map(|host| of(Capture::At(host)));
        let both = format!("a# tcpdump -tt -n -i tun0\n{a}b# tcpdump -tt -n -i tun0\n{b}");
        assert_eq!(of(Capture::Both), both, "{name}");
    }
}
