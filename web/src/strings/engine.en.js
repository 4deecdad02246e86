// The engine's own sentences, made by `cargo run -p lastack --example texts`: change them in
// crate/src/host/sysctl/text.rs.

/** @type {Record<string, string>} what each sysctl in front does, by its name */
export const sysctls = {
  "tcp_orphan_retries": "How long an orphan repeats its FIN before it is dropped in silence. 0 stands for 8 while the RTO is below its maximum. It is a time, not a count.",
  "tcp_fin_timeout": "How long an orphan waits in FIN-WAIT-2 for the peer's FIN. It never shortens TIME-WAIT. Above 60 it means 2 · (t − 60).",
  "tcp_retries2": "The same boundary as tcp_orphan_retries, for a socket that a process still holds, as after shutdown().",
  "tcp_early_retrans": "3 or 4: a tail loss probe goes before the first timeout. 0, 1 or 2: none.",
};
