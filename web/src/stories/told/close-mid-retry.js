/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Close it and it is gone?", zh: "一 close 就没了吗？" },
  steps: [
    {
      play: { preset: "shutdown-then-close" },
      at: "a close",
      choices: {
        en: ["It is gone at once", "It dies at the next timeout", "It gets another 1.4 s"],
        zh: ["立刻就没了", "下一次超时就死", "再给它 1.4 s"],
      },
      right: 1,
      en: "The client only shut down, and its FIN has been lost for three seconds. Now it calls close(), with tcp_orphan_retries = 2, whose limit is 1.4 s. What now?",
      zh: "客户端只做了 shutdown，它的 FIN 已经丢了三秒。现在它调用 close()，tcp_orphan_retries = 2，时限 1.4 s。接下来会怎样？",
    },
    {
      at: "a gone",
      en: "Gone {a close..a gone} after close(), at the next timeout. The clock has run since the first retransmission at {@a:3}. close() does not start it anew, it only changes which limit is asked.",
      zh: "close() 之后 {a close..a gone}，在下一次超时就没了。时钟从 {@a:3} 的第一次重传起一直在走，close() 不会重新开始计时，只是换了一个时限来问。",
    },
    {
      at: "a close",
      en: "So close() by itself sends nothing here: the FIN is out since shutdown(). The socket only changes hands, from a process to the kernel.",
      zh: "所以这里的 close() 本身什么也不发：FIN 早在 shutdown() 时就发了。套接字只是易手，从进程交给内核。",
    },
  ],
};
