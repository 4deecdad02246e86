/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Is every window probe answered?", zh: "每次窗口探测都有应答吗？" },
  steps: [
    {
      play: { preset: "zero-window-silent" },
      at: "a:5",
      en: "The client probes a closed window. The second probe goes {a:4..a:5} after the first, and is answered. From 1.5 s on the answers are lost.",
      zh: "客户端探测关闭的窗口。第二次探测在第一次之后 {a:4..a:5} 发出，得到了应答。从 1.5 s 起应答全部丢失。",
    },
    {
      at: "a gone",
      en: "So the client's count of unanswered probes begins late, and it is gone at {@a gone}.",
      zh: "于是客户端的未应答探测数很晚才开始累加，它在 {@a gone} 消失。",
    },
    {
      play: { preset: "zero-window-silent", phase: 5 },
      at: "a:5",
      choices: {
        en: ["Yes: probes must be answered", "No: it is too soon"],
        zh: ["会：探测必须应答", "不会：太快了"],
      },
      right: 1,
      en: "The same, with the tick counter five ticks further: now the second probe comes {a:4..a:5} after the first. Will the server answer it?",
      zh: "还是同样的情形，只是节拍计数多走了 5 格：现在第二次探测在第一次之后 {a:4..a:5} 到来。服务器会应答吗？",
    },
    {
      at: "a gone",
      en: "No. Such answers are rate-limited to one in 500 ms (tcp_invalid_ratelimit, tcp_oow_rate_limited), so the count began one earlier, and the orphan is gone at {@a gone} already: half the time.",
      zh: "不会。这类应答限速为 500 ms 一个（tcp_invalid_ratelimit，tcp_oow_rate_limited），所以计数早开始了一次，孤儿在 {@a gone} 就没了：只有一半的时间。",
    },
  ],
};
