/** @type {import("../tell.js").Story} */
export default {
  title: { en: "After wave 2, can the server still send?", zh: "第二次挥手之后，服务器还能发吗？" },
  steps: [
    {
      play: { preset: "half-close" },
      at: "a FIN_WAIT2",
      choices: {
        en: ["Yes", "No", "It depends on the call"],
        zh: ["能", "不能", "要看调用了什么"],
      },
      right: 2,
      en: "The client's FIN is acknowledged: it is in FIN-WAIT-2 and will send no more. The server has 4000 bytes left. Can it still send them?",
      zh: "客户端的 FIN 已被确认：它处于 FIN-WAIT-2，不会再发了。服务器还有 4000 字节。还能发吗？",
    },
    {
      at: "a read",
      en: "It depends. This client called shutdown(SHUT_WR): it still reads, and gets all 4000 bytes. That is the half-close of RFC 9293.",
      zh: "要看调用。这个客户端用的是 shutdown(SHUT_WR)：它仍在读，4000 字节全部收到。这就是 RFC 9293 的半关闭。",
    },
    {
      play: { preset: "data-after-close" },
      at: "a:2",
      en: "This one called close(). Nobody is left to read, so the first byte draws a RST (tcp_rcv_state_process: data after close).",
      zh: "这一个用的是 close()。已经没人来读，所以第一个字节就招来 RST（tcp_rcv_state_process：close 之后的数据）。",
    },
    {
      at: "b write 2",
      en: "And the server learns of it late: its first write() succeeded, the next one fails with EPIPE.",
      zh: "服务器知道得还很晚：第一次 write() 成功了，下一次才失败：EPIPE。",
    },
  ],
};
