// The engine's own sentences, made by `cargo run -p lastack --example texts`: change them in
// crate/src/host/sysctl/text.rs.

/** @type {Record<string, string>} what each sysctl in front does, by its name */
export const sysctls = {
  "tcp_orphan_retries": "孤儿套接字在被悄悄丢弃之前重发 FIN 多久。RTO 未到上限时 0 表示 8。它是时间，不是次数。",
  "tcp_fin_timeout": "孤儿在 FIN-WAIT-2 中等待对端 FIN 的时间。它从不缩短 TIME-WAIT。超过 60 时实际为 2 · (t − 60)。",
  "tcp_retries2": "与 tcp_orphan_retries 相同的界限，但用于进程仍持有的套接字，例如 shutdown() 之后。",
  "tcp_early_retrans": "3 或 4：第一次超时之前先发一次尾部丢失探测。0、1、2：不发。",
};
