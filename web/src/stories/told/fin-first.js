/** @type {import("../tell.js").Story} */
export default {
  title: { en: "What if the old FIN meets the new client first?", zh: "如果旧的 FIN 先遇上新客户端呢？" },
  steps: [
    {
      play: { preset: "fin-meets-new-client" },
      at: "a:6",
      choices: {
        en: ["The FIN ends the new connection", "The new client resets the old one"],
        zh: ["FIN 结束了新连接", "新客户端重置了旧连接"],
      },
      right: 1,
      en: "The same again, but the new client's SYN is lost. It is in SYN-SENT, and the server, in LAST-ACK, will soon repeat its FIN.",
      zh: "还是那样，但新客户端的 SYN 丢了。它处于 SYN-SENT，而 LAST-ACK 中的服务器很快会重发 FIN。",
    },
    {
      at: "a:7",
      en: "The FIN carries an ACK of a number that this socket never sent, so it belongs to another connection: RST (RFC 9293, 3.10.7.3, SYN-SENT).",
      zh: "FIN 带着的 ACK 确认了这个套接字从没发过的序号，所以它属于另一条连接：RST（RFC 9293 第 3.10.7.3 节，SYN-SENT）。",
    },
    {
      at: "a:8",
      en: "{a:7..a:8} later it repeats its own lost SYN, {a:6..a:8} after the first one, not after the full second that a SYN's first timeout takes.",
      zh: "{a:7..a:8} 之后它重发自己丢失的 SYN：距第一个只有 {a:6..a:8}，没有等满 SYN 首次超时的一秒。",
    },
    {
      at: "a ESTABLISHED",
      en: "So the old FIN did the new client a favour: connected at {@a ESTABLISHED}.",
      zh: "旧的 FIN 反倒帮了新客户端的忙：{@a ESTABLISHED} 连上。",
    },
  ],
};
