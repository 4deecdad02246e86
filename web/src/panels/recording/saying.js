// A difference in words, and where it is in a drawing. Times are told to the hundredth of a millisecond, as
// `conform` tells them.

import { unreachable } from "../../unreachable.js";

/**
 * @import { Host, Trace, TraceEvent } from "../../engine.js"
 * @import { Difference } from "../../printer.js"
 * @import { SayOf, Values } from "../../strings/index.js"
 * @import en from "./en.js"
 */

export const WORDS = { en: () => import("./en.js"), zh: () => import("./zh.js") };

/** @typedef {SayOf<keyof typeof en>} Say */
/** @typedef {(host: Host) => string} NameHost */

/**
 * @param {Difference} difference
 * @param {Say} say
 * @param {NameHost} nameHost
 */
export function differenceText({ about, contrast }, say, nameHost) {
  const values = /** @type {Values} */ ({ ...about, ...("host" in about ? { host: nameHost(about.host) } : {}) });
  return `${say(`about.${about.kind}`, values)}${say("joint")}${contrastText(contrast, say)}`;
}

/** @param {Difference["contrast"]} contrast @param {Say} say */
function contrastText(contrast, say) {
  switch (contrast.kind) {
    case "endless":
      return say("contrast.endless");
    case "only-recorded":
    case "only-engine":
      return say(`contrast.${contrast.kind}`, { what: contrast.what });
    case "other":
      return say("contrast.other", { recorded: contrast.recorded, engine: contrast.engine });
    case "moved":
      return say("contrast.moved", { what: contrast.what, recorded: millis(contrast.recorded), engine: millis(contrast.engine) });
    case "timer-moved":
      return say("contrast.timer-moved", { recorded: millis(contrast.recorded), engine: millis(contrast.engine) });
    case "after-cause":
      return say(contrast.wait < 0 ? "contrast.before-cause" : "contrast.after-cause", { wait: millis(Math.abs(contrast.wait)), engine: millis(contrast.engine) });
    case "shown":
      return contrast.engine === undefined || contrast.engine === null
        ? say("contrast.shown.never", { state: contrast.state, recorded: contrast.recorded })
        : say("contrast.shown", { state: contrast.state, recorded: contrast.recorded, engine: contrast.engine });
    default:
      return unreachable(contrast);
  }
}

/** @param {number} us */
export function millis(us) {
  return `${rounded(us, 2)} ms`;
}

/**
 * Milliseconds with so many digits. What is halfway goes to the even digit, as in Rust.
 *
 * @param {number} us a whole number
 * @param {1 | 2} digits
 */
export function rounded(us, digits) {
  const unit = digits === 1 ? 100 : 10;
  const [whole, rest] = [Math.floor(us / unit), us - Math.floor(us / unit) * unit];
  // A double can say halves, quarters and eighths of a millisecond, and nothing else that is halfway.
  const isHalfway = rest * 2 === unit && us % 125 === 0;
  const even = isHalfway ? whole + (whole % 2 === 0 ? 0 : 1) : null;
  return even === null ? (us / 1000).toFixed(digits) : ((even * unit) / 1000).toFixed(digits);
}

/**
 * The event of a run that a difference is about, if the run has any.
 *
 * @param {Difference} difference
 * @param {Trace} trace
 * @param {"recorded" | "engine"} side
 * @returns {number | null}
 */
export function placeOf({ at, about, contrast }, trace, side) {
  if (contrast.kind === (side === "engine" ? "only-recorded" : "only-engine")) return null;
  switch (about.kind) {
    case "segment":
      return trace.segments.find(({ name }) => name === `${about.host}:${about.nth}`)?.event ?? null;
    case "socket": {
      const ends = new Set(trace.sockets.filter(({ host, sport, dport }) => host === about.host && sport === about.sport && dport === about.dport).map(({ id }) => id));
      const when = side === "engine" && contrast.kind === "moved" ? contrast.engine : at;
      return nearest(trace.events.filter(({ socket, what }) => socket !== null && ends.has(socket) && ["entered", "freed", "born", "parked"].includes(what.kind)), when);
    }
    case "call":
      return trace.events.filter(({ host, what }) => host === about.host && ["called", "sysctl-changed", "sysctl-refused"].includes(what.kind))[about.nth - 1]?.id ?? null;
    case "descriptor":
    case "error":
    case "counter":
    case "run":
      return null;
    default:
      return unreachable(about);
  }
}

/** @param {readonly TraceEvent[]} events @param {number} at */
function nearest(events, at) {
  const [first] = [...events].sort((x, y) => Math.abs(x.at - at) - Math.abs(y.at - at));
  return first?.id ?? null;
}
