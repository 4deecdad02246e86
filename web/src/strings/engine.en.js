// The engine's own sentences, made by `cargo run -p lastack --example texts`: change them in
// crate/src/host/sysctl/text.rs and crate/src/scenario/preset.rs.

/** @type {Record<string, string>} what each sysctl does, by its name */
export const sysctls = {
  "tcp_orphan_retries": "How long an orphan repeats its FIN before it is dropped in silence. 0 stands for 8 while the RTO is below its maximum. It is a time, not a count.",
  "tcp_fin_timeout": "How long an orphan waits in FIN-WAIT-2 for the peer's FIN. It never shortens TIME-WAIT. Above 60 it means 2 · (t − 60).",
  "tcp_retries2": "The same boundary as tcp_orphan_retries, for a socket that a process still holds, as after shutdown().",
  "tcp_early_retrans": "3 or 4: a tail loss probe goes before the first timeout. 0, 1 or 2: none.",
  "tcp_rto_max_ms": "The longest RTO. An orphan whose RTO has reached it no longer counts as alive.",
  "tcp_rto_min_us": "What the RTO adds to the round trip at least. The give-up time does not follow it.",
  "tcp_sack": "Selective acknowledgment. Without it there is no tail loss probe.",
  "tcp_dsack": "Says in an ACK what came twice.",
  "tcp_timestamps": "Timestamps on every segment: a round trip can be measured over retransmissions, and old duplicates are known.",
  "tcp_retrans_collapse": "Whether small segments that wait for an answer are sent again as one.",
  "tcp_recovery": "How lost data is found. 1: RACK, by time. A FIN that goes alone does not ask.",
  "tcp_frto": "Whether a timeout that was not needed is found out (F-RTO), so that the window opens again.",
  "tcp_slow_start_after_idle": "Whether a sender that was idle for longer than an RTO starts slowly again.",
  "tcp_pingpong_thresh": "How many times a socket must answer data with data before its ACKs wait for a ride.",
  "tcp_rfc1337": "Not 0: a RST does not end TIME-WAIT.",
  "tcp_max_tw_buckets": "How many mini-sockets a host may have. Above it a connection ends without TIME-WAIT. A negative number is no limit.",
  "tcp_tw_reuse": "Whether connect() may take over ports that are in TIME-WAIT. 0: never. 1: always, with timestamps. 2: on the loopback only.",
  "tcp_tw_reuse_delay": "How long TIME-WAIT must have lasted before tcp_tw_reuse may take its ports over.",
  "ip_local_port_range": "The ports that connect() chooses from, the first and the last. Once all are in TIME-WAIT, it finds none.",
  "tcp_invalid_ratelimit": "The least time between two answers to segments that nobody wants. 0 is no limit. Kept in whole ticks.",
  "tcp_challenge_ack_limit": "How many challenge ACKs a host sends in a second. 2147483647 is no limit.",
  "tcp_keepalive_time": "How long a connection with SO_KEEPALIVE is silent before the first probe asks whether the peer is still there.",
  "tcp_keepalive_intvl": "The time between two keepalive probes that nobody answers.",
  "tcp_keepalive_probes": "How many keepalive probes go unanswered before the connection is reset.",
  "tcp_abort_on_overflow": "Not 0: a connection that finds the listener's queue full is reset. 0: its last ACK is ignored, and it tries again.",
  "tcp_max_orphans": "How many orphans the whole machine may have. Above it close() sends a RST instead of a long wait.",
  "tcp_retries1": "After how many timeouts the kernel asks whether there is a better route.",
  "tcp_syn_retries": "How often a SYN that nobody answers is sent again. After the handshake nothing asks for it.",
  "tcp_synack_retries": "How often a SYN-ACK that nobody answers is sent again. After the handshake nothing asks for it.",
  "tcp_syn_linear_timeouts": "How many timeouts of a SYN pass before its RTO begins to double. A FIN's doubles from the first.",
  "tcp_thin_linear_timeouts": "Whether the RTO of a thin stream stays as it is. Only in ESTABLISHED, so never for a FIN.",
  "tcp_backlog_ack_defer": "Whether ACKs wait while the application is inside a call. Here a call takes no time.",
  "tcp_stdurg": "Which byte the urgent pointer means. A teardown has no urgent data.",
  "tcp_tw_recycle": "It once shortened TIME-WAIT to 3.5 RTO, and broke connections from behind NAT. Old advice still names it.",
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
