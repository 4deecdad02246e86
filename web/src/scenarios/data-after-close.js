// Made by `cargo run -p lastack --example texts` from crate/presets/data-after-close.json.

export const intro = {
  en: { title: "Data after close()", about: "The client has closed, and the server sends data all the same." },
  zh: { title: "close() 之后的数据", about: "客户端已经 close，服务器却仍发送数据。" },
};

export default {
  "name": "data-after-close",
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 100, "host": "b", "do": "write", "bytes": 500 },
    { "at_ms": 200, "host": "b", "do": "write", "bytes": 500 },
    { "at_ms": 300, "host": "b", "do": "close" }
  ]
};
