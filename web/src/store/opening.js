// Runs what a link says. A link is what asks for a run that is too long for one turn of the browser: it comes in
// several, between which the page answers and is drawn. Whatever is done meanwhile is what was wanted last.

import { runOf } from "../run/axis.js";

/**
 * @import { ScenarioText, Trace } from "../engine.js"
 * @import { Preset } from "../preset.js"
 * @import { Store } from "../store.js"
 */

/** @typedef {() => Promise<boolean>} Rest for between what else is done to it: a turn of the browser's, where the run is long, and then whether it is still that run */

/** Letters of a trace that are run and shown at once. The longest preset has a twentieth of it. */
const LONG = 1_000_000;

/**
 * Runs what became of a preset, or a run of one's own, and shows it at t = 0. Throws what the engine says of one that
 * cannot be run.
 *
 * @param {Store} store
 * @param {ScenarioText} scenario
 * @param {Preset | null} preset what it began as
 * @returns {Promise<Rest | null>} nothing where it is not what is shown
 */
export async function openRun(store, scenario, preset) {
  const { Simulation } = store.engine;
  const published = preset && new Simulation(preset.scenario);
  const origin = published?.scenario();
  published?.free();

  const simulation = new Simulation(scenario);
  const wanted = store.want();
  const text = simulation.traceText();
  const turn = text.length > LONG ? nextTurn : () => {};
  await turn();
  const trace = /** @type {Trace} */ (JSON.parse(text));
  await turn();
  const run = runOf(trace, simulation.scenario());
  await turn();
  if (!wanted()) {
    simulation.free();
    return null;
  }
  store.begin(simulation, preset, { ...(origin && { origin }), found: { trace, run } });
  const { scenario: shown } = store.state;
  return async () => {
    await turn();
    return store.state.scenario === shown;
  };
}

/** After the browser has drawn, and told what was done meanwhile. */
function nextTurn() {
  return new Promise((resolve) => setTimeout(resolve));
}
