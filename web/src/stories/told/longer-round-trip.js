/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does a longer round trip only slow things down?", zh: "往返时间变长，只是变慢吗？" },
  steps: [
    {
      play: { preset: "last-ack-lost" },
      at: "b gone",
      choices: {
        en: ["More", "As many", "Fewer"],
        zh: ["更多", "一样多", "更少"],
      },
      right: 2,
      en: "At a round trip of 20 ms the server repeats its FIN {b.retransmissions} times. Now let the round trip be ten times as long, 200 ms. How many times?",
      zh: "往返时间 20 ms 时，服务器重发 {b.retransmissions} 次 FIN。现在让往返时间变成十倍，200 ms。会是几次？",
    },
    {
      play: { preset: "round-trip-200" },
      at: "b gone",
      en: "{b.retransmissions}: one fewer, though it took {b:2..b gone}. The RTO grows with the round trip, but the limit does not: tcp_model_timeout() always reckons from 200 ms (TCP_RTO_MIN).",
      zh: "{b.retransmissions} 次：少了一次，虽然花了 {b:2..b gone}。RTO 随往返时间增长，时限却不：tcp_model_timeout() 永远从 200 ms（TCP_RTO_MIN）算起。",
    },
    {
      at: "b:5",
      en: "Look at the steps: the first real retransmission is {b:4..b:5} before the next, and from there 102.2 s must pass. Longer steps, so fewer of them fit.",
      zh: "看台阶：第一次真正的重传与下一次相隔 {b:4..b:5}，从第一次起要过 102.2 s。台阶越长，放得下的越少。",
    },
  ],
};
