// The time map: one invertible line from virtual time to the length of the drawing. Drawing, scrubbing
// and playback all go through it, so they cannot disagree.
//
// There are three. The compact one is here: inside a burst time is linear, and a stretch in which nothing
// happens is torn: it takes 24 + 18·log2(gap / 10 ms) pixels whatever its length, so that exponential
// backoff reads as an even staircase (design, §9). The linear and the logarithmic one are fetched when
// somebody asks for them.

import { burstSlope, LEAD, TAIL } from "./scale/frame.js";

const MS = 1000;

/** No stretch shorter than this is torn. */
const SHORTEST_GAP = 16 * MS;

/** How far apart segments stand that are sent, or arrive, in one moment. */
const ROW = 20;
/** A moment that needs rows is this long on the map, as far as the next leaves room; and no time is so short that a pixel is less than a microsecond. */
const STACK = MS / 2;

/** How far the compact map may be zoomed. */
const ZOOMS = { least: 0.4, most: 12 };

/** @typedef {"compact" | "linear" | "log"} Mode */

/** @type {readonly Mode[]} in the order in which they are offered */
export const MODES = ["compact", "log", "linear"];

/**
 * @typedef {object} Gap a stretch of time in which nothing happens, drawn as a tear
 * @property {number} from µs
 * @property {number} to µs
 * @property {number} top px
 * @property {number} bottom px
 */

/**
 * @typedef {object} Scale
 * @property {Mode} mode
 * @property {number} zoom 1 is how a run is first seen
 * @property {(time: number) => number} toY µs to px
 * @property {(y: number) => number} toTime px to µs
 * @property {number} start where t = 0 is drawn
 * @property {number} end where the run ends
 * @property {number} height of the whole drawing
 * @property {readonly Gap[]} gaps
 * @property {readonly number[]} ticks the times that the axis names
 * @property {number} row how far apart segments stand that are sent, or arrive, in one moment
 * @property {(time: number) => number} pushed how far the map itself is longer for the rows of a moment, px
 * @property {boolean} roomy words that are in each other's way are moved; else those that matter less are left out
 * @property {(from: number, to: number) => number[]} bends the times strictly between two at which a line across is not straight
 */

/**
 * @typedef {object} Timeline what a map is made from
 * @property {readonly number[]} moments when something happens, in any order
 * @property {number} endedAt
 * @property {number} delay one way
 * @property {ReadonlyMap<number, number>} [stacks] how many rows a moment needs below its first
 */

/** @type {Map<Mode, (run: Timeline, zoom: number) => Scale>} those that are there */
const MAPS = new Map([["compact", compactScale]]);

/**
 * Fetches a map, before the first is made.
 *
 * @param {Mode} mode
 */
export async function learnMode(mode) {
  if (!MAPS.has(mode)) MAPS.set(mode, (await (mode === "linear" ? import("./scale/linear.js") : import("./scale/log.js"))).default);
}

/**
 * @param {Timeline} run
 * @param {{ mode: Mode, zoom: number }} [how] a zoom that the map can't have becomes the nearest that it can; another scale will do
 * @returns {Scale}
 */
export function createScale(run, { mode, zoom } = { mode: "compact", zoom: 1 }) {
  const map = MAPS.get(mode);
  if (!map) throw new Error(`the ${mode} map has not been fetched`);
  return map(run, zoom);
}

/**
 * @param {Timeline} run
 * @param {number} wanted
 * @returns {Scale}
 */
function compactScale({ moments, endedAt, delay, stacks = new Map() }, wanted) {
  const zoom = Math.min(Math.max(wanted, ZOOMS.least), ZOOMS.most);
  const row = ROW * Math.min(zoom, 1);
  const slope = burstSlope(delay) * zoom;

  const times = [...new Set([0, ...moments.filter((time) => time > 0 && time < endedAt), Math.max(endedAt, 1)])].sort((a, b) => a - b);

  /** @type {Gap[]} */
  const gaps = [];
  /** @type {Knot[]} where the map changes slope; a line across is straight where it does so for rows alone */
  const knots = [{ time: 0, y: LEAD, bends: true }];
  for (const [i, to] of times.entries()) {
    if (i === 0) continue;
    let from = times[i - 1] ?? 0;
    let top = at(knots, -1).y;
    const rows = stacks.get(from) ?? 0;
    if (rows > 0) {
      const moment = Math.min(STACK, to - from);
      top += Math.min(rows * row + moment * slope, Math.max(moment, moment * slope));
      from += moment;
      at(knots, -1).kept = true;
      if (from < to) knots.push({ time: from, y: top, bends: false, kept: true });
    }
    const torn = gapHeight(to - from, delay, slope, zoom);
    const bottom = top + (torn ?? (to - from) * slope);
    if (torn !== undefined) {
      gaps.push({ from: times[i - 1] ?? 0, to, top, bottom });
      at(knots, -1).bends = true;
    }
    knots.push({ time: to, y: bottom, bends: torn !== undefined, kept: from === to });
  }
  const kept = knots.filter((knot, i) => i === 0 || i === knots.length - 1 || knot.bends || knot.kept);
  const last = at(kept, -1);
  const pushed = (/** @type {number} */ time) => (stacks.get(time) ?? 0) * row;

  return {
    mode: "compact",
    zoom,
    toY: (time) => along(kept, "time", "y", time),
    toTime: (y) => along(kept, "y", "time", y),
    start: LEAD,
    end: last.y,
    height: last.y + pushed(last.time) + TAIL,
    gaps,
    ticks: [0, ...gaps.map(({ to }) => to)],
    row,
    pushed,
    roomy: zoom >= 1,
    bends: (from, to) => kept.filter(({ time, bends }) => bends && time > from && time < to).map(({ time }) => time),
  };
}

/**
 * How tall a tear is; nothing where the stretch stays linear.
 *
 * @param {number} length
 * @param {number} delay
 * @param {number} slope
 * @param {number} zoom
 */
function gapHeight(length, delay, slope, zoom) {
  if (length < Math.max(SHORTEST_GAP, 2 * delay)) return undefined;
  const height = (24 + 18 * Math.log2(length / (10 * MS))) * zoom;
  return height < length * slope ? height : undefined;
}

/**
 * @typedef {{ time: number, y: number, bends: boolean, kept?: boolean }} Knot
 * @param {readonly Knot[]} knots strictly increasing in both
 * @param {"time" | "y"} given
 * @param {"time" | "y"} wanted
 * @param {number} value clamped to the run
 */
function along(knots, given, wanted, value) {
  const first = at(knots, 0);
  const last = at(knots, -1);
  if (value <= first[given]) return first[wanted];
  if (value >= last[given]) return last[wanted];
  let low = 0;
  let high = knots.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at(knots, middle)[given] <= value) low = middle;
    else high = middle;
  }
  const before = at(knots, low);
  const after = at(knots, high);
  const share = (value - before[given]) / (after[given] - before[given]);
  return before[wanted] + share * (after[wanted] - before[wanted]);
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} index
 * @returns {T}
 */
function at(list, index) {
  const value = list.at(index);
  if (value === undefined) throw new Error("a time map has at least two knots");
  return value;
}
