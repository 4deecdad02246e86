// Each event of a run in the words of the table: on the page, and on the pages that are read without it.

import { clock, flags } from "../../format.js";
import { segmentOf } from "../../moments.js";
import { tag } from "../../words.js";
import { numbers } from "../../words/segments.js";

/**
 * @import { Host, TraceEvent } from "../../engine.js"
 * @import { Life } from "../../run.js"
 * @import { State } from "../../store.js"
 */

/** @typedef {keyof typeof import("./en.js")["default"]} Word */
/** @typedef {Pick<State, "trace" | "run" | "stateNames" | "say" | "sayRule" | "tell">} Told a run, and who tells it */

/**
 * @typedef {object} Row
 * @property {TraceEvent} event
 * @property {string} time
 * @property {string} host
 * @property {string} what
 * @property {string} segment its name, its flags and its numbers, where the event is of one
 * @property {string} state of the connection after the event
 * @property {string} why
 */

/**
 * @param {Told} told
 * @param {(word: Word) => string} say the table's own words
 * @returns {Row[]}
 */
export function rowsOf(told, say) {
  /** After each event, from row to row. @type {Map<Life | Host, string>} */
  const states = new Map();
  return told.trace.events.map((event) => ({
    event,
    time: clock(event.at),
    host: told.say(`host.${event.host}`),
    what: told.tell.event(event, told),
    segment: segmentIn(event, told),
    state: stateAfter(event, states, told, say),
    why: told.sayRule(event.rule),
  }));
}

/** @param {TraceEvent} event @param {Told} told */
function segmentIn({ what }, { trace, say }) {
  const segment = segmentOf(what);
  const record = segment === null ? undefined : trace.segments[segment];
  if (!record) return "";
  const name = record.how.kind === "forged" ? say("ladder.sign.forged") : record.name;
  return `${name} ${flags(record.segment.flags)} ${numbers(record)}`;
}

/**
 * @param {TraceEvent} event
 * @param {Map<Life | Host, string>} states
 * @param {Told} told
 * @param {(word: Word) => string} say
 */
function stateAfter({ id, host, socket, what }, states, { trace, run, stateNames }, say) {
  const life = (socket === null ? undefined : run.lifeOf.get(socket)) ?? run.lives.find((first) => first.host === host);
  const first = trace.sockets.find((record) => record.id === life?.sockets[0]);
  const whose = life ?? host;
  if (!states.has(whose)) states.set(whose, stateNames.get(first?.state ?? "") ?? "");
  if (what.kind === "born") states.set(whose, stateNames.get(what.state) ?? what.state);
  if (what.kind === "entered" && !run.behind.has(id)) states.set(whose, stateNames.get(what.to) ?? what.to);
  if (what.kind === "freed" && life?.gone === id) states.set(whose, say("twin.gone"));
  return `${tag(life)}${states.get(whose)}`;
}
