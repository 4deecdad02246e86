// Made by `cargo run -p lastack --example texts` from crate/presets/time-wait-rst-rfc1337.json.

export const intro = {
  en: { title: "A RST in TIME-WAIT, tcp_rfc1337 = 1", about: "A forged RST reaches the client in TIME-WAIT, but tcp_rfc1337 = 1." },
  zh: { title: "TIME-WAIT 中的 RST，tcp_rfc1337 = 1", about: "伪造的 RST 到达处于 TIME-WAIT 的客户端，但 tcp_rfc1337 = 1。" },
};

export default {
  "name": "time-wait-rst-rfc1337",
  "sysctl": { "a": { "tcp_rfc1337": 1 } },
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 60, "host": "b", "do": "close" },
    { "at_ms": 500, "host": "a", "do": "inject", "flags": "R", "seq": 2 }
  ]
};
