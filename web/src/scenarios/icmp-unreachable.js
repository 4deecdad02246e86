// Made by `cargo run -p lastack --example texts` from crate/presets/icmp-unreachable.json.

export const intro = {
  en: { title: "ICMP host unreachable", about: "A router answers each of the server's FINs with host unreachable, tcp_orphan_retries = 3." },
  zh: { title: "ICMP 主机不可达", about: "路由器对服务器的每个 FIN 都答以主机不可达，tcp_orphan_retries = 3。" },
};

export default {
  "name": "icmp-unreachable",
  "sysctl": { "b": { "tcp_orphan_retries": 3 } },
  "rules": [{ "from": "b", "has": "F", "action": "icmp", "type": 3, "code": 1, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
