// The arrows of segments and of routers' answers, with what is written on them.

import { flags } from "../../format.js";
import { LOST_AT } from "../../run/flights.js";
import { svg } from "../../svg.js";
import { unreachable } from "../../unreachable.js";
import { forgedLabel, inShort, numbers, segmentLabel } from "../../words/segments.js";
import { BAND, lengthOf, lineAt } from "./layout.js";

/**
 * @import { Flight, Report } from "../../run.js"
 * @import { SegmentRecord } from "../../engine.js"
 * @import { State } from "../../store.js"
 * @import { Say } from "../../strings/index.js"
 * @import { Columns } from "./layout.js"
 * @import { Room } from "./room.js"
 */

/** A wire shorter than this has no room for sequence numbers. */
const WIRE_FOR_NUMBERS = 300;
/** How wide a letter of an arrow's words is. */
export const LETTER = 6.7;
/** Where a flight is no taller than this, its answer is drawn so much below it, not on it. */
const FLAT = 6;
/** Words that are set closer than this nobody can read. */
const CLOSEST = 1.6;
/** How much further from the line words are that pass a cross. */
const CROSS = 5;
/** How long the arrow of a forged segment is: it begins nowhere. */
const STUB = 84;

/**
 * Sets words closer that would not fit, but not so that nobody can read them; how long they are is only a
 * guess, and nothing is to be stretched.
 *
 * @param {number} length
 * @param {number} room
 */
export function closer(length, room) {
  return length > room * 1.06 ? { textLength: Math.floor(Math.max(room, length / 2)), lengthAdjust: "spacingAndGlyphs" } : {};
}

/**
 * Where a segment runs, from wire to wire: one way for each time that it arrives, or would have arrived.
 *
 * @param {Flight} flight
 * @param {Readonly<State>} state
 * @param {Columns} columns
 */
export function wayOf({ record, forged, answers, sentAt, track, row, landings }, { scale, run }, columns) {
  const { from } = record;
  const to = from === "a" ? "b" : "a";
  const side = from === "a" ? 1 : -1;
  const apart = answers && scale.toY(sentAt + run.delay) - scale.toY(sentAt) < FLAT ? FLAT : 0;
  // Rows of the moment of sending push down what comes after it.
  const pushed = row * scale.row - scale.pushed(sentAt) + apart;
  const ways = landings.map((landing) => {
    const stop = lineAt(columns, to, landing.track) - side * BAND;
    const start = forged ? stop - side * Math.min(STUB, (columns.b - columns.a) * 0.4) : lineAt(columns, from, track) + side * BAND;
    const x = (/** @type {number} */ share) => start + (stop - start) * share;
    const end = { x: stop, y: scale.toY(landing.at) + landing.row * scale.row + apart };
    const y = scale.toY(sentAt) + row * scale.row + apart;
    const points = forged ? [{ x: start, y: end.y }, end] : [{ x: start, y }, ...scale.bends(sentAt, landing.at).map((time) => ({ x: x((time - sentAt) / (landing.at - sentAt)), y: scale.toY(time) + pushed })), end];
    return { start, stop, end, x, points, steepness: slope(points) };
  });
  return { side, ways, first: /** @type {typeof ways[number]} */ (ways[0]) };
}

/** @typedef {ReturnType<typeof wayOf>} Way */

/** @param {Flight} flight @param {Way} way @param {Readonly<State>} state */
export function drawSegment(flight, { side, ways, first }, { say }) {
  const { record, overtaken } = flight;
  const { from, how, fate } = record;
  const lost = fate.kind === "lost";
  const [done, rest] = cut(first.points, first.x(LOST_AT));
  const cross = /** @type {Point} */ (done.at(-1));
  const drawn = lost ? [done] : ways.map(({ points }) => points);
  const again = how.kind === "retransmission" || how.kind === "fast-retransmission";

  return svg("g", {
    class: `segment ${from}`,
    role: "button",
    tabindex: -1,
    "aria-label": segmentLabel(flight, say),
    "data-segment": record.name,
    "data-fate": fate.kind,
    "data-how": how.kind,
    "data-arrives": lost ? null : overtaken ? "overtaken" : ways.length > 1 ? "twice" : null,
    "data-flags": record.segment.flags,
  },
    ...ways.map(({ points }) => svg("path", { class: "hit", d: path(points) })),
    ...drawn.map((points) => svg("path", { class: "halo", d: path(points) })),
    ...drawn.map((points, i) => svg("path", { class: i === 0 ? "line" : "line copy", d: path(points) })),
    again && drawn.map((points) => svg("path", { class: "core", d: path(points) }))[0],
    lost ? svg("path", { class: "rest", d: path(rest) }) : svg("path", { class: "head", d: headAt(first.end, side, first.steepness) }),
    ...ways.slice(1).map(({ end, steepness }) => svg("path", { class: "head copy", d: headAt(end, side, steepness) })),
    svg("path", { class: "cross", d: `M${cross.x - 6} ${cross.y - 6} l12 12 m0 -12 l-12 12` }),
  );
}

