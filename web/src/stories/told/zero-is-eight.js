/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does tcp_orphan_retries = 0 mean no retries?", zh: "tcp_orphan_retries = 0 就是不重试吗？" },
  steps: [
    {
      play: { preset: "last-ack-lost" },
      at: "b:2",
      choices: {
        en: ["It never sends the FIN again", "It does what 8 would do", "It sends it again for ever"],
        zh: ["FIN 一次也不重发", "与设成 8 一样", "永远重发下去"],
      },
      right: 1,
      en: "tcp_orphan_retries is 0 wherever nobody has tuned it. The server's FIN is out, and its last ACK will never come. What does 0 do?",
      zh: "没人调过的机器上，tcp_orphan_retries 都是 0。服务器的 FIN 已经发出，最后一个 ACK 永远不会来。0 会怎样？",
    },
    {
      at: "b gone",
      en: "{b.retransmissions} repeats, gone at {@b gone}. In tcp_orphan_retries() a 0 becomes 8 as long as the socket counts as alive, that is, as long as its RTO has not reached the maximum.",
      zh: "重发 {b.retransmissions} 次，{@b gone} 消失。在 tcp_orphan_retries() 里，只要套接字还算活着，即 RTO 尚未达到上限，0 就当作 8。",
    },
    {
      play: { preset: "orphan-retries-8" },
      at: "b gone",
      en: "Here tcp_orphan_retries is 8 in so many words: {b.retransmissions} repeats, gone at {@b gone}. It is the same run, to the microsecond.",
      zh: "这里明确设成 tcp_orphan_retries = 8：重发 {b.retransmissions} 次，{@b gone} 消失。两次运行分毫不差，精确到微秒。",
    },
  ],
};
