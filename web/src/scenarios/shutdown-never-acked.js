// Made by `cargo run -p lastack --example texts` from crate/presets/shutdown-never-acked.json.

export const intro = {
  en: { title: "A shutdown that nobody acknowledges", about: "The client only shuts down its sending side, and its FIN never arrives: which limit holds?" },
  zh: { title: "无人确认的 shutdown", about: "客户端只关闭发送方向，它的 FIN 始终没到：由哪个上限管？" },
};

export default {
  "name": "shutdown-never-acked",
  "sysctl": { "a": { "tcp_retries2": 4, "tcp_orphan_retries": 1 } },
  "rules": [{ "from": "a", "action": "drop", "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "shutdown_wr" }
  ]
};
