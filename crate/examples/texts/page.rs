//! The engine's sentences as a module of the page.

use lastack::host::sysctl;
use lastack::rule::{Rule, Sentence};

/// The languages of the project.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Language {
    En,
    Zh,
}

impl Language {
    pub(crate) const ALL: [Language; 2] = [Language::En, Language::Zh];

    pub(crate) const fn code(self) -> &'static str {
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

/// The text of `web/src/strings/engine.LANGUAGE.js`.
pub(crate) fn module(language: Language) -> String {
    let rules = Rule::ALL.iter().map(|rule| (rule.law().key, language.of(rule.sentence())));
    let sysctls = sysctl::TABLE.iter().map(|row| (row.name, language.of(row.sentence())));
    format!(
        "// The engine's own sentences, made by `cargo run -p lastack --example texts -- {code}`: change them in\n\
         // crate/src/rule.rs and crate/src/host/sysctl.rs.\n\n\
         /** @type {{Record<string, string>}} what each rule says, by its key */\n\
         export const rules = {rules};\n\n\
         /** @type {{Record<string, string>}} what each sysctl does, by its name */\n\
         export const sysctls = {sysctls};\n",
        code = language.code(),
        rules = object(rules),
        sysctls = object(sysctls)
    )
}

fn object<'a>(entries: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let quoted = |text: &str| serde_json::to_string(text).expect("a text is JSON");
    let lines: String =
        entries.map(|(key, text)| format!("  {}: {},\n", quoted(key), quoted(text))).collect();
    format!("{{\n{lines}}}")
}
