// The engine's own sentences, made by `cargo run -p lastack --example texts`: change them in
// crate/src/host/sysctl/text.rs and crate/src/scenario/preset.rs.

/** @type {Record<string, string>} what each sysctl in front does, by its name */
export const sysctls = {
  "tcp_orphan_retries": "孤儿套接字在被悄悄丢弃之前重发 FIN 多久。RTO 未到上限时 0 表示 8。它是时间，不是次数。",
  "tcp_fin_timeout": "孤儿在 FIN-WAIT-2 中等待对端 FIN 的时间。它从不缩短 TIME-WAIT。超过 60 时实际为 2 · (t − 60)。",
  "tcp_retries2": "与 tcp_orphan_retries 相同的界限，但用于进程仍持有的套接字，例如 shutdown() 之后。",
  "tcp_early_retrans": "3 或 4：第一次超时之前先发一次尾部丢失探测。0、1、2：不发。",
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
