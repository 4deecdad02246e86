/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does a FIN leave when you close?", zh: "一 close，FIN 就发出吗？" },
  steps: [
    {
      play: { preset: "zero-window" },
      at: "a close",
      guess: "slider",
      en: "The server does not read, its window is closed, and the client's data waits. Now the client calls close(). tcp_orphan_retries is 3. How long will it stay?",
      zh: "服务器不读，窗口关闭，客户端的数据在等。现在客户端调用 close()。tcp_orphan_retries 为 3。它会停留多久？",
    },
    {
      at: "a gone",
      truth: "a close..a gone",
      en: "{a close..a gone}. The FIN stands behind the data and never left, though FIN-WAIT-1 began with close(). A peer that answers every probe keeps the orphan alive, whatever small number is set (tcp_probe_timer).",
      zh: "{a close..a gone}。FIN 排在数据后面，从未发出，尽管 FIN-WAIT-1 从 close() 就开始了。只要对端应答每次探测，孤儿就一直活着，不管设的数字多小（tcp_probe_timer）。",
    },
    {
      at: "a:9",
      en: "Each probe asks whether the window has opened, and each answer says no, but it is an answer: the count of unanswered probes goes back to 0. Only the wait keeps doubling.",
      zh: "每次探测都问窗口开了没有，每次应答都说没有，但毕竟是应答：未应答的探测数归零。只有等待还在加倍。",
    },
    {
      at: "a gone",
      en: "When the wait has reached tcp_rto_max_ms, 120 s, the orphan counts as alive no more, and the next timeout drops it.",
      zh: "等到等待时间达到 tcp_rto_max_ms，即 120 s，孤儿便不再算活着，下一次超时就丢弃它。",
    },
  ],
};
