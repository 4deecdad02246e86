/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Is tcp_orphan_retries for FIN-WAIT-1?", zh: "tcp_orphan_retries 只管 FIN-WAIT-1 吗？" },
  steps: [
    {
      play: { preset: "first-fin-lost" },
      at: "a gone",
      en: "In FIN-WAIT-1: the client closed, its FIN never arrived, and it was dropped {a:1..a gone} later. That much is in every guide.",
      zh: "在 FIN-WAIT-1 中：客户端关闭，FIN 始终没到，{a:1..a gone} 后它被丢弃。这一点各种指南都写了。",
    },
    {
      play: { preset: "closing-never-acked" },
      at: "b CLOSING",
      choices: {
        en: ["Yes", "No: CLOSING waits for ever"],
        zh: ["管用", "不管用：CLOSING 永远等下去"],
      },
      right: 0,
      en: "Now both close at once, the server's FIN is never acknowledged, and it is in CLOSING. tcp_orphan_retries is 3. Does it hold here?",
      zh: "现在双方同时关闭，服务器的 FIN 始终未被确认，它处于 CLOSING。tcp_orphan_retries 为 3。这里管用吗？",
    },
    {
      at: "b gone",
      en: "Gone at {@b gone}. The test is not for a state. It asks whether the socket is an orphan with something unanswered: FIN-WAIT-1, CLOSING or LAST-ACK (tcp_write_timeout, SOCK_DEAD).",
      zh: "{@b gone} 消失。检查的不是状态，而是套接字是不是孤儿、有没有未获应答的东西：FIN-WAIT-1、CLOSING 或 LAST-ACK（tcp_write_timeout，SOCK_DEAD）。",
    },
    {
      play: { preset: "zero-window-silent" },
      at: "a gone",
      en: "And behind a closed window it is a count after all: this client's probes of the window went unanswered, and it was gone {a close..a gone} after close() (tcp_probe_timer).",
      zh: "而在关闭的窗口后面，它倒真是计数：这个客户端的窗口探测无人应答，close() 之后 {a close..a gone} 它就没了（tcp_probe_timer）。",
    },
  ],
};
