/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does a new client get stuck behind LAST-ACK?", zh: "新客户端会卡在 LAST-ACK 后面吗？" },
  steps: [
    {
      play: { preset: "new-client" },
      at: "a connect",
      choices: {
        en: ["It waits until LAST-ACK is over", "It is refused", "It is connected almost at once"],
        zh: ["等到 LAST-ACK 结束", "被拒绝", "几乎立刻就连上"],
      },
      right: 2,
      en: "The client crashed, the server is in LAST-ACK, and now a new client connects from the same port to the same server. What becomes of it?",
      zh: "客户端崩溃了，服务器处于 LAST-ACK，此时新客户端从同一端口连接同一台服务器。它会怎样？",
    },
    {
      at: "b:6",
      en: "Its SYN is not for this old connection, and the server does not take it. It draws a challenge ACK that says which numbers are expected (RFC 5961, tcp_send_challenge_ack).",
      zh: "它的 SYN 不属于这条旧连接，服务器不接受，只答一个 challenge ACK，说明它期待的序号（RFC 5961，tcp_send_challenge_ack）。",
    },
    {
      at: "a:7",
      en: "The new socket never sent what that ACK acknowledges, so it answers with a RST at just that number. That kills the LAST-ACK.",
      zh: "新套接字从没发过这个 ACK 所确认的东西，于是用恰好那个序号答一个 RST。LAST-ACK 就此了结。",
    },
    {
      at: "a:8",
      en: "And it does not wait for its timeout of a second: {a:7..a:8} later it repeats its SYN.",
      zh: "而且它不等一秒的超时：{a:7..a:8} 之后就重发 SYN。",
    },
    {
      at: "a ESTABLISHED",
      en: "Connected {a connect..a ESTABLISHED} after connect(), at a round trip of 20 ms.",
      zh: "connect() 之后 {a connect..a ESTABLISHED} 就连上了，往返时间是 20 ms。",
    },
  ],
};
