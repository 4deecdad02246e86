// Who holds each end of a connection: a process, then nobody, then a mini-socket in its place.

/**
 * @import { Trace } from "../engine.js"
 * @import { Hold, Life } from "../run.js"
 */

/**
 * @param {Trace} trace
 * @param {Life} life
 * @returns {Hold[]}
 */
export function readHolds({ events, sockets, endedAt }, life) {
  const first = sockets.find(({ id }) => id === life.sockets[0]);
  if (!first) return [];
  let front = first.id;
  /** @type {Hold[]} */
  const holds = [{ host: life.host, life, holder: first.mini ? "mini" : "process", from: first.born, to: endedAt, event: life.born }];
  for (const { id, at, socket, what } of events) {
    const last = holds.at(-1);
    if (socket !== front || !last) continue;
    if (what.kind === "freed") last.to = at;
    if (what.kind !== "orphaned" && what.kind !== "parked") continue;
    if (what.kind === "parked") front = what.mini;
    last.to = at;
    holds.push({ ...last, holder: what.kind === "parked" ? "mini" : "orphan", from: at, to: endedAt, event: id });
  }
  // What a process lets go of in the moment in which it becomes something else was nothing in between.
  return holds.filter(({ from, to, event }) => to > from || event === null);
}
