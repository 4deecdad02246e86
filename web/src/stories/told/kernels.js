/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Are all kernels the same?", zh: "各版内核都一样吗？" },
  steps: [
    {
      play: { preset: "full-window-6-1" },
      at: "a:11",
      en: "Linux 6.1. Ten segments fill the congestion window, and then the client closes. Its FIN leaves at {@a:11}, past the window: a lone FIN was let through (tcp_cwnd_test).",
      zh: "Linux 6.1。十个报文占满拥塞窗口，然后客户端关闭。它的 FIN 在 {@a:11} 就发出，越过了窗口：单独的 FIN 可以放行（tcp_cwnd_test）。",
    },
    {
      play: { preset: "full-window-6-18" },
      at: "a close",
      choices: {
        en: ["At once, as in 6.1", "When the first ACKs come"],
        zh: ["与 6.1 一样，立刻", "等到最初的 ACK 到来"],
      },
      right: 1,
      en: "Linux 6.18 and 6.12. The same call. When does the FIN leave?",
      zh: "Linux 6.18 和 6.12。同样的调用。FIN 何时发出？",
    },
    {
      at: "a:11",
      en: "At {@a:11}, when ACKs have made room. It is one of the few differences that these stories have: in nearly everything else 6.1, 6.12 and 6.18 agree, recorded side by side.",
      zh: "{@a:11}，ACK 腾出空间之后。这是这些故事里少有的差别之一：其余几乎一切，6.1、6.12 和 6.18 都一致，并排录制过。",
    },
    {
      at: "end",
      en: "The others: tcp_rto_min_us (6.11) and tcp_rto_max_ms (6.15) are new, and tcp_tw_reuse waited for a whole second of the clock before tcp_tw_reuse_delay (6.14) gave it one to the millisecond.",
      zh: "其余的差别：tcp_rto_min_us（6.11）和 tcp_rto_max_ms（6.15）是新的；在 tcp_tw_reuse_delay（6.14）给出精确到毫秒的一秒之前，tcp_tw_reuse 等的是时钟的整秒。",
    },
  ],
};
