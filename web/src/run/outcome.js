// What a run comes to for anybody who is part of it, as a text to compare: every segment, state, call and
// signal, when and why. A timer that was armed for another time and never ran out made no difference.

/** @import { Trace } from "../engine.js" */

/** @param {Trace} trace */
export function outcomeOf({ events, segments }) {
  const happened = events.filter(({ what: { kind } }) => kind !== "armed" && kind !== "disarmed");
  return JSON.stringify([happened.map(({ at, host, rule, what }) => [at, host, rule, what]), segments.map(({ name, segment, fate }) => [name, segment, fate])]);
}