/**
 * A segment that nobody sent begins in the open, near whom it is for.
 *
 * @param {Flight} flight
 * @param {Way} way
 * @param {Readonly<State>} state
 */
export function drawForged(flight, { side, first }, { say, trace }) {
  const { start, end, points } = first;
  const event = trace.events.find(({ what }) => what.kind === "injected" && what.segment === flight.record.id);
  return svg("g", { class: "segment forged", role: "img", "aria-label": forgedLabel(flight, say), "data-event": event?.id, "data-how": "forged" },
    svg("path", { class: "hit", d: path(points) }),
    svg("path", { class: "halo", d: path(points) }),
    svg("path", { class: "line", d: path(points) }),
    svg("circle", { class: "nowhere", cx: start, cy: end.y, r: 3.5 }),
    svg("path", { class: "head", d: headAt(end, side, 0) }),
  );
}

/**
 * A router's answer, from where it lost the segment back to whom it came from.
 *
 * @param {Report} report
 * @param {Readonly<State>} state
 * @param {Columns} columns
 */
export function drawReport({ segment, at, event }, state, columns) {
  const { run, scale } = state;
  const flight = run.flights.find(({ record }) => record.id === segment);
  if (!flight) return null;
  const { side, first } = wayOf(flight, state, columns);
  const from = /** @type {Point} */ (cut(first.points, first.x(LOST_AT))[0].at(-1));
  const to = { x: first.start, y: scale.toY(at) };
  const y = Math.max(from.y, Math.min(from.y + 10, to.y));
  const points = [{ x: from.x, y }, to];
  return svg("g", { class: `report ${flight.record.from}`, "data-event": event },
    svg("path", { class: "line", d: path(points) }),
    svg("path", { class: "head", d: headAt(to, -side, slope(points)) }),
  );
}

/**
 * What is written along an arrow: above it, or below where it answers one that has just come; elsewhere
 * along it where other words are there, and left out where a drawing to scale has no room.
 *
 * @param {Flight} flight
 * @param {Way} way
 * @param {Readonly<State>} state
 * @param {Room} room
 */
export function arrowText(flight, { side, first }, state, room) {
  const { record, arrivals, overtaken, wave } = flight;
  const { how, segment, from, fate } = record;
  const { scale, say } = state;
  const { start, stop, points } = first;
  const wire = Math.abs(stop - start);
  const again = signOf(how, say);
  const words = wave === null ? "" : `${say("ladder.wave", { n: wave })} `;
  const data = inShort(segment);
  const wide = wire >= WIRE_FOR_NUMBERS;
  const odd = (arrivals.length > 1 ? ` ×${arrivals.length}` : "") + (overtaken ? ` ${say("ladder.sign.overtaken")}` : "");
  const named = flags(segment.flags) + odd;
  // On a phone the wave, which the flags tell too, makes room for how much is carried.
  const most = wire - 24;
  const length = lengthOf(words + again + named + data) * LETTER;
  const shown = wide || length <= (data === "" ? most * CLOSEST : most) ? words : "";
  const figures = wide ? ` ${numbers(record)}` : data;
  // Figures are not written across the cross.
  const crossed = fate.kind === "lost" && lengthOf(shown + again + named + figures) * LETTER > wire * LOST_AT - 18;
  const forms = [[shown, figures], [shown, ""], ["", ""]].slice(crossed ? 1 : 0);
  const lengths = forms.map(([before, after]) => lengthOf(before + again + named + after) * LETTER);
  // A tear breaks a line; a curve does not, and words follow it as far as they go.
  const bend = scale.gaps.length > 0 ? points[1] : (points.find(({ x }) => Math.abs(x - start) >= (lengths[0] ?? 0) + 12) ?? points.at(-1));
  const steepness = slope(bend && [points[0] ?? bend, bend]);
  const straight = scale.gaps.length > 0 ? Math.abs((bend?.x ?? stop) - start) : wire;
  const reach = Math.min(straight, fate.kind === "lost" ? wire * LOST_AT : wire) - 24;
  const place = room.take(
    {
      x: start + side * 12,
      y: (points[0]?.y ?? 0) + 12 * steepness,
      side,
      steepness,
      reach,
      // Words that are longer than what is left of a lost one keep clear of its cross.
      apart: fate.kind === "lost" && (lengths[0] ?? 0) > reach ? CROSS : 0,
      below: answers(flight, state),
      turns: !isFollowed(flight, state),
    },
    lengths.map((length) => Math.min(length, most)),
  );
  if (!place.free && !scale.roomy) return null;
  const angle = (side * Math.atan(steepness) * 180) / Math.PI;
  const [taken, [before, after] = []] = [lengths[place.form] ?? 0, forms[place.form]];
  return svg("text", { class: `arrow-text ${from}`, "text-anchor": side > 0 ? "start" : "end", transform: `translate(${place.x.toFixed(1)} ${place.y.toFixed(1)}) rotate(${angle.toFixed(2)})`, ...closer(taken, most) },
    before && svg("tspan", { class: "wave" }, before),
    again && svg("tspan", { class: "again" }, again),
    svg("tspan", { class: "flags" }, named),
    after && svg("tspan", { class: "numbers" }, after),
  );
}

