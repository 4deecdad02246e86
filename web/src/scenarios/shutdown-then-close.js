// Made by `cargo run -p lastack --example texts` from crate/presets/shutdown-then-close.json.

export const intro = {
  en: { title: "Closed in the middle of retrying", about: "The client shuts down, its FIN is lost again and again, and after three seconds it closes." },
  zh: { title: "重传途中 close", about: "客户端 shutdown 后 FIN 一再丢失，三秒后它又调用 close。" },
};

export default {
  "name": "shutdown-then-close",
  "sysctl": { "a": { "tcp_orphan_retries": 2 } },
  "rules": [{ "from": "a", "action": "drop", "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "shutdown_wr" },
    { "at_ms": 3000, "host": "a", "do": "close" }
  ]
};
