//! Why something happened: the rules that effects name.
//!
//! Owns one entry per branch of the engine: its key for links and traces, what it cites and a sentence
//! for people in each language. Refuses to decide anything; a branch cites a rule, never asks one.

use serde::Serialize;

/// Where a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Law {
    /// The RFC and its section; empty where no RFC speaks of it.
    pub rfc: &'static str,
    /// The kernel function that decides it.
    pub kernel: &'static str,
    /// Ids of the fact sheet on Linux teardown, e.g. `FIN-7`.
    pub spec: &'static str,
}

/// One text in each language of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub en: &'static str,
    pub zh: &'static str,
}

macro_rules! rules {
    ($($name:ident { $key:literal, rfc: $rfc:literal, kernel: $kernel:literal, spec: $spec:literal, en: $en:literal, zh: $zh:literal })+) => {
        /// The reason for an effect. Every effect has exactly one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
        pub enum Rule { $($name),+ }

        impl Rule {
            pub const ALL: &'static [Rule] = &[$(Rule::$name),+];

            /// Its stable name, kebab-case: what traces carry.
            pub fn key(self) -> &'static str {
                static KEYS: &[&str] = &[$($key),+];
                KEYS[self as usize]
            }

            /// Where it stands. The page has this from `web/src/strings`, not from the wasm.
            pub const fn law(self) -> Law {
                match self {
                    $(Rule::$name => Law { rfc: $rfc, kernel: $kernel, spec: $spec }),+
                }
            }

            /// What it says, for people. The page has these from `web/src/strings`, not from the wasm.
            pub const fn sentence(self) -> Sentence {
                match self {
                    $(Rule::$name => Sentence { en: $en, zh: $zh }),+
                }
            }
        }
    };
}

