/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does the server wait for ever?", zh: "服务器会一直等下去吗？" },
  steps: [
    {
      play: { preset: "last-ack-lost" },
      at: "start",
      guess: "slider",
      en: "Four segments close a TCP connection. The client closes first, the server a moment later, and then the fourth, the client's last ACK, is lost, however often it is sent. The server waits for it in LAST-ACK. For how long?",
      zh: "关闭一条 TCP 连接要四个报文。客户端先关闭，服务器随后关闭，而第四个报文，即客户端的最后一个 ACK，无论发多少次都丢失。服务器在 LAST-ACK 中等它。会等多久？",
    },
    {
      at: "b gone",
      truth: "b:2..b gone",
      en: "The server retried {b.retransmissions} times over {minutes b:2..b gone} minutes and then vanished. {b:2..b gone} after its FIN the socket was gone. No RST was sent, no application was told, and nobody waits for ever.",
      zh: "服务器在 {minutes b:2..b gone} 分钟内重试了 {b.retransmissions} 次，然后消失。发出 FIN 后 {b:2..b gone}，套接字没了。没有发 RST，没有通知任何程序，也没有谁在永远等待。",
    },
    {
      at: "b:3",
      en: "The first repeat, {b:2..b:3} after the FIN, is a tail loss probe: a cheap test whether the end of what was sent got lost. Nothing doubles, and the clock that decides when to give up has not started.",
      zh: "发出 FIN 后 {b:2..b:3} 的第一次重发是尾部丢失探测（TLP）：便宜地试一试，最后发出的报文是不是丢了。什么都不加倍，决定何时放弃的时钟也还没开始走。",
    },
    {
      at: "b:7",
      en: "Then the retransmissions, after {b:3..b:4}, {b:4..b:5}, {b:5..b:6}, {b:6..b:7} and so on: from the second on, each wait is twice the one before (RFC 6298). The idle time is torn out of the drawing, so the doubling reads as a staircase of even steps.",
      zh: "然后是重传，依次隔 {b:3..b:4}、{b:4..b:5}、{b:5..b:6}、{b:6..b:7}……从第二次起，每次等待都是前一次的两倍（RFC 6298）。图中的空闲时间被撕去，所以加倍看起来像等高的台阶。",
    },
    {
      at: "b gone",
      panel: "knobs",
      en: "Why does it end at all? After close() no process holds the socket: it is an orphan, and tcp_orphan_retries bounds how long it may retry. At {@b gone} that time had passed, and tcp_write_timeout() dropped it. Now lose or give back any arrow yourself, or turn the knob.",
      zh: "它为什么会结束？close() 之后没有进程持有这个套接字：它成了孤儿，而 tcp_orphan_retries 限定它能重试多久。到 {@b gone} 时限已过，tcp_write_timeout() 便丢弃了它。现在请你自己丢掉或找回任意一支箭头，或者拧一拧旋钮。",
    },
  ],
};
