/** @type {import("../tell.js").Story} */
export default {
  title: { en: "What if TIME-WAIT buckets run out?", zh: "TIME-WAIT 的名额用完会怎样？" },
  steps: [
    {
      play: { preset: "time-wait-overflow" },
      at: "start",
      choices: {
        en: ["New connections", "Its own close()", "The server's close"],
        zh: ["新的连接", "它自己的 close()", "服务器的关闭"],
      },
      right: 2,
      en: "The client has no room for TIME-WAIT left (tcp_max_tw_buckets = 0 stands for it). It closes. What fails?",
      zh: "客户端已没有 TIME-WAIT 的名额（用 tcp_max_tw_buckets = 0 来表示）。它关闭连接。什么会失败？",
    },
    {
      at: "a gone",
      en: "New connections do not mind. The closing socket simply skips what needs a mini-socket: acknowledged at {@a gone}, it is gone (tcp_time_wait, TCPTimeWaitOverflow).",
      zh: "新连接不受影响。只是正在关闭的套接字略过了需要迷你套接字的阶段：{@a gone} FIN 一被确认，它就没了（tcp_time_wait，TCPTimeWaitOverflow）。",
    },
    {
      at: "a:3",
      en: "So when the server's FIN comes there is nobody to send wave 4, and the answer is a RST. The first one was lost here, and this one answers the repeat.",
      zh: "于是服务器的 FIN 到来时，没有谁来发第四次挥手，应答是 RST。这里第一个丢了，这一个应答的是重发。",
    },
    {
      at: "b gone",
      en: "The server's LAST-ACK ends at {@b gone}, by a reset instead of an acknowledgement.",
      zh: "服务器的 LAST-ACK 在 {@b gone} 结束，不是被确认，而是被重置。",
    },
  ],
};
