// Made by `cargo run -p lastack --example texts` from crate/presets/half-close.json.

export const intro = {
  en: { title: "Half-close with data", about: "The client shuts down its sending side alone, and the server goes on sending." },
  zh: { title: "半关闭与数据", about: "客户端只关闭发送方向，服务器继续发送。" },
};

export default {
  "name": "half-close",
  "script": [
    { "at_ms": 0, "host": "a", "do": "shutdown_wr" },
    { "at_ms": 50, "host": "b", "do": "write", "bytes": 1000 },
    { "at_ms": 120, "host": "b", "do": "write", "bytes": 3000 },
    { "at_ms": 200, "host": "a", "do": "read" },
    { "at_ms": 300, "host": "b", "do": "close" },
    { "at_ms": 400, "host": "a", "do": "close" }
  ]
};
