// One axis for a run and for what is drawn with it.

import { readRun } from "../run.js";
import { createScale } from "../scale.js";

/**
 * @import { Scenario, Trace } from "../engine.js"
 * @import { Run } from "../run.js"
 * @import { Scale } from "../scale.js"
 */

/** @param {Trace} trace @param {Scenario} scenario */
export function runOf(trace, { delay_ms, run_ms }) {
  return readRun(trace, delay_ms * 1000, run_ms * 1000);
}

/**
 * One time map for the run, its ghost and the run that it is compared with, as long as the longest; only
 * the last makes the run itself last as long.
 *
 * @param {Run} run
 * @param {Run | null} ghost
 * @param {{ trace: Trace, scenario: Scenario } | null} beside
 * @param {Pick<Scale, "mode" | "zoom">} [like]
 */
export function axisOf(run, ghost, beside, like) {
  const twin = beside && runOf(beside.trace, beside.scenario);
  const others = [ghost, twin].filter((other) => !!other);
  const lasting = twin ? { ...run, endedAt: Math.max(run.endedAt, twin.endedAt) } : run;
  if (others.length === 0) return { run, scale: createScale(run, like) };
  const stacks = new Map(run.stacks);
  for (const other of others) for (const [at, most] of other.stacks) stacks.set(at, Math.max(most, stacks.get(at) ?? 0));
  const all = [run, ...others];
  const endedAt = Math.max(...all.map((one) => one.endedAt));
  return { run: lasting, scale: createScale({ delay: Math.max(run.delay, twin?.delay ?? 0), moments: all.flatMap((one) => [...one.moments, one.endedAt]), endedAt, stacks }, like) };
}
