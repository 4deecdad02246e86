// Made by `cargo run -p lastack --example texts` from crate/presets/late-last-ack.json.

export const intro = {
  en: { title: "A last ACK that comes too late", about: "Nothing is lost, but from wave 4 on the client's answers take 590 ms." },
  zh: { title: "迟到的最后一个 ACK", about: "什么都没丢，但从第四次挥手起，客户端的应答要走 590 ms。" },
};

export default {
  "name": "late-last-ack",
  "rules": [{ "from": "a", "action": "delay", "after_ms": 65, "ms": 580, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 60, "host": "b", "do": "close" }
  ]
};
