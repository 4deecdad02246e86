// Made by `cargo run -p lastack --example texts` from crate/presets/zero-window-silent.json.

export const intro = {
  en: { title: "Window probes that go unanswered", about: "The client's FIN waits behind a full window, and from 1.5 s on nothing of the server's arrives." },
  zh: { title: "无人应答的窗口探测", about: "客户端的 FIN 被挡在已满的窗口后面，而从 1.5 s 起服务器的报文都到不了。" },
};

export default {
  "name": "zero-window-silent",
  "rcvbuf": 4096,
  "sysctl": { "a": { "tcp_orphan_retries": 3 } },
  "rules": [{ "from": "b", "action": "drop", "after_ms": 1500, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "write", "bytes": 60000 },
    { "at_ms": 500, "host": "a", "do": "write", "bytes": 60000 },
    { "at_ms": 1000, "host": "a", "do": "close" }
  ]
};
