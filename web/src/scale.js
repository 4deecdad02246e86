// The time map: one invertible line from virtual time to the length of the drawing. Drawing, scrubbing
// and playback all go through it, so they cannot disagree.
//
// Inside a burst time is linear. A stretch in which nothing happens is torn: it takes
// 24 + 18·log2(gap / 10 ms) pixels whatever its length, so that exponential backoff reads as an even
// staircase (design, §9).

const MS = 1000;

/** Room before t = 0, where the connection still stands, and after the end, where it is gone. */
const LEAD = 44;
const TAIL = 64;

/** One way across the wire is this tall, so that arrows slant alike at every round trip … */
const FLIGHT_PX = 40;
/** … but a short flight is not stretched: on a LAN arrows are nearly level, as they should be. */
const MOST_PX_PER_US = 4 / MS;
/** No stretch shorter than this is torn. */
const SHORTEST_GAP = 16 * MS;

/** How far apart segments stand that are sent, or arrive, in one moment. */
export const ROW = 20;
/** A moment that needs rows is this long on the map, as far as the next leaves room; and no time is so short that a pixel is less than a microsecond. */
const STACK = MS / 2;

/**
 * @typedef {object} Gap a stretch of time in which nothing happens, drawn as a tear
 * @property {number} from µs
 * @property {number} to µs
 * @property {number} top px
 * @property {number} bottom px
 */

/**
 * @typedef {object} Scale
 * @property {(time: number) => number} toY µs to px
 * @property {(y: number) => number} toTime px to µs
 * @property {number} start where t = 0 is drawn
 * @property {number} end where the run ends
 * @property {number} height of the whole drawing
 * @property {readonly Gap[]} gaps
 * @property {(from: number, to: number) => number[]} bends the times strictly between two at which the map changes slope
 */

/**
 * @param {object} run
 * @param {readonly number[]} run.moments when something happens, in any order
 * @param {number} run.endedAt
 * @param {number} run.delay one way
 * @param {ReadonlyMap<number, number>} [run.stacks] how many rows a moment needs below its first
 * @returns {Scale}
 */
export function createScale({ moments, endedAt, delay, stacks = new Map() }) {
  const slope = Math.min(FLIGHT_PX / Math.max(delay, 1), MOST_PX_PER_US);
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
      top += Math.min(rows * ROW + moment * slope, Math.max(moment, moment * slope));
      from += moment;
      at(knots, -1).kept = true;
      if (from < to) knots.push({ time: from, y: top, bends: false, kept: true });
    }
    const torn = gapHeight(to - from, delay, slope);
    const bottom = top + (torn ?? (to - from) * slope);
    if (torn !== undefined) {
      gaps.push({ from: times[i - 1] ?? 0, to, top, bottom });
      at(knots, -1).bends = true;
    }
    knots.push({ time: to, y: bottom, bends: torn !== undefined, kept: from === to });
  }
  const kept = knots.filter((knot, i) => i === 0 || i === knots.length - 1 || knot.bends || knot.kept);
  const last = at(kept, -1);
  const below = (stacks.get(last.time) ?? 0) * ROW;

  return {
    toY: (time) => along(kept, "time", "y", time),
    toTime: (y) => along(kept, "y", "time", y),
    start: LEAD,
    end: last.y,
    height: last.y + below + TAIL,
    gaps,
    bends: (from, to) => kept.filter(({ time, bends }) => bends && time > from && time < to).map(({ time }) => time),
  };
}

/**
 * How tall a tear is; nothing where the stretch stays linear.
 *
 * @param {number} length
 * @param {number} delay
 * @param {number} slope
 */
function gapHeight(length, delay, slope) {
  if (length < Math.max(SHORTEST_GAP, 2 * delay)) return undefined;
  const height = 24 + 18 * Math.log2(length / (10 * MS));
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
