// The options of a socket, and what a scenario's script says of them.

/** @import { Host, Kernel, Scenario, SocketOption, StepLine } from "../../engine.js" */

/** @typedef {SocketOption | "SO_LINGER"} Option */

/**
 * @typedef {object} OptionRow
 * @property {Option} name
 * @property {"seconds" | "milliseconds" | "segments" | "switch"} unit
 * @property {number} min what Linux takes for it, or what is worth asking for where it takes anything
 * @property {number} max
 * @property {readonly string[]} kernels those that have it; all of them if none is named
 */

/** @type {readonly OptionRow[]} as the kernel's do_tcp_setsockopt() has their ranges */
export const OPTIONS = [
  { name: "SO_LINGER", unit: "seconds", min: 0, max: 86_400, kernels: [] },
  { name: "TCP_LINGER2", unit: "seconds", min: -1, max: 120, kernels: [] },
  { name: "TCP_USER_TIMEOUT", unit: "milliseconds", min: 0, max: 2 ** 31 - 1, kernels: [] },
  { name: "TCP_RTO_MAX_MS", unit: "milliseconds", min: 1_000, max: 120_000, kernels: ["6.18"] },
  { name: "SO_KEEPALIVE", unit: "switch", min: 0, max: 1, kernels: [] },
  { name: "TCP_KEEPIDLE", unit: "seconds", min: 1, max: 32_767, kernels: [] },
  { name: "TCP_KEEPINTVL", unit: "seconds", min: 1, max: 32_767, kernels: [] },
  { name: "TCP_KEEPCNT", unit: "segments", min: 1, max: 127, kernels: [] },
  { name: "TCP_NODELAY", unit: "switch", min: 0, max: 1, kernels: [] },
  { name: "TCP_QUICKACK", unit: "switch", min: 0, max: 1, kernels: [] },
];

/** @param {OptionRow} row @param {Kernel} kernel */
export function hasOption({ kernels }, { version }) {
  return kernels.length === 0 || kernels.includes(version);
}

/**
 * What a step sets, of the first connection's socket.
 *
 * @param {StepLine} step
 * @returns {{ name: Option, value: number } | null}
 */
export function optionOf(step) {
  if (step.sock !== undefined && step.sock !== "main") return null;
  if (step.do === "linger") return { name: "SO_LINGER", value: step.seconds };
  if (step.do === "setsockopt") return { name: step.opt, value: step.value };
  return null;
}

/**
 * The value that a socket begins with; nothing where it is left alone.
 *
 * @param {Host} host
 * @param {Option} name
 * @param {Pick<Scenario, "script">} scenario
 */
export function optionAtStart(host, name, { script }) {
  const step = script.find((line) => isAtStart(line, host, name));
  return step ? (optionOf(step)?.value ?? null) : null;
}

/**
 * The same scenario with an option that is set at t = 0, before all else; with nothing, it is left alone.
 *
 * @param {Host} host
 * @param {Option} name
 * @param {number | null} value
 * @param {Scenario} scenario
 * @returns {Scenario}
 */
export function withOption(host, name, value, scenario) {
  const others = scenario.script.filter((line) => !isAtStart(line, host, name));
  /** @type {StepLine[]} */
  const first = value === null ? [] : [{ at_ms: 0, host, ...deedOf(name, value) }];
  return { ...scenario, script: [...first, ...others] };
}

/**
 * @param {Option} name
 * @param {number} value
 * @returns {{ do: "linger", seconds: number } | { do: "setsockopt", opt: SocketOption, value: number }}
 */
export function deedOf(name, value) {
  return name === "SO_LINGER" ? { do: "linger", seconds: value } : { do: "setsockopt", opt: name, value };
}

/** @param {StepLine} line @param {Host} host @param {Option} name */
function isAtStart(line, host, name) {
  return line.host === host && line.at_ms === 0 && optionOf(line)?.name === name;
}
