//! The verdict: how a run ended, in a sentence for each side, in both languages.

use super::summary::{Ending, Side, Summary};
use crate::host::HostId;
use crate::rule::Rule;
use crate::tcp::State;
use crate::time::{Instant, Micros};
use crate::words::{filled, number, said};
use serde::Serialize;

/// The same text in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Words {
    pub en: String,
    pub zh: String,
}

/// What a newcomer reads first: the side that gave up or waits for ever comes first.
pub fn verdict(summary: &Summary) -> Words {
    let order = |side: &Side| (!gave_up(side), side.gone_at.unwrap_or(Instant::NEVER));
    let first = if order(&summary.b) < order(&summary.a) { HostId::B } else { HostId::A };
    let of = |host: HostId| sentence(host, summary.side(host), summary.side(host.peer()));
    let (one, two) = (of(first), of(first.peer()));
    Words { en: one.en + " " + &two.en, zh: one.zh + &two.zh }
}

fn gave_up(side: &Side) -> bool {
    match side.ending {
        Ending::Gone { rule } | Ending::Held { rule } => {
            matches!(rule, Rule::OrphanGivesUp | Rule::OrphanAtRtoMax | Rule::ProcessGivesUp)
        }
        Ending::Waits { .. } => false,
    }
}

fn sentence(host: HostId, side: &Side, peer: &Side) -> Words {
    let (en, zh) = match host {
        HostId::A => ("The client ", "客户端"),
        HostId::B => ("The server ", "服务器"),
    };
    let rest = match side.ending {
        Ending::Gone { rule } | Ending::Held { rule } => over(rule, side, peer),
        Ending::Waits { state } => waits(state, side),
    };
    let rest = rest.filled();
    Words { en: said(&[en, &rest.en]), zh: said(&[zh, &rest.zh]) }
}

/// A sentence with holes: `#` is for how often something happened, `①` and `②` for how long things took.
struct Told {
    en: &'static str,
    zh: &'static str,
    often: u32,
    long: [Micros; 2],
}