/** @param {Flight} flight @param {Way} way @param {Readonly<State>} state @param {Columns} columns */
export function forgedText({ record }, { side, first }, { say }, columns) {
  const wide = columns.b - columns.a >= WIRE_FOR_NUMBERS;
  return svg("text", { class: "arrow-text forged", "text-anchor": side > 0 ? "end" : "start", transform: `translate(${first.stop - side * 12} ${first.end.y - 6})` },
    svg("tspan", { class: "again" }, `${say("ladder.sign.forged")} `),
    svg("tspan", { class: "flags" }, flags(record.segment.flags)),
    svg("tspan", { class: "numbers" }, wide ? ` ${numbers(record)}` : inShort(record.segment)),
  );
}

/**
 * The sign before the words of a segment that is not sent for the first time.
 *
 * @param {SegmentRecord["how"]} how
 * @param {Say} say
 */
function signOf(how, say) {
  switch (how.kind) {
    case "retransmission":
      return `↻${how.nth} `;
    case "fast-retransmission":
    case "window-probe":
    case "forged":
      return `${say(`ladder.sign.${how.kind}`)} `;
    case "loss-probe":
      return "TLP ";
    case "first":
    case "ack":
    case "reset":
      return "";
    default:
      return unreachable(how);
  }
}

/** A segment that leaves where another has just arrived has its words below, not across that one's head. */
const NEAR = 26;

/** @param {Flight} flight @param {Readonly<State>} state */
function answers({ record, sentAt, row }, { run, scale }) {
  const y = scale.toY(sentAt) + row * scale.row;
  return run.flights.some(({ record: other, forged, landings }) => {
    if (other.from === record.from || other.fate.kind === "lost") return false;
    return landings.some((landing) => {
      const below = y - scale.toY(landing.at) - landing.row * scale.row;
      return landing.at <= sentAt && below >= 0 && below < (forged ? 1 : NEAR);
    });
  });
}

/** The other side of an arrow is free where it is not the next one's. @param {Flight} flight @param {Readonly<State>} state */
function isFollowed(flight, { run, scale }) {
  const next = run.flights.find(({ record, forged }) => !forged && record.from === flight.record.from && record.id > flight.record.id);
  return next !== undefined && scale.toY(next.sentAt) - scale.toY(flight.sentAt) + (next.row - flight.row) * scale.row < NEAR;
}

/** @typedef {{ x: number, y: number }} Point */

/**
 * A line in two, where it comes to `x`.
 *
 * @param {readonly Point[]} points
 * @param {number} x
 * @returns {[Point[], Point[]]}
 */
export function cut(points, x) {
  const side = Math.sign((points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0));
  const after = Math.max(points.findIndex((point) => (point.x - x) * side > 0), 1);
  const [from, to] = [points[after - 1], points[after]];
  if (!from || !to) return [[...points], []];
  const point = { x, y: from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x || 1) };
  return [[...points.slice(0, after), point], [point, ...points.slice(after)]];
}

/** @param {readonly Point[]} points */
export function path(points) {
  return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
}

/** How much a line falls for each pixel that it goes across, at its beginning. @param {readonly Point[] | undefined} points */
function slope(points) {
  const [from, to] = points ?? [];
  return from && to && to.x !== from.x ? (to.y - from.y) / Math.abs(to.x - from.x) : 0;
}

/** @param {Point} point @param {number} side @param {number} steepness */
export function headAt({ x, y }, side, steepness) {
  const length = Math.hypot(1, steepness);
  const [dx, dy] = [(side * 1) / length, steepness / length];
  const [back, half] = [10, 4];
  const base = { x: x - dx * back, y: y - dy * back };
  return `M${x.toFixed(1)} ${y.toFixed(1)} L${(base.x - dy * half).toFixed(1)} ${(base.y + dx * half).toFixed(1)} L${(base.x + dy * half).toFixed(1)} ${(base.y - dx * half).toFixed(1)}Z`;
}
