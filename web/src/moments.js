// What happened in a moment: which event says most of it, what it is about, and what led to it.

/**
 * @import { State, Trace, TraceEvent, What } from "./engine.js"
 */

/** How much an event says of the moment it is part of; the others are its details. @type {Record<What["kind"], number>} */
const WEIGHT = {
  freed: 5,
  entered: 6,
  sent: 7,
  called: 8,
  returned: 8,
  injected: 8,
  born: 5,
  "icmp-arrived": 7,
  "sysctl-changed": 8,
  "sysctl-refused": 8,
  parked: 4,
  woke: 4,
  ignored: 3,
  arrived: 2,
  fired: 2,
  lost: 1,
  armed: 1,
  disarmed: 1,
  orphaned: 1,
  counted: 0,
};

/**
 * The events that happened on one host in one moment, around the given one.
 *
 * @param {readonly TraceEvent[]} events
 * @param {number} id
 * @returns {readonly TraceEvent[]}
 */
export function momentOf(events, id) {
  const here = events[id];
  if (!here) return [];
  const same = (/** @type {TraceEvent | undefined} */ other) => other !== undefined && other.at === here.at && other.host === here.host;
  let from = id;
  let to = id + 1;
  while (same(events[from - 1])) from -= 1;
  while (same(events[to])) to += 1;
  return events.slice(from, to);
}

/**
 * The event that a caption is about when the cursor has just passed `count` of them.
 *
 * @param {readonly TraceEvent[]} events
 * @param {number} count
 * @param {ReadonlySet<number>} behind
 * @returns {number | null}
 */
export function headline(events, count, behind) {
  /** @type {TraceEvent | null} */
  let best = null;
  for (const event of momentOf(events, count - 1)) {
    if (event.id >= count) break;
    if (behind.has(event.id)) continue;
    if (!best || weight(event.what) >= weight(best.what)) best = event;
  }
  return best?.id ?? null;
}

/** @param {What} what */
function weight(what) {
  const dies = what.kind === "entered" && what.to === "CLOSE";
  return dies ? 9 : WEIGHT[what.kind];
}

/**
 * From an event back to what began it.
 *
 * @param {readonly TraceEvent[]} events
 * @param {number} id
 * @returns {TraceEvent[]} nearest first
 */
export function causesOf(events, id) {
  const causes = [];
  let cause = events[id]?.cause ?? null;
  while (cause !== null) {
    const event = events[cause];
    if (!event) break;
    causes.push(event);
    cause = event.cause;
  }
  return causes;
}

/**
 * The segment that an event is about.
 *
 * @param {What} what
 * @returns {number | null}
 */
export function segmentOf(what) {
  return what.kind === "sent" || what.kind === "lost" || what.kind === "arrived" || what.kind === "injected" || what.kind === "icmp-arrived" ? what.segment : null;
}

/**
 * The state that a socket is in when an event has happened to it.
 *
 * @param {Trace} trace
 * @param {number} id
 * @returns {State | null}
 */
export function stateAt({ events, sockets }, id) {
  const socket = events[id]?.socket ?? null;
  for (let i = id; i >= 0 && socket !== null; i -= 1) {
    const event = events[i];
    if (event?.socket !== socket) continue;
    if (event.what.kind === "entered") return event.what.to;
    if (event.what.kind === "born") return event.what.state;
  }
  return sockets.find((candidate) => candidate.id === socket)?.state ?? null;
}
