// What a host did or saw besides segments and timers: calls, signals, sysctls, errors.

import { unreachable } from "../unreachable.js";

/**
 * @import { Trace } from "../engine.js"
 * @import { Life, Mark } from "../run.js"
 */

/**
 * @param {Trace} trace
 * @param {ReadonlyMap<number, Life>} lifeOf
 * @returns {Mark[]}
 */
export function readMarks(trace, lifeOf) {
  /** @type {Mark[]} */
  const marks = [];
  for (const { id, at, host, socket, what } of trace.events) {
    const life = (socket === null ? undefined : lifeOf.get(socket)) ?? null;
    const mark = { host, life, at, event: id, orphans: false };
    switch (what.kind) {
      case "called":
        marks.push({ ...mark, kind: "call" });
        break;
      case "returned":
        marks.push({ ...mark, kind: "return" });
        break;
      case "orphaned": {
        const call = marks.findLast((other) => other.host === host && (other.kind === "call" || other.kind === "return"));
        if (call) call.orphans = true;
        break;
      }
      case "woke": {
        // Each segment of a burst wakes its reader, who has not run in between.
        const last = marks.findLast((other) => other.host === host && other.life === life && other.kind === "signal");
        const before = last?.at === at ? trace.events[last.event]?.what : undefined;
        if (before?.kind !== "woke" || before.signal !== what.signal) marks.push({ ...mark, kind: "signal" });
        break;
      }
      case "sysctl-changed":
      case "sysctl-refused":
        marks.push({ ...mark, kind: "sysctl" });
        break;
      case "icmp-arrived":
        marks.push({ ...mark, kind: "icmp" });
        break;
      case "born": {
        marks.push({ ...mark, kind: "born" });
        // Whoever asked for a socket had none.
        const call = marks.findLast((other) => other.host === host && other.kind === "call");
        if (call && call.event === trace.events[id]?.cause) call.life = life;
        break;
      }
      case "freed":
        if (life?.gone === id) marks.push({ ...mark, kind: "gone" });
        break;
      case "injected":
      case "sent":
      case "lost":
      case "arrived":
      case "ignored":
      case "entered":
      case "armed":
      case "disarmed":
      case "fired":
      case "parked":
      case "counted":
        break;
      default:
        unreachable(what);
    }
  }
  return marks;
}
