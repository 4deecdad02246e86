// Where a machine's states stand and which way its edges go: the plan of RFC 793, with what closes
// actively on the left, what closes passively on the right, and every sudden end led round the outside.

/** @import { State } from "../../engine.js" */

export const WIDTH = 320;
export const HEIGHT = 208;

/** @typedef {readonly [x: number, y: number]} Point */

const [LEFT, MIDDLE, RIGHT] = [56, 160, 264];
const [OPENING, OPEN, FIRST, SECOND, SHUT] = [14, 55, 101, 147, 193];

/** @type {Readonly<Record<State, Point>>} the middle of each */
export const PLACES = {
  SYN_RECV: [LEFT, OPENING],
  SYN_SENT: [RIGHT, OPENING],
  ESTABLISHED: [MIDDLE, OPEN],
  FIN_WAIT1: [LEFT, FIRST],
  FIN_WAIT2: [LEFT, SECOND],
  CLOSING: [MIDDLE, FIRST],
  TIME_WAIT: [MIDDLE, SECOND],
  CLOSE_WAIT: [RIGHT, FIRST],
  LAST_ACK: [RIGHT, SECOND],
  CLOSE: [MIDDLE, SHUT],
};

/** The order of the keyboard and of a screen reader: as a connection goes. @type {readonly State[]} */
export const STATES = ["SYN_SENT", "SYN_RECV", "ESTABLISHED", "FIN_WAIT1", "FIN_WAIT2", "CLOSING", "TIME_WAIT", "CLOSE_WAIT", "LAST_ACK", "CLOSE"];

/** Those before ESTABLISHED are drawn small: nothing closes in them. @param {State} state */
export function boxOf(state) {
  const [x, y] = PLACES[state];
  const [width, height] = state.startsWith("SYN") ? [88, 20] : [88, 24];
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** Where connections come from: nothing. @type {Point} */
export const ORIGIN = [MIDDLE, OPENING];

/** Sudden ends go down along the edges of the drawing, or between the middle and the right. */
const [OUTER_LEFT, INNER, OUTER_RIGHT] = [4, 212, 316];
/** @type {readonly Point[]} */
const ALONG_THE_LEFT = [[OUTER_LEFT, SHUT], [116, SHUT]];
/** @type {readonly Point[]} */
const ALONG_THE_RIGHT = [[OUTER_RIGHT, SHUT + 6], [204, SHUT + 6]];
/** @type {readonly Point[]} */
const BETWEEN = [[INNER, 170], [188, 170], [188, SHUT - 12]];

/** @type {Readonly<Record<string, readonly Point[]>>} the corners of each edge, by "FROM TO" */
export const WAYS = {
  "CLOSE SYN_SENT": [[166, OPENING], [220, OPENING]],
  "CLOSE SYN_RECV": [[154, OPENING], [100, OPENING]],
  "SYN_SENT SYN_RECV": [[234, 24], [234, 33], [86, 33], [86, 24]],
  "SYN_SENT ESTABLISHED": [[250, 24], [250, 49], [204, 49]],
  "SYN_RECV ESTABLISHED": [[70, 24], [70, 49], [116, 49]],
  "SYN_RECV FIN_WAIT1": [[36, 24], [36, 89]],
  "ESTABLISHED FIN_WAIT1": [[116, 61], [56, 61], [56, 89]],
  "ESTABLISHED CLOSE_WAIT": [[204, 61], [264, 61], [264, 89]],
  "FIN_WAIT1 FIN_WAIT2": [[LEFT, 113], [LEFT, 135]],
  "FIN_WAIT1 CLOSING": [[100, FIRST], [116, FIRST]],
  "FIN_WAIT2 TIME_WAIT": [[100, SECOND], [116, SECOND]],
  "CLOSING TIME_WAIT": [[MIDDLE, 113], [MIDDLE, 135]],
  "CLOSE_WAIT LAST_ACK": [[RIGHT, 113], [RIGHT, 135]],
  "TIME_WAIT CLOSE": [[MIDDLE, 159], [MIDDLE, 181]],
  "LAST_ACK CLOSE": [[RIGHT, 159], [RIGHT, 187], [204, 187]],
  "SYN_RECV CLOSE": [[12, OPENING], [OUTER_LEFT, OPENING], ...ALONG_THE_LEFT],
  "FIN_WAIT1 CLOSE": [[12, FIRST], [OUTER_LEFT, FIRST], ...ALONG_THE_LEFT],
  "FIN_WAIT2 CLOSE": [[12, SECOND], [OUTER_LEFT, SECOND], ...ALONG_THE_LEFT],
  "SYN_SENT CLOSE": [[308, OPENING], [OUTER_RIGHT, OPENING], ...ALONG_THE_RIGHT],
  "CLOSE_WAIT CLOSE": [[308, FIRST], [OUTER_RIGHT, FIRST], ...ALONG_THE_RIGHT],
  "CLOSING CLOSE": [[204, FIRST], [INNER, FIRST], ...BETWEEN],
  "ESTABLISHED CLOSE": [[188, 67], [188, 78], [INNER, 78], ...BETWEEN],
};

/** An end that no wave brings about. @param {string} way */
export function isSudden(way) {
  return way.endsWith(" CLOSE") && way !== "TIME_WAIT CLOSE" && way !== "LAST_ACK CLOSE";
}

const RADIUS = 5;
const HEAD = { long: 7, wide: 3.5 };

/**
 * A line through corners that are rounded, up to its head.
 *
 * @param {readonly Point[]} corners
 */
export function lineThrough(corners) {
  const [last = ORIGIN, before = ORIGIN] = corners.toReversed();
  const points = [...corners.slice(0, -1), towards(last, before, HEAD.long - 1)];
  return points.map((point, i) => {
    const [earlier, later] = [points[i - 1], points[i + 1]];
    if (!earlier) return `M${point.join(" ")}`;
    if (!later) return `L${point.join(" ")}`;
    return `L${towards(point, earlier, RADIUS).join(" ")} Q${point.join(" ")} ${towards(point, later, RADIUS).join(" ")}`;
  }).join(" ");
}

/**
 * The head of an arrow at the end of that line.
 *
 * @param {readonly Point[]} corners
 */
export function headOf(corners) {
  const [tip = ORIGIN, before = ORIGIN] = corners.toReversed();
  const [x, y] = towards(tip, before, HEAD.long);
  const [dx, dy] = [(tip[1] - y) / HEAD.long, (x - tip[0]) / HEAD.long].map((part) => part * HEAD.wide);
  return `M${tip.join(" ")} L${x + (dx ?? 0)} ${y + (dy ?? 0)} L${x - (dx ?? 0)} ${y - (dy ?? 0)}Z`;
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} far but not beyond the middle between them
 * @returns {Point}
 */
function towards(from, to, far) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const share = Math.min(far / Math.max(length, 1), 0.5);
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}
