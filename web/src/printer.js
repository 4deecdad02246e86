// The other door to the wasm: the engine with what tools print and read in it. Whoever shows them fetches it.
//
// It runs the scenario that the store runs once more, and follows its cursor. It holds no state of the page:
// what it prints is a function of both.

import init, { Exploration, judgeRecording, Simulation } from "../pkg/tools/lastack.js";

/**
 * @import { Host, Progress, Scenario } from "./engine.js"
 * @import { ExportFormat, ExportOptions } from "../pkg/tools/lastack.js"
 * @typedef {import("../pkg/tools/lastack.js").PrintedLine} PrintedLine
 */

/** Later than any run ends, µs. */
const END = 1e15;

/** @type {Promise<unknown> | null} */
let started = null;

/**
 * @param {URL | BufferSource} [wasm] its bytes, where they cannot be fetched, as in a test
 * @returns {Promise<typeof Printer>}
 */
export async function loadPrinter(wasm = new URL("../pkg/tools/lastack_bg.wasm", import.meta.url)) {
  started ??= init({ module_or_path: wasm });
  try {
    await started;
  } catch (error) {
    started = null;
    throw error;
  }
  return Printer;
}

/** @param {URL | BufferSource} [wasm] @returns {Promise<typeof judge>} */
export async function loadJudge(wasm) {
  await loadPrinter(wasm);
  return judge;
}

/** @param {URL | BufferSource} [wasm] */
export async function loadExploration(wasm) {
  await loadPrinter(wasm);
  return explore;
}

/**
 * A walk over all choices of losing the first segments of a scenario; none has been made yet.
 *
 * @param {Scenario} scenario
 * @param {number} first how many segments
 */
function explore(scenario, first) {
  return new Exploration(scenario, first);
}

/**
 * Judges a recording of a kernel as `conform` does, and makes the run that was judged. Throws a `RecordingError` that
 * names the field and what is wrong there.
 *
 * @param {string} text
 */
function judge(text) {
  const judged = judgeRecording(text);
  try {
    return { judgement: judged.judgement(), simulation: judged.simulation() };
  } finally {
    judged.free();
  }
}

class Printer {
  #scenario;
  #simulation;

  /** @param {Scenario} scenario */
  constructor(scenario) {
    this.#scenario = scenario;
    this.#simulation = new Simulation(scenario);
  }

  free() {
    this.#simulation.free();
  }

  /** To where a run stands: so many events have happened, and it is so late. @param {Pick<Progress, "now" | "events">} cursor */
  seek({ now, events }) {
    let progress = this.#simulation.progress();
    // From before the moment: it may be long, and a step back costs as much as many forth.
    if (progress.now !== now || progress.events > events) progress = now > 0 ? this.#simulation.seek(now - 1) : this.#rewind();
    while (progress.events < events && progress.next !== null) progress = this.#simulation.step();
    if (progress.next === null || progress.next > now) this.#simulation.tick(now);
  }

  /** To before everything. */
  #rewind() {
    this.#simulation.free();
    this.#simulation = new Simulation(this.#scenario);
    return this.#simulation.progress();
  }

  toEnd() {
    this.#simulation.tick(END);
  }

  /**
   * The whole run, wherever the cursor is, as other people's tools read it: `pcapng` as bytes, all others as text.
   *
   * @template {ExportFormat} F
   * @param {F} format
   * @param {ExportOptions} [options]
   * @returns {F extends "pcapng" ? Uint8Array<ArrayBuffer> : string}
   */
  exportRun(format, options = {}) {
    return /** @type {any} */ (this.#simulation.exportRun(format, options));
  }

  /** What of this run no kernel can be asked for, a sentence for each. @param {ExportOptions["lang"]} [lang] */
  leftOutOfLab(lang) {
    return this.#simulation.leftOutOfLab(lang);
  }

  /** @param {Host} host @returns {PrintedLine[]} */
  ss(host) {
    return this.#simulation.ss(host);
  }

  /** @param {Host} host @returns {PrintedLine[]} */
  nstat(host) {
    return this.#simulation.nstat(host);
  }

  /** @param {Host} host @returns {PrintedLine[]} */
  tcpdump(host) {
    return this.#simulation.tcpdump(host);
  }
}

/** @typedef {Printer} PrinterOfRun */
/** @typedef {Exploration} ExplorationOf */
/** @typedef {import("../pkg/tools/lastack.js").Explored} Explored */
/** @typedef {import("../pkg/tools/lastack.js").EndingRow} EndingRow */
/** @typedef {import("../pkg/tools/lastack.js").EndingSide} EndingSide */
/** @typedef {typeof judge} Judge */
/** @typedef {import("../pkg/tools/lastack.js").Judgement} Judgement */
/** @typedef {import("../pkg/tools/lastack.js").Difference} Difference */
