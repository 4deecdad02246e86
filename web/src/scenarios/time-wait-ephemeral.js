// Made by `cargo run -p lastack --example texts` from crate/presets/time-wait-ephemeral.json.

export const intro = {
  en: { title: "A port that the kernel picks", about: "The client's only port is in TIME-WAIT; two seconds later it connects without bind(), tcp_tw_reuse = 1." },
  zh: { title: "由内核选的端口", about: "客户端唯一的端口处于 TIME-WAIT；两秒后它不经 bind() 再次连接，tcp_tw_reuse = 1。" },
};

export default {
  "name": "time-wait-ephemeral",
  "ephemeral": true,
  "sysctl": { "a": { "ip_local_port_range": "40000 40000", "tcp_tw_reuse": 1 } },
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 60, "host": "b", "do": "close" },
    { "at_ms": 2000, "host": "a", "do": "connect", "sock": "again", "ephemeral": true }
  ]
};
