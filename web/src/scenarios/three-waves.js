// Made by `cargo run -p lastack --example texts` from crate/presets/three-waves.json.

export const intro = {
  en: { title: "Three waves", about: "The server closes as soon as it reads end of file: three segments or four?" },
  zh: { title: "三次挥手", about: "服务器一读到文件结尾就关闭：是三个报文还是四个？" },
};

export default {
  "name": "three-waves",
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "host": "b", "do": "close" }
  ]
};
