// Other runs, by which the one that is shown does not change. Fetched by whoever compares.

import { outcomeOf } from "../run/outcome.js";
import { withSysctlOf } from "../run/sysctls.js";
import { Store } from "../store.js";

/**
 * @import { Engine, Host, Scenario, Summary } from "../engine.js"
 */

/**
 * What a scenario would come to. Throws what the engine says of one that cannot be run.
 *
 * @param {Store} store
 * @param {Scenario} scenario
 * @returns {Summary}
 */
export function whatIf({ engine }, scenario) {
  const simulation = new engine.Simulation(scenario);
  try {
    return simulation.summary();
  } finally {
    simulation.free();
  }
}

/**
 * Another run in a store of its own, which speaks and draws time as this one does. Throws as {@link whatIf}.
 *
 * @param {Store} store
 * @param {Scenario} scenario
 * @param {Engine} [engine] what runs it
 */
export function fork(store, scenario, engine = store.engine) {
  const { language, say, sayRule, saySysctl, preset, intro, scale } = store.state;
  const other = new Store(engine, { language, say, sayRule, saySysctl }, { name: preset ?? "", intro, scenario });
  other.rescale(scale.mode, scale.zoom);
  return other;
}

/**
 * Whether anything else would have happened, had the run begun with the default.
 *
 * @param {Store} store
 * @param {Host} host
 * @param {string} key
 */
export function differsWithout(store, host, key) {
  const { sysctls, scenario } = store.state;
  return differsFrom(store, withSysctlOf(sysctls, scenario, host, key));
}

/** Whether anything else would have happened in another scenario. @param {Store} store @param {Scenario} scenario */
export function differsFrom({ engine, state }, scenario) {
  const other = new engine.Simulation(scenario);
  const outcome = outcomeOf(other.trace());
  other.free();
  return outcome !== outcomeOf(state.trace);
}
