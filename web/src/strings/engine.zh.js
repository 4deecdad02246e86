// The engine's own sentences, made by `cargo run -p lastack --example texts`: change them in
// crate/src/host/sysctl/text.rs and crate/src/scenario/preset.rs.

/** @type {Record<string, string>} what each sysctl does, by its name */
export const sysctls = {
  "tcp_orphan_retries": "孤儿套接字在被悄悄丢弃之前重发 FIN 多久。RTO 未到上限时 0 表示 8。它是时间，不是次数。",
  "tcp_fin_timeout": "孤儿在 FIN-WAIT-2 中等待对端 FIN 的时间。它从不缩短 TIME-WAIT。超过 60 时实际为 2 · (t − 60)。",
  "tcp_retries2": "与 tcp_orphan_retries 相同的界限，但用于进程仍持有的套接字，例如 shutdown() 之后。",
  "tcp_early_retrans": "3 或 4：第一次超时之前先发一次尾部丢失探测。0、1、2：不发。",
  "tcp_rto_max_ms": "RTO 的上限。RTO 到达上限的孤儿不再算作“活着”。",
  "tcp_rto_min_us": "RTO 在往返时间之外至少多加的量。放弃的时限并不随之改变。",
  "tcp_sack": "选择确认。没有它就没有尾部丢失探测。",
  "tcp_dsack": "在 ACK 中说明什么收到了两次。",
  "tcp_timestamps": "每个报文段带时间戳：重传之后也能测量往返时间，并能识别陈旧的重复报文。",
  "tcp_retrans_collapse": "重传时是否把多个待确认的小报文段合并成一个。",
  "tcp_recovery": "如何发现丢失的数据。1：RACK，按时间判断。单独的 FIN 与它无关。",
  "tcp_frto": "是否识别不必要的超时（F-RTO），从而恢复拥塞窗口。",
  "tcp_slow_start_after_idle": "发送方空闲超过一个 RTO 之后，是否重新慢启动。",
  "tcp_pingpong_thresh": "套接字要多少次以数据应答数据之后，它的 ACK 才开始延迟，等着搭车。",
  "tcp_rfc1337": "非 0：RST 不会终结 TIME-WAIT。",
  "tcp_max_tw_buckets": "一台主机最多有多少迷你套接字。超过之后连接结束时没有 TIME-WAIT。负数表示不限。",
  "tcp_tw_reuse": "connect() 能否接手处于 TIME-WAIT 的端口。0：从不。1：有时间戳就可以。2：仅限环回接口。",
  "tcp_tw_reuse_delay": "TIME-WAIT 至少持续多久之后，tcp_tw_reuse 才能接手它的端口。",
  "ip_local_port_range": "connect() 从中挑选端口的范围：首尾两个端口。若全都处于 TIME-WAIT，就挑不出端口了。",
  "tcp_invalid_ratelimit": "对不受欢迎的报文段两次应答之间的最短时间。0 表示不限。以整节拍保存。",
  "tcp_challenge_ack_limit": "一台主机每秒最多发出多少个挑战 ACK。2147483647 表示不限。",
  "tcp_keepalive_time": "设了 SO_KEEPALIVE 的连接沉默多久之后，发出第一个探测，询问对端是否还在。",
  "tcp_keepalive_intvl": "两次无人应答的保活探测之间的时间。",
  "tcp_keepalive_probes": "多少次保活探测无人应答之后重置连接。",
  "tcp_abort_on_overflow": "非 0：监听队列已满时重置新连接。0：忽略它的最后一个 ACK，让它重试。",
  "tcp_max_orphans": "整台机器最多有多少孤儿套接字。超过之后 close() 直接发送 RST，而不再长久等待。",
  "tcp_retries1": "多少次超时之后，内核去询问是否有更好的路由。",
  "tcp_syn_retries": "无人应答的 SYN 重发多少次。握手之后再无人过问。",
  "tcp_synack_retries": "无人应答的 SYN-ACK 重发多少次。握手之后再无人过问。",
  "tcp_syn_linear_timeouts": "SYN 超时多少次之后 RTO 才开始翻倍。FIN 的 RTO 从第一次起就翻倍。",
  "tcp_thin_linear_timeouts": "细流的 RTO 是否保持不变。只在 ESTABLISHED 中有效，因此从不影响 FIN。",
  "tcp_backlog_ack_defer": "应用程序正在调用之中时，ACK 是否等待。在这里调用不花时间。",
  "tcp_stdurg": "紧急指针指向哪个字节。连接终止时没有紧急数据。",
  "tcp_tw_recycle": "它曾把 TIME-WAIT 缩短到 3.5 个 RTO，却会弄断 NAT 后面的连接。旧的建议里还常提到它。",
};

/** @type {Record<string, { title: string, about: string }>} what each preset is, by its name */
export const presets = {
  "last-ack-lost": { title: "最后一个 ACK 永远丢失", about: "第四次挥手始终没到。服务器会一直等下去吗？" },
  "last-ack-lost-once": { title: "最后一个 ACK 丢一次", about: "第四次挥手丢了一次：服务器重发 FIN，处于 TIME-WAIT 的客户端再次应答。" },
  "clean-close": { title: "干净的关闭", about: "四次挥手：客户端关闭，服务器稍后关闭，什么都没丢。" },
  "first-fin-lost": { title: "第一个 FIN 永远丢失", about: "第一次挥手始终没到：客户端成了 FIN-WAIT-1 中的孤儿，而服务器毫不知情。" },
  "server-never-closes": { title: "服务器从不关闭", about: "客户端关闭，服务器读到文件结尾却什么也不做：tcp_fin_timeout 终结一侧，另一侧则无人终结。" },
  "simultaneous-close": { title: "同时关闭", about: "双方在同一时刻关闭：两个 FIN 在途中交错，双方都经过 CLOSING 进入 TIME-WAIT。" },
  "coin-flip": { title: "抛硬币", about: "第四次挥手始终没到，tcp_orphan_retries = 2：重传三次还是四次，取决于运行从定时器轮的哪一格开始。" },
};
