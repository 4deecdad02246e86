// Which value a sysctl has at a moment of a run.

/**
 * @import { Host, Scenario, Sysctl, SysctlValue, Trace } from "../engine.js"
 */

/**
 * The value that a host's kernel would read after so many events of a run.
 *
 * @param {{ trace: Trace, scenario: Scenario }} run
 * @param {Host} host
 * @param {Sysctl} sysctl
 * @param {number} events
 * @returns {SysctlValue}
 */
export function sysctlAfter({ trace, scenario }, host, sysctl, events) {
  let value = sysctlAtStart(scenario, host, sysctl);
  for (const { id, host: whose, what } of trace.events) {
    if (id >= events) break;
    if (what.kind === "sysctl-changed" && what.key === sysctl.name && (whose === host || sysctl.global)) value = what.to;
  }
  return value;
}

/**
 * @param {Scenario} scenario
 * @param {Host} host
 * @param {Sysctl} sysctl
 * @returns {SysctlValue}
 */
export function sysctlAtStart({ sysctl: values, global_sysctl }, host, { name, global, default: fallback }) {
  const one = global ? /** @type {Record<string, SysctlValue> | undefined} */ (global_sysctl)?.[name] : values?.[host]?.[name];
  return one ?? fallback;
}
