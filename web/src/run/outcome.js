// What a run comes to for anybody who is part of it, as a text to compare: every segment, state, call and
// signal, when and why. A timer that was armed for another time and never ran out made no difference; nor did
// an option, by being set.

/** @import { Trace } from "../engine.js" */

/** @param {Trace} trace */
export function outcomeOf({ events, segments }) {
  const happened = events.filter(({ rule, what }) => what.kind !== "armed" && what.kind !== "disarmed" && rule !== "option-set" && (what.kind !== "called" || (what.call.name !== "setsockopt" && what.call.name !== "linger")));
  return JSON.stringify([happened.map(({ at, host, rule, what }) => [at, host, rule, what]), segments.map(({ name, segment, fate }) => [name, segment, fate])]);
}
