// What one knob, turned from end to end, makes of a run: which values are tried, and what comes of each.
// Runs are made in slices, so that the page stays awake.

import { turned, valueOf } from "./variants.js";

/**
 * @import { Host, Scenario, Summary, Sysctl } from "../../engine.js"
 */

/** @typedef {{ host: Host, key: string }} Knob a sysctl's name, or "rtt", in milliseconds; and whose end is looked at */

/**
 * @typedef {object} Outcome
 * @property {number | null} gone when that side is over, µs; nothing where it never is
 * @property {number} retransmissions
 */

/**
 * @typedef {object} Point
 * @property {number} value
 * @property {Outcome | null} outcome with the present clock; nothing before it is run, or where the engine takes no such value
 * @property {{ gone: [least: number | null, most: number | null], retransmissions: [number, number] } | null} spread over every phase of the clock; a death that never comes counts as the latest
 */

const TRIPS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
/** Ticks after which the first steps of the timer wheel come round. */
const PHASES = 64;
/** As many values as a chart has room for. */
const MOST = 17;
/** How long the page waits for a slice, and how often what has come is told. */
const SLICE_MS = 5;
const TOLD_MS = 200;

/**
 * The values that are tried, from small to large; that of the present run is among them.
 *
 * @param {Knob} knob
 * @param {Scenario} scenario
 * @param {readonly Sysctl[]} sysctls
 * @returns {number[]}
 */
export function valuesOf({ host, key }, scenario, sysctls) {
  const present = presentOf({ host, key }, scenario, sysctls);
  if (key === "rtt") return sorted([...TRIPS, present]);
  const row = sysctls.find(({ name }) => name === key);
  if (!row) return [];
  const { min, max, default: fallback } = row;
  if (key === "tcp_orphan_retries" || key === "tcp_retries2") return sorted([...Array.from({ length: 16 }, (_, i) => i), present]);
  if (max - min < MOST) return sorted([...Array.from({ length: max - min + 1 }, (_, i) => min + i), present]);
  // Most of what there is to see is within a few powers of two of the default.
  const middle = Math.max(Math.abs(Number(fallback)), 1);
  const steps = Array.from({ length: 13 }, (_, i) => Math.round(middle * 2 ** (i - 6)));
  return sorted([...steps.filter((value) => value >= min && value <= max), Number(fallback), present]);
}

/** @param {Knob} knob @param {Scenario} scenario @param {readonly Sysctl[]} sysctls */
export function presentOf({ host, key }, scenario, sysctls) {
  return key === "rtt" ? scenario.delay_ms * 2 : Number(valueOf(scenario, host, key, sysctls));
}

/** @param {Knob} knob @param {number} value @param {Scenario} scenario @param {readonly Sysctl[]} sysctls @returns {Scenario} */
export function scenarioAt({ host, key }, value, scenario, sysctls) {
  return key === "rtt" ? { ...scenario, delay_ms: value / 2 } : turned(scenario, host, key, value, sysctls);
}

/**
 * Runs every value with the present clock, then each in every phase of the clock. Tells of each slice.
 *
 * @param {Knob} knob
 * @param {{ scenario: Scenario, sysctls: readonly Sysctl[], whatIf: (scenario: Scenario) => Summary }} run
 * @param {(points: readonly Point[], done: boolean) => void} tell
 * @param {AbortSignal} signal
 */
export async function sweep(knob, { scenario, sysctls, whatIf }, tell, signal) {
  /** @type {Point[]} */
  const points = valuesOf(knob, scenario, sysctls).map((value) => ({ value, outcome: null, spread: null }));
  const outcomeAt = (/** @type {Scenario} */ one) => outcomeOf(whatIf(one)[knob.host]);
  let since = performance.now();
  let told = since;
  const rest = async () => {
    const now = performance.now();
    if (now - since < SLICE_MS) return;
    if (now - told > TOLD_MS) {
      tell(points, false);
      told = now;
    }
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  };
  for (const point of points) {
    try {
      point.outcome = outcomeAt(scenarioAt(knob, point.value, scenario, sysctls));
    } catch {
      // The engine takes no such value: the point stays empty.
    }
    await rest();
    if (signal.aborted) return;
  }
  tell(points, false);
  if (!scenario.kernel.ideal) {
    for (const point of points.filter(({ outcome }) => outcome !== null)) {
      for (let phase = 0; phase < PHASES; phase += 1) {
        const at = scenarioAt(knob, point.value, scenario, sysctls);
        const jiffies = at.kernel.jiffies - (at.kernel.jiffies % PHASES) + phase;
        point.spread = widened(point.spread, outcomeAt({ ...at, kernel: { ...at.kernel, jiffies } }));
        await rest();
        if (signal.aborted) return;
      }
    }
  }
  tell(points, true);
}

/** @param {Summary["a"]} side @returns {Outcome} */
function outcomeOf({ goneAt, retransmissions }) {
  return { gone: goneAt, retransmissions };
}

/** @param {Point["spread"]} spread @param {Outcome} outcome @returns {Point["spread"]} */
export function widened(spread, { gone, retransmissions }) {
  if (!spread) return { gone: [gone, gone], retransmissions: [retransmissions, retransmissions] };
  const late = (/** @type {number | null} */ time) => time ?? Infinity;
  const [least, most] = spread.gone;
  return {
    gone: [late(gone) < late(least) ? gone : least, late(gone) > late(most) ? gone : most],
    retransmissions: [Math.min(spread.retransmissions[0], retransmissions), Math.max(spread.retransmissions[1], retransmissions)],
  };
}

/** @param {number[]} values */
function sorted(values) {
  return [...new Set(values)].sort((one, other) => one - other);
}
