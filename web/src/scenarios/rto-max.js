// Made by `cargo run -p lastack --example texts` from crate/presets/rto-max.json.

export const intro = {
  en: { title: "tcp_rto_max_ms = 2000", about: "Wave 4 never arrives, and the server's RTO may not grow beyond two seconds." },
  zh: { title: "tcp_rto_max_ms = 2000", about: "第四次挥手始终没到，而服务器的 RTO 不得超过两秒。" },
};

export default {
  "name": "rto-max",
  "sysctl": { "b": { "tcp_rto_max_ms": 2000 } },
  "rules": [{ "from": "a", "action": "drop", "skip": 1, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
