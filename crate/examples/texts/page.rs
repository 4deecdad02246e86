//! The engine's sentences and the presets as modules of the page.

use lastack::host::sysctl::{self, Sysctl};
use lastack::rule::{Law, Rule, Sentence};
use lastack::scenario::preset::{self, Intro, Preset};
use lastack::trace::graph::{By, Edge, graph};

/// Every module by its path below `web/src`.
pub(crate) fn modules() -> Vec<(String, String)> {
    let mut modules =
        vec![("strings/laws.js".to_owned(), laws()), ("panels/machines/graph.js".to_owned(), machine())];
    for language in [Language::En, Language::Zh] {
        let code = language.code();
        modules.push((format!("strings/engine.{code}.js"), engine(language)));
        modules.push((format!("strings/rules.{code}.js"), rules(language)));
    }
    modules.push(("scenarios/index.js".to_owned(), scenarios()));
    modules.extend(
        preset::all().map(|preset| (format!("scenarios/{}.js", preset.scenario.name), scenario(&preset))),
    );
    modules
}

/// The languages of the project.
#[derive(Clone, Copy, Debug)]
enum Language {
    En,
    Zh,
}

impl Language {
    const fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Zh => "zh",
        }
    }

    const fn of(self, sentence: Sentence) -> &'static str {
        match self {
            Language::En => sentence.en,
            Language::Zh => sentence.zh,
        }
    }
}

/// What each rule says, and what those sysctls do that nobody sees at once: the page reads it when it first
/// explains something.
fn rules(language: Language) -> String {
    let rules = Rule::ALL.iter().map(|rule| (rule.key(), language.of(rule.sentence())));
    format!(
        "// What each rule of the engine says, and what its sysctls do that do not stand in front, made by\n\
         // `cargo run -p lastack --example texts`: change it in crate/src/rule and\n\
         // crate/src/host/sysctl/text.rs.\n\n\
         /** @type {{Record<string, string>}} by its key */\n\
         export const rules = {rules};\n\n\
         /** @type {{Record<string, string>}} by its name */\n\
         export const sysctls = {sysctls};\n",
        rules = object(rules),
        sysctls = sysctls(language, |row| !row.front)
    )
}

/// What some sysctls do.
fn sysctls(language: Language, wanted: fn(&Sysctl) -> bool) -> String {
    let rows = sysctl::TABLE.iter().filter(|row| wanted(row));
    object(rows.map(|row| (row.name, language.of(row.sentence()))))
}

/// What the sysctls in front do.
fn engine(language: Language) -> String {
    format!(
        "// The engine's own sentences, made by `cargo run -p lastack --example texts`: change them in\n\
         // crate/src/host/sysctl/text.rs.\n\n\
         /** @type {{Record<string, string>}} what each sysctl in front does, by its name */\n\
         export const sysctls = {sysctls};\n",
        sysctls = sysctls(language, |row| row.front)
    )
}

/// How each preset is fetched.
fn scenarios() -> String {
    let lines: String = preset::all()
        .map(|Preset { scenario, .. }| {
            let name = &scenario.name;
            format!("  {}: () => import({}),\n", quoted(name), quoted(&format!("./{name}.js")))
        })
        .collect();
    format!(
        "// The presets, made by `cargo run -p lastack --example texts` from crate/src/scenario/preset.rs. Each is\n\
         // fetched when somebody wants it.\n\n\
         /** @type {{Readonly<Record<string, () => Promise<{{ default: object, intro: Record<\"en\" | \"zh\", {{ title: string, about: string }}> }}>>>}} by its name, the product's question first */\n\
         export const SCENARIOS = {{\n{lines}}};\n"
    )
}

/// A preset as it is written down, for JSON is an expression of JavaScript, and what it is called.
fn scenario(Preset { en, zh, scenario, text }: &Preset) -> String {
    let words =
        |&Intro { title, about }: &Intro| format!("{{ title: {}, about: {} }}", quoted(title), quoted(about));
    format!(
        "// Made by `cargo run -p lastack --example texts` from crate/presets/{}.json.\n\n\
         export const intro = {{\n  en: {},\n  zh: {},\n}};\n\n\
         export default {};\n",
        scenario.name,
        words(en),
        words(zh),
        text.trim_end()
    )
}

/// Where each rule stands, and what turns it.
fn laws() -> String {
    let lines: String = Rule::ALL
        .iter()
        .map(|rule| {
            let Law { rfc, kernel, spec } = rule.law();
            format!("  {}: [{}, {}, {}],\n", quoted(rule.key()), quoted(rfc), quoted(kernel), quoted(spec))
        })
        .collect();
    let governed: String = sysctl::TABLE
        .iter()
        .filter(|row| !row.governs().is_empty())
        .map(|row| {
            let rules: Vec<_> = row.governs().iter().map(|rule| quoted(rule.key())).collect();
            format!("  {}: [{}],\n", quoted(row.name), rules.join(", "))
        })
        .collect();
    format!(
        "// Where each rule of the engine stands, and what turns it, made by\n\
         // `cargo run -p lastack --example texts`: change it in crate/src/rule.rs and\n\
         // crate/src/host/sysctl/governs.rs.\n\n\
         /** @type {{Record<string, readonly [rfc: string, kernel: string, spec: string]>}} by the rule's key */\n\
         export const laws = {{\n{lines}}};\n\n\
         /** @type {{Record<string, readonly string[]>}} the rules that each sysctl governs, by its name */\n\
         export const governs = {{\n{governed}}};\n"
    )
}

/// The graph of states, from which the page draws its machines.
fn machine() -> String {
    let rows: String = graph()
        .map(|Edge { from, to, rule, by }| {
            let by = match by {
                By::Call => "call".to_owned(),
                By::Segment => "segment".to_owned(),
                By::Icmp => "icmp".to_owned(),
                By::Timer(timer) => serde_json::to_value(timer)
                    .map(|name| name.as_str().unwrap_or_default().to_owned())
                    .expect("a timer is a word"),
            };
            let words = [from.kernel_name(), to.kernel_name(), rule.key(), &by].map(quoted);
            format!("  [{}],\n", words.join(", "))
        })
        .collect();
    format!(
        "// The graph of the engine's states, made by `cargo run -p lastack --example texts`: change it in\n\
         // crate/src/trace/graph.rs.\n\n\
         /** @import {{ State, Timer }} from \"../../engine.js\" */\n\n\
         /** @typedef {{\"call\" | \"segment\" | \"icmp\" | Timer}} By what sets a change of state off; a timer, when it runs out */\n\n\
         /** @type {{readonly (readonly [from: State, to: State, rule: string, by: By])[]}} what was nowhere comes from CLOSE */\n\
         export const graph = [\n{rows}];\n"
    )
}

fn object<'a>(entries: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let lines: String =
        entries.map(|(key, text)| format!("  {}: {},\n", quoted(key), quoted(text))).collect();
    format!("{{\n{lines}}}")
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}