rules! {
    // What the scenario and the network do.
    ScriptCalls { "script-calls", rfc: "", kernel: "", spec: "",
        en: "The application makes this call.",
        zh: "应用程序发起这个调用。" }
    LinkDelivers { "link-delivers", rfc: "", kernel: "", spec: "",
        en: "The link delivered it after its one-way delay.",
        zh: "链路经过单程时延后把它送达。" }
    LinkLoses { "link-loses", rfc: "", kernel: "", spec: "",
        en: "The network lost it on the way: the sender can't know.",
        zh: "它在途中丢失了：发送方无从得知。" }
    SysctlSet { "sysctl-set", rfc: "", kernel: "proc_sys_call_handler()", spec: "",
        en: "An administrator changed a sysctl. Code that reads it at each use sees the new value at once.",
        zh: "管理员修改了一个 sysctl。每次使用时才读取它的代码立刻看到新值。" }

    // Calls.
    CloseSendsFin { "close-sends-fin", rfc: "RFC 9293 §3.10.4", kernel: "tcp_close_state()", spec: "SM-1",
        en: "close() in ESTABLISHED queues a FIN and enters FIN-WAIT-1: wave 1.",
        zh: "在 ESTABLISHED 中 close() 会排入一个 FIN 并进入 FIN-WAIT-1：第一次挥手。" }
    CloseAnswersFin { "close-answers-fin", rfc: "RFC 9293 §3.10.4", kernel: "tcp_close_state()", spec: "SM-1",
        en: "close() after the peer's FIN queues our own and enters LAST-ACK: wave 3.",
        zh: "收到对端 FIN 之后 close() 会排入自己的 FIN 并进入 LAST-ACK：第三次挥手。" }
    CloseNothingToSend { "close-nothing-to-send", rfc: "RFC 9293 §3.10.4", kernel: "tcp_close_state()", spec: "SM-1",
        en: "The FIN was already queued, so close() sends nothing.",
        zh: "FIN 早已排入，close() 不再发送任何东西。" }
    CloseOrphans { "close-orphans", rfc: "", kernel: "__tcp_close()", spec: "SM-8, C-13",
        en: "No process holds the socket any more: it is an orphan, and tcp_orphan_retries bounds what is left to do.",
        zh: "再没有进程持有这个套接字：它成了孤儿，余下的事由 tcp_orphan_retries 限定。" }
    CloseFrees { "close-frees", rfc: "RFC 9293 §3.10.4", kernel: "__tcp_close()", spec: "SM-1",
        en: "The connection was over already: close() only gives back the descriptor.",
        zh: "连接早已结束：close() 只是归还描述符。" }
    ShutdownSendsFin { "shutdown-sends-fin", rfc: "RFC 9293 §3.6", kernel: "tcp_shutdown()", spec: "SM-4",
        en: "shutdown(SHUT_WR) sends a FIN, but the process keeps the socket: no orphan, tcp_retries2 bounds the FIN.",
        zh: "shutdown(SHUT_WR) 发送 FIN，但进程仍持有套接字：不是孤儿，由 tcp_retries2 限定 FIN 的重传。" }
    ShutdownNothingToSend { "shutdown-nothing-to-send", rfc: "RFC 9293 §3.6", kernel: "tcp_shutdown()", spec: "SM-4",
        en: "The FIN was already queued, so shutdown(SHUT_WR) changes nothing.",
        zh: "FIN 早已排入，shutdown(SHUT_WR) 不改变任何东西。" }
    ShutdownNotConnected { "shutdown-not-connected", rfc: "RFC 9293 §3.10.4", kernel: "inet_shutdown()", spec: "SM-4",
        en: "The connection is over: shutdown() answers ENOTCONN.",
        zh: "连接已经结束：shutdown() 返回 ENOTCONN。" }
    NoSuchSocket { "no-such-socket", rfc: "RFC 9293 §3.10", kernel: "", spec: "",
        en: "The application holds no socket of this name any more: EBADF.",
        zh: "应用程序已不再持有这个名字的套接字：EBADF。" }
    HostForgets { "host-forgets", rfc: "RFC 9293 §3.5.1", kernel: "tcp_disconnect()", spec: "",
        en: "The host lost the socket without a word, as in a crash.",
        zh: "主机一声不响地丢掉了这个套接字，如同崩溃。" }

    // Sending, and when to send again.
    FinGoesAlone { "fin-goes-alone", rfc: "RFC 9293 §3.6", kernel: "tcp_send_fin()", spec: "SM-24, SM-25",
        en: "Nothing waits to be sent, so the FIN leaves at once in a segment of its own.",
        zh: "没有待发数据，FIN 立即独占一个报文段发出。" }
    ProbeBeforeTimeout { "probe-before-timeout", rfc: "RFC 8985 §7.2", kernel: "tcp_schedule_loss_probe()", spec: "TLP-1, TLP-2",
        en: "A tail loss probe is armed first: after two round trips plus tcp_rto_min, or when the RTO would end if that is sooner.",
        zh: "先安排一次尾部丢失探测：在两个往返加 tcp_rto_min 之后；若 RTO 更早到期，则在那一刻。" }
    RtoArmed { "rto-armed", rfc: "RFC 6298 §5", kernel: "tcp_rearm_rto()", spec: "RTT-3",
        en: "The retransmission timer is armed with the RTO: the smoothed round trip plus its variance, at least 200 ms more.",
        zh: "重传定时器按 RTO 启动：平滑往返时间加上方差项，至少多 200 ms。" }
    ProbeSent { "probe-sent", rfc: "RFC 8985 §7.3", kernel: "tcp_send_loss_probe()", spec: "TLP-5",
        en: "The tail loss probe sends the last segment again. It is not a timeout: nothing doubles and no give-up clock starts.",
        zh: "尾部丢失探测重发最后一个报文段。这不是超时：什么都不翻倍，放弃的计时也不开始。" }
    RtoAfterProbe { "rto-after-probe", rfc: "RFC 8985 §7.3", kernel: "tcp_send_loss_probe(), tcp_rearm_rto()", spec: "TLP-5, TLP-6",
        en: "After the probe the full RTO runs from now, so the first two gaps are equal.",
        zh: "探测之后从此刻起重新走完整个 RTO，所以前两个间隔相等。" }
    RtoExpired { "rto-expired", rfc: "RFC 6298 §5.4", kernel: "tcp_retransmit_timer()", spec: "FIN-3, FIN-7",
        en: "The retransmission timer ran out unanswered: the oldest segment goes again.",
        zh: "重传定时器到期而未获确认：重发最早的报文段。" }
    GiveUpClockStarts { "give-up-clock-starts", rfc: "RFC 9293 §3.8.3", kernel: "tcp_retransmit_skb()", spec: "FIN-7, FIN-12",
        en: "The first real retransmission: the clock that decides when to give up starts here, not at the FIN and not at the probe.",
        zh: "第一次真正的重传：决定何时放弃的时钟从这里开始，而不是从 FIN 或探测开始。" }
    RtoBacksOff { "rto-backs-off", rfc: "RFC 6298 §5.5", kernel: "tcp_retransmit_timer()", spec: "FIN-9",
        en: "After each timeout the RTO doubles, up to tcp_rto_max_ms.",
        zh: "每次超时后 RTO 翻倍，直至 tcp_rto_max_ms。" }
    NothingOutstanding { "nothing-outstanding", rfc: "RFC 6298 §5.2", kernel: "tcp_retransmit_timer()", spec: "FIN-1",
        en: "The timer ran out, but nothing waits for an answer any more.",
        zh: "定时器到期，但已没有等待确认的报文段。" }
    OrphanGivesUp { "orphan-gives-up", rfc: "RFC 9293 §3.8.3", kernel: "tcp_orphan_retries(), retransmits_timed_out()", spec: "FIN-4, FIN-10, FIN-13",
        en: "As long as tcp_orphan_retries allows has passed since the first real retransmission: the orphan is dropped. No RST, nobody is told.",
        zh: "自第一次真正重传起，tcp_orphan_retries 允许的时间已过：孤儿被丢弃。不发 RST，谁也不知道。" }
    OrphanAtRtoMax { "orphan-at-rto-max", rfc: "", kernel: "tcp_orphan_retries()", spec: "FIN-4, FIN-22",
        en: "The RTO has reached its maximum, so the orphan no longer counts as alive: tcp_orphan_retries = 0 is now really 0, and it is dropped.",
        zh: "RTO 已到上限，孤儿不再算作“活着”：tcp_orphan_retries = 0 此刻真的就是 0，于是被丢弃。" }
    ProcessGivesUp { "process-gives-up", rfc: "RFC 9293 §3.8.3", kernel: "tcp_write_timeout()", spec: "FIN-4, FIN-13, ST-2",
        en: "A process still holds the socket, so tcp_retries2 decides: that time has passed and the application gets ETIMEDOUT.",
        zh: "进程仍持有套接字，由 tcp_retries2 决定：时间已到，应用程序得到 ETIMEDOUT。" }
    AckClearsTimer { "ack-clears-timer", rfc: "RFC 6298 §5.2", kernel: "tcp_rearm_rto()", spec: "RTT-5",
        en: "Everything sent is acknowledged, so the timer is taken back.",
        zh: "发出的一切都已被确认，定时器被取消。" }

    // Segments that arrive.
    FinReceived { "fin-received", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_fin()", spec: "SM-10",
        en: "The peer will send no more: end of file for the application, CLOSE-WAIT for the socket, until somebody calls close().",
        zh: "对端不再发送：应用程序读到文件结尾，套接字进入 CLOSE-WAIT，直到有人调用 close()。" }
    FinAckDelayed { "fin-ack-delayed", rfc: "RFC 9293 §3.8.6.3", kernel: "tcp_send_delayed_ack()", spec: "SM-20",
        en: "The ACK of a FIN is a delayed one: if the application closes first, ACK and FIN leave as one segment.",
        zh: "对 FIN 的 ACK 是延迟发送的：若应用程序先关闭，ACK 与 FIN 会合并成一个报文段。" }
    DelayedAckDue { "delayed-ack-due", rfc: "RFC 9293 §3.8.6.3", kernel: "tcp_delack_timer_handler()", spec: "SM-20",
        en: "The delayed-ACK timer ran out: the ACK goes alone. Wave 2.",
        zh: "延迟确认定时器到期：ACK 单独发出，即第二次挥手。" }
    AckRidesOnFin { "ack-rides-on-fin", rfc: "RFC 9293 §3.8.6.3", kernel: "tcp_event_ack_sent()", spec: "SM-20",
        en: "The ACK that was due rides on this segment: waves 2 and 3 in one.",
        zh: "待发的 ACK 搭上了这个报文段：第二、三次挥手合而为一。" }
    FinAckedEnterFinWait2 { "fin-acked", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_rcv_state_process()", spec: "SM-11",
        en: "Our FIN is acknowledged; the peer has not closed yet.",
        zh: "我们的 FIN 已获确认；对端尚未关闭。" }
    FinAckedWithFin { "fin-acked-with-fin", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_rcv_state_process(), tcp_fin()", spec: "SM-12",
        en: "One segment both acknowledges our FIN and carries the peer's.",
        zh: "一个报文段既确认了我们的 FIN，又带来对端的 FIN。" }
    FinCrossesFin { "fin-crosses-fin", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_fin()", spec: "SM-13, SM-21",
        en: "Both sides closed at the same time: the peer's FIN comes before the ACK of ours. Acknowledged at once.",
        zh: "双方同时关闭：对端的 FIN 先于对我们 FIN 的确认到达。立即确认。" }
    ClosingAcked { "closing-acked", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_rcv_state_process()", spec: "SM-14, TW-2",
        en: "Our FIN is acknowledged after the peer's came: both directions are done, TIME-WAIT begins.",
        zh: "对端 FIN 到达之后我们的 FIN 也获确认：两个方向都已结束，TIME-WAIT 开始。" }
    FinInFinWait2 { "fin-in-fin-wait-2", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_fin()", spec: "SM-15, SM-21",
        en: "The peer's FIN after ours was acknowledged: the ACK goes at once, wave 4, and TIME-WAIT begins.",
        zh: "我们的 FIN 获确认之后对端的 FIN 到达：立即发出 ACK，即第四次挥手，TIME-WAIT 开始。" }
    LastAckArrived { "last-ack-arrived", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_rcv_state_process()", spec: "SM-18",
        en: "The last ACK arrived. The passive closer is done, without any TIME-WAIT.",
        zh: "最后一个 ACK 到达。被动关闭方就此结束，没有 TIME-WAIT。" }
    FinRepeated { "fin-repeated", rfc: "RFC 2883 §4", kernel: "tcp_data_queue(), tcp_send_dupack()", spec: "SM-19",
        en: "A FIN that we had already: acknowledged again at once, with a D-SACK that says so.",
        zh: "这个 FIN 我们已经收到过：立即再次确认，并用 D-SACK 说明它是重复的。" }
    DsackReceived { "dsack-received", rfc: "RFC 2883 §5", kernel: "tcp_check_dsack()", spec: "SM-19",
        en: "The peer says it got this twice: the retransmission was not needed.",
        zh: "对端说它收到了两次：那次重传其实不必要。" }
    AckChangesNothing { "ack-changes-nothing", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_ack()", spec: "",
        en: "It acknowledges nothing new and carries nothing: no effect.",
        zh: "它没有确认任何新内容，也不携带内容：没有作用。" }
    NoAckFlag { "no-ack-flag", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_rcv_state_process()", spec: "",
        en: "A segment without ACK, SYN or RST is dropped.",
        zh: "既无 ACK 也无 SYN、RST 的报文段被丢弃。" }
    AckOutOfRange { "ack-out-of-range", rfc: "RFC 5961 §5", kernel: "tcp_ack()", spec: "RST-3, FM-8",
        en: "It acknowledges what was never sent: answered with a challenge ACK.",
        zh: "它确认了从未发送过的内容：以挑战 ACK 应答。" }
    OutOfOrderFin { "out-of-order-fin", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_data_queue_ofo()", spec: "SM-10",
        en: "A FIN behind a gap: it waits, and an ACK says what is missing.",
        zh: "缺口之后的 FIN：先等着，并用 ACK 说明缺了什么。" }

    // Checks that come first.
    PawsOld { "paws-old", rfc: "RFC 7323 §5.3", kernel: "tcp_paws_discard()", spec: "TW-5",
        en: "Its timestamp is older than the last one: an old duplicate, answered with an ACK.",
        zh: "它的时间戳比上一个旧：陈旧的重复报文，以 ACK 应答。" }
    OutsideWindow { "outside-window", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_sequence()", spec: "RST-3",
        en: "Outside the receive window: answered with an ACK that says where we are.",
        zh: "落在接收窗口之外：以 ACK 应答，说明我们的位置。" }
    AnswerRateLimited { "answer-rate-limited", rfc: "RFC 5961 §10", kernel: "tcp_oow_rate_limited()", spec: "RST-4, TW-4",
        en: "Such an answer was given within tcp_invalid_ratelimit: no second one.",
        zh: "在 tcp_invalid_ratelimit 之内刚应答过同类报文：不再应答。" }
    ResetOutsideWindow { "reset-outside-window", rfc: "RFC 5961 §3.2", kernel: "tcp_validate_incoming()", spec: "SM-26",
        en: "A RST outside the window is dropped.",
        zh: "窗口之外的 RST 被丢弃。" }
    ResetNotExact { "reset-not-exact", rfc: "RFC 5961 §3.2", kernel: "tcp_send_challenge_ack()", spec: "SM-26, RST-4",
        en: "A RST in the window but not at the exact number: it might be forged, so a challenge ACK asks.",
        zh: "RST 在窗口内但序号不精确：可能是伪造的，于是以挑战 ACK 询问。" }
    ResetAccepted { "reset-accepted", rfc: "RFC 5961 §3.2", kernel: "tcp_reset()", spec: "SM-26",
        en: "A RST at the exact number ends the connection.",
        zh: "序号精确的 RST 终结连接。" }
    SynInConnection { "syn-in-connection", rfc: "RFC 5961 §4.2", kernel: "tcp_send_challenge_ack()", spec: "RST-3, RST-4",
        en: "A SYN for a connection that exists draws a challenge ACK.",
        zh: "已有连接收到 SYN：以挑战 ACK 应答。" }
    NoSocketResets { "no-socket-resets", rfc: "RFC 9293 §3.10.7.1", kernel: "tcp_v4_send_reset()", spec: "RST-2, RST-3",
        en: "No socket here has this address and port: the answer is RST.",
        zh: "这里没有对应地址和端口的套接字：以 RST 应答。" }
    NeverResetAReset { "never-reset-a-reset", rfc: "RFC 9293 §3.10.7.1", kernel: "tcp_v4_send_reset()", spec: "RST-2",
        en: "No socket for it, but a RST is never answered with a RST.",
        zh: "没有对应的套接字，但绝不以 RST 应答 RST。" }

    // FIN-WAIT-2 of an orphan.
    FinWait2Parked { "fin-wait-2-parked", rfc: "", kernel: "tcp_time_wait()", spec: "F2-2, C-14",
        en: "An orphan in FIN-WAIT-2 shrinks to a mini-socket that waits tcp_fin_timeout for the peer's FIN.",
        zh: "FIN-WAIT-2 中的孤儿缩成一个迷你套接字，等待对端的 FIN，最多 tcp_fin_timeout。" }
    FinWait2KeptFull { "fin-wait-2-kept-full", rfc: "", kernel: "tcp_fin_time()", spec: "F2-3, F2-4",
        en: "tcp_fin_timeout is above 60 s: the full socket is kept for what exceeds 60 s, and then a mini-socket for as long again.",
        zh: "tcp_fin_timeout 超过 60 s：先把完整套接字保留超出 60 s 的部分，再以迷你套接字保留同样长的时间。" }
    FinWait2HeldBriefly { "fin-wait-2-held", rfc: "", kernel: "tcp_rcv_state_process()", spec: "F2-5, SM-12",
        en: "The peer's FIN is in the same segment, so FIN-WAIT-2 lasts no time.",
        zh: "对端的 FIN 就在同一个报文段里，FIN-WAIT-2 转瞬即逝。" }
    FinWait2SecondHalf { "fin-wait-2-second-half", rfc: "", kernel: "tcp_keepalive_timer()", spec: "F2-3, F2-4",
        en: "The first part of a long tcp_fin_timeout is over: a mini-socket waits for the rest, which is as long.",
        zh: "较长的 tcp_fin_timeout 的前半段结束：由迷你套接字等待同样长的后半段。" }
    FinWait2ResetOnTimeout { "fin-wait-2-reset", rfc: "", kernel: "tcp_keepalive_timer()", spec: "F2-5",
        en: "The FIN never came and no time is left: RST, and the socket is gone.",
        zh: "FIN 始终没来，也没有剩余时间：发送 RST，套接字消失。" }
    FinWait2Expired { "fin-wait-2-expired", rfc: "", kernel: "tw_timer_handler()", spec: "F2-6",
        en: "tcp_fin_timeout has passed without the peer's FIN: gone in silence, without TIME-WAIT.",
        zh: "tcp_fin_timeout 已过而对端的 FIN 未到：静静消失，没有 TIME-WAIT。" }
    FinMeetsMini { "fin-meets-mini", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_timewait_state_process()", spec: "F2-8",
        en: "The peer's FIN came in time: wave 4 answers it, and 60 s of TIME-WAIT begin.",
        zh: "对端的 FIN 及时到达：以第四次挥手应答，60 s 的 TIME-WAIT 开始。" }
    MiniOutsideWindow { "mini-outside-window", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_timewait_state_process()", spec: "F2-8",
        en: "Outside the window of a FIN-WAIT-2 mini-socket: answered with an ACK.",
        zh: "落在 FIN-WAIT-2 迷你套接字的窗口之外：以 ACK 应答。" }
    MiniKilledByReset { "mini-killed-by-reset", rfc: "", kernel: "tcp_timewait_state_process()", spec: "F2-8",
        en: "Any RST in the window kills a FIN-WAIT-2 mini-socket.",
        zh: "窗口内的任何 RST 都会杀死 FIN-WAIT-2 迷你套接字。" }
    MiniIgnores { "mini-ignores", rfc: "", kernel: "tcp_timewait_state_process()", spec: "F2-8",
        en: "Nothing new in it: a FIN-WAIT-2 mini-socket ignores it.",
        zh: "其中没有新内容：FIN-WAIT-2 迷你套接字忽略它。" }
    MiniGetsData { "mini-gets-data", rfc: "RFC 9293 §3.6.1", kernel: "tcp_timewait_state_process()", spec: "F2-8",
        en: "More than a FIN for a socket that nobody reads from: RST, and it is gone.",
        zh: "发给无人读取的套接字的不只是 FIN：回以 RST，随即消失。" }

    // TIME-WAIT.
    TimeWaitBegins { "time-wait-begins", rfc: "RFC 9293 §3.6.1", kernel: "tcp_time_wait()", spec: "TW-1, C-1",
        en: "TIME-WAIT lasts 60 s, a constant: tcp_fin_timeout has no say in it.",
        zh: "TIME-WAIT 持续 60 s，是常数：tcp_fin_timeout 管不着它。" }
    TimeWaitFinAgain { "time-wait-fin-again", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_timewait_state_process()", spec: "TW-3, TW-4",
        en: "The peer's FIN came again, so our ACK was lost: acknowledged again, and the 60 s start anew.",
        zh: "对端的 FIN 又来了，说明我们的 ACK 丢了：再次确认，60 s 重新计时。" }
    TimeWaitOldSegment { "time-wait-old-segment", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_timewait_state_process()", spec: "TW-3, TW-4, TW-5",
        en: "An old segment, no FIN at the expected number: answered with an ACK, and the 60 s start anew.",
        zh: "陈旧的报文段，并非序号正确的 FIN：以 ACK 应答，60 s 重新计时。" }
    TimeWaitAckRestarts { "time-wait-ack-restarts", rfc: "", kernel: "tcp_timewait_state_process()", spec: "TW-3",
        en: "A bare ACK at the right number restarts the 60 s without an answer.",
        zh: "序号正确的纯 ACK 让 60 s 重新计时，但不应答。" }
    TimeWaitReset { "time-wait-reset", rfc: "RFC 1337", kernel: "tcp_timewait_state_process()", spec: "TW-3",
        en: "A RST at the exact number ends TIME-WAIT at once, unless tcp_rfc1337 = 1.",
        zh: "序号精确的 RST 立刻终结 TIME-WAIT，除非 tcp_rfc1337 = 1。" }
    TimeWaitResetIgnored { "time-wait-reset-ignored", rfc: "RFC 1337", kernel: "tcp_timewait_state_process()", spec: "TW-3",
        en: "TIME-WAIT ignores this RST.",
        zh: "TIME-WAIT 忽略这个 RST。" }
    TimeWaitOldSyn { "time-wait-syn", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_timewait_state_process()", spec: "TW-3",
        en: "A segment without ACK meets TIME-WAIT and nobody listens: a plain ACK.",
        zh: "不带 ACK 的报文段遇上 TIME-WAIT，且无人监听：回以普通 ACK。" }
    TimeWaitIgnores { "time-wait-rate-limited", rfc: "", kernel: "tcp_oow_rate_limited()", spec: "TW-4",
        en: "TIME-WAIT answered a segment without content less than tcp_invalid_ratelimit ago: it stays silent.",
        zh: "TIME-WAIT 在 tcp_invalid_ratelimit 之内刚应答过不含内容的报文段：保持沉默。" }
    TimeWaitOver { "time-wait-over", rfc: "RFC 9293 §3.10.8", kernel: "tw_timer_handler()", spec: "TW-1, TMR-2",
        en: "60 s of TIME-WAIT are over, rounded up by the timer wheel.",
        zh: "60 s 的 TIME-WAIT 结束，由定时器轮向上取整。" }
    TimeWaitTableFull { "time-wait-table-full", rfc: "", kernel: "inet_twsk_alloc()", spec: "TW-8",
        en: "tcp_max_tw_buckets is reached: no TIME-WAIT, the socket is gone at once.",
        zh: "达到 tcp_max_tw_buckets：没有 TIME-WAIT，套接字立刻消失。" }
    SocketFreed { "socket-freed", rfc: "", kernel: "tcp_done()", spec: "C-13",
        en: "Closed, and no process holds it: the memory is freed.",
        zh: "已关闭，且无进程持有：内存被释放。" }
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_its_own_key_and_speaks_both_languages() {
        let keys: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.key()).collect();
        assert_eq!(keys.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            let (key, Sentence { en, zh }) = (rule.key(), rule.sentence());
            assert!(en.ends_with('.') && zh.ends_with('。'), "{key}");
            assert!(key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{key}");
        }
    }
}
