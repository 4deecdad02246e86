//! The verdict: how a run ended, in a sentence for each side, in both languages.

use super::summary::{Ending, Side, Summary};
use crate::host::HostId;
use crate::rule::Rule;
use crate::tcp::State;
use crate::time::{Instant, Micros};
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
    let [one, two] =
        [first, first.peer()].map(|host| sentence(host, summary.side(host), summary.side(host.peer())));
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
        HostId::A => ("The client", "客户端"),
        HostId::B => ("The server", "服务器"),
    };
    let (en_rest, zh_rest) = match side.ending {
        Ending::Gone { rule } | Ending::Held { rule } => over(rule, side, peer),
        Ending::Waits { state } => waits(state, side),
    };
    Words { en: format!("{en} {en_rest}"), zh: format!("{zh}{zh_rest}") }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "most rules end nothing; those that do and are missed read plainly"
)]
fn over(rule: Rule, side: &Side, peer: &Side) -> (String, String) {
    let first = side.first_fin_at.unwrap_or_default();
    let last = side.last_fin_at.unwrap_or_default();
    let gone = side.gone_at.unwrap_or_default();
    let (en_n, n) = (times(side.fins), side.fins);
    let (repeating, waiting) = (last.since(first), gone.since(last));
    match rule {
        Rule::OrphanGivesUp | Rule::OrphanAtRtoMax => {
            let (en_told, zh_told) = match peer.ending {
                Ending::Waits { state: State::Established } => ("", ""),
                Ending::Gone { .. } | Ending::Held { .. } | Ending::Waits { .. } => {
                    (" Nobody was told.", "没有通知任何人。")
                }
            };
            let (re, wa) = (span(repeating), span(waiting));
            (
                format!("sent its FIN {en_n} in {}, waited {} more, and vanished.{en_told}", re.en, wa.en),
                format!("在{}内发了 {n} 次 FIN，又等了{}，然后消失了。{zh_told}", re.zh, wa.zh),
            )
        }
        Rule::ProcessGivesUp => {
            let (re, wa) = (span(repeating), span(waiting));
            (
                format!(
                    "sent its FIN {en_n} in {}, waited {} more, and its application got ETIMEDOUT.",
                    re.en, wa.en
                ),
                format!("在{}内发了 {n} 次 FIN，又等了{}，随后应用程序得到 ETIMEDOUT。", re.zh, wa.zh),
            )
        }
        Rule::LastAckArrived => {
            let t = span(gone.since(first));
            match side.fins {
                0 | 1 => (
                    format!("had its last ACK {} after its FIN and was done.", t.en),
                    format!("发出 FIN 之后{}收到最后一个 ACK，就此结束。", t.zh),
                ),
                _ => (
                    format!("sent its FIN {en_n} and had its last ACK after {}.", t.en),
                    format!("发了 {n} 次 FIN，历时{}才收到最后一个 ACK。", t.zh),
                ),
            }
        }
        Rule::TimeWaitOver => {
            let t = span(gone.since(side.time_wait_at.unwrap_or_default()));
            match side.time_waits {
                0 | 1 => (
                    format!("was gone after {} of TIME-WAIT.", t.en),
                    format!("经过{}的 TIME-WAIT 后消失。", t.zh),
                ),
                n => (
                    format!("began its TIME-WAIT {} and was gone after {}.", times(n), t.en),
                    format!("的 TIME-WAIT 开始了 {n} 次，历时{}后消失。", t.zh),
                ),
            }
        }
        Rule::FinWait2ResetOnTimeout => {
            let t = span(gone.since(side.fin_wait2_at.unwrap_or_default()));
            (
                format!("waited {} in FIN-WAIT-2, found no time left to wait, and sent a RST.", t.en),
                format!("在 FIN-WAIT-2 中等了{}，发现已没有剩余时间，于是发送 RST。", t.zh),
            )
        }
        Rule::FinWait2Expired => {
            let t = span(gone.since(side.fin_wait2_at.unwrap_or_default()));
            (
                format!("waited {} in FIN-WAIT-2 for a FIN that never came, and vanished.", t.en),
                format!("在 FIN-WAIT-2 中等了{}，始终没等到 FIN，于是消失。", t.zh),
            )
        }
        Rule::TimeWaitReset | Rule::MiniKilledByReset => {
            let t = span(gone.since(side.first_fin_at.unwrap_or_default()));
            (
                format!("was ended by a RST {} after its FIN, before its time.", t.en),
                format!("在发出 FIN 之后{}被一个 RST 提前终结。", t.zh),
            )
        }
        Rule::ResetAccepted => ("was ended by a RST.".into(), "被一个 RST 终结。".into()),
        Rule::HostForgets => ("lost its socket without a word.".into(), "一声不响地丢掉了套接字。".into()),
        Rule::TimeWaitNewSyn => (
            "was in TIME-WAIT and made way for a new connection.".into(),
            "处于 TIME-WAIT，为新连接让出了位置。".into(),
        ),
        Rule::TimeWaitTableFull => (
            "had no room for TIME-WAIT and was gone at once.".into(),
            "没有 TIME-WAIT 的名额，立刻消失。".into(),
        ),
        _ => {
            let t = span(gone.since(Instant::ZERO));
            (format!("was gone after {}.", t.en), format!("在{}后消失。", t.zh))
        }
    }
}

