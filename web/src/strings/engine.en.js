// The engine's own sentences, made by `cargo run -p lastack --example texts`: change them in
// crate/src/host/sysctl/text.rs and crate/src/scenario/preset.rs.

/** @type {Record<string, string>} what each sysctl in front does, by its name */
export const sysctls = {
  "tcp_orphan_retries": "How long an orphan repeats its FIN before it is dropped in silence. 0 stands for 8 while the RTO is below its maximum. It is a time, not a count.",
  "tcp_fin_timeout": "How long an orphan waits in FIN-WAIT-2 for the peer's FIN. It never shortens TIME-WAIT. Above 60 it means 2 · (t − 60).",
  "tcp_retries2": "The same boundary as tcp_orphan_retries, for a socket that a process still holds, as after shutdown().",
  "tcp_early_retrans": "3 or 4: a tail loss probe goes before the first timeout. 0, 1 or 2: none.",
};

/** @type {Record<string, { title: string, about: string }>} what each preset is, by its name */
export const presets = {
  "last-ack-lost": { title: "Last ACK lost for ever", about: "Wave 4 never arrives. Does the server wait for ever?" },
  "last-ack-lost-once": { title: "Last ACK lost once", about: "Wave 4 is lost once: the server repeats its FIN and the client, in TIME-WAIT, answers again." },
  "clean-close": { title: "Clean close", about: "Four waves: the client closes, the server closes a moment later, nothing is lost." },
  "first-fin-lost": { title: "First FIN lost for ever", about: "Wave 1 never arrives: the client is an orphan in FIN-WAIT-1, and the server never hears of it." },
  "server-never-closes": { title: "Server never closes", about: "The client closes, the server reads end of file and does nothing: tcp_fin_timeout ends one side, nothing ends the other." },
  "simultaneous-close": { title: "Simultaneous close", about: "Both sides close in the same moment: their FINs cross, both pass through CLOSING into TIME-WAIT." },
  "coin-flip": { title: "Coin flip", about: "Wave 4 never arrives, tcp_orphan_retries = 2: three retransmissions or four, by where in the timer wheel the run starts." },
};
