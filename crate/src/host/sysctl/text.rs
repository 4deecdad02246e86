//! What each sysctl does, for people. The page has this from `web/src/strings`, not from the wasm.

use crate::rule::Sentence;

pub(super) fn of(name: &str) -> Sentence {
    let found = SENTENCES.iter().find(|(key, ..)| *key == name);
    found.map(|(_, en, zh)| Sentence { en, zh }).expect("a test finds a sentence for every row")
}

/// The name, and a sentence in each language.
static SENTENCES: &[(&str, &str, &str)] = &[
    (
        "tcp_orphan_retries",
        "How long an orphan repeats its FIN before it is dropped in silence. 0 stands for 8 while the RTO is below its maximum. It is a time, not a count.",
        "孤儿套接字在被悄悄丢弃之前重发 FIN 多久。RTO 未到上限时 0 表示 8。它是时间，不是次数。",
    ),
    (
        "tcp_fin_timeout",
        "How long an orphan waits in FIN-WAIT-2 for the peer's FIN. It never shortens TIME-WAIT. Above 60 it means 2 · (t − 60).",
        "孤儿在 FIN-WAIT-2 中等待对端 FIN 的时间。它从不缩短 TIME-WAIT。超过 60 时实际为 2 · (t − 60)。",
    ),
    (
        "tcp_retries2",
        "The same boundary as tcp_orphan_retries, for a socket that a process still holds, as after shutdown().",
        "与 tcp_orphan_retries 相同的界限，但用于进程仍持有的套接字，例如 shutdown() 之后。",
    ),
    (
        "tcp_early_retrans",
        "3 or 4: a tail loss probe goes before the first timeout. 0, 1 or 2: none.",
        "3 或 4：第一次超时之前先发一次尾部丢失探测。0、1、2：不发。",
    ),
    (
        "tcp_rto_max_ms",
        "The longest RTO. An orphan whose RTO has reached it no longer counts as alive.",
        "RTO 的上限。RTO 到达上限的孤儿不再算作“活着”。",
    ),
    (
        "tcp_rto_min_us",
        "What the RTO adds to the round trip at least. The give-up time does not follow it.",
        "RTO 在往返时间之外至少多加的量。放弃的时限并不随之改变。",
    ),
    (
        "tcp_sack",
        "Selective acknowledgment. Without it there is no tail loss probe.",
        "选择确认。没有它就没有尾部丢失探测。",
    ),
    ("tcp_dsack", "Says in an ACK what came twice.", "在 ACK 中说明什么收到了两次。"),
    (
        "tcp_timestamps",
        "Timestamps on every segment: a round trip can be measured over retransmissions, and old duplicates are known.",
        "每个报文段带时间戳：重传之后也能测量往返时间，并能识别陈旧的重复报文。",
    ),
    (
        "tcp_retrans_collapse",
        "Whether small segments that wait for an answer are sent again as one.",
        "重传时是否把多个待确认的小报文段合并成一个。",
    ),
    (
        "tcp_recovery",
        "How lost data is found. 1: RACK, by time. A FIN that goes alone does not ask.",
        "如何发现丢失的数据。1：RACK，按时间判断。单独的 FIN 与它无关。",
    ),
    (
        "tcp_frto",
        "Whether a timeout that was not needed is found out (F-RTO), so that the window opens again.",
        "是否识别不必要的超时（F-RTO），从而恢复拥塞窗口。",
    ),
    (
        "tcp_slow_start_after_idle",
        "Whether a sender that was idle for longer than an RTO starts slowly again.",
        "发送方空闲超过一个 RTO 之后，是否重新慢启动。",
    ),
    (
        "tcp_pingpong_thresh",
        "How many times a socket must answer data with data before its ACKs wait for a ride.",
        "套接字要多少次以数据应答数据之后，它的 ACK 才开始延迟，等着搭车。",
    ),
    ("tcp_rfc1337", "Not 0: a RST does not end TIME-WAIT.", "非 0：RST 不会终结 TIME-WAIT。"),
    (
        "tcp_max_tw_buckets",
        "How many mini-sockets a host may have. Above it a connection ends without TIME-WAIT. A negative number is no limit.",
        "一台主机最多有多少迷你套接字。超过之后连接结束时没有 TIME-WAIT。负数表示不限。",
    ),
    (
        "tcp_tw_reuse",
        "Whether connect() may take over ports that are in TIME-WAIT. 0: never. 1: always, with timestamps. 2: on the loopback only.",
        "connect() 能否接手处于 TIME-WAIT 的端口。0：从不。1：有时间戳就可以。2：仅限环回接口。",
    ),
    (
        "tcp_tw_reuse_delay",
        "How long TIME-WAIT must have lasted before tcp_tw_reuse may take its ports over.",
        "TIME-WAIT 至少持续多久之后，tcp_tw_reuse 才能接手它的端口。",
    ),
    (
        "ip_local_port_range",
        "The ports that connect() chooses from, the first and the last. Once all are in TIME-WAIT, it finds none.",
        "connect() 从中挑选端口的范围：首尾两个端口。若全都处于 TIME-WAIT，就挑不出端口了。",
    ),
    (
        "tcp_invalid_ratelimit",
        "The least time between two answers to segments that nobody wants. 0 is no limit. Kept in whole ticks.",
        "对不受欢迎的报文段两次应答之间的最短时间。0 表示不限。以整节拍保存。",
    ),
    (
        "tcp_challenge_ack_limit",
        "How many challenge ACKs a host sends in a second. 2147483647 is no limit.",
        "一台主机每秒最多发出多少个挑战 ACK。2147483647 表示不限。",
    ),
    (
        "tcp_keepalive_time",
        "How long a connection with SO_KEEPALIVE is silent before the first probe asks whether the peer is still there.",
        "设了 SO_KEEPALIVE 的连接沉默多久之后，发出第一个探测，询问对端是否还在。",
    ),
    (
        "tcp_keepalive_intvl",
        "The time between two keepalive probes that nobody answers.",
        "两次无人应答的保活探测之间的时间。",
    ),
    (
        "tcp_keepalive_probes",
        "How many keepalive probes go unanswered before the connection is reset.",
        "多少次保活探测无人应答之后重置连接。",
    ),
    (
        "tcp_abort_on_overflow",
        "Not 0: a connection that finds the listener's queue full is reset. 0: its last ACK is ignored, and it tries again.",
        "非 0：监听队列已满时重置新连接。0：忽略它的最后一个 ACK，让它重试。",
    ),
    (
        "tcp_max_orphans",
        "How many orphans the whole machine may have. Above it close() sends a RST instead of a long wait.",
        "整台机器最多有多少孤儿套接字。超过之后 close() 直接发送 RST，而不再长久等待。",
    ),
    (
        "tcp_retries1",
        "After how many timeouts the kernel asks whether there is a better route.",
        "多少次超时之后，内核去询问是否有更好的路由。",
    ),
    (
        "tcp_syn_retries",
        "How often a SYN that nobody answers is sent again. After the handshake nothing asks for it.",
        "无人应答的 SYN 重发多少次。握手之后再无人过问。",
    ),
    (
        "tcp_synack_retries",
        "How often a SYN-ACK that nobody answers is sent again. After the handshake nothing asks for it.",
        "无人应答的 SYN-ACK 重发多少次。握手之后再无人过问。",
    ),
    (
        "tcp_syn_linear_timeouts",
        "How many timeouts of a SYN pass before its RTO begins to double. A FIN's doubles from the first.",
        "SYN 超时多少次之后 RTO 才开始翻倍。FIN 的 RTO 从第一次起就翻倍。",
    ),
    (
        "tcp_thin_linear_timeouts",
        "Whether the RTO of a thin stream stays as it is. Only in ESTABLISHED, so never for a FIN.",
        "细流的 RTO 是否保持不变。只在 ESTABLISHED 中有效，因此从不影响 FIN。",
    ),
    (
        "tcp_backlog_ack_defer",
        "Whether ACKs wait while the application is inside a call. Here a call takes no time.",
        "应用程序正在调用之中时，ACK 是否等待。在这里调用不花时间。",
    ),
    (
        "tcp_stdurg",
        "Which byte the urgent pointer means. A teardown has no urgent data.",
        "紧急指针指向哪个字节。连接终止时没有紧急数据。",
    ),
    (
        "tcp_tw_recycle",
        "It once shortened TIME-WAIT to 3.5 RTO, and broke connections from behind NAT. Old advice still names it.",
        "它曾把 TIME-WAIT 缩短到 3.5 个 RTO，却会弄断 NAT 后面的连接。旧的建议里还常提到它。",
    ),
];
