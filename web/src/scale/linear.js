// Time as it is: a second is as long as any other. A run of minutes takes a few screens, in which a burst is
// a hairline; zoomed in, a flight slants as it does in the compact map, and the waiting takes for ever.

import { burstSlope, LEAD, TAIL } from "./frame.js";

/** @import { Scale, Timeline } from "../scale.js" */

const S = 1e6;

/** A second is this long at first … */
const PX_PER_SECOND = 24;
/** … but a whole run is about a screen, and not more than some. */
const SHORTEST = 560;
const LONGEST = 3600;
/** Zoomed in, no drawing is longer than this, and no flight steeper than so many times what it is in a burst. */
const TALLEST = 240_000;
const STEEPEST = 4;

/** Segments of one moment are this far apart: enough to be counted, too little to be a time. */
const ROW = 3;

/** How far apart the times of the axis are, and how much further where nothing happens. */
const TICK = 76;
const QUIET = 10;

/**
 * @param {Timeline} run
 * @param {number} wanted
 * @returns {Scale}
 */
export default function linearScale({ moments, endedAt, delay }, wanted) {
  const end = Math.max(endedAt, 1);
  const steepest = burstSlope(delay) * STEEPEST;
  const usual = Math.min(Math.min(Math.max((end / S) * PX_PER_SECOND, SHORTEST), LONGEST) / end, steepest);
  const most = Math.max(Math.min(steepest, TALLEST / end) / usual, 1);
  const zoom = Math.min(Math.max(wanted, Math.min(0.25, most)), most);
  const slope = usual * zoom;
  const length = end * slope;
  const clamp = (/** @type {number} */ value, /** @type {number} */ top) => Math.min(Math.max(value, 0), top);

  return {
    mode: "linear",
    zoom,
    toY: (time) => LEAD + clamp(time, end) * slope,
    toTime: (y) => clamp((y - LEAD) / slope, end),
    start: LEAD,
    end: LEAD + length,
    height: LEAD + length + TAIL,
    gaps: [],
    ticks: ticksOf(moments, end, slope),
    row: ROW,
    pushed: () => 0,
    roomy: false,
    bends: () => [],
  };
}

/**
 * Round times, fewer of them where nothing happens for long.
 *
 * @param {readonly number[]} moments
 * @param {number} end
 * @param {number} slope
 */
function ticksOf(moments, end, slope) {
  const step = roundUp(TICK / slope);
  const places = new Set(moments.map((time) => Math.floor(time / step)));
  const busy = new Set([...places].flatMap((place) => Array.from({ length: 2 * QUIET }, (_, i) => place + i - QUIET)));
  const count = Math.floor(end / step) + 1;
  return Array.from({ length: count }, (_, i) => i).filter((i) => i % QUIET === 0 || busy.has(i)).map((i) => i * step);
}

/** The next of 1, 2, 5, 10, 20 … ms, or of whole µs below. @param {number} time */
function roundUp(time) {
  const decade = 10 ** Math.floor(Math.log10(Math.max(time, 1)));
  return ([1, 2, 5].find((digit) => digit * decade >= time) ?? 10) * decade;
}
