// Made by `cargo run -p lastack --example texts` from crate/presets/first-fin-lost.json.

export const intro = {
  en: { title: "First FIN lost for ever", about: "Wave 1 never arrives: the client is an orphan in FIN-WAIT-1, and the server never hears of it." },
  zh: { title: "第一个 FIN 永远丢失", about: "第一次挥手始终没到：客户端成了 FIN-WAIT-1 中的孤儿，而服务器毫不知情。" },
};

export default {
  "name": "first-fin-lost",
  "rules": [{ "from": "a", "action": "drop", "count": -1 }],
  "script": [{ "at_ms": 0, "host": "a", "do": "close" }]
};
