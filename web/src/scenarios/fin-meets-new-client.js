// Made by `cargo run -p lastack --example texts` from crate/presets/fin-meets-new-client.json.

export const intro = {
  en: { title: "A FIN meets the new client", about: "As before, but the new client's SYN is lost: it is the server's FIN that comes first." },
  zh: { title: "FIN 遇上新客户端", about: "与前面相同，但新客户端的 SYN 丢失：先到的是服务器的 FIN。" },
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
