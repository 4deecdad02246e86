//! A scenario that a real kernel can be asked for: what `crate/tools/lastack-lab.py` runs and records.
//!
//! It has the keys of the scenario itself, but for what no script can arrange on a kernel that runs: which kernel
//! that is, when it ticks, and deeds that the lab does not know. What is left out is said, in the scenario's note and
//! to whoever asks.

use super::{Lang, Subject};
use crate::host::sysctl::SysctlValue;
use crate::json;
use crate::net::LossCause;
use crate::scenario::{Action, Deed, Kernel, RuleLine, Scenario, StepLine};
use crate::sim::{Fate, SegmentRecord};
use crate::trace::Trace;
use crate::words::{filled, listed, number, said};
use litemap::LiteMap;
use serde::Serialize;

pub(super) struct Lab {
    /// JSON, a line for each rule and step.
    pub(super) text: String,
    pub(super) left_out: Vec<String>,
}

pub(super) fn scenario(subject: &Subject<'_>) -> Lab {
    let Subject { scenario, trace, about, lang, .. } = subject;
    let Scenario {
        name,
        about: _,
        note,
        delay_ms,
        kernel,
        sysctl,
        global_sysctl,
        rcvbuf,
        ephemeral,
        rules: _,
        lose: _,
        deliver: _,
        script,
        run_ms: _,
        settle_ms: _,
        stop_when_gone: _,
    } = scenario;
    let mut left_out = LeftOut { lang: *lang, sentences: Vec::new() };
    unasked(*kernel, &mut left_out);
    let rules = rules(scenario, trace, &mut left_out);
    let script = steps(script, &mut left_out);
    let leaves_choice = |step: &StepLine| {
        matches!(step.deed, Deed::Connect { ephemeral: true, .. }) && !has_one_port(sysctl.of(step.host))
    };
    if script.iter().any(leaves_choice) {
        left_out.say(
            "Not the same: a kernel connects from any port of its ip_local_port_range.",
            "有所不同：内核会在 ip_local_port_range 内任选端口发起连接。",
            "",
        );
    }

    let mut keys = Keys::default();
    keys.text("name", name);
    keys.text("about", about);
    let left_out = left_out.sentences;
    let notes: Vec<&str> = [note.as_str()].into_iter().chain(left_out.iter().map(String::as_str)).collect();
    keys.text("note", notes.join(" ").trim());
    keys.value("delay_ms", delay_ms);
    if *sysctl != Default::default() {
        keys.value("sysctl", sysctl);
    }
    if *global_sysctl != Default::default() {
        keys.value("global_sysctl", global_sysctl);
    }
    if let Some(bytes) = rcvbuf {
        keys.value("rcvbuf", bytes);
    }
    if *ephemeral {
        keys.value("ephemeral", ephemeral);
    }
    if !rules.is_empty() {
        keys.list("rules", &rules);
    }
    keys.list("script", &script);
    keys.value("run_ms", &run_ms(scenario, trace));
    Lab { text: keys.done(), left_out }
}

/// What is not asked, a sentence for each.
struct LeftOut {
    lang: Lang,
    sentences: Vec<String>,
}

impl LeftOut {
    /// `#` stands for what is meant.
    fn say(&mut self, en: &str, zh: &str, what: &str) {
        self.sentences.push(filled(self.lang.of(en, zh), &[('#', what)]));
    }
}

/// A kernel that is asked is the one that runs, and ticks when it ticks.
fn unasked(kernel: Kernel, left_out: &mut LeftOut) {
    let Kernel { version, hz, jiffies, into_it_ms, ideal } = kernel;
    let usual = Kernel::default();
    if ideal {
        left_out.say(
            "Left out: the ideal clock; a kernel's timers fire on its ticks.",
            "未包含：理想时钟；内核的定时器只在节拍上触发。",
            "",
        );
    } else if (hz, jiffies, into_it_ms) != (usual.hz, usual.jiffies, usual.into_it_ms) {
        left_out.say(
            "Left out: where the clock stands; a kernel ticks when it ticks.",
            "未包含：时钟的相位与节拍率；内核按自己的节拍走。",
            "",
        );
    }
    if version != usual.version {
        left_out.say(
            "Left out: Linux #; the kernel that runs is asked.",
            "未包含：Linux #；被询问的是正在运行的内核。",
            version.name(),
        );
    }
}

