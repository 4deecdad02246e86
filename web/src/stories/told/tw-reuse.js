/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does tcp_tw_reuse let me reuse the port?", zh: "tcp_tw_reuse 让我重用端口吗？" },
  steps: [
    {
      play: { preset: "time-wait-no-reuse" },
      at: "a connect",
      en: "The client has a single free port, 40000, and it is in TIME-WAIT. With tcp_tw_reuse = 0 and without bind(), connect() fails: EADDRNOTAVAIL. So tcp_tw_reuse decides?",
      zh: "客户端只有 40000 这一个可用端口，而它处于 TIME-WAIT。tcp_tw_reuse = 0 且没有 bind() 时，connect() 失败：EADDRNOTAVAIL。所以是 tcp_tw_reuse 说了算？",
    },
    {
      play: { preset: "time-wait-ephemeral" },
      at: "a connect",
      en: "Where the kernel picks the port, yes: with tcp_tw_reuse = 1, with timestamps, and after a second of TIME-WAIT, it takes the port over (tcp_twsk_unique).",
      zh: "端口由内核来选时，是的：tcp_tw_reuse = 1，有时间戳，且 TIME-WAIT 已过一秒，它就接管这个端口（tcp_twsk_unique）。",
    },
    {
      play: { preset: "time-wait-bind" },
      at: "1900 ms",
      choices: {
        en: ["EADDRNOTAVAIL, as before", "It connects"],
        zh: ["同前：EADDRNOTAVAIL", "连上了"],
      },
      right: 1,
      en: "Now the application binds to port 40000 itself, and tcp_tw_reuse is 0 again. What does connect() say?",
      zh: "现在程序自己用 bind() 绑定 40000 端口，而 tcp_tw_reuse 又是 0。connect() 会怎样？",
    },
    {
      at: "a connect",
      en: "It connects. A port that bind() chose is taken over all the same: tcp_tw_reuse is asked only where the kernel picks. (bind() itself wants SO_REUSEADDR.)",
      zh: "连上了。bind() 选定的端口照样被接管：只有内核选端口时才会问 tcp_tw_reuse。（bind() 本身需要 SO_REUSEADDR。）",
    },
  ],
};
