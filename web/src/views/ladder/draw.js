// Makes the drawing's elements from a plan. Colour is never the only sign: what is lost is dashed and
// stops at a cross, what is sent again has a double stroke and ↻, a loss probe is dotted, a reset thick.

import { duration, flags } from "../../format.js";
import { HOSTS, LOST_AT } from "../../run.js";
import { svg } from "../../svg.js";
import { numbers, segmentLabel } from "../../words.js";
import { BAND, BAR, LANES, LINE, laneOf, lengthOf, wordsAt } from "./layout.js";

/**
 * @import { Band, Bar, Flight } from "../../run.js"
 * @import { Gap, Scale } from "../../scale.js"
 * @import { State } from "../../store.js"
 * @import { Columns, Label, Plan } from "./layout.js"
 */

/** A wire shorter than this has no room for sequence numbers. */
const WIRE_FOR_NUMBERS = 300;

/** @typedef {{ element: SVGElement, y: number }} Word something to read, and the moment that it is about as a place */

/**
 * What is to be read is apart from what is to be seen: it's never under the veil.
 *
 * @param {Plan} plan
 * @param {Readonly<State>} state
 * @param {Columns} columns
 */
export function draw({ labels, times }, state, columns) {
  const { run, scale, say } = state;
  /** @type {Map<number, SVGGElement>} */
  const segments = new Map();
  /** @type {Word[]} */
  const arrowTexts = [];
  for (const flight of run.flights) {
    const way = wayOf(flight, state, columns);
    segments.set(flight.record.id, drawSegment(flight, way, state));
    arrowTexts.push({ element: arrowText(flight, way, state, columns), y: scale.toY(flight.sentAt) });
  }
  // Whoever does not see the drawing has its segments as buttons, and all the rest in the table.
  const unread = { "aria-hidden": "true" };
  const groups = [
    svg("defs", {}, ...HOSTS.map(hatch)),
    svg("g", { class: "wires", ...unread }, ...HOSTS.map((host) => drawLifeline(columns[host], scale))),
    svg("g", { class: "bands", ...unread }, ...run.bands.map((band) => drawBand(band, columns, scale))),
    svg("g", { class: "bars", ...unread }, ...run.bars.map((bar) => drawBar(bar, columns, scale))),
    svg("g", { class: "ends", ...unread }, ...run.marks.flatMap(({ kind, host, at }) => (kind === "gone" ? [drawEnd(columns[host], scale.toY(at), host)] : []))),
    svg("g", { class: "tears", ...unread }, ...scale.gaps.map((gap) => drawTear(gap, state, columns))),
    svg("g", { class: "axis", ...unread }, ...times.map(({ y }) => drawTimeLine(y, columns))),
    svg("g", { class: "segments" }, ...segments.values()),
  ];
  /** @type {Word[]} */
  const words = [
    ...scale.gaps.map((gap) => ({ element: tearText(gap, state, columns), y: (gap.top + gap.bottom) / 2 })),
    ...times.map(({ y, text }) => ({ element: timeText(y, text, columns), y })),
    ...labels.map((label) => ({ element: drawLabel(label, columns), y: label.anchor })),
    { element: drawHint(say("ladder.hint").split("\n"), columns, scale), y: 0 },
    ...arrowTexts,
  ];
  return { groups, words, segments };
}

/** A packet that is moved along its arrow. */
export function drawFlight() {
  return svg("g", { class: "packet" }, svg("rect", { x: -17, y: -8.5, width: 34, height: 17, rx: 8.5 }), svg("text", { y: 3.5, "text-anchor": "middle" }));
}

