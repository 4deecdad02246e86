// Made by `cargo run -p lastack --example texts` from crate/presets/time-wait-overflow.json.

export const intro = {
  en: { title: "No room for TIME-WAIT", about: "tcp_max_tw_buckets = 0 on the client, and its first answer to the server's FIN is lost." },
  zh: { title: "TIME-WAIT 没有位置", about: "客户端的 tcp_max_tw_buckets = 0，它对服务器 FIN 的第一次应答丢失。" },
};

export default {
  "name": "time-wait-overflow",
  "sysctl": { "a": { "tcp_max_tw_buckets": 0 } },
  "rules": [{ "from": "a", "action": "drop", "skip": 1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
