// `npm --prefix web run bench`: how long the longest preset takes in wasm, from its first event to its last,
// and how long the page takes for a frame of the one with most events.
//
// What is timed is the run alone, not what hands it over to JavaScript. Machines differ, so a peer that
// everybody has runs beside it, turn by turn: JSON.parse of the same run's trace. Told, not judged.

import { readFile } from "node:fs/promises";
import { SCENARIOS } from "../src/scenarios/index.js";
import { measureFrames } from "./frames.js";
import { readRecipe } from "./recipe.js";
import { buildWasm, packageFiles } from "./wasm.js";

/** Design, §10. */
const BUDGET_MS = 1;
const WARM_UP = 300;
const TURNS = 1000;
/** µs; later than any run ends. */
const END = 1e15;

/** @typedef {typeof import("../pkg/lastack.js")} Engine */

export async function main() {
  await buildWasm();
  const { Simulation } = await load();
  const presets = await Promise.all(Object.entries(SCENARIOS).map(async ([preset, fetch]) => ({ preset, scenario: JSON.stringify((await fetch()).default) })));
  const runs = presets.map(({ preset, scenario }) => {
    const simulation = new Simulation(scenario);
    const { name } = simulation.scenario();
    const trace = simulation.trace();
    simulation.free();
    return { preset, name, scenario, trace };
  });
  const longest = runs.reduce((one, other) => (other.trace.endedAt > one.trace.endedAt ? other : one));
  const text = JSON.stringify(longest.trace);

  /** @type {number[]} */
  const run = [];
  /** @type {number[]} */
  const parse = [];
  for (let turn = 0; turn < WARM_UP + TURNS; turn += 1) {
    const simulation = new Simulation(longest.scenario);
    const ran = timed(() => simulation.tick(END));
    const { events } = simulation.progress();
    simulation.free();
    if (events !== longest.trace.events.length) throw new Error(`the run ended after ${events} of ${longest.trace.events.length} events`);
    const parsed = timed(() => JSON.parse(text));
    if (turn < WARM_UP) continue;
    run.push(ran);
    parse.push(parsed);
  }
  const [ours, theirs] = [median(run), median(parse)];
  console.log(`${longest.name}: ${(longest.trace.endedAt / 1e6).toFixed(1)} s of virtual time, ${longest.trace.events.length} events, ${longest.trace.segments.length} segments`);
  console.log(`the run in wasm              ${ours.toFixed(3)} ms, median of ${TURNS}`);
  console.log(`JSON.parse of the same trace ${theirs.toFixed(3)} ms, ${text.length} bytes`);
  console.log(`ratio                        ${(ours / theirs).toFixed(2)}`);
  console.log(`budget                       ${BUDGET_MS} ms: ${ours <= BUDGET_MS ? "PASS" : "over"}`);

  const largest = runs.reduce((one, other) => (other.trace.events.length > one.trace.events.length ? other : one));
  await measureFrames({ name: largest.preset, events: largest.trace.events.length });
}

/** @returns {Promise<Engine>} */
async function load() {
  const { wasm } = packageFiles(await readRecipe());
  /** @type {Engine} */
  const engine = await import("../pkg/lastack.js");
  await engine.default({ module_or_path: await readFile(wasm) });
  return engine;
}

/** @param {() => unknown} work @returns {number} ms */
function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** @param {number[]} times */
function median(times) {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}
