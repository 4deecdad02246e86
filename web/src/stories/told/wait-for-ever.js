// What a first visit is told: its captions come with the words of whatever tells stories, in one language alone.

/** @type {import("../tell.js").Story} */
export default {
  title: { en: "Does the server wait for ever?", zh: "服务器会一直等下去吗？" },
  steps: [
    {
      play: { preset: "last-ack-lost" },
      at: "start",
      guess: "slider",
      words: "first.question",
    },
    {
      at: "b gone",
      truth: "b:2..b gone",
      words: "first.answer",
    },
    {
      at: "b:3",
      words: "first.probe",
    },
    {
      at: "b:7",
      words: "first.staircase",
    },
    {
      at: "b gone",
      panel: "knobs",
      words: "first.orphan",
    },
  ],
};
