/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does it count retransmissions?", zh: "它数的是重传次数吗？" },
  steps: [
    {
      play: { preset: "orphan-retries-1" },
      at: "b:2",
      choices: {
        en: ["Once", "Twice", "Three times"],
        zh: ["一次", "两次", "三次"],
      },
      right: 2,
      en: "tcp_orphan_retries is 1, and the last ACK never comes. How many more times is the FIN sent?",
      zh: "tcp_orphan_retries 为 1，最后一个 ACK 永远不来。FIN 还会再发几次？",
    },
    {
      at: "b:4",
      en: "{b.retransmissions} times, since it is no count but a clock. It starts with the first real retransmission, here at {@b:4}, and runs for (2^(N+1) − 1) · 200 ms: 600 ms for N = 1 (tcp_model_timeout).",
      zh: "{b.retransmissions} 次，因为它不是计数，而是时钟。时钟从第一次真正的重传开始走，这里是 {@b:4}，时长 (2^(N+1) − 1) · 200 ms：N = 1 时为 600 ms（tcp_model_timeout）。",
    },
    {
      at: "b:5",
      en: "The clock is looked at only when the timer fires. {b:4..b:5} have passed here: not enough, so the FIN goes again.",
      zh: "只有定时器响的时候才看时钟。这里过了 {b:4..b:5}，还不够，于是再发一次 FIN。",
    },
    {
      at: "b gone",
      en: "At the next timeout {b:4..b gone} have passed, and the socket is dropped (retransmits_timed_out). The last wait is as long as all the retrying before it.",
      zh: "到下一次超时，已经过了 {b:4..b gone}，套接字被丢弃（retransmits_timed_out）。最后这段等待几乎与此前的全部重试一样长。",
    },
    {
      play: { preset: "orphan-retries-3" },
      at: "b gone",
      en: "With 3 the clock runs for 3 s: {b.retransmissions} repeats, gone at {@b gone}. Asked for three, it gives {b.retransmissions}.",
      zh: "设成 3 时，时钟走 3 s：重发 {b.retransmissions} 次，{@b gone} 消失。要三次，得到的是 {b.retransmissions} 次。",
    },
  ],
};
