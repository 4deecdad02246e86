/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does 8 mean that the FIN is sent 8 more times?", zh: "8 就是 FIN 再发 8 次吗？" },
  steps: [
    {
      play: { preset: "orphan-retries-8" },
      at: "b:2",
      choices: {
        en: ["7 times", "8 times", "9 times"],
        zh: ["7 次", "8 次", "9 次"],
      },
      right: 2,
      en: "tcp_orphan_retries is 8. The server has just sent its FIN, and no answer will arrive. How many more times will it send it?",
      zh: "tcp_orphan_retries 为 8。服务器刚发出 FIN，应答不会到来。它还会再发几次？",
    },
    {
      at: "b:3",
      en: "{b.retransmissions} times, since a tail loss probe goes first. It leaves {b:2..b:3} after the FIN, at the very moment at which the first retransmission was due, and takes its place (tcp_send_loss_probe).",
      zh: "{b.retransmissions} 次，因为先走的是尾部丢失探测。它在 FIN 之后 {b:2..b:3} 发出，恰在第一次重传到点的时刻，占了重传的位置（tcp_send_loss_probe）。",
    },
    {
      at: "b:4",
      en: "So the first real retransmission waits once more, {b:3..b:4}. The probe was no timeout: nothing has doubled.",
      zh: "于是真正的第一次重传又等了 {b:3..b:4}。探测不是超时，所以什么都没加倍。",
    },
    {
      at: "b:6",
      en: "Only now it doubles: {b:4..b:5}, then {b:5..b:6}. The gaps are RTO, RTO, 2 RTO, 4 RTO …",
      zh: "从现在起才加倍：{b:4..b:5}，然后 {b:5..b:6}。间隔依次是 RTO、RTO、2 RTO、4 RTO……",
    },
    {
      play: { preset: "no-loss-probe" },
      at: "b:5",
      en: "Without probes (tcp_early_retrans = 0) the doubling starts at once: {b:2..b:3}, {b:3..b:4}, {b:4..b:5}.",
      zh: "不用探测时（tcp_early_retrans = 0），一开始就加倍：{b:2..b:3}、{b:3..b:4}、{b:4..b:5}。",
    },
  ],
};
