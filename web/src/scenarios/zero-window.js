// Made by `cargo run -p lastack --example texts` from crate/presets/zero-window.json.

export const intro = {
  en: { title: "Closed behind a full window", about: "The server does not read, so the client's data and its FIN wait; every probe is answered. tcp_orphan_retries = 3." },
  zh: { title: "窗口已满时关闭", about: "服务器不读，客户端的数据和 FIN 只好等待；每次探测都有应答。tcp_orphan_retries = 3。" },
};

export default {
  "name": "zero-window",
  "rcvbuf": 4096,
  "sysctl": { "a": { "tcp_orphan_retries": 3 } },
  "script": [
    { "at_ms": 0, "host": "a", "do": "write", "bytes": 60000 },
    { "at_ms": 500, "host": "a", "do": "write", "bytes": 60000 },
    { "at_ms": 1000, "host": "a", "do": "close" }
  ]
};
