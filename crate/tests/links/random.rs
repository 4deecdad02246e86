//! A scenario, whatever it is, has a link that gives it again, and the same run.

use super::{published, read, scenarios};
use lastack::net::SegmentName;
use lastack::scenario::link::{LANGUAGES, SCALES, Selected, View, write};
use lastack::scenario::{Millis, Run, Scenario, StepLine, When, preset};
use lastack::time::{Instant, Micros};
use lastack::trace::Trace;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

pub(crate) fn config(part: u32) -> ProptestConfig {
    ProptestConfig {
        cases: 10_000 / part,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x6c69_6e6b_7321),
        max_global_rejects: u32::MAX,
        ..ProptestConfig::default()
    }
}

/// Texts that nobody should write, and some do.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z]{1,8}",
        "[ -~]{1,20}",
        "\\PC{1,12}",
        Just("<script>alert(1)</script>".to_owned()),
        Just("a=b&c=d%20+e@f'#g".to_owned()),
    ]
}

/// What a file may say and the laws' scenarios don't.
fn odd() -> impl Strategy<Value = Scenario> {
    let words = (texts(), texts(), texts(), prop::option::weighted(0.3, texts()));
    let us = (0u64..60_000_000, 0u64..1_000_000, prop::bool::weighted(0.2));
    (scenarios::scenarios(), words, us).prop_map(
        |(mut scenario, (name, about, note, sock), (at, delay, plain))| {
            (scenario.name, scenario.about, scenario.note) = (name, about, note);
            scenario.delay_ms = Millis::from_micros(Micros::new(delay));
            let close = scenario.script.iter().find(|line| line.sock.is_some()).cloned();
            if let Some(line) = close {
                let at_ms = Some(Millis::from_micros(Micros::new(at)));
                scenario.script.push(StepLine { at_ms, when: None, after_ms: None, sock, ..line });
            }
            for line in scenario.script.iter_mut().filter(|line| plain && line.when == Some(When::Eof)) {
                line.after_ms = None;
            }
            let port = lastack::host::sysctl::SysctlValue::Text("40000 40000 'x' @5s".to_owned());
            if plain {
                scenario.sysctl.b.insert("ip_local_port_range".to_owned(), port);
            }
            scenario
        },
    )
}

/// A preset to which somebody did this and that.
fn edited() -> impl Strategy<Value = Scenario> {
    let presets: Vec<Scenario> = preset::all().map(|found| found.scenario).collect();
    (prop::sample::select(presets), scenarios::scenarios(), any::<[bool; 10]>()).prop_map(
        |(base, other, takes)| {
            let mut scenario = base;
            let [script, cut, rules, uncut, lose, deliver, sysctl, kernel, delay, run] = takes;
            if cut {
                scenario.script.pop();
            }
            if script {
                scenario.script.extend(other.script);
            }
            if uncut {
                scenario.rules.pop();
            }
            if rules {
                scenario.rules.splice(0..0, other.rules);
            }
            // Sysctls go with the kernel that has them.
            if sysctl {
                (scenario.sysctl, scenario.kernel) = (other.sysctl, other.kernel);
            } else if kernel {
                scenario.kernel.jiffies = other.kernel.jiffies;
            }
            if lose {
                scenario.lose = other.lose;
            }
            if deliver {
                scenario.deliver = other.deliver;
            }
            if delay {
                scenario.delay_ms = other.delay_ms;
            }
            if run {
                scenario.run_ms = other.run_ms;
            }
            scenario
        },
    )
}

prop_compose! {
    fn views()(
        t in prop::option::of(0u64..86_400_000_000),
        n in prop::option::of(any::<u32>()),
        sel in prop::option::of(prop_oneof![
            any::<u32>().prop_map(Selected::Event),
            scenarios::names().prop_map(|name| Selected::Segment(name.parse::<SegmentName>().expect("a name"))),
        ]),
        scale in prop::option::of(prop::sample::select(SCALES.to_vec())),
        zoom in prop::option::of(0u32..=10_000),
        panel in prop::option::of("[a-z]{1,12}"),
        compare in prop::option::of("[ab]\\.tcp_[a-z_]{1,20}:[0-9]{1,3}"),
        story in prop::option::of("[a-z-]{1,20}\\.[0-9]"),
        lang in prop::option::of(prop::sample::select(LANGUAGES.to_vec())),
    ) -> View {
        View { t, n, sel, scale: scale.map(str::to_owned), zoom, panel, compare, story, lang: lang.map(str::to_owned) }
    }
}

/// Where one would write from: a preset, or none.
fn bases() -> impl Strategy<Value = Option<Scenario>> {
    let presets: Vec<Scenario> = preset::all().map(|found| found.scenario).collect();
    prop::option::of(prop::sample::select(presets))
}

fn hash_of(scenario: &Scenario) -> String {
    let mut run = Run::new(scenario.clone());
    run.tick(Instant::from_micros(20_000_000));
    Trace::of(run.history().log().clone()).hash()
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn a_scenario_comes_back(scenario in prop_oneof![odd(), edited()], base in bases(), view in views()) {
        prop_assume!(scenario.check().is_ok());
        let written = write(&scenario, base.as_ref(), &view);
        prop_assert!(written.text.is_ascii(), "{}", written.text);
        prop_assert!(written.left_out.is_empty(), "{}", written.text);
        let again = read(&written.text);
        prop_assert_eq!(&again.problems, &vec![], "{}", &written.text);
        prop_assert_eq!(&again.scenario, &scenario, "{}", &written.text);
        prop_assert_eq!(&again.view, &view, "{}", &written.text);
        prop_assert_eq!(again.preset, base.map(|base| base.name));
        // What was read is written as it was.
        let base = again_base(&written.text);
        prop_assert_eq!(write(&again.scenario, base.as_ref(), &again.view).text, written.text);
    }
}

fn again_base(text: &str) -> Option<Scenario> {
    read(text).preset.as_deref().and_then(published)
}

proptest! {
    #![proptest_config(config(20))]

    #[test]
    fn its_run_is_the_same(scenario in prop_oneof![odd(), edited()], base in bases()) {
        prop_assume!(scenario.check().is_ok());
        let again = read(&write(&scenario, base.as_ref(), &View::default()).text).scenario;
        prop_assert_eq!(hash_of(&again), hash_of(&scenario));
    }
}
