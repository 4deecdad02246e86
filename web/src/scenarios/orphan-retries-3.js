// Made by `cargo run -p lastack --example texts` from crate/presets/orphan-retries-3.json.

export const intro = {
  en: { title: "tcp_orphan_retries = 3", about: "Wave 4 never arrives, tcp_orphan_retries = 3: how often is the FIN sent again?" },
  zh: { title: "tcp_orphan_retries = 3", about: "第四次挥手始终没到，tcp_orphan_retries = 3：FIN 会重发几次？" },
};

export default {
  "name": "orphan-retries-3",
  "sysctl": { "b": { "tcp_orphan_retries": 3 } },
  "rules": [{ "from": "a", "action": "drop", "skip": 1, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
