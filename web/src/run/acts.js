// Which events of a run were decided by some rules: those that a sysctl governs, say.

/**
 * @import { Host, Trace } from "../engine.js"
 * @import { Run } from "../run.js"
 */

/**
 * @typedef {object} Light what is to be pointed out in a run
 * @property {string} name the sysctl
 * @property {Host | null} host whose events; nobody's alone where it is the machine's
 * @property {ReadonlySet<string>} rules
 */

/**
 * @param {Light} light
 * @param {Trace} trace
 * @param {Run} run
 * @returns {number[]} the events, in their order; a counter only says again what another event does
 */
export function actsOf({ host, rules }, { events }, { behind }) {
  return events.filter(({ id, rule, host: whose, what }) => rules.has(rule) && (host === null || whose === host) && what.kind !== "counted" && !behind.has(id)).map(({ id }) => id);
}
