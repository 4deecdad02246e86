// Who tells what happened. Its words are many, and are fetched with it when the first event is explained.

import { loadWords } from "../../strings/index.js";
import { describe } from "./describe.js";
import { timerName, waitSums } from "./sums.js";

/**
 * @import { Timer, Trace, TraceEvent, Wait } from "../../engine.js"
 * @import { Language, Say, SayOf } from "../../strings/index.js"
 * @import { StateNames } from "../../words.js"
 */

/** @typedef {SayOf<keyof typeof import("./en.js")["default"]>} Tell */
/** @typedef {{ trace: Trace, stateNames: StateNames, say: Say }} Telling the run that an event is of */

/**
 * @typedef {object} Teller
 * @property {(event: TraceEvent, run: Telling) => string} event what happens, without its host
 * @property {(timer: Timer, wait: Wait | undefined) => string} timer what a timer is called
 * @property {(timer: Timer, wait: Wait, at: number, due: number, fires: number, guess: boolean) => string[]} sums how its length came about
 */

const TABLES = { en: () => import("./en.js"), zh: () => import("./zh.js") };

/**
 * @param {Language} language
 * @returns {Promise<Teller>}
 */
export async function loadTeller(language) {
  const tell = await loadWords(TABLES, language);
  return {
    event: (event, run) => describe(event, run, tell),
    timer: (timer, wait) => timerName(timer, wait, tell),
    sums: (timer, wait, at, due, fires, guess) => waitSums(timer, wait, at, due, fires, guess, tell),
  };
}
