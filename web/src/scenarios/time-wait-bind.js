// Made by `cargo run -p lastack --example texts` from crate/presets/time-wait-bind.json.

export const intro = {
  en: { title: "A port that bind() named", about: "The client's port is in TIME-WAIT; two seconds later it binds that port and connects, tcp_tw_reuse = 0." },
  zh: { title: "用 bind() 指定的端口", about: "客户端的端口处于 TIME-WAIT；两秒后它绑定该端口并连接，tcp_tw_reuse = 0。" },
};

export default {
  "name": "time-wait-bind",
  "sysctl": { "a": { "tcp_tw_reuse": 0 } },
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 60, "host": "b", "do": "close" },
    { "at_ms": 2000, "host": "a", "do": "connect", "sock": "again" }
  ]
};
