// Made by `cargo run -p lastack --example texts` from crate/presets/no-loss-probe.json.

export const intro = {
  en: { title: "No tail loss probe", about: "Wave 4 never arrives, tcp_early_retrans = 0: no loss probe goes before the retransmissions." },
  zh: { title: "没有尾部丢失探测", about: "第四次挥手始终没到，tcp_early_retrans = 0：重传之前没有丢失探测。" },
};

export default {
  "name": "no-loss-probe",
  "sysctl": { "b": { "tcp_orphan_retries": 3, "tcp_early_retrans": 0 } },
  "rules": [{ "from": "a", "action": "drop", "skip": 1, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
