// Made by `cargo run -p lastack --example texts` from crate/presets/linger-zero.json.

export const intro = {
  en: { title: "SO_LINGER {1, 0}", about: "The client sets SO_LINGER {1, 0} and closes." },
  zh: { title: "SO_LINGER {1, 0}", about: "客户端设置 SO_LINGER {1, 0}，然后关闭。" },
};

export default {
  "name": "linger-zero",
  "script": [
    { "at_ms": 0, "host": "a", "do": "linger", "seconds": 0 },
    { "at_ms": 5, "host": "a", "do": "close" },
    { "at_ms": 200, "host": "b", "do": "close" }
  ]
};
