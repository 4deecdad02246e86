// How two runs differ, in words: "the server dies 104 s earlier, 6 fewer retransmissions".
//
// The words come with whoever says them: nobody needs any before something differs.

import { clock, duration } from "../../format.js";

/**
 * @import { Host } from "../../engine.js"
 * @import { Difference, SideDifference } from "../../run/difference.js"
 * @import { SayOf, Tables } from "../../strings/index.js"
 * @import en from "./en.js"
 */

/** @typedef {keyof typeof en} DifferenceKey */
/** @typedef {SayOf<DifferenceKey>} SayDifference */

/** @type {Tables<DifferenceKey>} */
export const DIFFERENCE_WORDS = { en: () => import("./en.js"), zh: () => import("./zh.js") };

/** Whoever ends by these has had what it waited for; the others die. */
const DONE = ["time-wait-over", "last-ack-arrived", "time-wait-new-syn", "time-wait-table-full"];

/**
 * What came of each side, and all of it in a sentence.
 *
 * @param {Difference} difference
 * @param {SayDifference} say
 * @param {ReadonlyMap<string, string>} states from the kernel's spelling to the RFC's
 */
export function differenceText({ sides, moment, segment, state }, say, states) {
  const told = { a: sideText(sides.a, say, states), b: sideText(sides.b, say, states) };
  // Who gave up, or for whom more is different, comes first.
  /** @type {Host[]} */
  const order = Math.abs(sides.b.gone ?? Infinity) >= Math.abs(sides.a.gone ?? Infinity) ? ["b", "a"] : ["a", "b"];
  const clauses = order.flatMap((host) => (told[host] === "" ? [] : [say("difference.side", { host: say(`difference.host.${host}`), what: told[host] })]));
  const outcome = clauses.length > 0 ? clauses.join(say("difference.then")) : say(segment || state ? "difference.way" : "difference.clock");
  const whole = moment === null ? say("difference.none") : moment.at === 0 ? say("difference.all", { outcome }) : say("difference.since", { time: kept(clock(moment.at)), outcome });
  return { ...told, whole };
}

/**
 * What came of one side; nothing where that is the same.
 *
 * @param {SideDifference} side
 * @param {SayDifference} say
 * @param {ReadonlyMap<string, string>} states
 */
function sideText({ was, now, gone, fins, retransmissions, ending }, say, states) {
  /** @type {string[]} */
  const parts = [];
  if (ending === "ends" && now.goneAt !== null) {
    parts.push(say(`difference.ends.${verb(now)}`, { time: kept(clock(now.goneAt)), state: stateOf(was, states) }));
  } else if (ending === "stays" || ending === "state") {
    parts.push(say(`difference.${ending}`, { state: stateOf(now, states), before: stateOf(was, states) }));
  } else if (gone !== null && gone !== 0) {
    parts.push(say(`difference.${gone < 0 ? "earlier" : "later"}.${verb(now)}`, { time: kept(duration(Math.abs(gone))) }));
  }
  if (ending === "reason") parts.push(say(parts.length > 0 ? "difference.reason" : `difference.reason.${verb(now)}`));
  // Each FIN that is sent again is counted already.
  const counts = [countText("retransmissions", retransmissions, say), countText("fins", fins === retransmissions ? 0 : fins, say)].filter((text) => text !== "").join(say("difference.and"));
  if (counts !== "") parts.push(parts.length > 0 ? counts : say("difference.sends", { what: counts }));
  return parts.join(say("difference.and"));
}

/**
 * @param {"retransmissions" | "fins"} what
 * @param {number} more
 * @param {SayDifference} say
 */
function countText(what, more, say) {
  if (more === 0) return "";
  const n = Math.abs(more);
  return say(`difference.${what}.${more < 0 ? "fewer" : "more"}${n === 1 ? ".one" : ""}`, { n });
}

/** A number and its unit on one line. @param {string} time */
function kept(time) {
  return time.replace(" ", "\u00a0");
}

/** @param {SideDifference["now"]} side @returns {"dies" | "gone"} */
function verb({ ending }) {
  return ending.kind !== "waits" && DONE.includes(ending.rule) ? "gone" : "dies";
}

/** @param {SideDifference["now"]} side @param {ReadonlyMap<string, string>} states */
function stateOf({ ending }, states) {
  return ending.kind === "waits" ? (states.get(ending.state) ?? ending.state) : "";
}
