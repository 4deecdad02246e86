//! Endings in words, in both languages: what became of a socket, in a few of them.

use super::ending::SideEnding;
use crate::rule::{Rule, Sentence};
use crate::tcp::State;
use crate::trace::Ending as Outcome;

impl SideEnding {
    /// What became of the socket, as the end of a sentence: "TIME-WAIT ran out".
    pub fn sentence(&self) -> Sentence {
        match self.outcome {
            Outcome::Gone { rule } | Outcome::Held { rule } => ended_by(rule),
            Outcome::Waits { state } => waits_in(state),
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "most rules end nothing; a test sees to those that do")]
fn ended_by(rule: Rule) -> Sentence {
    let (en, zh) = match rule {
        Rule::HostForgets => ("the host lost it without a word", "主机一声不响地丢掉了它"),
        Rule::HostRestarts => ("the host restarted", "主机重启"),
        Rule::CloseBeforeOpen => ("closed before it was open", "尚未建立就已关闭"),
        Rule::SynGivesUp => ("gave up its SYN", "放弃了 SYN"),
        Rule::SynAckGivesUp => ("gave up its SYN and ACK", "放弃了 SYN 加 ACK"),
        Rule::SynRecvReset => ("reset before it was open", "尚未建立就被重置"),
        Rule::ConnectionRefused => ("its SYN was refused", "SYN 被拒绝"),
        Rule::IcmpEndsOpening => ("ICMP ended it before it was open", "尚未建立就被 ICMP 终结"),
        Rule::ListenEnds => ("its listener closed", "监听者关闭"),
        Rule::CloseUnread => ("closed with unread bytes, which sends a RST", "还有未读字节就关闭，发出 RST"),
        Rule::LingerZero => ("closed with SO_LINGER {1, 0}", "以 SO_LINGER {1, 0} 关闭"),
        Rule::NoFinWait2 => ("would not wait in FIN-WAIT-2", "不肯在 FIN-WAIT-2 中等待"),
        Rule::TooManyOrphans => ("one orphan too many, ended with a RST", "孤儿太多，用 RST 结束"),
        Rule::OrphanGivesUp => ("gave up, and nobody was told", "放弃重传，没有通知任何人"),
        Rule::OrphanAtRtoMax => {
            ("gave up at the largest RTO, and nobody was told", "RTO 到上限时放弃，没有通知任何人")
        }
        Rule::OrphanUnreachable => {
            ("gave up at the largest RTO after ICMP", "RTO 到上限，又有 ICMP 报错，于是放弃")
        }
        Rule::OrphanProbesUnanswered => ("its window probes went unanswered", "窗口探测无人应答，放弃"),
        Rule::OrphanWindowStaysClosed => ("the window stayed closed for too long", "窗口关闭太久，放弃"),
        Rule::ProcessGivesUp => ("gave up after tcp_retries2", "到 tcp_retries2 的期限后放弃"),
        Rule::UserTimeoutGivesUp => ("gave up after TCP_USER_TIMEOUT", "到 TCP_USER_TIMEOUT 后放弃"),
        Rule::KeepaliveGivesUp => ("keepalive found nobody", "保活探测无人应答"),
        Rule::LastAckArrived => ("the last ACK arrived", "最后一个 ACK 到达"),
        Rule::TimeWaitOver => ("TIME-WAIT ran out", "TIME-WAIT 到期"),
        Rule::TimeWaitReset => ("a RST ended TIME-WAIT", "RST 终结了 TIME-WAIT"),
        Rule::TimeWaitNewSyn => ("TIME-WAIT made way for a new SYN", "TIME-WAIT 为新的 SYN 让位"),
        Rule::TimeWaitReused => ("connect() took over the ports", "connect() 接过了端口"),
        Rule::TimeWaitTableFull => ("no room for TIME-WAIT", "没有 TIME-WAIT 的名额"),
        Rule::FinWait2Expired => ("FIN-WAIT-2 ran out, no FIN came", "FIN-WAIT-2 到期，没等到 FIN"),
        Rule::FinWait2ResetOnTimeout => ("FIN-WAIT-2 ran out, a RST was sent", "FIN-WAIT-2 到期，发出 RST"),
        Rule::MiniKilledByReset => ("a RST ended FIN-WAIT-2", "RST 终结了 FIN-WAIT-2"),
        Rule::MiniGetsData => {
            ("data came in FIN-WAIT-2, answered with a RST", "FIN-WAIT-2 中收到数据，以 RST 应答")
        }
        Rule::DataForNobody => {
            ("data came that nobody would read, answered with a RST", "收到无人再读的数据，以 RST 应答")
        }
        Rule::ResetAccepted => ("a RST ended it", "被 RST 终结"),
        _ => ("gone", "消失"),
    };
    Sentence { en, zh }
}

fn waits_in(state: State) -> Sentence {
    let (en, zh) = match state {
        State::SynSent => ("still opening", "仍在建立"),
        State::SynRecv => ("still being opened", "仍在被建立"),
        State::Established => ("still open, never heard of it", "仍然开着，毫不知情"),
        State::CloseWait => {
            ("stays in CLOSE-WAIT until somebody closes it", "停在 CLOSE-WAIT，直到有人关闭它")
        }
        State::FinWait1 => ("still in FIN-WAIT-1", "仍在 FIN-WAIT-1"),
        State::FinWait2 => ("stays in FIN-WAIT-2", "停在 FIN-WAIT-2"),
        State::Closing => ("still in CLOSING", "仍在 CLOSING"),
        State::LastAck => ("still in LAST-ACK", "仍在 LAST-ACK"),
        State::TimeWait => ("still in TIME-WAIT", "仍在 TIME-WAIT"),
        State::Close => ("closed", "已关闭"),
    };
    Sentence { en, zh }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::graph::graph;

    #[test]
    fn whatever_ends_a_connection_has_words_of_its_own() {
        for edge in graph().filter(|edge| edge.to == State::Close) {
            assert_ne!(ended_by(edge.rule).en, "gone", "{:?}", edge.rule);
        }
    }
}
