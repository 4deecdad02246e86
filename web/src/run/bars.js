// Timers, from when each was armed to what became of it.

/**
 * @import { Timer, Trace } from "../engine.js"
 * @import { Bar, Life } from "../run.js"
 */

/** Timers that share one place in the kernel replace each other. @type {Record<Timer, string>} */
const SLOT = {
  retransmit: "transmit",
  "loss-probe": "transmit",
  reorder: "transmit",
  persist: "transmit",
  "delayed-ack": "delayed-ack",
  "compressed-ack": "compressed-ack",
  keepalive: "keepalive",
  "time-wait": "time-wait",
  linger: "linger",
  "syn-ack": "syn-ack",
};

/**
 * @param {Trace} trace
 * @param {number} endedAt
 * @param {ReadonlyMap<number, Life>} lifeOf
 * @returns {Bar[]}
 */
export function readBars(trace, endedAt, lifeOf) {
  /** @type {Bar[]} */
  const bars = [];
  /** @type {Map<string, Bar>} */
  const running = new Map();

  /** @param {string} key @param {number} at @param {Bar["end"]} end */
  const stop = (key, at, end) => {
    const bar = running.get(key);
    if (!bar) return;
    running.delete(key);
    if (at > bar.from) bars.push({ ...bar, to: at, end });
  };
  for (const { id, at, host, socket, what } of trace.events) {
    if (what.kind === "armed") {
      const key = `${socket} ${SLOT[what.timer]}`;
      stop(key, at, "armed-again");
      const { timer, wait, due, fires } = what;
      const life = (socket === null ? undefined : lifeOf.get(socket)) ?? null;
      running.set(key, { host, life, timer, wait, due, fires, from: at, to: fires, end: "running", event: id });
    } else if (what.kind === "disarmed" || what.kind === "fired") {
      stop(`${socket} ${SLOT[what.timer]}`, at, what.kind === "fired" ? "fired" : "taken-back");
    } else if (what.kind === "freed" || what.kind === "parked") {
      for (const slot of new Set(Object.values(SLOT))) stop(`${socket} ${slot}`, at, "gone");
    }
  }
  for (const [key, { fires }] of [...running]) stop(key, Math.min(fires, endedAt), "running");
  return bars.sort((x, y) => x.event - y.event);
}
