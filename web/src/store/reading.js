// What a simulation says, as the page shows it.

import { segmentOf } from "../moments.js";
import { actsOf } from "../run/acts.js";
import { axisOf, runOf } from "../run/axis.js";

/**
 * @import { Simulation, Trace } from "../engine.js"
 * @import { Run } from "../run.js"
 * @import { Light } from "../run/acts.js"
 * @import { Scale } from "../scale.js"
 * @import { Ghost, State } from "./state.js"
 */

/** @param {Light | null} light @param {{ trace: Trace, run: Run }} run */
export function litBy(light, { trace, run }) {
  return new Set(light ? actsOf(light, trace, run) : []);
}

/** @param {Simulation} simulation */
export function rewind(simulation) {
  let progress = simulation.seek(0);
  while (progress.events > 0) progress = simulation.stepBack();
  return progress;
}

/**
 * @param {Simulation} simulation
 * @param {Scale} [like] the map that is shown
 * @param {Ghost | null} [ghost]
 * @param {{ state: Readonly<State> } | null} [beside]
 */
export function read(simulation, like, ghost = null, beside = null) {
  const scenario = simulation.scenario();
  const trace = simulation.trace();
  return { scenario, trace, ...axisOf(runOf(trace, scenario), ghost?.run ?? null, beside && beside.state, like), cursor: simulation.progress() };
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
