// What is shown, and who is told when it changes: the selection, what is pointed out, how time is drawn,
// what went wrong, and the language with all that is said in it. What runs is the store's.

import { headline } from "../moments.js";
import { reasonOf } from "../reason.js";
import { axisOf, runOf } from "../run/axis.js";
import { learnMode } from "../scale.js";
import { loadSpeech } from "../strings/index.js";
import { litBy } from "./reading.js";

/**
 * @import { Light } from "../run/acts.js"
 * @import { Mode } from "../scale.js"
 * @import { Key, Language, Values } from "../strings/index.js"
 * @import { Teller } from "../words/events/teller.js"
 * @import { Change, Listener, State } from "./state.js"
 */

/** Until somebody wants to know what happened. @type {Teller} */
export const SILENT = { event: () => "", timer: () => "", sums: () => [] };

export class Shown {
  /** @type {Set<Listener>} */
  #listeners = new Set();
  /** @type {State} */
  #state;
  /** Whether somebody wants to know what rules say. */
  #explains = false;
  /** Whether somebody sees the first sysctls. */
  #describes;
  /** How often words were fetched. */
  #turn = 0;
  /** A run that this one is compared with: they share one axis. @type {Shown | null} */
  #companion = null;

  /**
   * @param {State} state
   * @param {boolean} describes whether what the first sysctls do is said
   */
  constructor(state, describes) {
    this.#state = state;
    this.#describes = describes;
  }

  /** @returns {Readonly<State>} */
  get state() {
    return this.#state;
  }

  get companion() {
    return this.#companion;
  }

  /**
   * Calls back after each change, and says what changed.
   *
   * @param {Listener} listener
   * @returns {() => void} ends it
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param {number | null} event */
  select(event) {
    if (event === this.#state.selection) return;
    this.change({ selection: event }, ["selection"]);
  }

  /** @param {Light | null} light */
  point(light) {
    this.change({ light, lit: litBy(light, this.#state) }, ["light"]);
  }

  /** From now on both axes are one, as long as the longer; with nothing, this run has its own again. @param {Shown | null} other */
  beside(other) {
    this.#companion = other;
    const { trace, scenario, ghost, scale } = this.#state;
    this.change(axisOf(runOf(trace, scenario), ghost?.run ?? null, other && other.state, scale), ["run"]);
  }

  /** @param {Mode} mode */
  async setScaleMode(mode) {
    await learnMode(mode);
    this.rescale(mode, 1);
  }

  /** @param {number} zoom 1 is how a run is first seen */
  setZoom(zoom) {
    this.rescale(this.#state.scale.mode, zoom);
  }

  /** @param {Mode} mode @param {number} zoom */
  rescale(mode, zoom) {
    const { run, ghost, scale: before } = this.#state;
    const { scale } = axisOf(run, ghost?.run ?? null, this.#companion && this.#companion.state, { mode, zoom });
    if (scale.mode !== before.mode || scale.zoom !== before.zoom) this.change({ scale }, ["scale"]);
  }

  /** What would have been is no longer shown. */
  dismissGhost() {
    const { ghost, run, scale } = this.#state;
    if (ghost) this.change({ ghost: null, ...axisOf(run, null, this.#companion && this.#companion.state, scale) }, ["scale"]);
  }

  /** @param {Language} language */
  async setLanguage(language) {
    await this.#speak(language, "language");
  }

  /** @param {Language} language @param {"language" | "rules"} change @returns {Promise<boolean>} whether the words came */
  async #speak(language, change) {
    const explains = this.#explains;
    const describes = explains || this.#describes;
    const turn = (this.#turn += 1);
    try {
      const [speech, tell] = await Promise.all([loadSpeech(language, { explains, describes }), explains ? import("../words/events/teller.js").then(({ loadTeller }) => loadTeller(language)) : SILENT]);
      // Whoever asked later has the word.
      if (turn === this.#turn) this.change({ ...speech, tell }, [change]);
      return true;
    } catch (error) {
      this.warn("banner.edit", { reason: reasonOf(error) });
      return false;
    }
  }

  /** From now on rules are said: their sentences are fetched when the first is asked for. */
  async explain() {
    if (this.#explains) return;
    this.#explains = true;
    this.#explains = await this.#speak(this.#state.language, "rules");
  }

  /** From now on it is said what the first sysctls do. */
  async describe() {
    if (this.#describes) return;
    this.#describes = true;
    this.#describes = await this.#speak(this.#state.language, "rules");
  }

  /**
   * @param {Key | Record<Language, string>} key of the page's words, or words that come with what is wrong
   * @param {Values} [values]
   */
  warn(key, values = {}) {
    this.change({ banner: { key, values } }, ["banner"]);
  }

  dismissBanner() {
    this.change({ banner: null }, ["banner"]);
  }

  /**
   * For the store alone.
   *
   * @param {Partial<State>} patch
   * @param {Change[]} changes
   */
  change(patch, changes) {
    const state = { ...this.#state, ...patch };
    state.focus = state.selection ?? headline(state.trace.events, state.cursor.events, state.run.behind);
    this.#state = state;
    const set = new Set(changes);
    for (const listener of [...this.#listeners]) listener(state, set);
  }
}
