// Time by its logarithm, since t = 0: what takes twice as long is as much further down each time, so that
// backoff is a staircase of even steps, with nothing torn. What is late is small.

import { LEAD, TAIL } from "./frame.js";

/** @import { Scale, Timeline } from "../scale.js" */

const MS = 1000;

/** Ten times as long is this much longer. */
const DECADE = 280;
const ZOOMS = { least: 0.5, most: 24 };
const ROW = 3;
/** How far apart the times of the axis are at least. */
const TICK = 44;
/** A line that is straight in time is a curve here: as many points make it look like one. */
const CURVE = 12;

/**
 * @param {Timeline} run
 * @param {number} wanted
 * @returns {Scale}
 */
export default function logScale({ endedAt, delay }, wanted) {
  const end = Math.max(endedAt, 1);
  const zoom = Math.min(Math.max(wanted, ZOOMS.least), ZOOMS.most);
  const decade = DECADE * zoom;
  // The logarithm has no beginning: below one flight time is as good as linear.
  const unit = Math.max(delay, MS);
  const clamp = (/** @type {number} */ time) => Math.min(Math.max(time, 0), end);
  const toY = (/** @type {number} */ time) => LEAD + decade * Math.log10(1 + clamp(time) / unit);
  const toTime = (/** @type {number} */ y) => clamp(unit * (10 ** ((y - LEAD) / decade) - 1));
  const last = toY(end);

  return {
    mode: "log",
    zoom,
    toY,
    toTime,
    start: LEAD,
    end: last,
    height: last + TAIL,
    gaps: [],
    ticks: ticksOf(toY, end),
    row: ROW,
    pushed: () => 0,
    roomy: false,
    bends: (from, to) => {
      const [top, bottom] = [toY(from), toY(to)];
      const points = bottom - top < CURVE ? 0 : CURVE;
      return Array.from({ length: points }, (_, i) => toTime(top + ((bottom - top) * (i + 1)) / (points + 1)));
    },
  };
}

/**
 * 0, and 1, 2 and 5 of each decade as far as there is room.
 *
 * @param {(time: number) => number} toY
 * @param {number} end
 */
function ticksOf(toY, end) {
  const ticks = [0];
  for (let decade = MS; decade <= end; decade *= 10) {
    for (const time of [decade, 2 * decade, 5 * decade]) {
      if (time <= end && toY(time) - toY(ticks.at(-1) ?? 0) >= TICK) ticks.push(time);
    }
  }
  return ticks;
}
