// Made by `cargo run -p lastack --example texts` from crate/presets/last-ack-lost.json.

export const intro = {
  en: { title: "Last ACK lost for ever", about: "Wave 4 never arrives. Does the server wait for ever?" },
  zh: { title: "最后一个 ACK 永远丢失", about: "第四次挥手始终没到。服务器会一直等下去吗？" },
};

export default {
  "name": "last-ack-lost",
  "rules": [{ "from": "a", "action": "drop", "skip": 1, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
