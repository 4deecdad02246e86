// The wasm as Node loads it: from its bytes, without a page.

import { readFile } from "node:fs/promises";
import init, * as engine from "../../pkg/lastack.js";
import { SCENARIOS } from "../../src/scenarios/index.js";

export const BYTES = await readFile(new URL("../../pkg/lastack_bg.wasm", import.meta.url));

await init({ module_or_path: BYTES });

export { engine };

/** @typedef {import("../../pkg/lastack.js").Simulation} Simulation */

/** Every preset's scenario by its name, in their order. @type {ReadonlyMap<string, object>} */
export const PRESETS = new Map(await Promise.all(Object.entries(SCENARIOS).map(async ([name, load]) => /** @type {const} */ ([name, (await load()).default]))));

/** A run of a preset. @param {string} name */
export function simulate(name) {
  const text = PRESETS.get(name);
  if (!text) throw new Error(`no preset is called ${name}`);
  return new engine.Simulation(JSON.stringify(text));
}

/**
 * To before everything, also before what happens at t = 0.
 *
 * @param {Simulation} simulation
 */
export function rewind(simulation) {
  let progress = simulation.seek(0);
  while (progress.events > 0) progress = simulation.stepBack();
  return progress;
}

/**
 * Numbers from 0 to 1 that look random and are the same in every run.
 *
 * @param {number} seed
 */
export function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
