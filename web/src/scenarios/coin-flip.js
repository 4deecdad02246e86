// Made by `cargo run -p lastack --example texts` from crate/presets/coin-flip.json.

export const intro = {
  en: { title: "Coin flip", about: "Wave 4 never arrives, tcp_orphan_retries = 2: three retransmissions or four, by where in the timer wheel the run starts." },
  zh: { title: "抛硬币", about: "第四次挥手始终没到，tcp_orphan_retries = 2：重传三次还是四次，取决于运行从定时器轮的哪一格开始。" },
};

export default {
  "name": "coin-flip",
  "note": "20.5 ms: at 20 ms sharp the RTO is 55 ticks, and no lateness of a timer reaches the limit.",
  "delay_ms": 10.25,
  "sysctl": { "b": { "tcp_orphan_retries": 2 } },
  "rules": [{ "from": "a", "action": "drop", "skip": 1, "count": -1 }],
  "script": [
    { "at_ms": 0, "host": "a", "do": "close" },
    { "when": "eof", "after_ms": 50, "host": "b", "do": "close" }
  ]
};
