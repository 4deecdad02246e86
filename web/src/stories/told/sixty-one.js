/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Is tcp_fin_timeout = 61 sixty-one seconds?", zh: "tcp_fin_timeout = 61 就是 61 秒吗？" },
  steps: [
    {
      play: { preset: "fin-timeout-61" },
      at: "a FIN_WAIT2",
      guess: "slider",
      en: "The server never closes. tcp_fin_timeout is 61 s on the client, which now waits in FIN-WAIT-2 for a FIN. For how long?",
      zh: "服务器从不关闭。客户端的 tcp_fin_timeout 为 61 s，它现在在 FIN-WAIT-2 中等 FIN。会等多久？",
    },
    {
      at: "a gone",
      truth: "a FIN_WAIT2..a gone",
      en: "{a FIN_WAIT2..a gone}. Above 60 s the wait is made of two parts, the first as a full socket, and each is t − 60: so it is 2 · (61 − 60) s (tcp_rcv_state_process, tcp_fin_time; TCP_TIMEWAIT_LEN).",
      zh: "{a FIN_WAIT2..a gone}。超过 60 s 时，等待分成两段，第一段由完整套接字来等，每段都是 t − 60：所以是 2 · (61 − 60) s（tcp_rcv_state_process，tcp_fin_time；TCP_TIMEWAIT_LEN）。",
    },
    {
      play: { preset: "fin-timeout-61", set: { "a.tcp_fin_timeout": 60 } },
      at: "a gone",
      panel: "knobs",
      en: "With 60 it is what it says: {a FIN_WAIT2..a gone}, rounded up by the timer wheel.",
      zh: "设成 60 则名副其实：{a FIN_WAIT2..a gone}，由定时器轮向后取整。",
    },
    {
      play: { preset: "fin-timeout-61", set: { "a.tcp_fin_timeout": 90 } },
      at: "a gone",
      panel: "knobs",
      en: "And with 90 it is {a FIN_WAIT2..a gone}. To wait for 61 s you would have to say 90.5, which cannot be said.",
      zh: "设成 90 则是 {a FIN_WAIT2..a gone}。想等 61 s 就得写 90.5，而这写不出来。",
    },
  ],
};
