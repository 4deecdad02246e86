/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Are TIME-WAIT hazards only theory?", zh: "TIME-WAIT 的隐患只是理论吗？" },
  steps: [
    {
      play: { preset: "time-wait-rst" },
      at: "400 ms",
      choices: {
        en: ["Nothing: TIME-WAIT ignores RSTs", "It ends TIME-WAIT at once"],
        zh: ["没用：TIME-WAIT 忽略 RST", "立刻结束 TIME-WAIT"],
      },
      right: 1,
      en: "The client is in TIME-WAIT for another minute. Somebody forges a RST with just the right sequence number. What does it do?",
      zh: "客户端还要在 TIME-WAIT 里待一分钟。有人伪造了一个序列号恰好正确的 RST。它会怎样？",
    },
    {
      at: "a gone",
      en: "Gone at {@a gone}. RFC 1337 calls it TIME-WAIT assassination and says to ignore such a RST. Linux does not, by default (tcp_timewait_state_process).",
      zh: "{@a gone} 就没了。RFC 1337 称之为 TIME-WAIT 暗杀，并建议忽略这样的 RST。Linux 默认并不忽略（tcp_timewait_state_process）。",
    },
    {
      play: { preset: "time-wait-rst-rfc1337" },
      at: "a gone",
      en: "With tcp_rfc1337 = 1 the same RST does nothing, and TIME-WAIT lasts its {a TIME_WAIT..a gone}.",
      zh: "设 tcp_rfc1337 = 1，同样的 RST 就不起作用，TIME-WAIT 照样持续 {a TIME_WAIT..a gone}。",
    },
  ],
};
