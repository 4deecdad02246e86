/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does ICMP unreachable end it?", zh: "ICMP 不可达会结束它吗？" },
  steps: [
    {
      play: { preset: "icmp-unreachable" },
      at: "b:2",
      choices: {
        en: ["It gives up at once", "It takes no notice", "It sends its FIN more often"],
        zh: ["立刻放弃", "不予理会", "更频繁地发 FIN"],
      },
      right: 2,
      en: "A router cannot reach the client, and says so by ICMP for each FIN of the server's. tcp_orphan_retries is 3. What does the server do?",
      zh: "路由器到不了客户端，对服务器的每个 FIN 都用 ICMP 报告。tcp_orphan_retries 为 3。服务器会怎么做？",
    },
    {
      at: "b:6",
      en: "More often. Host unreachable is a soft error and ends nothing, but it undoes one doubling of the timer (tcp_ld_RTO_revert, after RFC 6069): {b:5..b:6} after the last FIN the next one goes.",
      zh: "更频繁。主机不可达是软错误，什么也结束不了，但它撤销一次定时器加倍（tcp_ld_RTO_revert，依 RFC 6069）：上一个 FIN 之后 {b:5..b:6}，下一个就发出了。",
    },
    {
      at: "b gone",
      en: "{b.retransmissions} repeats in {b:2..b gone}. The limit itself has not moved.",
      zh: "{b:2..b gone} 之内重发 {b.retransmissions} 次。时限本身没有变。",
    },
    {
      play: { preset: "orphan-retries-3" },
      at: "b gone",
      en: "Without the router's answers: {b.retransmissions} repeats in {b:2..b gone}.",
      zh: "没有路由器的回答时：{b:2..b gone} 之内重发 {b.retransmissions} 次。",
    },
  ],
};
