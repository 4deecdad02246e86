//! The published scenarios. One that was published is never changed: links point at it.
//!
//! Refuses to be in the wasm: the page fetches each as a module of its own, when somebody wants it.

use super::format::Scenario;

/// A scenario with a name, and words for people.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    pub en: Intro,
    pub zh: Intro,
    pub scenario: Scenario,
    /// The scenario as it is written down.
    pub text: &'static str,
}

/// What a preset is called, and what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intro {
    pub title: &'static str,
    pub about: &'static str,
}

macro_rules! presets {
    ($({ $name:literal, en: $en:literal, $about_en:literal, zh: $zh:literal, $about_zh:literal })+) => {
        const TEXTS: &[&str] = &[$(include_str!(concat!("../../presets/", $name, ".json"))),+];

        /// In English and in Chinese. The page has these from `web/src/strings`.
        const WORDS: &[(Intro, Intro)] = &[$(
            (Intro { title: $en, about: $about_en }, Intro { title: $zh, about: $about_zh })
        ),+];
    };
}

// In the order in which a newcomer should meet them.
presets! {
    { "last-ack-lost",
        en: "Last ACK lost for ever", "Wave 4 never arrives. Does the server wait for ever?",
        zh: "最后一个 ACK 永远丢失", "第四次挥手始终没到。服务器会一直等下去吗？" }
    { "last-ack-lost-once",
        en: "Last ACK lost once", "Wave 4 is lost once: the server repeats its FIN and the client, in TIME-WAIT, answers again.",
        zh: "最后一个 ACK 丢一次", "第四次挥手丢了一次：服务器重发 FIN，处于 TIME-WAIT 的客户端再次应答。" }
    { "clean-close",
        en: "Clean close", "Four waves: the client closes, the server closes a moment later, nothing is lost.",
        zh: "干净的关闭", "四次挥手：客户端关闭，服务器稍后关闭，什么都没丢。" }
    { "first-fin-lost",
        en: "First FIN lost for ever", "Wave 1 never arrives: the client is an orphan in FIN-WAIT-1, and the server never hears of it.",
        zh: "第一个 FIN 永远丢失", "第一次挥手始终没到：客户端成了 FIN-WAIT-1 中的孤儿，而服务器毫不知情。" }
    { "server-never-closes",
        en: "Server never closes", "The client closes, the server reads end of file and does nothing: tcp_fin_timeout ends one side, nothing ends the other.",
        zh: "服务器从不关闭", "客户端关闭，服务器读到文件结尾却什么也不做：tcp_fin_timeout 终结一侧，另一侧则无人终结。" }
    { "simultaneous-close",
        en: "Simultaneous close", "Both sides close in the same moment: their FINs cross, both pass through CLOSING into TIME-WAIT.",
        zh: "同时关闭", "双方在同一时刻关闭：两个 FIN 在途中交错，双方都经过 CLOSING 进入 TIME-WAIT。" }
    { "coin-flip",
        en: "Coin flip", "Wave 4 never arrives, tcp_orphan_retries = 2: three retransmissions or four, by where in the timer wheel the run starts.",
        zh: "抛硬币", "第四次挥手始终没到，tcp_orphan_retries = 2：重传三次还是四次，取决于运行从定时器轮的哪一格开始。" }
}

/// All presets, the product's question first.
pub fn all() -> impl Iterator<Item = Preset> {
    TEXTS.iter().zip(WORDS).map(|(&text, &(en, zh))| {
        let scenario = Scenario::from_json(text).expect("a test reads every preset");
        Preset { en, zh, scenario, text }
    })
}

/// The preset of that name.
pub fn find(name: &str) -> Option<Preset> {
    all().find(|preset| preset.scenario.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_preset_is_valid_and_has_its_own_name() {
        let names: BTreeSet<_> =
            TEXTS.iter().map(|text| Scenario::from_json(text).expect("a preset is valid").name).collect();
        assert_eq!(names.len(), TEXTS.len());
    }
}
