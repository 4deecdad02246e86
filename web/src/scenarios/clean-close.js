// Made by `cargo run -p lastack --example texts` from crate/presets/clean-close.json.

export const intro = {
  en: { title: "Clean close", about: "Four waves: the client closes, the server closes a moment later, nothing is lost." },
  zh: { title: "干净的关闭", about: "四次挥手：客户端关闭，服务器稍后关闭，什么都没丢。" },
};

export default {
  "name": "clean-close",
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
