/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Is a late ACK harmless?", zh: "迟到的 ACK 无害吗？" },
  steps: [
    {
      play: { preset: "late-last-ack" },
      at: "a:2",
      en: "Nothing is lost here, but from wave 4 on what the client sends takes 590 ms. The server expects an answer within some 20 ms, and repeats its FIN.",
      zh: "这里什么都没丢，但从第四次挥手起，客户端发的东西要走 590 ms。服务器以为 20 ms 左右就有应答，于是重发 FIN。",
    },
    {
      at: "b gone",
      choices: {
        en: ["No: the connection is over", "Yes: they do harm"],
        zh: ["不要紧：连接已经结束", "要紧：它们会惹事"],
      },
      right: 1,
      en: "At {@b gone} wave 4 arrives, and the server is done. Two more ACKs, answers to the repeats, are still on their way. Do they matter?",
      zh: "{@b gone} 第四次挥手到达，服务器完事。还有两个 ACK，即对重发的应答，仍在路上。它们要紧吗？",
    },
    {
      at: "b:5",
      en: "There is no socket for the late ACK any more, and what belongs to no connection draws a RST (RFC 9293, 3.10.7.1; tcp_v4_send_reset).",
      zh: "迟到的 ACK 已经没有对应的套接字，而不属于任何连接的报文会招来 RST（RFC 9293 第 3.10.7.1 节；tcp_v4_send_reset）。",
    },
    {
      at: "a gone",
      en: "And that RST ends the client's TIME-WAIT after {a TIME_WAIT..a gone} instead of 60 s. What TIME-WAIT protects against may now come in.",
      zh: "而这个 RST 让客户端的 TIME-WAIT 只持续了 {a TIME_WAIT..a gone}，而不是 60 s。TIME-WAIT 要防的东西现在可以进来了。",
    },
  ],
};
