// Made by `cargo run -p lastack --example texts` from crate/presets/closing-never-acked.json.

export const intro = {
  en: { title: "An orphan in CLOSING", about: "Both sides close at once, then the client's ACKs are lost: the server is an orphan in CLOSING." },
  zh: { title: "CLOSING 中的孤儿", about: "双方同时关闭，之后客户端的 ACK 全部丢失：服务器成了 CLOSING 中的孤儿。" },
};

export default {
  "name": "closing-never-acked",
  "sysctl": { "b": { "tcp_orphan_retries": 3 } },
  "rules": [{ "from": "a", "action": "drop", "hasnt": "F", "after_ms": 5, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 0, "host": "b", "do": "close" }
  ]
};
