// Made by `cargo run -p lastack --example texts` from crate/presets/last-ack-lost-once.json.

export const intro = {
  en: { title: "Last ACK lost once", about: "Wave 4 is lost once: the server repeats its FIN and the client, in TIME-WAIT, answers again." },
  zh: { title: "最后一个 ACK 丢一次", about: "第四次挥手丢了一次：服务器重发 FIN，处于 TIME-WAIT 的客户端再次应答。" },
};

export default {
  "name": "last-ack-lost-once",
  "rules": [{ "from": "a", "action": "drop", "skip": 1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
