// Made by `cargo run -p lastack --example texts` from crate/presets/fin-timeout-time-wait.json.

export const intro = {
  en: { title: "tcp_fin_timeout and TIME-WAIT", about: "tcp_fin_timeout = 5, and the server closes in time: how long does TIME-WAIT last?" },
  zh: { title: "tcp_fin_timeout 与 TIME-WAIT", about: "tcp_fin_timeout = 5，服务器及时关闭：TIME-WAIT 持续多久？" },
};

export default {
  "name": "fin-timeout-time-wait",
  "sysctl": { "a": { "tcp_fin_timeout": 5 } },
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 2000, "host": "b", "do": "close" }
  ]
};
