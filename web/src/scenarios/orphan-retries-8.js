// Made by `cargo run -p lastack --example texts` from crate/presets/orphan-retries-8.json.

export const intro = {
  en: { title: "tcp_orphan_retries = 8", about: "Wave 4 never arrives, tcp_orphan_retries = 8: is that any different from 0?" },
  zh: { title: "tcp_orphan_retries = 8", about: "第四次挥手始终没到，tcp_orphan_retries = 8：与 0 有区别吗？" },
};

export default {
  "name": "orphan-retries-8",
  "sysctl": { "b": { "tcp_orphan_retries": 8 } },
  "rules": [{ "from": "a", "action": "drop", "skip": 1, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
