// What the time maps have in common, whichever is shown.

/** Room before t = 0, where the connection still stands, and after the end, where it is gone. */
export const LEAD = 44;
export const TAIL = 64;

/** One way across the wire is this tall, so that arrows slant alike at every round trip … */
const FLIGHT_PX = 40;
/** … but a short flight is not stretched: on a LAN arrows are nearly level, as they should be. */
const MOST_PX_PER_US = 4 / 1000;

/** How steep a map is inside a burst, px per µs. @param {number} delay one way */
export function burstSlope(delay) {
  return Math.min(FLIGHT_PX / Math.max(delay, 1), MOST_PX_PER_US);
}
