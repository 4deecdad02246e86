// Made by `cargo run -p lastack --example texts` from crate/presets/fin-meets-new-client.json.

export const intro = {
  en: { title: "A FIN meets the new client", about: "The client crashed before wave 4, and the SYN of a new one on its port is lost: the server's FIN comes first." },
  zh: { title: "FIN 遇上新客户端", about: "客户端在第四次挥手之前崩溃，同一端口上新客户端的 SYN 又丢失：先到的是服务器的 FIN。" },
};

export default {
  "name": "fin-meets-new-client",
  "rules": [
    { "from": "a", "action": "drop", "after_ms": 62, "before_ms": 1100, "count": -1 },
    { "from": "a", "action": "drop", "has": "S", "after_ms": 1100, "count": 1 }
  ],
  "script": [
    { "at_ms": 0, "host": "a", "do": "shutdown_wr" },
    { "at_ms": 60, "host": "a", "do": "vanish" },
    { "at_ms": 61, "host": "b", "do": "close" },
    { "at_ms": 1200, "host": "a", "do": "connect", "sock": "again" }
  ]
};
