//! Every rule, in the order in which a connection meets them.

use super::{Law, Sentence};

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
    ForgedArrives { "forged-arrives", rfc: "", kernel: "", spec: "",
        en: "Nobody sent this segment: somebody forged it and handed it to the host.",
        zh: "没有主机发出过这个报文段：它是伪造后直接交给主机的。" }
    RouterReports { "router-reports", rfc: "RFC 792", kernel: "icmp_unreach()", spec: "ICM-1",
        en: "A router could not deliver the segment and says so to its sender, by ICMP.",
        zh: "路由器无法投递这个报文段，于是用 ICMP 告知发送方。" }

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
    CloseUnread { "close-unread", rfc: "RFC 2525 §2.17", kernel: "__tcp_close()", spec: "SM-1, SM-2",
        en: "close() with unread bytes in the receive buffer loses them, and a RST says so to the peer: no FIN.",
        zh: "接收缓冲区里还有未读字节时 close() 会丢掉它们，并用 RST 告知对端：没有 FIN。" }
    CloseBeforeOpen { "close-before-open", rfc: "RFC 9293 §3.10.4", kernel: "tcp_close_state()", spec: "SM-1, FM-12",
        en: "The connection was not open yet: it is dropped, and nothing is sent.",
        zh: "连接尚未建立：直接丢弃，不发送任何东西。" }
    LingerZero { "linger-zero", rfc: "RFC 9293 §3.10.5", kernel: "tcp_disconnect()", spec: "SM-1, SM-3",
        en: "SO_LINGER {1, 0}: close() cuts the connection off. RST where the peer still counts on it, nothing where the FIN is out and both sides have closed.",
        zh: "SO_LINGER {1, 0}：close() 直接切断连接。对端仍指望它时发 RST；若双方都已关闭且 FIN 已发出，则什么也不发。" }
    CloseLingers { "close-lingers", rfc: "RFC 9293 §3.10.4", kernel: "sk_stream_wait_close()", spec: "SM-7",
        en: "SO_LINGER {1, t}: close() blocks until the FIN is acknowledged, t seconds at most. Until then the socket is no orphan.",
        zh: "SO_LINGER {1, t}：close() 阻塞到 FIN 获确认为止，最多 t 秒。在此之前套接字不是孤儿。" }
    LingerIsOver { "linger-is-over", rfc: "", kernel: "sk_stream_wait_close()", spec: "SM-7",
        en: "close() returns: the FIN is acknowledged or the linger time is over. No RST: what is left goes on as an orphan.",
        zh: "close() 返回：FIN 已获确认，或等待时间已到。不发 RST：余下的事由孤儿继续。" }
    NoFinWait2 { "no-fin-wait-2", rfc: "", kernel: "tcp_rcv_state_process()", spec: "F2-1",
        en: "TCP_LINGER2 is negative: nobody waits in FIN-WAIT-2. RST, and the socket is gone.",
        zh: "TCP_LINGER2 为负：不在 FIN-WAIT-2 中等待。发出 RST，套接字消失。" }
    TooManyOrphans { "too-many-orphans", rfc: "", kernel: "tcp_check_oom()", spec: "ORP-1, ORP-4, ORP-5",
        en: "There are more orphans than tcp_max_orphans allows: this one is ended with a RST.",
        zh: "孤儿数量超过 tcp_max_orphans：用 RST 结束这一个。" }
    ShutdownReads { "shutdown-reads", rfc: "", kernel: "inet_shutdown()", spec: "SM-5, SM-6",
        en: "shutdown(SHUT_RD) sends nothing: reads give end of file from now on, and that is all.",
        zh: "shutdown(SHUT_RD) 不发送任何东西：此后读操作得到文件结尾，仅此而已。" }
    ReadTakes { "read-takes", rfc: "RFC 9293 §3.10.3", kernel: "tcp_recvmsg()", spec: "",
        en: "The application reads what has come.",
        zh: "应用程序读走已到达的数据。" }
    ReadFindsNothing { "read-finds-nothing", rfc: "RFC 9293 §3.10.3", kernel: "tcp_recvmsg()", spec: "",
        en: "There is nothing to read yet.",
        zh: "还没有可读的数据。" }
    ReadFindsEnd { "read-finds-end", rfc: "RFC 9293 §3.10.3", kernel: "tcp_recvmsg()", spec: "",
        en: "End of file: the peer has closed, or nothing more is read here.",
        zh: "文件结尾：对端已关闭，或此端不再读取。" }
    ErrorReported { "error-reported", rfc: "", kernel: "sock_error()", spec: "FIN-13",
        en: "The error that ended the connection is told once; later calls see end of file.",
        zh: "终结连接的错误只报告一次；之后的调用看到文件结尾。" }
    WriteSends { "write-sends", rfc: "RFC 9293 §3.10.2", kernel: "tcp_sendmsg()", spec: "",
        en: "The application writes: as much goes at once as both windows allow.",
        zh: "应用程序写入数据：两个窗口允许多少，就立即发送多少。" }
    WriteFindsNoRoom { "write-finds-no-room", rfc: "RFC 9293 §3.10.2", kernel: "tcp_sendmsg()", spec: "",
        en: "The send buffer is full.",
        zh: "发送缓冲区已满。" }
    WriteAfterEnd { "write-after-end", rfc: "RFC 9293 §3.10.2", kernel: "tcp_sendmsg()", spec: "",
        en: "Nothing can be written after our FIN or after the end: the error that ended it, or EPIPE.",
        zh: "在我们的 FIN 之后或连接终结之后不能再写：返回终结它的错误，或 EPIPE。" }
    WriteTooSoon { "write-too-soon", rfc: "RFC 9293 §3.10.2", kernel: "sk_stream_wait_connect()", spec: "",
        en: "The connection is not open yet.",
        zh: "连接尚未建立。" }
    OptionSet { "option-set", rfc: "", kernel: "do_tcp_setsockopt()", spec: "",
        en: "The option holds from now on.",
        zh: "该选项从现在起生效。" }
    OptionRefused { "option-refused", rfc: "", kernel: "do_tcp_setsockopt()", spec: "",
        en: "The kernel refuses this value, or does not know the option.",
        zh: "内核拒绝这个值，或不认识这个选项。" }
    ProcessExits { "process-exits", rfc: "", kernel: "do_exit(), __tcp_close()", spec: "SM-7",
        en: "The process ends and each of its descriptors is closed; nothing is waited for.",
        zh: "进程结束，它的每个描述符都被关闭；不等待任何事。" }
    HostRestarts { "host-restarts", rfc: "RFC 9293 §3.5.1", kernel: "", spec: "",
        en: "The host restarts: it knows no connection any more, and its services listen anew.",
        zh: "主机重启：它不再认识任何连接，服务重新开始监听。" }
    ListenBegins { "listen-begins", rfc: "RFC 9293 §3.10.1", kernel: "inet_csk_listen_start()", spec: "",
        en: "The application listens on this port.",
        zh: "应用程序在这个端口上监听。" }
    ListenEnds { "listen-ends", rfc: "", kernel: "inet_csk_listen_stop()", spec: "SM-9, SM-3",
        en: "Nobody listens any more: connections that nobody has accepted are reset.",
        zh: "不再有人监听：尚未被接受的连接被重置。" }
    AlreadyConnected { "already-connected", rfc: "RFC 9293 §3.10.1", kernel: "inet_stream_connect()", spec: "",
        en: "This socket has a connection already, or is opening one.",
        zh: "这个套接字已有连接，或正在建立连接。" }
    PortTaken { "port-taken", rfc: "RFC 9293 §3.10.1", kernel: "__inet_check_established()", spec: "TW-9",
        en: "No port is free for this connection: EADDRNOTAVAIL.",
        zh: "没有可供这个连接使用的端口：EADDRNOTAVAIL。" }

    // Opening.
    SynSent { "syn-sent", rfc: "RFC 9293 §3.10.1", kernel: "tcp_connect()", spec: "",
        en: "connect() sends a SYN; the answer opens the connection.",
        zh: "connect() 发送 SYN；应答会建立连接。" }
    SynAgain { "syn-again", rfc: "RFC 6298 §5.4", kernel: "tcp_retransmit_timer()", spec: "",
        en: "The SYN was not answered: it goes again.",
        zh: "SYN 未得到应答：重发。" }
    SynGivesUp { "syn-gives-up", rfc: "RFC 9293 §3.8.3", kernel: "tcp_write_timeout()", spec: "",
        en: "tcp_syn_retries is used up: the application gets ETIMEDOUT.",
        zh: "tcp_syn_retries 已用尽：应用程序得到 ETIMEDOUT。" }
    SynReceived { "syn-received", rfc: "RFC 9293 §3.10.7.2", kernel: "tcp_conn_request()", spec: "",
        en: "A SYN for a listener: answered with SYN and ACK.",
        zh: "监听者收到 SYN：以 SYN 加 ACK 应答。" }
    SynRepeated { "syn-repeated", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_check_req()", spec: "",
        en: "The same SYN came again: answered again.",
        zh: "同一个 SYN 再次到达：再次应答。" }
    SynAckAgain { "syn-ack-again", rfc: "RFC 6298 §5.4", kernel: "reqsk_timer_handler()", spec: "",
        en: "The SYN and ACK was not answered: it goes again.",
        zh: "SYN 加 ACK 未得到应答：重发。" }
    SynAckGivesUp { "syn-ack-gives-up", rfc: "RFC 9293 §3.8.3", kernel: "reqsk_timer_handler()", spec: "",
        en: "tcp_synack_retries is used up: the half-open connection is forgotten.",
        zh: "tcp_synack_retries 已用尽：半开连接被忘记。" }
    HandshakeDone { "handshake-done", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_check_req()", spec: "",
        en: "The handshake is complete; the connection waits to be accepted.",
        zh: "握手完成；连接等待被接受。" }
    SynAcked { "syn-acked", rfc: "RFC 9293 §3.10.7.3", kernel: "tcp_rcv_synsent_state_process()", spec: "",
        en: "SYN and ACK have come: the connection stands.",
        zh: "SYN 与 ACK 都已到达：连接建立。" }
    SynCrossesSyn { "syn-crosses-syn", rfc: "RFC 9293 §3.5", kernel: "tcp_rcv_synsent_state_process()", spec: "",
        en: "Both sides open at the same time.",
        zh: "双方同时打开连接。" }
    SynSentForeignAck { "syn-sent-foreign-ack", rfc: "RFC 9293 §3.10.7.3", kernel: "tcp_rcv_synsent_state_process()", spec: "RST-3, RST-5",
        en: "An ACK of a number that this socket never sent, so of an earlier connection: reset.",
        zh: "这个 ACK 确认的序号本套接字从未发过，属于更早的连接：以 RST 应答。" }
    SynAgainAtOnce { "syn-again-at-once", rfc: "", kernel: "tcp_rcv_synsent_state_process()", spec: "RST-3, RST-5",
        en: "The RST frees the other side's ports, so the SYN goes again two ticks later.",
        zh: "RST 会让对端腾出端口，因此 SYN 在两个时钟节拍之后重发。" }
    SynSentForeignEcho { "syn-sent-foreign-echo", rfc: "RFC 7323 §5.3", kernel: "tcp_rcv_synsent_state_process()", spec: "RST-3",
        en: "It echoes a timestamp that this socket never sent: reset.",
        zh: "它回显的时间戳本套接字从未发过：以 RST 应答。" }
    SynSentIgnores { "syn-sent-ignores", rfc: "RFC 9293 §3.10.7.3", kernel: "tcp_rcv_synsent_state_process()", spec: "RST-3",
        en: "Of no use to a socket that waits for a SYN and ACK: dropped.",
        zh: "对等待 SYN 加 ACK 的套接字没有用处：丢弃。" }
    ConnectionRefused { "connection-refused", rfc: "RFC 9293 §3.10.7.3", kernel: "tcp_reset()", spec: "SM-26",
        en: "The SYN is answered with a RST: ECONNREFUSED.",
        zh: "SYN 得到的应答是 RST：ECONNREFUSED。" }
    SynRecvForeignAck { "syn-recv-foreign-ack", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_check_req()", spec: "RST-3",
        en: "It does not acknowledge our SYN: the listener resets it.",
        zh: "它没有确认我们的 SYN：监听者以 RST 应答。" }
    SynRecvReset { "syn-recv-reset", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_check_req()", spec: "RST-3",
        en: "A RST, or another SYN, ends a connection that is not open yet.",
        zh: "RST 或另一个 SYN 终结尚未建立的连接。" }
    TimeWaitNewSyn { "time-wait-new-syn", rfc: "RFC 6191", kernel: "tcp_timewait_state_process()", spec: "TW-3",
        en: "A SYN of a later connection, and somebody listens: TIME-WAIT makes room for it.",
        zh: "后来连接的 SYN，且有人监听：TIME-WAIT 为它让位。" }
    TimeWaitReused { "time-wait-reused", rfc: "RFC 6191", kernel: "tcp_twsk_unique()", spec: "TW-9, TW-10",
        en: "connect() takes over the ports from TIME-WAIT: an explicit bind() may always, a port that the kernel picks only as tcp_tw_reuse says.",
        zh: "connect() 从 TIME-WAIT 手中接过端口：显式 bind() 总是可以，内核选取的端口则要看 tcp_tw_reuse。" }
    ListenerIgnores { "listener-ignores", rfc: "RFC 9293 §3.10.7.2", kernel: "tcp_rcv_state_process()", spec: "RST-3",
        en: "A listener has no use for it: dropped.",
        zh: "监听者用不到它：丢弃。" }
    ListenerResets { "listener-resets", rfc: "RFC 9293 §3.10.7.2", kernel: "tcp_rcv_state_process()", spec: "RST-3",
        en: "An ACK for a listener belongs to no connection: RST.",
        zh: "发给监听者的 ACK 不属于任何连接：回以 RST。" }
    AcceptQueueFull { "accept-queue-full", rfc: "", kernel: "tcp_check_req()", spec: "RST-7",
        en: "Too many connections wait to be accepted: ignored, or reset where tcp_abort_on_overflow = 1.",
        zh: "等待被接受的连接太多：忽略；若 tcp_abort_on_overflow = 1 则以 RST 应答。" }

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
    FinRidesOnData { "fin-rides-on-data", rfc: "RFC 9293 §3.6", kernel: "tcp_send_fin()", spec: "SM-24",
        en: "Data still waits to be sent: the FIN goes onto its last segment.",
        zh: "还有数据待发：FIN 搭在最后一个报文段上。" }
    FinWaits { "fin-waits", rfc: "RFC 9293 §3.8.6", kernel: "tcp_write_xmit()", spec: "SM-23, MY-22",
        en: "The FIN is queued, but a window has no room for it: the state changes all the same, the wire stays silent.",
        zh: "FIN 已排入，但窗口没有空间：状态照样改变，线路上却毫无动静。" }
    WindowAllows { "window-allows", rfc: "RFC 5681 §3.1", kernel: "tcp_write_xmit()", spec: "",
        en: "The windows let more of what waits go.",
        zh: "窗口允许更多待发数据发出。" }
    WindowClosed { "window-closed", rfc: "RFC 9293 §3.8.6.1", kernel: "tcp_check_probe_timer()", spec: "ZW-1",
        en: "Nothing is out, and what waits does not fit the peer's window: the persist timer will ask.",
        zh: "没有在途数据，而待发的放不进对端的窗口：由坚持定时器去询问。" }
    WindowProbed { "window-probed", rfc: "RFC 9293 §3.8.6.1", kernel: "tcp_send_probe0()", spec: "ZW-1, ZW-5",
        en: "A probe of the closed window: an old number without data, which must be answered.",
        zh: "对关闭窗口的探测：一个不带数据的旧序号，对端必须应答。" }
    WindowProbeBacksOff { "window-probe-backs-off", rfc: "RFC 9293 §3.8.6.1", kernel: "tcp_probe0_when()", spec: "ZW-1",
        en: "Each probe waits twice as long as the last one, up to tcp_rto_max_ms.",
        zh: "每次探测的等待时间是上一次的两倍，直至 tcp_rto_max_ms。" }
    WindowOpens { "window-opens", rfc: "RFC 9293 §3.8.6.1", kernel: "tcp_ack_probe()", spec: "ZW-3",
        en: "The window has opened: no more probes.",
        zh: "窗口打开了：不再探测。" }
    WindowStillClosed { "window-still-closed", rfc: "RFC 9293 §3.8.6.1", kernel: "tcp_ack_probe()", spec: "ZW-3",
        en: "The peer answers, but its window stays closed: the count of probes starts anew, the doubling goes on.",
        zh: "对端应答了，但窗口仍关闭：探测计数重新开始，翻倍则继续。" }
    OrphanProbesUnanswered { "orphan-probes-unanswered", rfc: "RFC 9293 §3.8.3", kernel: "tcp_probe_timer()", spec: "ZW-2",
        en: "As many probes as tcp_orphan_retries allows went unanswered: the orphan is dropped. Here it is a count.",
        zh: "tcp_orphan_retries 允许的探测次数都未获应答：孤儿被丢弃。在这里它确实是次数。" }
    OrphanWindowStaysClosed { "orphan-window-stays-closed", rfc: "", kernel: "tcp_probe_timer()", spec: "ZW-2, ZW-3",
        en: "The probes have backed off to the maximum and the orphan counts as alive no more: dropped, although the peer answers.",
        zh: "探测间隔已退避到上限，孤儿不再算作“活着”：尽管对端仍在应答，它还是被丢弃。" }
    OrphanUnreachable { "orphan-unreachable", rfc: "", kernel: "tcp_orphan_retries()", spec: "FIN-4, ICM-4",
        en: "The RTO is at its maximum and ICMP said that the peer cannot be reached: no more patience.",
        zh: "RTO 已到上限，而 ICMP 又说对端不可达：不再有耐心。" }
    UserTimeoutGivesUp { "user-timeout-gives-up", rfc: "RFC 5482", kernel: "retransmits_timed_out()", spec: "FIN-16, ZW-6",
        en: "TCP_USER_TIMEOUT has passed: it replaces the limits of the sysctls.",
        zh: "TCP_USER_TIMEOUT 已过：它取代 sysctl 的各种界限。" }
    MayOnlyBeLate { "may-only-be-late", rfc: "RFC 8985 §6.2", kernel: "tcp_rack_mark_lost()", spec: "",
        en: "Something sent later has arrived. What is missing may only be late, so it gets a quarter of a round trip.",
        zh: "更晚发出的已经到达。缺少的可能只是迟到，于是再等四分之一个往返。" }
    LossRepaired { "loss-repaired", rfc: "RFC 8985 §6.2", kernel: "tcp_xmit_retransmit_queue()", spec: "",
        en: "What counts as lost is sent again without waiting for a timeout.",
        zh: "被认定丢失的不等超时就重发。" }
    TimeoutWasSpurious { "timeout-was-spurious", rfc: "RFC 5682", kernel: "tcp_try_undo_loss()", spec: "FIN-20",
        en: "The ACK shows that nothing was lost: the timeout came too early, and its effects are undone.",
        zh: "这个 ACK 表明什么也没丢：超时来得太早，其影响被撤销。" }
    NothingOwed { "nothing-owed", rfc: "", kernel: "tcp_delack_timer_handler()", spec: "",
        en: "The acknowledgment went with another segment already.",
        zh: "确认早已随别的报文段发出。" }

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
    DataArrives { "data-arrives", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_data_queue()", spec: "",
        en: "Data in order: the application can read it.",
        zh: "数据按序到达：应用程序可以读取。" }
    DataAcked { "data-acked", rfc: "RFC 9293 §3.8.6.3", kernel: "__tcp_ack_snd_check()", spec: "SM-20, FM-9",
        en: "Acknowledged at once: a new sender gets quick ACKs, and every second full segment is acknowledged.",
        zh: "立即确认：新的发送方得到快速确认，每第二个满段也会被确认。" }
    DataAckDelayed { "data-ack-delayed", rfc: "RFC 9293 §3.8.6.3", kernel: "tcp_send_delayed_ack()", spec: "SM-20",
        en: "The ACK waits a little for a segment to ride on.",
        zh: "ACK 稍等片刻，看有没有可搭乘的报文段。" }
    WindowOffered { "window-offered", rfc: "RFC 9293 §3.8.6.2", kernel: "__tcp_cleanup_rbuf()", spec: "",
        en: "Reading made room: the peer is told of the larger window.",
        zh: "读取腾出了空间：把更大的窗口告知对端。" }
    WindowIsClosed { "window-is-closed", rfc: "RFC 9293 §3.8.6", kernel: "tcp_data_queue()", spec: "",
        en: "The receive window is closed: what came is not taken, and the ACK says so.",
        zh: "接收窗口已关闭：不接收到来的数据，并用 ACK 说明。" }
    OutOfOrder { "out-of-order", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_data_queue_ofo()", spec: "",
        en: "It lies behind a gap: it waits, and an ACK says at once what is missing.",
        zh: "它在缺口之后：先等着，并立即用 ACK 说明缺了什么。" }
    AckCompressed { "ack-compressed", rfc: "RFC 5681 §3.2", kernel: "__tcp_ack_snd_check()", spec: "",
        en: "After three ACKs that say the same, Linux sends one for all that comes out of order within a millisecond.",
        zh: "连续三个内容相同的 ACK 之后，Linux 对一毫秒内乱序到达的只发一个确认。" }
    DataForNobody { "data-for-nobody", rfc: "RFC 9293 §3.6.1", kernel: "tcp_rcv_state_process()", spec: "SM-16, SM-17",
        en: "Data for a socket that nobody reads from any more: RST, and the connection is over.",
        zh: "数据发给了不再有人读取的套接字：回以 RST，连接终结。" }
    AckTooOld { "ack-too-old", rfc: "RFC 5961 §5.2", kernel: "tcp_ack()", spec: "RST-3",
        en: "It acknowledges less than any segment still under way could: answered with a challenge ACK.",
        zh: "它确认的序号比任何仍在途的报文段都旧：以挑战 ACK 应答。" }
    BeyondWindow { "beyond-window", rfc: "RFC 9293 §3.10.7.4", kernel: "tcp_sequence()", spec: "V-7",
        en: "It begins in the window but ends beyond it. This kernel takes none of it and answers with an ACK.",
        zh: "它从窗口内开始却在窗口外结束。这个内核全部不收，以 ACK 应答。" }
    KeepaliveOn { "keepalive-on", rfc: "RFC 9293 §3.8.4", kernel: "tcp_set_keepalive()", spec: "",
        en: "SO_KEEPALIVE: after so much silence the peer is asked whether it is still there.",
        zh: "SO_KEEPALIVE：沉默这么久之后会询问对端是否还在。" }
    KeepaliveOff { "keepalive-off", rfc: "RFC 9293 §3.8.4", kernel: "tcp_set_keepalive()", spec: "",
        en: "Keepalive is off.",
        zh: "保活已关闭。" }
    KeepaliveBusy { "keepalive-busy", rfc: "RFC 9293 §3.8.4", kernel: "tcp_keepalive_timer()", spec: "",
        en: "Something waits for an answer already: keepalive is not needed now.",
        zh: "已有数据在等待应答：此刻不需要保活。" }
    KeepaliveHeard { "keepalive-heard", rfc: "RFC 9293 §3.8.4", kernel: "tcp_keepalive_timer()", spec: "",
        en: "The peer was heard of meanwhile: the silence is counted from then.",
        zh: "期间收到过对端的消息：沉默从那时起算。" }
    KeepaliveProbe { "keepalive-probe", rfc: "RFC 9293 §3.8.4", kernel: "tcp_keepalive_timer()", spec: "ST-5, ST-7",
        en: "Silence for too long: an old number without data, which a living peer answers.",
        zh: "沉默太久：发一个不带数据的旧序号，活着的对端会应答。" }
    KeepaliveGivesUp { "keepalive-gives-up", rfc: "RFC 9293 §3.8.4", kernel: "tcp_keepalive_timer()", spec: "",
        en: "No probe was answered: RST, and the application gets ETIMEDOUT.",
        zh: "所有保活探测都未获应答：发出 RST，应用程序得到 ETIMEDOUT。" }
    IcmpIsSoft { "icmp-is-soft", rfc: "RFC 5461 §4.1", kernel: "tcp_v4_err()", spec: "ICM-2",
        en: "ICMP says that the peer cannot be reached. Noted, not fatal: retransmission goes on.",
        zh: "ICMP 说对端不可达。只是记下，并不致命：重传继续。" }
    IcmpEndsOpening { "icmp-ends-opening", rfc: "RFC 1122 §4.2.3.9", kernel: "tcp_v4_err()", spec: "ICM-2",
        en: "ICMP ends a connection that is not open yet.",
        zh: "ICMP 终结尚未建立的连接。" }
    IcmpOutOfWindow { "icmp-out-of-window", rfc: "RFC 5927 §4", kernel: "tcp_v4_err()", spec: "ICM-1",
        en: "It speaks of a segment that is not under way: ignored.",
        zh: "它说的报文段并不在途：忽略。" }
    IcmpIgnored { "icmp-ignored", rfc: "RFC 1122 §4.2.3.9", kernel: "tcp_v4_err()", spec: "ICM-2, TW-7",
        en: "TCP has no use for this kind of ICMP message.",
        zh: "TCP 用不到这种 ICMP 报文。" }
    BackoffReverted { "backoff-reverted", rfc: "RFC 6069", kernel: "tcp_ld_RTO_revert()", spec: "ICM-5",
        en: "Unreachable is no congestion: the last doubling of the RTO is undone, so the segment goes again sooner.",
        zh: "不可达不等于拥塞：撤销 RTO 的最近一次翻倍，报文段会更早重发。" }

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