fn waits(state: State, side: &Side) -> (String, String) {
    let n = side.fins;
    match state {
        State::SynSent => ("is still trying to open a connection.".into(), "仍在尝试打开连接。".into()),
        State::SynRecv => {
            ("has answered a SYN and waits for the ACK.".into(), "已应答 SYN，正在等待 ACK。".into())
        }
        State::Established => {
            ("never heard of it and keeps the connection open.".into(), "毫不知情，仍让连接开着。".into())
        }
        State::CloseWait => (
            "stays in CLOSE-WAIT until its application calls close(): for ever, if it never does.".into(),
            "停在 CLOSE-WAIT，直到应用程序调用 close()：若从不调用，就永远如此。".into(),
        ),
        State::FinWait2 => (
            "stays in FIN-WAIT-2: tcp_fin_timeout bounds that for an orphan, nothing for a held socket."
                .into(),
            "停在 FIN-WAIT-2：孤儿最多等待 tcp_fin_timeout，进程持有的套接字则没有期限。".into(),
        ),
        State::FinWait1 | State::Closing | State::LastAck => (
            format!("has sent its FIN {} and is still waiting for the ACK.", times(n)),
            format!("已发了 {n} 次 FIN，仍在等待 ACK。"),
        ),
        State::TimeWait => ("is still in TIME-WAIT.".into(), "仍在 TIME-WAIT。".into()),
        State::Close => ("is closed.".into(), "已关闭。".into()),
    }
}

fn times(n: u32) -> String {
    const WORDS: [&str; 13] = [
        "never", "once", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match WORDS.get(n as usize) {
        Some(word) if n < 3 => (*word).to_owned(),
        Some(word) => format!("{word} times"),
        None => format!("{n} times"),
    }
}

/// A length of time as one says it: 246 ms, 1.9 s, 59 s, 15 min 45 s.
fn span(d: Micros) -> Words {
    let ms = (d.get() + 500) / 1000;
    let tenths = (d.get() + 50_000) / 100_000;
    let secs = (d.get() + 500_000) / 1_000_000;
    if ms < 1000 {
        Words { en: format!("{ms} ms"), zh: format!(" {ms} 毫秒") }
    } else if tenths < 100 {
        let (whole, tenth) = (tenths / 10, tenths % 10);
        Words { en: format!("{whole}.{tenth} s"), zh: format!(" {whole}.{tenth} 秒") }
    } else if secs < 180 {
        Words { en: format!("{secs} s"), zh: format!(" {secs} 秒") }
    } else {
        let (min, sec) = (secs / 60, secs % 60);
        Words { en: format!("{min} min {sec} s"), zh: format!(" {min} 分 {sec} 秒") }
    }
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
