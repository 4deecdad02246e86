// Made by `cargo run -p lastack --example texts` from crate/presets/orphan-retries-1.json.

export const intro = {
  en: { title: "tcp_orphan_retries = 1", about: "Wave 4 never arrives, tcp_orphan_retries = 1: one retransmission?" },
  zh: { title: "tcp_orphan_retries = 1", about: "第四次挥手始终没到，tcp_orphan_retries = 1：只重传一次？" },
};

export default {
  "name": "orphan-retries-1",
  "sysctl": { "b": { "tcp_orphan_retries": 1 } },
  "rules": [{ "from": "a", "action": "drop", "skip": 1, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
