// Made by `cargo run -p lastack --example texts` from crate/presets/half-close-stays.json.

export const intro = {
  en: { title: "FIN-WAIT-2 without a timer", about: "The client only shuts down, tcp_fin_timeout = 2: does its FIN-WAIT-2 end after two seconds?" },
  zh: { title: "没有定时器的 FIN-WAIT-2", about: "客户端只做 shutdown，tcp_fin_timeout = 2：它的 FIN-WAIT-2 两秒后结束吗？" },
};

export default {
  "name": "half-close-stays",
  "sysctl": { "a": { "tcp_fin_timeout": 2 } },
  "script": [
    { "at_ms": 0, "host": "a", "do": "shutdown_wr" },
    { "at_ms": 6000, "host": "b", "do": "close" },
    { "at_ms": 6500, "host": "a", "do": "close" }
  ]
};
