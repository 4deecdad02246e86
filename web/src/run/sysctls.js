// Which value a sysctl has at a moment of a run, and a scenario with another.

import { HOSTS } from "../run.js";

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

/**
 * @param {Scenario} scenario
 * @param {Host | null} host nobody's alone where it is the machine's
 * @param {string} key
 * @param {SysctlValue | undefined} value nothing takes it out
 * @returns {Scenario}
 */
export function withSysctl(scenario, host, key, value) {
  /** @param {Record<string, SysctlValue>} [values] */
  const put = (values) => {
    const { [key]: _, ...rest } = values ?? {};
    const all = value === undefined ? rest : { ...rest, [key]: value };
    return Object.keys(all).length > 0 ? all : undefined;
  };
  const { sysctl, global_sysctl, ...others } = scenario;
  const machine = host ? global_sysctl : put(/** @type {Record<string, SysctlValue> | undefined} */ (global_sysctl));
  const [a, b] = HOSTS.map((each) => (each === host ? put(sysctl?.[each]) : sysctl?.[each]));
  return /** @type {Scenario} */ ({ ...others, ...((a || b) && { sysctl: { ...(a && { a }), ...(b && { b }) } }), ...(machine && { global_sysctl: machine }) });
}

/**
 * The same of a sysctl as the engine describes it: the machine's is nobody's alone, and a default is left out.
 *
 * @param {readonly Sysctl[]} sysctls
 * @param {Scenario} scenario
 * @param {Host} host
 * @param {string} key
 * @param {SysctlValue} [value]
 */
export function withSysctlOf(sysctls, scenario, host, key, value) {
  const sysctl = sysctls.find(({ name }) => name === key);
  return withSysctl(scenario, sysctl?.global ? null : host, key, value === sysctl?.default ? undefined : value);
}
