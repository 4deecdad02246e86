// Made by `cargo run -p lastack --example texts` from crate/presets/orphan-limit.json.

export const intro = {
  en: { title: "Too many orphans", about: "tcp_max_orphans = 0: the client closes, and its socket may not become an orphan." },
  zh: { title: "孤儿太多", about: "tcp_max_orphans = 0：客户端关闭，而它的套接字不许成为孤儿。" },
};

export default {
  "name": "orphan-limit",
  "global_sysctl": { "tcp_max_orphans": 0 },
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 60, "host": "b", "do": "write", "bytes": 100 },
    { "at_ms": 100, "host": "b", "do": "close" }
  ]
};
