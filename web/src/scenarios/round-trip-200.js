// Made by `cargo run -p lastack --example texts` from crate/presets/round-trip-200.json.

export const intro = {
  en: { title: "A round trip of 200 ms", about: "Wave 4 never arrives, and the round trip takes 200 ms instead of 20." },
  zh: { title: "往返时间 200 ms", about: "第四次挥手始终没到，而往返时间是 200 ms，不是 20 ms。" },
};

export default {
  "name": "round-trip-200",
  "delay_ms": 100,
  "rules": [{ "from": "a", "action": "drop", "after_ms": 550, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 500, "host": "b", "do": "close" }
  ]
};