impl Told {
    fn filled(&self) -> Words {
        let (first, second) = (span(self.long[0]), span(self.long[1]));
        let (en, zh) = (times(self.often), number(self.often.into()));
        Words {
            en: filled(self.en, &[('#', &en), ('①', &first.en), ('②', &second.en)]),
            zh: filled(self.zh, &[('#', &zh), ('①', &first.zh), ('②', &second.zh)]),
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "most rules end nothing; those that do and are missed read plainly"
)]
fn over(rule: Rule, side: &Side, peer: &Side) -> Told {
    let first = side.first_fin_at.unwrap_or_default();
    let last = side.last_fin_at.unwrap_or_default();
    let gone = side.gone_at.unwrap_or_default();
    let since = |then: Option<Instant>| gone.since(then.unwrap_or_default());
    let (repeating, waiting) = (last.since(first), gone.since(last));
    let (fins, never) = (side.fins, Micros::ZERO);
    let (en, zh, often, long) = match rule {
        Rule::OrphanGivesUp | Rule::OrphanAtRtoMax => {
            let (en, zh) = match peer.ending {
                Ending::Waits { state: State::Established } => (
                    "sent its FIN # in ①, waited ② more, and vanished.",
                    "在①内发了 # 次 FIN，又等了②，然后消失了。",
                ),
                Ending::Gone { .. } | Ending::Held { .. } | Ending::Waits { .. } => (
                    "sent its FIN # in ①, waited ② more, and vanished. Nobody was told.",
                    "在①内发了 # 次 FIN，又等了②，然后消失了。没有通知任何人。",
                ),
            };
            (en, zh, fins, [repeating, waiting])
        }
        Rule::ProcessGivesUp => (
            "sent its FIN # in ①, waited ② more, and its application got ETIMEDOUT.",
            "在①内发了 # 次 FIN，又等了②，随后应用程序得到 ETIMEDOUT。",
            fins,
            [repeating, waiting],
        ),
        Rule::LastAckArrived => {
            let (en, zh) = match fins {
                0 | 1 => (
                    "had its last ACK ① after its FIN and was done.",
                    "发出 FIN 之后①收到最后一个 ACK，就此结束。",
                ),
                _ => (
                    "sent its FIN # and had its last ACK after ①.",
                    "发了 # 次 FIN，历时①才收到最后一个 ACK。",
                ),
            };
            (en, zh, fins, [gone.since(first), never])
        }
        Rule::TimeWaitOver => {
            let (en, zh) = match side.time_waits {
                0 | 1 => ("was gone after ① of TIME-WAIT.", "经过①的 TIME-WAIT 后消失。"),
                _ => {
                    ("began its TIME-WAIT # and was gone after ①.", "的 TIME-WAIT 开始了 # 次，历时①后消失。")
                }
            };
            (en, zh, side.time_waits, [since(side.time_wait_at), never])
        }
        Rule::FinWait2ResetOnTimeout => (
            "waited ① in FIN-WAIT-2, found no time left to wait, and sent a RST.",
            "在 FIN-WAIT-2 中等了①，发现已没有剩余时间，于是发送 RST。",
            fins,
            [since(side.fin_wait2_at), never],
        ),
        Rule::FinWait2Expired => (
            "waited ① in FIN-WAIT-2 for a FIN that never came, and vanished.",
            "在 FIN-WAIT-2 中等了①，始终没等到 FIN，于是消失。",
            fins,
            [since(side.fin_wait2_at), never],
        ),
        Rule::TimeWaitReset | Rule::MiniKilledByReset => (
            "was ended by a RST ① after its FIN, before its time.",
            "在发出 FIN 之后①被一个 RST 提前终结。",
            fins,
            [gone.since(first), never],
        ),
        Rule::ResetAccepted => ("was ended by a RST.", "被一个 RST 终结。", fins, [never; 2]),
        Rule::HostForgets => {
            ("lost its socket without a word.", "一声不响地丢掉了套接字。", fins, [never; 2])
        }
        Rule::TimeWaitNewSyn => (
            "was in TIME-WAIT and made way for a new connection.",
            "处于 TIME-WAIT，为新连接让出了位置。",
            fins,
            [never; 2],
        ),
        Rule::TimeWaitTableFull => (
            "had no room for TIME-WAIT and was gone at once.",
            "没有 TIME-WAIT 的名额，立刻消失。",
            fins,
            [never; 2],
        ),
        _ => ("was gone after ①.", "在①后消失。", fins, [gone.since(Instant::ZERO), never]),
    };
    Told { en, zh, often, long }
}

fn waits(state: State, side: &Side) -> Told {
    let (en, zh) = match state {
        State::SynSent => ("is still trying to open a connection.", "仍在尝试打开连接。"),
        State::SynRecv => ("has answered a SYN and waits for the ACK.", "已应答 SYN，正在等待 ACK。"),
        State::Established => {
            ("never heard of it and keeps the connection open.", "毫不知情，仍让连接开着。")
        }
        State::CloseWait => (
            "stays in CLOSE-WAIT until its application calls close(): for ever, if it never does.",
            "停在 CLOSE-WAIT，直到应用程序调用 close()：若从不调用，就永远如此。",
        ),
        State::FinWait2 => (
            "stays in FIN-WAIT-2: tcp_fin_timeout bounds that for an orphan, nothing for a held socket.",
            "停在 FIN-WAIT-2：孤儿最多等待 tcp_fin_timeout，进程持有的套接字则没有期限。",
        ),
        State::FinWait1 | State::Closing | State::LastAck => {
            ("has sent its FIN # and is still waiting for the ACK.", "已发了 # 次 FIN，仍在等待 ACK。")
        }
        State::TimeWait => ("is still in TIME-WAIT.", "仍在 TIME-WAIT。"),
        State::Close => ("is closed.", "已关闭。"),
    };
    Told { en, zh, often: side.fins, long: [Micros::ZERO; 2] }
}

fn times(n: u32) -> String {
    const WORDS: [&str; 13] = [
        "never", "once", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match WORDS.get(n as usize) {
        Some(word) if n < 3 => (*word).to_owned(),
        Some(word) => said(&[word, " times"]),
        None => said(&[&number(n.into()), " times"]),
    }
}

/// A length of time as one says it: 246 ms, 1.9 s, 59 s, 15 min 45 s.
fn span(d: Micros) -> Words {
    let rounded = |unit: u64| ((d.get() + unit / 2) / unit) as i64;
    let (ms, tenths, secs) = (rounded(1_000), rounded(100_000), rounded(1_000_000));
    let (amount, en, zh) = if ms < 1000 {
        (number(ms), " ms", " 毫秒")
    } else if tenths < 100 {
        (said(&[&number(tenths / 10), ".", &number(tenths % 10)]), " s", " 秒")
    } else if secs < 180 {
        (number(secs), " s", " 秒")
    } else {
        let (min, sec) = (number(secs / 60), number(secs % 60));
        return Words {
            en: said(&[&min, " min ", &sec, " s"]), zh: said(&[" ", &min, " 分 ", &sec, " 秒"])
        };
    };
    Words { en: said(&[&amount, en]), zh: said(&[" ", &amount, zh]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_read_as_people_say_them() {
        let said = |ms| span(Micros::from_millis(ms)).en;
        assert_eq!(said(246), "246 ms");
        assert_eq!(said(1_860), "1.9 s");
        assert_eq!(said(59_388), "59 s");
        assert_eq!(said(945_280), "15 min 45 s");
        assert_eq!(times(1), "once");
        assert_eq!(times(10), "ten times");
        assert_eq!(times(17), "17 times");
    }
}
