// Made by `cargo run -p lastack --example texts` from crate/presets/new-client.json.

export const intro = {
  en: { title: "A new client meets LAST-ACK", about: "The client crashed before wave 4, and a new one connects from the same port." },
  zh: { title: "新客户端遇上 LAST-ACK", about: "客户端在第四次挥手之前崩溃，新客户端从同一端口发起连接。" },
};

export default {
  "name": "new-client",
  "rules": [{ "from": "a", "action": "drop", "after_ms": 62, "before_ms": 1400, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "shutdown_wr" },
    { "at_ms": 60, "host": "a", "do": "vanish" },
    { "at_ms": 61, "host": "b", "do": "close" },
    { "at_ms": 1500, "host": "a", "do": "connect", "sock": "again" }
  ]
};
