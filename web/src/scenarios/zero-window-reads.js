// Made by `cargo run -p lastack --example texts` from crate/presets/zero-window-reads.json.

export const intro = {
  en: { title: "A full window that opens", about: "The client's FIN waits behind a full window; after twelve seconds the server reads." },
  zh: { title: "窗口重新打开", about: "客户端的 FIN 被挡在已满的窗口后面；十二秒后服务器开始读。" },
};

export default {
  "name": "zero-window-reads",
  "rcvbuf": 4096,
  "script": [
    { "at_ms": 0, "host": "a", "do": "write", "bytes": 60000 },
    { "at_ms": 500, "host": "a", "do": "write", "bytes": 60000 },
    { "at_ms": 1000, "host": "a", "do": "close" },
    { "at_ms": 12000, "host": "b", "do": "read" },
    { "at_ms": 12100, "host": "b", "do": "read" },
    { "at_ms": 13000, "host": "b", "do": "read" },
    { "at_ms": 14000, "host": "b", "do": "close" }
  ]
};
