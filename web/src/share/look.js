// How a run is looked at, as a link says it: pure texts, from a state and back.
//
// The grammar is the crate's (web/LINKS.md); this is the part of it that changes with every frame, and that
// no wasm is fetched for.

/**
 * @import { Look } from "../linker.js"
 * @import { State } from "../store.js"
 */

const MS = 1_000;
/** In which a time is written: the shortest text counts. @type {readonly [string, number][]} */
const UNITS = [["ms", MS], ["s", 1_000 * MS], ["m", 60_000 * MS]];

/** @param {number} us @returns {string} */
export function timeText(us) {
  if (us === 0) return "0";
  const texts = UNITS.filter(([unit, size]) => unit !== "m" || us % size === 0).map(([unit, size]) => `${us / size}${unit}`);
  return texts.reduce((shortest, text) => (text.length < shortest.length ? text : shortest));
}

/**
 * A time as we write it, in µs; nothing for any other.
 *
 * @param {string} text
 */
export function timeOf(text) {
  const [, number, unit] = /^(\d{1,9}(?:\.\d{1,9})?)(ms|s|m)?$/.exec(text) ?? [];
  if (number === undefined) return null;
  const us = Math.round(Number(number) * (UNITS.find(([name]) => name === (unit ?? "ms"))?.[1] ?? MS));
  return us <= 86_400_000 * MS ? us : null;
}

/**
 * What a look says of a run, where that is not how the run is seen first.
 *
 * @param {Readonly<State>} state
 * @returns {Look}
 */
export function lookOf({ cursor, selection, trace, scale }) {
  /** @type {Look} */
  const look = {};
  if (cursor.events > 0) {
    look.t = cursor.now;
    // To seek a moment is to have all of it behind, but the start, which is before everything.
    const { events } = trace;
    const within = cursor.now === 0 || (events[cursor.events]?.at ?? Infinity) <= cursor.now;
    if (within) look.n = cursor.events;
  }
  if (selection !== null) {
    const segment = trace.segments.find(({ event }) => event === selection);
    look.sel = segment?.name ?? selection;
  }
  if (scale.mode !== "compact") look.scale = scale.mode;
  const zoom = Math.round(scale.zoom * 100);
  if (zoom !== 100) look.zoom = zoom;
  return look;
}

/**
 * In the order of the grammar.
 *
 * @param {Look} look
 * @returns {string[]}
 */
export function lookText({ t, n, sel, scale, zoom, panel, compare, story, lang }) {
  /** @type {[string, string | number | undefined][]} */
  const pairs = [["t", t === undefined ? undefined : timeText(t)], ["n", n], ["sel", sel], ["scale", scale], ["zoom", zoom], ["panel", panel], ["compare", compare], ["story", story], ["lang", lang]];
  return pairs.filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${value}`);
}
