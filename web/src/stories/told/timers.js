/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Do timers fire on time?", zh: "定时器准时吗？" },
  steps: [
    {
      play: { preset: "clean-close" },
      at: "a TIME_WAIT",
      choices: {
        en: ["Yes, to the millisecond", "A little early", "Later, by a second or so"],
        zh: ["会，准到毫秒", "会早一点", "会晚一秒左右"],
      },
      right: 2,
      en: "TIME-WAIT is a constant of 60 s. It begins here. Will it be over 60 s later?",
      zh: "TIME-WAIT 是 60 s 的常量，从这里开始。60 s 后它会结束吗？",
    },
    {
      at: "a gone",
      en: "{a TIME_WAIT..a gone}. A timer of the kernel never fires early, and is late by up to a step of the wheel that holds it: 4 ms for short ones, about an eighth of the time for long ones (kernel/time/timer.c).",
      zh: "{a TIME_WAIT..a gone}。内核的定时器绝不提前，却会晚到，最多晚定时器轮的一格：短的晚 4 ms，长的晚约八分之一（kernel/time/timer.c）。",
    },
    {
      play: { preset: "ideal-clock" },
      at: "a gone",
      en: "By a textbook's clock the same run takes {a TIME_WAIT..a gone}.",
      zh: "按教科书的时钟，同样的运行是 {a TIME_WAIT..a gone}。",
    },
    {
      play: { preset: "clean-close", phase: 60 },
      at: "a gone",
      panel: "knobs",
      en: "How late it is depends on where in the wheel it falls. With the tick counter at 60 instead of 0: {a TIME_WAIT..a gone}.",
      zh: "晚多少，要看它落在轮子的哪一格。节拍计数为 60 而不是 0 时：{a TIME_WAIT..a gone}。",
    },
  ],
};
