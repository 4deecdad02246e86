// Made by `cargo run -p lastack --example texts` from crate/presets/ideal-clock.json.

export const intro = {
  en: { title: "A clock without ticks", about: "A clean close, by a textbook's clock: timers fire when they are due." },
  zh: { title: "没有节拍的时钟", about: "干净的关闭，但用教科书的时钟：定时器到点即响。" },
};

export default {
  "name": "ideal-clock",
  "kernel": { "ideal": true },
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
