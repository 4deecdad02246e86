// Where a step goes: to the next event, or past all that do not matter to whoever looks for changes of
// state, timers or retransmissions.

/**
 * @import { Progress, Trace, TraceEvent } from "./engine.js"
 * @import { Run } from "./run.js"
 */

/** @typedef {"event" | "state" | "timer" | "retransmission"} Unit */
/** @typedef {1 | -1} Direction forth or back */

/** @type {Record<Exclude<Unit, "event">, (event: TraceEvent, behind: ReadonlySet<number>) => boolean>} what ends a step; every event ends one of the first unit */
const ENDS = {
  state: ({ id, what }, behind) => (what.kind === "entered" && !behind.has(id)) || what.kind === "born",
  timer: ({ what }) => what.kind === "fired",
  retransmission: ({ what }) => what.kind === "sent" && /retransmission|loss-probe/.test(what.how.kind),
};

export const UNITS = /** @type {readonly Unit[]} */ (["event", "state", "timer", "retransmission"]);

/**
 * The event that a step goes to; nothing where there is none. In one moment there may be several: then
 * it goes on from the one that was chosen.
 *
 * @param {Exclude<Unit, "event">} unit
 * @param {Direction} direction
 * @param {Readonly<{ trace: Trace, run: Run, cursor: Progress, selection: number | null }>} state
 * @returns {number | null}
 */
export function stepTo(unit, direction, { trace: { events }, run: { behind }, cursor, selection }) {
  const ends = (/** @type {TraceEvent} */ event) => ENDS[unit](event, behind);
  const isNow = (/** @type {TraceEvent} */ { id, at }) => id < cursor.events && at === cursor.now;
  const chosen = selection === null ? undefined : events[selection];
  const here = chosen && isNow(chosen) ? chosen.id : null;
  const found = direction > 0
    ? events.find((event) => event.id > (here ?? cursor.events - 1) && ends(event))
    : events.findLast((event) => event.id < (here ?? cursor.events) && (here !== null || !isNow(event)) && ends(event));
  return found?.id ?? null;
}
