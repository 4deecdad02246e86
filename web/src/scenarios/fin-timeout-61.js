// Made by `cargo run -p lastack --example texts` from crate/presets/fin-timeout-61.json.

export const intro = {
  en: { title: "tcp_fin_timeout = 61", about: "The server never closes, tcp_fin_timeout = 61: when does the client's FIN-WAIT-2 end?" },
  zh: { title: "tcp_fin_timeout = 61", about: "服务器从不关闭，tcp_fin_timeout = 61：客户端的 FIN-WAIT-2 何时结束？" },
};

export default {
  "name": "fin-timeout-61",
  "sysctl": { "a": { "tcp_fin_timeout": 61 } },
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" }
  ]
};
