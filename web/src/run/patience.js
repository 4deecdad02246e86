// How long a socket that repeats itself is given, and how much of that has passed: the sum behind a death.
//
// The kernel's limit is no count. N retries stand for the time that N doublings of a 200 ms timeout would
// take, counted from the first real retransmission (spec FIN-4, FIN-10, FIN-11). The engine decides by it;
// here it is only counted out again for a reader, and a test holds the two together.

import { momentOf } from "../moments.js";
import { sysctlAfter } from "./sysctls.js";

/**
 * @import { Scenario, Sysctl, Trace, TraceEvent } from "../engine.js"
 */

/**
 * @typedef {object} Patience
 * @property {string} key the sysctl that bounds it
 * @property {number} value as it is set
 * @property {number} retries what it stands for
 * @property {number} doublings how many times 200 ms is doubled; the rest runs at the longest RTO
 * @property {number} longest the longest RTO, µs
 * @property {number} limit µs
 * @property {number} since when the clock started, µs
 * @property {number} passed µs
 */

/** The model's base, whatever tcp_rto_min_us says. */
export const BASE = 200_000;
/** What tcp_orphan_retries = 0 stands for while the socket counts as alive. */
const ORPHAN_DEFAULT = 8;
/** Rules by which a socket is given another timeout, or no more. */
const RULES = new Set(["give-up-clock-starts", "rto-expired", "orphan-gives-up", "process-gives-up"]);

/**
 * Where a timeout was weighed against the limit; nothing for an event that isn't one.
 *
 * @param {{ trace: Trace, scenario: Scenario, sysctls: readonly Sysctl[] }} run
 * @param {TraceEvent} event
 * @returns {Patience | null}
 */
export function patienceAt({ trace, scenario, sysctls }, event) {
  const { id, at, host, socket, rule } = event;
  if (!RULES.has(rule) || socket === null) return null;
  const before = trace.events.slice(0, id + 1).filter((other) => other.host === host);
  const start = before.findLast((other) => other.socket === socket && other.rule === "give-up-clock-starts" && other.what.kind === "sent");
  if (!start || optionOf(before, "TCP_USER_TIMEOUT") > 0) return null;
  const orphan = before.some((other) => other.socket === socket && other.what.kind === "orphaned");
  const key = orphan ? "tcp_orphan_retries" : "tcp_retries2";
  const read = (/** @type {string} */ name) => {
    const sysctl = sysctls.find((row) => row.name === name);
    return sysctl ? Number(sysctlAfter({ trace, scenario }, host, sysctl, id)) : NaN;
  };
  const value = read(key);
  const longest = (optionOf(before, "TCP_RTO_MAX_MS") || read("tcp_rto_max_ms")) * 1000;
  const alive = timeoutOf(trace, event) < longest;
  const retries = orphan && value === 0 && alive ? ORPHAN_DEFAULT : value;
  return { key, value, retries, longest, ...model(retries, longest), since: start.at, passed: at - start.at };
}

/**
 * How long so many retries may last.
 *
 * @param {number} retries
 * @param {number} longest µs
 */
function model(retries, longest) {
  const doublings = Math.min(retries, Math.floor(Math.log2(Math.max(longest / BASE, 1))));
  return { doublings, limit: (2 ** (doublings + 1) - 1) * BASE + (retries - doublings) * longest };
}

/**
 * The timeout that just ran out; one as long as the longest ends a life.
 *
 * @param {Trace} trace
 * @param {TraceEvent} event
 */
function timeoutOf({ events }, { id }) {
  const fired = momentOf(events, id).find(({ what }) => what.kind === "fired" && what.timer === "retransmit");
  const armed = events[fired?.cause ?? -1]?.what;
  return armed?.kind === "armed" && armed.wait.kind === "rto" ? armed.wait.base * 2 ** armed.wait.backoff : 0;
}

/** @param {readonly TraceEvent[]} events @param {string} option */
function optionOf(events, option) {
  const what = events.findLast(({ what }) => what.kind === "called" && what.call.name === "setsockopt" && what.call.opt === option && what.result === "0")?.what;
  return what?.kind === "called" && what.call.name === "setsockopt" ? what.call.value : 0;
}
