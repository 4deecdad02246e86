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

        /// In English and in Chinese.
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
    { "orphan-retries-8",
        en: "tcp_orphan_retries = 8", "Wave 4 never arrives, tcp_orphan_retries = 8: is that any different from 0?",
        zh: "tcp_orphan_retries = 8", "第四次挥手始终没到，tcp_orphan_retries = 8：与 0 有区别吗？" }
    { "orphan-retries-3",
        en: "tcp_orphan_retries = 3", "Wave 4 never arrives, tcp_orphan_retries = 3: how often is the FIN sent again?",
        zh: "tcp_orphan_retries = 3", "第四次挥手始终没到，tcp_orphan_retries = 3：FIN 会重发几次？" }
    { "orphan-retries-1",
        en: "tcp_orphan_retries = 1", "Wave 4 never arrives, tcp_orphan_retries = 1: one retransmission?",
        zh: "tcp_orphan_retries = 1", "第四次挥手始终没到，tcp_orphan_retries = 1：只重传一次？" }
    { "no-loss-probe",
        en: "No tail loss probe", "Wave 4 never arrives, tcp_early_retrans = 0: no loss probe goes before the retransmissions.",
        zh: "没有尾部丢失探测", "第四次挥手始终没到，tcp_early_retrans = 0：重传之前没有丢失探测。" }
    { "round-trip-200",
        en: "A round trip of 200 ms", "Wave 4 never arrives, and the round trip takes 200 ms instead of 20.",
        zh: "往返时间 200 ms", "第四次挥手始终没到，而往返时间是 200 ms，不是 20 ms。" }
    { "closing-never-acked",
        en: "An orphan in CLOSING", "Both sides close at once, then the client's ACKs are lost: the server is an orphan in CLOSING.",
        zh: "CLOSING 中的孤儿", "双方同时关闭，之后客户端的 ACK 全部丢失：服务器成了 CLOSING 中的孤儿。" }
    { "shutdown-never-acked",
        en: "A shutdown that nobody acknowledges", "The client only shuts down its sending side, and its FIN never arrives: which limit holds?",
        zh: "无人确认的 shutdown", "客户端只关闭发送方向，它的 FIN 始终没到：由哪个上限管？" }
    { "half-close-stays",
        en: "FIN-WAIT-2 without a timer", "The client only shuts down, tcp_fin_timeout = 2: does its FIN-WAIT-2 end after two seconds?",
        zh: "没有定时器的 FIN-WAIT-2", "客户端只做 shutdown，tcp_fin_timeout = 2：它的 FIN-WAIT-2 两秒后结束吗？" }
    { "shutdown-then-close",
        en: "Closed in the middle of retrying", "The client shuts down, its FIN is lost again and again, and after three seconds it closes.",
        zh: "重传途中 close", "客户端 shutdown 后 FIN 一再丢失，三秒后它又调用 close。" }
    { "fin-timeout-time-wait",
        en: "tcp_fin_timeout and TIME-WAIT", "tcp_fin_timeout = 5, and the server closes in time: how long does TIME-WAIT last?",
        zh: "tcp_fin_timeout 与 TIME-WAIT", "tcp_fin_timeout = 5，服务器及时关闭：TIME-WAIT 持续多久？" }
    { "fin-timeout-61",
        en: "tcp_fin_timeout = 61", "The server never closes, tcp_fin_timeout = 61: when does the client's FIN-WAIT-2 end?",
        zh: "tcp_fin_timeout = 61", "服务器从不关闭，tcp_fin_timeout = 61：客户端的 FIN-WAIT-2 何时结束？" }
    { "three-waves",
        en: "Three waves", "The server closes as soon as it reads end of file: three segments or four?",
        zh: "三次挥手", "服务器一读到文件结尾就关闭：是三个报文还是四个？" }
    { "half-close",
        en: "Half-close with data", "The client shuts down its sending side alone, and the server goes on sending.",
        zh: "半关闭与数据", "客户端只关闭发送方向，服务器继续发送。" }
    { "data-after-close",
        en: "Data after close()", "The client has closed, and the server sends data all the same.",
        zh: "close() 之后的数据", "客户端已经 close，服务器却仍发送数据。" }
    { "unread-data",
        en: "Closed with unread data", "The client closes while bytes that it never read lie in its receive buffer.",
        zh: "未读完就关闭", "客户端关闭时，接收缓冲区里还有它从未读过的字节。" }
    { "linger-zero",
        en: "SO_LINGER {1, 0}", "The client sets SO_LINGER {1, 0} and closes.",
        zh: "SO_LINGER {1, 0}", "客户端设置 SO_LINGER {1, 0}，然后关闭。" }
    { "new-client",
        en: "A new client meets LAST-ACK", "The client crashed before wave 4, and a new one connects from the same port.",
        zh: "新客户端遇上 LAST-ACK", "客户端在第四次挥手之前崩溃，新客户端从同一端口发起连接。" }
    { "fin-meets-new-client",
        en: "A FIN meets the new client", "The client crashed before wave 4, and the SYN of a new one on its port is lost: the server's FIN comes first.",
        zh: "FIN 遇上新客户端", "客户端在第四次挥手之前崩溃，同一端口上新客户端的 SYN 又丢失：先到的是服务器的 FIN。" }
    { "late-last-ack",
        en: "A last ACK that comes too late", "Nothing is lost, but from wave 4 on the client's answers take 590 ms.",
        zh: "迟到的最后一个 ACK", "什么都没丢，但从第四次挥手起，客户端的应答要走 590 ms。" }
    { "time-wait-rst",
        en: "A RST in TIME-WAIT", "A forged RST with the exact sequence number reaches the client in TIME-WAIT.",
        zh: "TIME-WAIT 中的 RST", "一个序列号恰好正确的伪造 RST 到达处于 TIME-WAIT 的客户端。" }
    { "time-wait-rst-rfc1337",
        en: "A RST in TIME-WAIT, tcp_rfc1337 = 1", "A forged RST reaches the client in TIME-WAIT, but tcp_rfc1337 = 1.",
        zh: "TIME-WAIT 中的 RST，tcp_rfc1337 = 1", "伪造的 RST 到达处于 TIME-WAIT 的客户端，但 tcp_rfc1337 = 1。" }
    { "time-wait-ephemeral",
        en: "A port that the kernel picks", "The client's only port is in TIME-WAIT; two seconds later it connects without bind(), tcp_tw_reuse = 1.",
        zh: "由内核选的端口", "客户端唯一的端口处于 TIME-WAIT；两秒后它不经 bind() 再次连接，tcp_tw_reuse = 1。" }
    { "time-wait-no-reuse",
        en: "A port that the kernel may not pick", "The client's only port is in TIME-WAIT, tcp_tw_reuse = 0, and connect() is called.",
        zh: "内核不许选的端口", "客户端唯一的端口处于 TIME-WAIT，tcp_tw_reuse = 0，此时调用 connect()。" }
    { "time-wait-bind",
        en: "A port that bind() named", "The client's port is in TIME-WAIT; two seconds later it binds that port and connects, tcp_tw_reuse = 0.",
        zh: "用 bind() 指定的端口", "客户端的端口处于 TIME-WAIT；两秒后它绑定该端口并连接，tcp_tw_reuse = 0。" }
    { "time-wait-overflow",
        en: "No room for TIME-WAIT", "tcp_max_tw_buckets = 0 on the client, and its first answer to the server's FIN is lost.",
        zh: "TIME-WAIT 没有位置", "客户端的 tcp_max_tw_buckets = 0，它对服务器 FIN 的第一次应答丢失。" }
    { "icmp-unreachable",
        en: "ICMP host unreachable", "A router answers each of the server's FINs with host unreachable, tcp_orphan_retries = 3.",
        zh: "ICMP 主机不可达", "路由器对服务器的每个 FIN 都答以主机不可达，tcp_orphan_retries = 3。" }
    { "rto-max",
        en: "tcp_rto_max_ms = 2000", "Wave 4 never arrives, and the server's RTO may not grow beyond two seconds.",
        zh: "tcp_rto_max_ms = 2000", "第四次挥手始终没到，而服务器的 RTO 不得超过两秒。" }
    { "zero-window",
        en: "Closed behind a full window", "The server does not read, so the client's data and its FIN wait; every probe is answered. tcp_orphan_retries = 3.",
        zh: "窗口已满时关闭", "服务器不读，客户端的数据和 FIN 只好等待；每次探测都有应答。tcp_orphan_retries = 3。" }
    { "zero-window-reads",
        en: "A full window that opens", "The client's FIN waits behind a full window; after twelve seconds the server reads.",
        zh: "窗口重新打开", "客户端的 FIN 被挡在已满的窗口后面；十二秒后服务器开始读。" }
    { "zero-window-silent",
        en: "Window probes that go unanswered", "The client's FIN waits behind a full window, and from 1.5 s on nothing of the server's arrives.",
        zh: "无人应答的窗口探测", "客户端的 FIN 被挡在已满的窗口后面，而从 1.5 s 起服务器的报文都到不了。" }
    { "ideal-clock",
        en: "A clock without ticks", "A clean close, by a textbook's clock: timers fire when they are due.",
        zh: "没有节拍的时钟", "干净的关闭，但用教科书的时钟：定时器到点即响。" }
    { "orphan-limit",
        en: "Too many orphans", "tcp_max_orphans = 0: the client closes, and its socket may not become an orphan.",
        zh: "孤儿太多", "tcp_max_orphans = 0：客户端关闭，而它的套接字不许成为孤儿。" }
    { "full-window-6-1",
        en: "A FIN behind a full window, Linux 6.1", "Ten segments fill the congestion window, then the client closes. On Linux 6.1.",
        zh: "拥塞窗口已满时的 FIN，Linux 6.1", "十个报文占满拥塞窗口，然后客户端关闭。Linux 6.1。" }
    { "full-window-6-18",
        en: "A FIN behind a full window, Linux 6.18", "Ten segments fill the congestion window, then the client closes. On Linux 6.18.",
        zh: "拥塞窗口已满时的 FIN，Linux 6.18", "十个报文占满拥塞窗口，然后客户端关闭。Linux 6.18。" }
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