/** @param {string} host */
function hatch(host) {
  const attributes = { id: `hatch-${host}`, class: host, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  return svg("pattern", attributes, svg("rect", { class: "hatch-ground", width: 5, height: 5 }), svg("rect", { class: "hatch-line", width: 1.6, height: 5 }));
}

/** @param {string[]} lines @param {Columns} columns @param {Scale} scale */
function drawHint(lines, columns, scale) {
  const x = (columns.a + columns.b) / 2;
  const shown = columns.size === "narrow" ? lines : [lines.join("")];
  const rows = shown.map((line, i) => svg("text", { x, y: scale.start - 18 + (i - (shown.length - 1) / 2) * 13, "text-anchor": "middle" }, line));
  return svg("g", { class: "hint" }, ...rows);
}

/** @param {number} x @param {Scale} scale */
function drawLifeline(x, scale) {
  return svg("line", { class: "lifeline", x1: x, x2: x, y1: 0, y2: scale.height });
}

/** @param {Band} band @param {Columns} columns @param {Scale} scale */
function drawBand({ host, state, mini, from, to, stays, event }, columns, scale) {
  const top = event === null ? 0 : scale.toY(from);
  const bottom = stays ? scale.height : scale.toY(to);
  const half = mini ? BAND / 2 : BAND;
  const attributes = { class: `band ${host}`, "data-state": state, "data-mini": mini, "data-event": event, x: columns[host] - half, y: top, width: half * 2, height: Math.max(bottom - top, 1) };
  return svg("rect", attributes, svg("title", {}, state));
}

/** @param {Bar} bar @param {Columns} columns @param {Scale} scale */
function drawBar({ host, timer, from, to, end, event }, columns, scale) {
  const side = host === "a" ? -1 : 1;
  const x = columns[host] + side * (LANES[laneOf(timer)] ?? 0);
  const top = scale.toY(from) + 1;
  const bottom = Math.max(scale.toY(to) - 1, top + 1);
  const left = side < 0 ? x - BAR : x;
  const inner = side < 0 ? left + BAR : left;
  return svg("g", { class: `bar ${host}`, "data-timer": timer, "data-end": end, "data-event": event },
    svg("rect", { class: "bar-body", x: left, y: top, width: BAR, height: bottom - top }),
    end === "fired" && svg("path", { class: "bar-fired", d: `M${inner} ${bottom - 4} L${inner - side * 6} ${bottom + 0.5} L${inner} ${bottom + 1}Z` }),
    end !== "fired" && svg("path", { class: "bar-cut", d: `M${left - 2} ${bottom} H${left + BAR + 2}` }),
  );
}

/** @param {number} x @param {number} y @param {string} host */
function drawEnd(x, y, host) {
  return svg("path", { class: `end ${host}`, d: `M${x - 12} ${y} H${x + 12} M${x - 7} ${y + 4.5} H${x + 7} M${x - 2.5} ${y + 9} H${x + 2.5}` });
}

/** @param {Gap} gap @param {Readonly<State>} state @param {Columns} columns */
function drawTear({ from, to, top, bottom }, { say }, columns) {
  const middle = (top + bottom) / 2;
  const [left, right] = [columns.a - 29, columns.b + 29];
  const steps = Math.max(2, Math.round((right - left) / 12));
  const step = (right - left) / steps;
  const points = Array.from({ length: steps + 1 }, (_, i) => ({ x: left + i * step, y: i % 2 ? 2.5 : -2.5 }));
  const upper = points.map(({ x, y }) => `${x.toFixed(1)} ${(middle - 4 + y).toFixed(1)}`);
  const lower = points.map(({ x, y }) => `${x.toFixed(1)} ${(middle + 4 + y).toFixed(1)}`);
  const text = say("ladder.idle", { time: duration(to - from) });
  const centre = (columns.a + columns.b) / 2;
  const room = lengthOf(text) * 6.7 + 12;
  return svg("g", { class: "tear" },
    svg("path", { class: "tear-paper", d: `M${upper.join("L")}L${[...lower].reverse().join("L")}Z` }),
    svg("path", { class: "tear-edge", d: `M${upper.join("L")}M${lower.join("L")}` }),
    svg("rect", { class: "tear-paper", x: centre - room / 2, y: middle - 8, width: room, height: 16 }),
  );
}

/** @param {Gap} gap @param {Readonly<State>} state @param {Columns} columns */
function tearText({ from, to, top, bottom }, { say }, columns) {
  const attributes = { class: "tear-text", x: (columns.a + columns.b) / 2, y: (top + bottom) / 2 + 4, "text-anchor": "middle" };
  return svg("text", attributes, say("ladder.idle", { time: duration(to - from) }));
}

/** @param {number} y @param {Columns} columns */
function drawTimeLine(y, columns) {
  return svg("line", { class: "time-line", x1: (columns.axis ?? 0) + 6, x2: columns.b - BAND, y1: y, y2: y });
}

/** @param {number} y @param {string} text @param {Columns} columns */
function timeText(y, text, columns) {
  return svg("text", { class: "time-text", x: columns.axis ?? 0, y: y + 4, "text-anchor": "end" }, text);
}

/** @param {Label} label @param {Columns} columns */
function drawLabel({ host, kind, event, anchor, top, lines, title }, columns) {
  const left = host === "a";
  const x = kind === "time" ? 4 : wordsAt(columns, host);
  const textAnchor = left && kind !== "time" ? "end" : "start";
  const side = left ? -1 : 1;
  const middle = top + LINE / 2;
  const apart = Math.abs(middle - anchor) > LINE && kind !== "timer";
  const shown = lines.map(({ text, quiet }, i) => svg("text", { class: quiet ? "quiet" : null, x, y: top + LINE * i + 11.5, "text-anchor": textAnchor }, text));
  return svg("g", { class: `label ${host}`, "data-kind": kind, "data-event": event },
    title && svg("title", {}, title),
    (kind === "call" || kind === "signal" || kind === "sysctl") && pointer(columns[host] + side * (BAND + 1), anchor, side, kind),
    apart && svg("path", { class: "leader", d: `M${x - side * 3} ${middle} L${columns[host] + side * 12} ${anchor}` }),
    ...shown,
  );
}

/**
 * A call points at the socket, a signal away from it.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} side
 * @param {string} kind
 */
function pointer(x, y, side, kind) {
  const d = kind === "signal" ? `M${x + side * 9} ${y} L${x} ${y - 4} V${y + 4}Z` : `M${x} ${y} L${x + side * 9} ${y - 4} V${y + 4}Z`;
  return svg("path", { class: "pointer", d });
}

/**
 * Where a segment runs, from wire to wire.
 *
 * @param {Flight} flight
 * @param {Readonly<State>} state
 * @param {Columns} columns
 */
function wayOf({ record, sentAt, arrivals }, { scale, run }, columns) {
  const { from, fate } = record;
  const side = from === "a" ? 1 : -1;
  const start = columns[from] + side * BAND;
  const stop = (from === "a" ? columns.b : columns.a) - side * BAND;
  const across = (/** @type {number} */ share) => start + (stop - start) * share;
  const between = (/** @type {number} */ low, /** @type {number} */ high, /** @type {number} */ at) =>
    line(scale, { time: sentAt + low * (at - sentAt), x: across(low) }, { time: sentAt + high * (at - sentAt), x: across(high) });
  const reaches = fate.kind === "lost" ? [sentAt + run.delay] : arrivals;
  const whole = reaches.map((at) => between(0, 1, at));
  return { side, start, stop, across, between, reaches, first: reaches[0] ?? sentAt, whole, steepness: slope(whole[0]) };
}

/** @typedef {ReturnType<typeof wayOf>} Way */

/** @param {Flight} flight @param {Way} way @param {Readonly<State>} state */
function drawSegment(flight, way, state) {
  const { record, sentAt } = flight;
  const { scale, say } = state;
  const { from, how, fate } = record;
  const { side, stop, across, between, reaches, first, whole, steepness } = way;
  const lost = fate.kind === "lost";
  const cross = { x: across(LOST_AT), y: scale.toY(sentAt + LOST_AT * (first - sentAt)) };
  const head = headAt(stop, scale.toY(first), side, steepness);
  const drawn = lost ? [between(0, LOST_AT, first)] : whole;

  return svg("g", {
    class: `segment ${from}`,
    role: "button",
    tabindex: -1,
    "aria-label": segmentLabel(flight, say),
    "data-segment": record.name,
    "data-fate": fate.kind,
    "data-how": how.kind,
    "data-flags": record.segment.flags,
  },
    ...whole.map((points) => svg("path", { class: "hit", d: path(points) })),
    ...drawn.map((points) => svg("path", { class: "halo", d: path(points) })),
    ...drawn.map((points) => svg("path", { class: "line", d: path(points) })),
    how.kind === "retransmission" && drawn.map((points) => svg("path", { class: "core", d: path(points) }))[0],
    lost ? svg("path", { class: "rest", d: path(between(LOST_AT, 1, first)) }) : svg("path", { class: "head", d: head }),
    ...reaches.slice(1).map((at, i) => svg("path", { class: "head", d: headAt(stop, scale.toY(at), side, slope(whole[i + 1])) })),
    svg("path", { class: "cross", d: `M${cross.x - 6} ${cross.y - 6} l12 12 m0 -12 l-12 12` }),
  );
}

/**
 * What is written along an arrow: above it, or below where it answers one that has just come.
 *
 * @param {Flight} flight
 * @param {Way} way
 * @param {Readonly<State>} state
 * @param {Columns} columns
 */
function arrowText(flight, way, state, columns) {
  const { record, sentAt, wave } = flight;
  const { how, segment, from } = record;
  const { scale, say } = state;
  const { side, start, steepness } = way;
  const x = start + side * 12;
  const y = scale.toY(sentAt) + 12 * steepness + (answers(flight, state) ? 13 : -5);
  const angle = (side * Math.atan(steepness) * 180) / Math.PI;
  const again = how.kind === "retransmission" ? `↻${how.nth} ` : how.kind === "loss-probe" ? "TLP " : "";
  return svg("text", { class: `arrow-text ${from}`, "text-anchor": side > 0 ? "start" : "end", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle.toFixed(2)})` },
    wave !== null && svg("tspan", { class: "wave" }, `${say("ladder.wave", { n: wave })} `),
    again && svg("tspan", { class: "again" }, again),
    svg("tspan", { class: "flags" }, flags(segment.flags)),
    columns.b - columns.a >= WIRE_FOR_NUMBERS && svg("tspan", { class: "numbers" }, ` ${numbers(record)}`),
  );
}

/** A segment that leaves where another has just arrived has its words below, not across that one's head. */
const NEAR = 26;

/** @param {Flight} flight @param {Readonly<State>} state */
function answers({ record, sentAt }, { run, scale }) {
  return run.flights.some(({ record: other, arrivals }) => other.from !== record.from && arrivals.some((at) => at <= sentAt && scale.toY(sentAt) - scale.toY(at) < NEAR));
}

/** @typedef {{ x: number, y: number }} Point */

/**
 * A straight line in time, which bends where the time map does.
 *
 * @param {Scale} scale
 * @param {{ time: number, x: number }} from
 * @param {{ time: number, x: number }} to
 * @returns {Point[]}
 */
function line(scale, from, to) {
  const bends = scale.bends(from.time, to.time).map((time) => ({ time, x: from.x + ((to.x - from.x) * (time - from.time)) / (to.time - from.time) }));
  return [from, ...bends, to].map(({ time, x }) => ({ x, y: scale.toY(time) }));
}

/** @param {readonly Point[]} points */
function path(points) {
  return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
}

/** How much a line falls for each pixel that it goes across, at its beginning. @param {readonly Point[] | undefined} points */
function slope(points) {
  const [from, to] = points ?? [];
  return from && to && to.x !== from.x ? (to.y - from.y) / Math.abs(to.x - from.x) : 0;
}

/** @param {number} x @param {number} y @param {number} side @param {number} steepness */
function headAt(x, y, side, steepness) {
  const length = Math.hypot(1, steepness);
  const [dx, dy] = [(side * 1) / length, steepness / length];
  const [back, half] = [10, 4];
  const base = { x: x - dx * back, y: y - dy * back };
  return `M${x.toFixed(1)} ${y.toFixed(1)} L${(base.x - dy * half).toFixed(1)} ${(base.y + dx * half).toFixed(1)} L${(base.x + dy * half).toFixed(1)} ${(base.y - dx * half).toFixed(1)}Z`;
}
