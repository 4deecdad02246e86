// Which stories there are, in their groups, each with how to fetch it. One for each truth that the kernel and
// the web disagree about, the article's question first.

/** @import { Story } from "./tell.js" */

/** @type {readonly { group: "last-ack" | "close" | "new" | "time-wait" | "waits" | "kernel", stories: Readonly<Record<string, () => Promise<{ default: Story }>>> }[]} */
export const GROUPS = [
  {
    group: "last-ack",
    stories: {
      "wait-for-ever": () => import("./told/wait-for-ever.js"),
      "zero-is-eight": () => import("./told/zero-is-eight.js"),
      "nine-not-eight": () => import("./told/nine-not-eight.js"),
      "a-clock": () => import("./told/a-clock.js"),
      "coin-flip": () => import("./told/coin-flip.js"),
      "longer-round-trip": () => import("./told/longer-round-trip.js"),
      "icmp": () => import("./told/icmp.js"),
      "rto-max": () => import("./told/rto-max.js"),
    },
  },
  {
    group: "close",
    stories: {
      "every-orphan": () => import("./told/every-orphan.js"),
      "shutdown": () => import("./told/shutdown.js"),
      "close-mid-retry": () => import("./told/close-mid-retry.js"),
      "three-segments": () => import("./told/three-segments.js"),
      "after-wave-2": () => import("./told/after-wave-2.js"),
      "close-sends-rst": () => import("./told/close-sends-rst.js"),
      "max-orphans": () => import("./told/max-orphans.js"),
    },
  },
  {
    group: "new",
    stories: {
      "new-client": () => import("./told/new-client.js"),
      "fin-first": () => import("./told/fin-first.js"),
    },
  },
  {
    group: "time-wait",
    stories: {
      "fin-timeout": () => import("./told/fin-timeout.js"),
      "sixty-one": () => import("./told/sixty-one.js"),
      "late-ack": () => import("./told/late-ack.js"),
      "assassination": () => import("./told/assassination.js"),
      "tw-reuse": () => import("./told/tw-reuse.js"),
      "buckets": () => import("./told/buckets.js"),
    },
  },
  {
    group: "waits",
    stories: {
      "zero-window": () => import("./told/zero-window.js"),
      "rate-limit": () => import("./told/rate-limit.js"),
    },
  },
  {
    group: "kernel",
    stories: {
      "timers": () => import("./told/timers.js"),
      "kernels": () => import("./told/kernels.js"),
    },
  },
];

/** Every story, in order. */
export const STORIES = new Map(GROUPS.flatMap(({ stories }) => Object.entries(stories)));
