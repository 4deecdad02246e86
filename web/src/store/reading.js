// What a simulation says, as the page shows it.

import { segmentOf } from "../moments.js";
import { actsOf } from "../run/acts.js";
import { axisOf, runOf } from "../run/axis.js";

/**
 * @import { Scenario, Simulation, Trace } from "../engine.js"
 * @import { Run } from "../run.js"
 * @import { Light } from "../run/acts.js"
 * @import { Scale } from "../scale.js"
 * @import { Ghost, State } from "./state.js"
 */

/** @param {Light | null} light @param {{ trace: Trace, run: Run }} run */
export function litBy(light, { trace, run }) {
  return new Set(light ? actsOf(light, trace, run) : []);
}

/** @typedef {{ trace: Trace, run: Run }} Found */

/** @param {Simulation} simulation @param {Scenario} scenario @returns {Found} */
function find(simulation, scenario) {
  const trace = simulation.trace();
  return { trace, run: runOf(trace, scenario) };
}

/**
 * @param {Simulation} simulation
 * @param {Scale} [like] the map that is shown
 * @param {Ghost | null} [ghost]
 * @param {{ state: Readonly<State> } | null} [beside]
 * @param {Found} [found]
 */
export function read(simulation, like, ghost = null, beside = null, found) {
  const scenario = simulation.scenario();
  const { trace, run } = found ?? find(simulation, scenario);
  return { scenario, trace, ...axisOf(run, ghost?.run ?? null, beside && beside.state, like), cursor: simulation.progress() };
}

/**
 * @param {Trace} trace
 * @param {number | null} event
 */
export function nameOf(trace, event) {
  const what = event === null ? undefined : trace.events[event]?.what;
  const segment = what ? segmentOf(what) : null;
  return segment === null ? null : (trace.segments[segment]?.name ?? null);
}