/// The scenario's rules, and before them those for single segments: a lab knows these by their place among what
/// their host sends.
fn rules(scenario: &Scenario, trace: &Trace, left_out: &mut LeftOut) -> Vec<RuleLine> {
    let mut named: Vec<(&SegmentRecord, Action)> = Vec::new();
    for record in &trace.segments {
        let ruled = record.rule.map(|place| &scenario.rules[place]);
        let by_hand = matches!(record.fate, Fate::Lost { by: LossCause::Hand });
        if by_hand {
            named.push((record, Action::Drop));
        } else if let Some(rule) = ruled {
            let given_back = scenario.deliver.contains(&record.name.text());
            match rule.action {
                // Later by nothing is what comes nearest to "as if no rule were there".
                Action::Drop | Action::Icmp { .. } if given_back => {
                    named.push((record, Action::Delay { ms: Default::default() }));
                }
                action if rule.segment.is_some() => named.push((record, action)),
                Action::Drop | Action::Icmp { .. } | Action::Delay { .. } | Action::Duplicate => {}
            }
        }
    }
    let mut rules = Vec::new();
    for (i, (record, action)) in named.iter().enumerate() {
        // What an earlier one takes, this one doesn't see.
        let taken = named[..i].iter().filter(|(other, _)| other.from == record.from).count() as u32;
        let skip = record.name.nth - 1 - taken;
        rules.push(RuleLine { from: Some(record.from), skip, ..RuleLine::new(*action) });
    }
    let others: Vec<_> = scenario.rules.iter().filter(|rule| rule.segment.is_none()).cloned().collect();
    let counts = |rule: &RuleLine| rule.skip > 0 || rule.count >= 0;
    if !rules.is_empty() && others.iter().any(counts) {
        let names: Vec<String> = named.iter().map(|(record, _)| record.name.text()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        left_out.say(
            "Not the same: rules that count do not count # here.",
            "有所不同：计数的规则在这里不把 # 计入。",
            &listed(&names),
        );
    }
    rules.extend(others);
    rules
}

/// Those that a script of system calls on a host can do.
fn steps(script: &[StepLine], left_out: &mut LeftOut) -> Vec<StepLine> {
    let mut steps = Vec::new();
    for (i, step) in script.iter().enumerate() {
        let unknown = match step.deed {
            Deed::Listen { .. } => Some("listen"),
            Deed::Exit => Some("exit"),
            Deed::Reboot => Some("reboot"),
            // A close() that waits would stop the lab; below 0 is for ever.
            Deed::Linger { seconds } if seconds != 0 => Some("linger"),
            Deed::Close
            | Deed::ShutdownWr
            | Deed::ShutdownRd
            | Deed::ShutdownRdwr
            | Deed::Read { .. }
            | Deed::Write { .. }
            | Deed::Linger { .. }
            | Deed::Setsockopt { .. }
            | Deed::Connect { .. }
            | Deed::Unlisten
            | Deed::Vanish
            | Deed::Sysctl { .. }
            | Deed::Inject(_) => None,
        };
        match unknown {
            None => steps.push(step.clone()),
            Some(deed) => {
                let place = number(i as i64);
                left_out.say(
                    "Left out: #; the lab does not do that.",
                    "未包含：#；实验脚本做不到。",
                    &said(&["script[", &place, "], ", deed]),
                );
            }
        }
    }
    steps
}

/// Whether a host can choose no other port than one.
fn has_one_port(sysctls: &LiteMap<String, SysctlValue>) -> bool {
    let range = sysctls.get("ip_local_port_range").map(SysctlValue::text).unwrap_or_default();
    let mut ports = range.split_whitespace();
    ports.next().is_some_and(|first| ports.next() == Some(first))
}

/// How long a recording should go on: a kernel's clock stands elsewhere, and the wheel may make each wait longer.
fn run_ms(scenario: &Scenario, trace: &Trace) -> u64 {
    const MORE_MS: u64 = 2_000;
    let ms = trace.ended_at.as_millis();
    (ms + ms / 4 + MORE_MS).min(scenario.run_ms.micros().get() / 1_000)
}

/// An object as text, a key a line.
#[derive(Default)]
struct Keys(Vec<String>);

impl Keys {
    fn value<T: Serialize>(&mut self, key: &str, value: &T) {
        self.0.push(said(&["  \"", key, "\": ", &json::text(value)]));
    }

    /// Nothing where there is nothing to say.
    fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.value(key, &text);
        }
    }

    fn list<T: Serialize>(&mut self, key: &str, list: &[T]) {
        let lines: Vec<String> = list.iter().map(|entry| said(&["\n    ", &json::text(entry)])).collect();
        let end = if lines.is_empty() { "]" } else { "\n  ]" };
        self.0.push(said(&["  \"", key, "\": [", &lines.join(","), end]));
    }

    fn done(self) -> String {
        said(&["{\n", &self.0.join(",\n"), "\n}\n"])
    }
}
