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
 * @returns {Scale}
 */
export function createScale({ moments, endedAt, delay }) {
  const slope = Math.min(FLIGHT_PX / Math.max(delay, 1), MOST_PX_PER_US);
  const times = [...new Set([0, ...moments.filter((time) => time > 0 && time < endedAt), Math.max(endedAt, 1)])].sort((a, b) => a - b);

  /** @type {Gap[]} */
  const gaps = [];
  const knots = [{ time: 0, y: LEAD }];
  for (const [i, to] of times.entries()) {
    if (i === 0) continue;
    const from = times[i - 1] ?? 0;
    const top = at(knots, -1).y;
    const torn = gapHeight(to - from, delay, slope);
    const bottom = top + (torn ?? (to - from) * slope);
    if (torn !== undefined) gaps.push({ from, to, top, bottom });
    knots.push({ time: to, y: bottom });
  }
  const kept = knots.filter((knot, i) => i === 0 || i === knots.length - 1 || gaps.some((gap) => gap.from === knot.time || gap.to === knot.time));
  const last = at(kept, -1);

  return {
    toY: (time) => along(kept, "time", "y", time),
    toTime: (y) => along(kept, "y", "time", y),
    start: LEAD,
    end: last.y,
    height: last.y + TAIL,
    gaps,
    bends: (from, to) => kept.filter(({ time }) => time > from && time < to).map(({ time }) => time),
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
 * @typedef {{ time: number, y: number }} Knot
 * @param {readonly Knot[]} knots strictly increasing in both
 * @param {keyof Knot} given
 * @param {keyof Knot} wanted
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
