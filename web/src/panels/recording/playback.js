// A trace that nobody can change, to be walked as a simulation is: what a store needs of one.

/**
 * @import { Engine, Progress, Scenario, Simulation, Trace } from "../../engine.js"
 * @import { State } from "../../store.js"
 */

/**
 * An engine whose every run is this trace.
 *
 * @param {Trace} trace
 * @param {Readonly<State>} state whose tables it has
 * @param {() => Error} refuse what is said to who would change it
 * @returns {Engine}
 */
export function engineOf(trace, { sysctls, stateNames }, refuse) {
  class Playback {
    #scenario;
    #now = 0;
    #events = 0;

    /** @param {Scenario} scenario */
    constructor(scenario) {
      this.#scenario = scenario;
    }

    free() {}

    scenario() {
      return this.#scenario;
    }

    trace() {
      return trace;
    }

    /** @returns {Progress} */
    progress() {
      return { now: this.#now, events: this.#events, next: trace.events[this.#events]?.at ?? null };
    }

    /** @param {number} until */
    tick(until) {
      this.#now = Math.max(this.#now, until);
      while ((trace.events[this.#events]?.at ?? Infinity) <= this.#now) this.#events += 1;
      return this.progress();
    }

    /** @param {number} at */
    seek(at) {
      [this.#now, this.#events] = [0, 0];
      return this.tick(at);
    }

    step() {
      const next = trace.events[this.#events];
      if (next) [this.#now, this.#events] = [next.at, this.#events + 1];
      return this.progress();
    }

    stepBack() {
      this.#events = Math.max(0, this.#events - 1);
      this.#now = trace.events[this.#events - 1]?.at ?? 0;
      return this.progress();
    }

    injectLoss() {
      throw refuse();
    }

    giveBack() {
      throw refuse();
    }

    intervene() {
      throw refuse();
    }
  }
  // Of what a simulation can do, a store whose run never changes asks for no more than this.
  const Simulation = /** @type {any} */ (Playback);
  return { Simulation, sysctls: () => [...sysctls], states: () => [...stateNames].map(([kernel, rfc]) => ({ kernel: /** @type {any} */ (kernel), rfc })) };
}
