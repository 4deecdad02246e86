/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does a smaller tcp_rto_max_ms only retry faster?", zh: "调小 tcp_rto_max_ms，只是重试得更快吗？" },
  steps: [
    {
      play: { preset: "last-ack-lost" },
      at: "b gone",
      choices: {
        en: ["It retries every 2 s, for as long", "It retries forever", "It dies within seconds"],
        zh: ["每 2 s 重试一次，总时间不变", "永远重试", "几秒内就死"],
      },
      right: 2,
      en: "By default the wait doubles up to 120 s. This server is gone at {@b gone}. Now somebody sets tcp_rto_max_ms = 2000, so that no wait is longer than 2 s. What happens?",
      zh: "默认情况下，等待会加倍到 120 s 为止。这台服务器在 {@b gone} 消失。现在有人设 tcp_rto_max_ms = 2000，让每次等待不超过 2 s。会怎样？",
    },
    {
      play: { preset: "rto-max" },
      at: "b gone",
      en: "Gone at {@b gone}, after {b.retransmissions} repeats. When the RTO reaches its cap the orphan no longer counts as alive, and then tcp_orphan_retries = 0 is really 0 (tcp_write_timeout, tcp_orphan_retries).",
      zh: "重发 {b.retransmissions} 次之后，{@b gone} 消失。RTO 一到上限，孤儿就不再算活着，这时 tcp_orphan_retries = 0 就真的是 0（tcp_write_timeout、tcp_orphan_retries）。",
    },
    {
      play: { preset: "rto-max", set: { "b.tcp_orphan_retries": 8 } },
      at: "b gone",
      panel: "knobs",
      en: "The cure is to say 8 when you mean 8: with tcp_orphan_retries = 8 and the same cap it takes {b:2..b gone}.",
      zh: "对策是：想要 8 就写 8。同样的上限，tcp_orphan_retries = 8 时要 {b:2..b gone}。",
    },
  ],
};
