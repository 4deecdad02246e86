// Made by `cargo run -p lastack --example texts` from crate/presets/time-wait-no-reuse.json.

export const intro = {
  en: { title: "A port that the kernel may not pick", about: "The client's only port is in TIME-WAIT, tcp_tw_reuse = 0, and connect() is called." },
  zh: { title: "内核不许选的端口", about: "客户端唯一的端口处于 TIME-WAIT，tcp_tw_reuse = 0，此时调用 connect()。" },
};

export default {
  "name": "time-wait-no-reuse",
  "ephemeral": true,
  "sysctl": { "a": { "ip_local_port_range": "40000 40000", "tcp_tw_reuse": 0 } },
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 60, "host": "b", "do": "close" },
    { "at_ms": 2000, "host": "a", "do": "connect", "sock": "again", "ephemeral": true }
  ]
};
