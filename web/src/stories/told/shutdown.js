/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Is shutdown() a close() for one side?", zh: "shutdown() 就是单方向的 close() 吗？" },
  steps: [
    {
      play: { preset: "shutdown-never-acked" },
      at: "start",
      choices: {
        en: ["tcp_orphan_retries, silently", "tcp_retries2, with an error"],
        zh: ["tcp_orphan_retries，悄无声息", "tcp_retries2，并报错"],
      },
      right: 1,
      en: "The client calls shutdown(SHUT_WR) and keeps the socket. Its FIN never arrives. tcp_orphan_retries is 1, tcp_retries2 is 4. Which of them ends it?",
      zh: "客户端调用 shutdown(SHUT_WR)，仍持有套接字。它的 FIN 始终没到。tcp_orphan_retries 为 1，tcp_retries2 为 4。由哪个结束它？",
    },
    {
      at: "a CLOSE",
      en: "tcp_retries2: a process still holds the socket, so it is no orphan. At {@a CLOSE} that limit has passed, and the application is told: ETIMEDOUT.",
      zh: "tcp_retries2：还有进程持有套接字，所以它不是孤儿。到 {@a CLOSE} 时限已过，程序得到通知：ETIMEDOUT。",
    },
    {
      play: { preset: "half-close-stays" },
      at: "5000 ms",
      en: "And this FIN-WAIT-2 has no timer at all. tcp_fin_timeout is 2 s, but five seconds on the client still waits: that limit too is for orphans alone (tcp_fin_timeout is armed by close).",
      zh: "而这里的 FIN-WAIT-2 根本没有定时器。tcp_fin_timeout 为 2 s，可五秒之后客户端仍在等：那个时限也只管孤儿（由 close() 设定）。",
    },
    {
      at: "a TIME_WAIT",
      en: "So the server may take its time. It closes at {@b close}, its FIN is read as end of file, and all ends well.",
      zh: "所以服务器可以慢慢来。它在 {@b close} 关闭，对方把它的 FIN 读作文件结尾，一切正常结束。",
    },
  ],
};
