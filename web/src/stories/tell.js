// What a step of a story does to the run: which scenario, what is changed in it, and where the cursor stands.
// Headless, as the store is.

import { momentNamed } from "./moments.js";

/**
 * @import { Host, Scenario, SysctlValue } from "../engine.js"
 * @import { State, Store } from "../store.js"
 * @import { Language } from "../strings/index.js"
 * @import { Played } from "./moments.js"
 */

/** @typedef {Record<Language, string>} Both */

/**
 * @typedef {object} Play a run: a preset, and what is changed in it
 * @property {string} preset
 * @property {Record<string, number>} [set] sysctls from the start: `b.tcp_orphan_retries`
 * @property {number} [phase] where in the timer wheel it starts, in ticks
 */

/** @typedef {keyof typeof import("./en.js")["default"]} Key */

/**
 * @typedef {object} Moves
 * @property {Play} [play] the run; that of the step before if left out
 * @property {string} at the moment of the cursor
 * @property {string} [look] the moment that is explained, where it is another
 * @property {string} [panel] the panel to open
 * @property {"slider"} [guess] of how long it takes
 * @property {string} [truth] what a guess is compared with: `b:2..b gone`
 * @property {Record<Language, readonly string[]>} [choices] what might happen
 * @property {number} [right] which of them does, from 0
 */

/** @typedef {Moves & (Both | { words: Key })} Step what is said stands in it, or comes with the words of what tells it */

/** @typedef {{ title: Both, steps: readonly Step[] }} Story */

/**
 * @param {Story} story
 * @param {number} index
 * @returns {Play}
 */
export function playOf({ steps }, index) {
  const play = steps[index]?.play;
  if (play) return play;
  if (index === 0) throw new Error("a story begins with a scenario");
  return playOf({ title: { en: "", zh: "" }, steps }, index - 1);
}

/**
 * Makes the step's run.
 *
 * @param {Store} store
 * @param {Play} play
 * @returns {Promise<boolean>} whether it runs
 */
export function begin(store, { preset, set = {}, phase }) {
  return store.loadPreset(preset, (text) => {
    /** @type {Record<Host, Record<string, SysctlValue>>} */
    const sysctl = { a: { ...text.sysctl?.a }, b: { ...text.sysctl?.b } };
    for (const [knob, value] of Object.entries(set)) {
      const [host = "", key = ""] = knob.split(".");
      sysctl[/** @type {Host} */ (host)][key] = value;
    }
    const kernel = /** @type {Scenario["kernel"]} */ ({ ...text.kernel, ...(phase === undefined ? {} : { jiffies: TICKS + phase }) });
    return { ...text, sysctl: /** @type {NonNullable<Scenario["sysctl"]>} */ (/** @type {unknown} */ (sysctl)), kernel };
  });
}

/**
 * Puts the cursor where the step wants it.
 *
 * @param {Store} store
 * @param {Step} step
 */
export function lookAt(store, { at, look }) {
  const { at: time, event } = momentNamed(at, store.state);
  store.seek(time);
  store.select(look ? momentNamed(look, store.state).event : event);
}

/**
 * What is said at a step, with its blanks.
 *
 * @param {Step} step
 * @param {Language} language
 * @param {(key: Key) => string} say
 */
export function captionOf(step, language, say) {
  return "words" in step ? say(step.words) : step[language];
}

/** @param {Readonly<State>} state @returns {Played} */
export function playedIn({ trace, run }) {
  return { trace, run };
}

/** What the kernel's tick counter stands at where a scenario says nothing: a whole turn of the wheel. */
const TICKS = 2 ** 32;

/** The shortest and the longest time that can be guessed, µs; beyond it is for ever. */
const SHORTEST = 1e6;
const LONGEST = 600e6;
/** Where on the scale the longest time stands; the rest is for ever. */
const FINITE = 0.72;

/** @param {number} share from 0 to 1, where the end is for ever @returns {number} µs */
export function guessAt(share) {
  if (share > (1 + FINITE) / 2) return Infinity;
  const seconds = (SHORTEST * (LONGEST / SHORTEST) ** Math.min(share / FINITE, 1)) / 1e6;
  const digit = 10 ** Math.floor(Math.log10(seconds));
  return Math.round((seconds / digit) * 2) * (digit / 2) * 1e6;
}

/** Where a time stands on the scale of guesses. @param {number} time µs */
export function shareOf(time) {
  if (time === Infinity) return 1;
  return Math.min(Math.max((Math.log(time / SHORTEST) / Math.log(LONGEST / SHORTEST)) * FINITE, 0), (1 + FINITE) / 2);
}
