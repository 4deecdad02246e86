// What a run may be compared with: each a scenario made from the present one.
//
// Pure functions. Whether the engine takes what they make is the engine's to say.

import { sysctlAtStart } from "../../run/sysctls.js";
import { withSysctl } from "../../run/sysctls.js";

/**
 * @import { Host, Scenario, Sysctl, SysctlValue } from "../../engine.js"
 */

/**
 * @typedef {{ id: "retries" | "clock" | "kernel" | "book" | "before" } | { id: "sysctl", host: Host, key: string, value: SysctlValue } | { id: "rtt", ms: number } | { id: "swapped" }} Choice
 */

/**
 * @typedef {object} Variant
 * @property {string} was how the present run is told from it, in figures or a name; "" where words say it
 * @property {string} now
 * @property {Scenario} scenario
 */

const RETRIES = "tcp_orphan_retries";

/**
 * @param {Choice} choice
 * @param {Scenario} scenario the present run's
 * @param {{ sysctls: readonly Sysctl[], before: Scenario | null, other: Scenario | null }} known `other` is what was swapped for the present run
 * @returns {Variant | null} nothing where there is none
 */
export function variantOf(choice, scenario, { sysctls, before, other }) {
  switch (choice.id) {
    case "retries": {
      const was = valueOf(scenario, "b", RETRIES, sysctls);
      const now = was === 3 ? 0 : 3;
      return { was: `${RETRIES} = ${was}`, now: `${RETRIES} = ${now}`, scenario: turned(scenario, "b", RETRIES, now, sysctls) };
    }
    case "sysctl":
      return { was: `${choice.host}: ${choice.key} = ${valueOf(scenario, choice.host, choice.key, sysctls)}`, now: `${choice.host}: ${choice.key} = ${choice.value}`, scenario: turned(scenario, choice.host, choice.key, choice.value, sysctls) };
    case "rtt":
      return { was: `RTT ${scenario.delay_ms * 2} ms`, now: `RTT ${choice.ms} ms`, scenario: { ...scenario, delay_ms: choice.ms / 2 } };
    case "clock": {
      const ideal = scenario.kernel.ideal ?? false;
      return { was: "", now: "", scenario: { ...scenario, kernel: { ...scenario.kernel, ideal: !ideal } } };
    }
    case "kernel": {
      const version = scenario.kernel.version === "6.1" ? "6.18" : "6.1";
      return { was: `Linux ${scenario.kernel.version}`, now: `Linux ${version}`, scenario: { ...scenario, kernel: { ...scenario.kernel, version } } };
    }
    case "book":
      return { was: "Linux", now: "RFC 6298", scenario: byTheBook(scenario, sysctls) };
    case "before":
      return before && { was: "", now: "", scenario: before };
    case "swapped":
      return other && { was: "", now: "", scenario: other };
  }
}

/**
 * How a link names a choice: `retries`, `rtt:200`, `b.tcp_orphan_retries:3`. What was the run before, and what was
 * swapped for it, is known here alone.
 *
 * @param {Choice} choice
 */
export function nameOf(choice) {
  switch (choice.id) {
    case "rtt":
      return `rtt:${choice.ms}`;
    case "sysctl":
      return `${choice.host}.${choice.key}:${choice.value}`;
    case "before":
    case "swapped":
      return "";
    default:
      return choice.id;
  }
}

/**
 * @param {string} name
 * @param {readonly Sysctl[]} sysctls
 * @returns {Choice | null} nothing where it names none
 */
export function choiceNamed(name, sysctls) {
  const plain = /** @type {const} */ (["retries", "clock", "kernel", "book"]).find((id) => id === name);
  if (plain) return { id: plain };
  const [, ms] = /^rtt:(\d{1,5}(?:\.\d{1,3})?)$/.exec(name) ?? [];
  if (ms !== undefined) return { id: "rtt", ms: Number(ms) };
  const [, host, key = "", value] = /^([ab])\.(\w+):(-?\d{1,10})$/.exec(name) ?? [];
  const known = sysctls.some((row) => row.name === key && !row.global);
  return host && known ? { id: "sysctl", host: /** @type {Host} */ (host), key, value: Number(value) } : null;
}

/** RFC 6298 as far as sysctls lead there: timers that are on time, no probe before the first timeout, and that no sooner than after a second. @param {Scenario} scenario @param {readonly Sysctl[]} sysctls */
function byTheBook(scenario, sysctls) {
  /** @type {Scenario} */
  let book = { ...scenario, kernel: { ...scenario.kernel, version: "6.18", ideal: true } };
  for (const host of /** @type {const} */ (["a", "b"])) {
    book = turned(book, host, "tcp_early_retrans", 0, sysctls);
    book = turned(book, host, "tcp_rto_min_us", 1_000_000, sysctls);
  }
  return book;
}

/** @param {Scenario} scenario @param {Host} host @param {string} key @param {readonly Sysctl[]} sysctls */
export function valueOf(scenario, host, key, sysctls) {
  const row = sysctls.find(({ name }) => name === key);
  return row ? sysctlAtStart(scenario, host, row) : "";
}

/** @param {Scenario} scenario @param {Host} host @param {string} key @param {SysctlValue} value @param {readonly Sysctl[]} sysctls */
export function turned(scenario, host, key, value, sysctls) {
  const fallback = sysctls.find(({ name }) => name === key)?.default;
  return withSysctl(scenario, host, key, value === fallback ? undefined : value);
}
