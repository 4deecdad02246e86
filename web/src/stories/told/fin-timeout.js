/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does tcp_fin_timeout shorten TIME-WAIT?", zh: "tcp_fin_timeout 能缩短 TIME-WAIT 吗？" },
  steps: [
    {
      play: { preset: "fin-timeout-time-wait" },
      at: "a TIME_WAIT",
      guess: "slider",
      en: "tcp_fin_timeout is 5 s on the client, and its TIME-WAIT has just begun. How long will it last?",
      zh: "客户端的 tcp_fin_timeout 为 5 s，它的 TIME-WAIT 刚刚开始。会持续多久？",
    },
    {
      at: "a gone",
      truth: "a TIME_WAIT..a gone",
      en: "{a TIME_WAIT..a gone}. TIME-WAIT is 60 s, a constant of the kernel (TCP_TIMEWAIT_LEN), rounded up by the timer wheel. No sysctl shortens it.",
      zh: "{a TIME_WAIT..a gone}。TIME-WAIT 为 60 s，是内核的常量（TCP_TIMEWAIT_LEN），由定时器轮向后取整。没有哪个 sysctl 能缩短它。",
    },
    {
      play: { preset: "server-never-closes", set: { "a.tcp_fin_timeout": 5 } },
      at: "a gone",
      panel: "knobs",
      en: "What tcp_fin_timeout bounds is an orphan's FIN-WAIT-2. This server never closes, and the client waits {a FIN_WAIT2..a gone} for its FIN, then vanishes without any TIME-WAIT.",
      zh: "tcp_fin_timeout 限定的是孤儿的 FIN-WAIT-2。这台服务器从不关闭，客户端等它的 FIN 等了 {a FIN_WAIT2..a gone}，然后消失，根本没有 TIME-WAIT。",
    },
  ],
};
