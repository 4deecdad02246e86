/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Do the same settings give the same result?", zh: "设置相同，结果就相同吗？" },
  steps: [
    {
      play: { preset: "coin-flip" },
      at: "b:2",
      choices: {
        en: ["Yes: it is a computer", "No: it is a coin flip"],
        zh: ["一样：计算机嘛", "不一样：像抛硬币"],
      },
      right: 1,
      en: "tcp_orphan_retries is 2, the round trip 20.5 ms, and the last ACK never comes. Run this a hundred times on one machine. Does the server send its FIN equally often each time?",
      zh: "tcp_orphan_retries 为 2，往返时间 20.5 ms，最后一个 ACK 永远不来。在同一台机器上运行一百次，服务器每次发 FIN 的次数都一样吗？",
    },
    {
      at: "b gone",
      en: "This time it repeated its FIN {b.retransmissions} times and was gone at {@b gone}.",
      zh: "这一次它重发了 {b.retransmissions} 次 FIN，{@b gone} 消失。",
    },
    {
      play: { preset: "coin-flip", phase: 2 },
      at: "b gone",
      panel: "knobs",
      en: "Now the kernel's tick counter stood 2 ticks further when the run began, and nothing else is different: {b.retransmissions} times, gone at {@b gone}.",
      zh: "现在只是运行开始时内核的节拍计数多走了 2 格，别的都没变：{b.retransmissions} 次，{@b gone} 消失。",
    },
    {
      at: "b:6",
      en: "The limit is 1.4 s, and the timeout that could reach it comes at about that time: {b:4..b:6} after the clock began. The timer wheel rounds it up by a little, more or less by where its steps fall. Turn the “clock phase” and see it flip.",
      zh: "时限是 1.4 s，而可能碰到它的那次超时也差不多在那时到来：时钟开始后 {b:4..b:6}。定时器轮会把它往后凑一点，凑多凑少要看格子落在哪里。拧一拧“时钟相位”，看结果翻转。",
    },
  ],
};
