// Made by `cargo run -p lastack --example texts` from crate/presets/time-wait-rst.json.

export const intro = {
  en: { title: "A RST in TIME-WAIT", about: "A forged RST with the exact sequence number reaches the client in TIME-WAIT." },
  zh: { title: "TIME-WAIT 中的 RST", about: "一个序列号恰好正确的伪造 RST 到达处于 TIME-WAIT 的客户端。" },
};

export default {
  "name": "time-wait-rst",
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "at_ms": 60, "host": "b", "do": "close" },
    { "at_ms": 500, "host": "a", "do": "inject", "flags": "R", "seq": 2 }
  ]
};
