// How a connection goes through its machine: pure functions of the run.

import { causesOf } from "../../moments.js";

/**
 * @import { Host, State, Trace, TraceEvent } from "../../engine.js"
 * @import { Life, Run } from "../../run.js"
 * @import { By } from "./graph.js"
 */

/**
 * @typedef {object} Step a state that a connection came to
 * @property {number | null} event nothing for the state that it is in at t = 0
 * @property {number} at
 * @property {State | null} from
 * @property {State} to
 * @property {string} rule
 * @property {By | null} by
 */

/**
 * @typedef {object} Place where a connection is
 * @property {Step | null} step the last that it made; nothing before there is a connection
 * @property {number} taken how many steps it has made
 * @property {boolean} mini held by a mini-socket
 * @property {boolean} gone
 */

/**
 * @param {Trace} trace
 * @param {Run} run
 * @param {Life} life
 * @returns {Step[]}
 */
export function stepsOf({ events, sockets }, run, life) {
  /** @type {Step[]} */
  const steps = [];
  const first = sockets.find(({ id }) => id === life.sockets[0]);
  if (life.born === null && first) steps.push({ event: null, at: 0, from: null, to: first.state, rule: "", by: null });
  for (const event of events) {
    const { id, at, socket, rule, what } = event;
    if (socket === null || !life.sockets.includes(socket) || run.behind.has(id)) continue;
    if (what.kind === "entered") steps.push({ event: id, at, from: what.from, to: what.to, rule, by: byOf(events, id) });
    // A listener makes it in SYN_RECV: what it does there at once says why.
    if (what.kind === "born" && what.state !== "CLOSE") steps.push({ event: id, at, from: "CLOSE", to: what.state, rule: events.find(({ cause }) => cause === id)?.rule ?? rule, by: byOf(events, id) });
  }
  return steps;
}

/**
 * @param {Trace} trace
 * @param {Life} life
 * @param {readonly Step[]} steps
 * @param {number} events how many have happened
 * @returns {Place}
 */
export function placeOf({ events: all }, life, steps, events) {
  const taken = steps.filter(({ event }) => (event ?? -1) < events);
  const mini = life.sockets.length > 1 && all.slice(0, events).some(({ socket, what }) => what.kind === "parked" && socket === life.sockets[0]);
  return { step: taken.at(-1) ?? null, taken: taken.length, mini, gone: life.gone !== null && life.gone < events };
}

/**
 * The connection of a host that is shown when nobody chose one: the last that was made so far.
 *
 * @param {Run} run
 * @param {Host} host
 * @param {number} events
 * @returns {Life | null}
 */
export function newestLife({ lives }, host, events) {
  const mine = lives.filter((life) => life.host === host);
  return mine.findLast(({ born }) => (born ?? -1) < events) ?? mine[0] ?? null;
}

/** What is outside the machine and set it off. @param {readonly TraceEvent[]} events @param {number} id @returns {By | null} */
function byOf(events, id) {
  for (const { what } of causesOf(events, id)) {
    if (what.kind === "called") return "call";
    if (what.kind === "arrived") return "segment";
    if (what.kind === "fired") return what.timer;
    if (what.kind === "icmp-arrived") return "icmp";
  }
  return null;
}
