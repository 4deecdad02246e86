// Makes the drawing's elements from a plan. Colour is never the only sign: what is lost is dashed and
// stops at a cross, what is sent again has a double stroke and ↻, a probe is dotted, a reset thick; what
// nobody sent is a stub that begins in the open, and a router's answer comes back from the cross.

import { duration, flags } from "../../format.js";
import { HOSTS } from "../../run.js";
import { LOST_AT } from "../../run/flights.js";
import { ROW } from "../../scale.js";
import { svg } from "../../svg.js";
import { unreachable } from "../../unreachable.js";
import { forgedLabel, inShort, numbers, segmentLabel } from "../../words.js";
import { BAND, BAR, LANES, LINE, laneOf, lengthOf, letterOf, lineAt, wordsAt } from "./layout.js";

/**
 * @import { Band, Bar, Flight, Mark, Report } from "../../run.js"
 * @import { SegmentRecord } from "../../engine.js"
 * @import { Gap, Scale } from "../../scale.js"
 * @import { State } from "../../store.js"
 * @import { Say } from "../../strings/index.js"
 * @import { Columns, Label, Plan } from "./layout.js"
 */

/** A wire shorter than this has no room for sequence numbers. */
const WIRE_FOR_NUMBERS = 300;
/** How wide a letter of an arrow's words is. */
const LETTER = 6.7;
/** How long the arrow of a forged segment is: it begins nowhere. */
const STUB = 84;

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
  /** @type {SVGGElement[]} */
  const strangers = [];
  for (const flight of run.flights) {
    const way = wayOf(flight, state, columns);
    const y = scale.toY(flight.sentAt);
    if (flight.forged) {
      strangers.push(drawForged(flight, way, state));
      arrowTexts.push({ element: forgedText(flight, way, state, columns), y });
      continue;
    }
    segments.set(flight.record.id, drawSegment(flight, way, state));
    arrowTexts.push({ element: arrowText(flight, way, state, columns), y });
  }
  // Whoever does not see the drawing has its segments as buttons, and all the rest in the table.
  const unread = { "aria-hidden": "true" };
  const groups = [
    svg("defs", {}, ...HOSTS.map(hatch)),
    svg("g", { class: "wires", ...unread }, ...HOSTS.map((host) => drawLifeline(columns[host], scale))),
    svg("g", { class: "bands", ...unread }, ...run.bands.map((band) => drawBand(band, columns, scale))),
    svg("g", { class: "bars", ...unread }, ...run.bars.map((bar) => drawBar(bar, columns, scale))),
    svg("g", { class: "ends", ...unread }, ...run.marks.flatMap((mark) => (mark.kind === "gone" ? [drawEnd(mark, columns, scale)] : []))),
    svg("g", { class: "tears", ...unread }, ...scale.gaps.map((gap) => drawTear(gap, state, columns))),
    svg("g", { class: "axis", ...unread }, ...times.map(({ y }) => drawTimeLine(y, columns))),
    svg("g", { class: "reports", ...unread }, ...run.reports.map((report) => drawReport(report, state, columns))),
    svg("g", { class: "segments" }, ...segments.values()),
    svg("g", { class: "strangers" }, ...strangers),
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
function drawBand({ host, life, state, mini, from, to, stays, event }, columns, scale) {
  const top = event === null ? 0 : scale.toY(from);
  const bottom = stays ? scale.height : scale.toY(to);
  const half = mini ? BAND / 2 : BAND;
  const attributes = { class: `band ${host}`, "data-state": state, "data-mini": mini, "data-event": event, x: lineAt(columns, host, life.track) - half, y: top, width: half * 2, height: Math.max(bottom - top, 1) };
  return svg("rect", attributes, svg("title", {}, state));
}

/** @param {Bar} bar @param {Columns} columns @param {Scale} scale */
function drawBar({ host, life, timer, from, to, end, event }, columns, scale) {
  const side = host === "a" ? -1 : 1;
  const x = lineAt(columns, host, life?.track ?? 0) + side * (LANES[laneOf(timer)] ?? 0);
  const top = scale.toY(from) + 1;
  const bottom = Math.max(scale.toY(to) - 1, top + 1);
  const left = side < 0 ? x - BAR : x;
  const inner = side < 0 ? left + BAR : left;
  return svg("g", { class: `bar ${host}`, "data-timer": timer, "data-end": end, "data-event": event },
    svg("rect", { class: "bar-body", x: left, y: top, width: BAR, height: bottom - top }),
    end === "fired" && svg("path", { class: "bar-fired", d: `M${inner} ${bottom - 4} L${inner - side * 5} ${bottom + 0.5} L${inner} ${bottom + 1}Z` }),
    end !== "fired" && svg("path", { class: "bar-cut", d: `M${left - 2} ${bottom} H${left + BAR + 2}` }),
  );
}

/** @param {Mark} mark @param {Columns} columns @param {Scale} scale */
function drawEnd({ host, life, at }, columns, scale) {
  const [x, y] = [lineAt(columns, host, life?.track ?? 0), scale.toY(at)];
  return svg("path", { class: `end ${host}`, d: `M${x - 12} ${y} H${x + 12} M${x - 7} ${y + 4.5} H${x + 7} M${x - 2.5} ${y + 9} H${x + 2.5}` });
}

/** @param {Gap} gap @param {Readonly<State>} state @param {Columns} columns */
function drawTear({ from, to, top, bottom }, state, columns) {
  const middle = (top + bottom) / 2;
  const [left, right] = [columns.a - 33, columns.b + 33];
  const steps = Math.max(2, Math.round((right - left) / 12));
  const step = (right - left) / steps;
  const points = Array.from({ length: steps + 1 }, (_, i) => ({ x: left + i * step, y: i % 2 ? 2.5 : -2.5 }));
  const upper = points.map(({ x, y }) => `${x.toFixed(1)} ${(middle - 4 + y).toFixed(1)}`);
  const lower = points.map(({ x, y }) => `${x.toFixed(1)} ${(middle + 4 + y).toFixed(1)}`);
  const text = state.say("ladder.idle", { time: duration(to - from) });
  const centre = centreOf(state, columns);
  const room = lengthOf(text) * LETTER + 12;
  return svg("g", { class: "tear" },
    svg("path", { class: "tear-paper", d: `M${upper.join("L")}L${[...lower].reverse().join("L")}Z` }),
    svg("path", { class: "tear-edge", d: `M${upper.join("L")}M${lower.join("L")}` }),
    svg("rect", { class: "tear-paper", x: centre - room / 2, y: middle - 8, width: room, height: 16 }),
  );
}

/** @param {Gap} gap @param {Readonly<State>} state @param {Columns} columns */
function tearText({ from, to, top, bottom }, state, columns) {
  const attributes = { class: "tear-text", x: centreOf(state, columns), y: (top + bottom) / 2 + 4, "text-anchor": "middle" };
  return svg("text", attributes, state.say("ladder.idle", { time: duration(to - from) }));
}

/** The middle of the wire, between the innermost lines. @param {Readonly<State>} state @param {Columns} columns */
function centreOf({ run }, columns) {
  const innermost = (/** @type {"a" | "b"} */ host) => lineAt(columns, host, Math.max(0, ...run.lives.filter((life) => life.host === host).map(({ track }) => track)));
  return (innermost("a") + innermost("b")) / 2;
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
  const apart = Math.abs(middle - anchor) > LINE && kind !== "timer" && kind !== "time";
  const room = kind === "time" ? columns.a : left ? x - (columns.axis === null ? 2 : columns.axis + 8) : columns.width - x - 2;
  const shown = lines.map(({ text, quiet }, i) => svg("text", { class: quiet ? "quiet" : null, x, y: top + LINE * i + 11.5, "text-anchor": textAnchor, ...closer(lengthOf(text) * letterOf(columns, kind, quiet), room) }, text));
  return svg("g", { class: `label ${host}`, "data-kind": kind, "data-event": event },
    title && svg("title", {}, title),
    (kind === "call" || kind === "return" || kind === "signal" || kind === "sysctl" || kind === "icmp") && pointer(columns[host] + side * (BAND + 1), anchor, side, kind),
    apart && svg("path", { class: "leader", d: `M${x - side * 3} ${middle} L${columns[host] + side * 12} ${anchor}` }),
    ...shown,
  );
}

/**
 * Sets words closer that would not fit; but how long they are is only a guess, and nothing is to be stretched.
 *
 * @param {number} length
 * @param {number} room
 */
function closer(length, room) {
  return length > room * 1.06 ? { textLength: Math.floor(room), lengthAdjust: "spacingAndGlyphs" } : {};
}

/**
 * A call points at the socket; a signal, or what a call returns later, away from it.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} side
 * @param {string} kind
 */
function pointer(x, y, side, kind) {
  const d = kind === "signal" || kind === "return" ? `M${x + side * 9} ${y} L${x} ${y - 4} V${y + 4}Z` : `M${x} ${y} L${x + side * 9} ${y - 4} V${y + 4}Z`;
  return svg("path", { class: "pointer", d });
}

/**
 * Where a segment runs, from wire to wire: one way for each time that it arrives, or would have arrived.
 *
 * @param {Flight} flight
 * @param {Readonly<State>} state
 * @param {Columns} columns
 */
function wayOf({ record, forged, sentAt, track, row, landings }, { scale, run }, columns) {
  const { from } = record;
  const to = from === "a" ? "b" : "a";
  const side = from === "a" ? 1 : -1;
  // Rows of the moment of sending push down what comes after it.
  const pushed = (row - (run.stacks.get(sentAt) ?? 0)) * ROW;
  const ways = landings.map((landing) => {
    const stop = lineAt(columns, to, landing.track) - side * BAND;
    const start = forged ? stop - side * Math.min(STUB, (columns.b - columns.a) * 0.4) : lineAt(columns, from, track) + side * BAND;
    const x = (/** @type {number} */ share) => start + (stop - start) * share;
    const end = { x: stop, y: scale.toY(landing.at) + landing.row * ROW };
    const y = scale.toY(sentAt) + row * ROW;
    const points = forged ? [{ x: start, y: end.y }, end] : [{ x: start, y }, ...scale.bends(sentAt, landing.at).map((time) => ({ x: x((time - sentAt) / (landing.at - sentAt)), y: scale.toY(time) + pushed })), end];
    return { start, stop, end, x, points, steepness: slope(points) };
  });
  return { side, ways, first: /** @type {typeof ways[number]} */ (ways[0]) };
}

/** @typedef {ReturnType<typeof wayOf>} Way */

/** @param {Flight} flight @param {Way} way @param {Readonly<State>} state */
function drawSegment(flight, { side, ways, first }, { say }) {
  const { record } = flight;
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
    "data-flags": record.segment.flags,
  },
    ...ways.map(({ points }) => svg("path", { class: "hit", d: path(points) })),
    ...drawn.map((points) => svg("path", { class: "halo", d: path(points) })),
    ...drawn.map((points) => svg("path", { class: "line", d: path(points) })),
    again && drawn.map((points) => svg("path", { class: "core", d: path(points) }))[0],
    lost ? svg("path", { class: "rest", d: path(rest) }) : svg("path", { class: "head", d: headAt(first.end, side, first.steepness) }),
    ...ways.slice(1).map(({ end, steepness }) => svg("path", { class: "head", d: headAt(end, side, steepness) })),
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
function drawForged(flight, { side, first }, { say, trace }) {
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
function drawReport({ segment, at, event }, state, columns) {
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
 * What is written along an arrow: above it, or below where it answers one that has just come.
 *
 * @param {Flight} flight
 * @param {Way} way
 * @param {Readonly<State>} state
 * @param {Columns} columns
 */
function arrowText(flight, { side, first }, state, columns) {
  const { record, row, sentAt, wave } = flight;
  const { how, segment, from } = record;
  const { scale, say } = state;
  const { start, stop, steepness } = first;
  const x = start + side * 12;
  const y = scale.toY(sentAt) + row * ROW + 12 * steepness + (answers(flight, state) ? 13 : -5);
  const angle = (side * Math.atan(steepness) * 180) / Math.PI;
  const again = signOf(how, say);
  const words = wave === null ? "" : `${say("ladder.wave", { n: wave })} `;
  const data = inShort(segment);
  const wide = Math.abs(stop - start) >= WIRE_FOR_NUMBERS;
  // On a phone the wave, which the flags tell too, makes room for how much is carried.
  const room = Math.abs(stop - start) - 24;
  const shown = wide || data === "" || lengthOf(words + again + flags(segment.flags) + data) * LETTER <= room ? words : "";
  const length = lengthOf(shown + again + flags(segment.flags) + (wide ? ` ${numbers(record)}` : data)) * LETTER;
  return svg("text", { class: `arrow-text ${from}`, "text-anchor": side > 0 ? "start" : "end", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle.toFixed(2)})`, ...closer(length, room) },
    shown && svg("tspan", { class: "wave" }, shown),
    again && svg("tspan", { class: "again" }, again),
    svg("tspan", { class: "flags" }, flags(segment.flags)),
    wide ? svg("tspan", { class: "numbers" }, ` ${numbers(record)}`) : data && svg("tspan", { class: "numbers" }, data),
  );
}

/** @param {Flight} flight @param {Way} way @param {Readonly<State>} state @param {Columns} columns */
function forgedText({ record }, { side, first }, { say }, columns) {
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
  const y = scale.toY(sentAt) + row * ROW;
  return run.flights.some(({ record: other, forged, landings }) => {
    if (other.from === record.from || other.fate.kind === "lost") return false;
    return landings.some((landing) => {
      const below = y - scale.toY(landing.at) - landing.row * ROW;
      return landing.at <= sentAt && below >= 0 && below < (forged ? 1 : NEAR);
    });
  });
}

/** @typedef {{ x: number, y: number }} Point */

/**
 * A line in two, where it comes to `x`.
 *
 * @param {readonly Point[]} points
 * @param {number} x
 * @returns {[Point[], Point[]]}
 */
function cut(points, x) {
  const side = Math.sign((points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0));
  const after = Math.max(points.findIndex((point) => (point.x - x) * side > 0), 1);
  const [from, to] = [points[after - 1], points[after]];
  if (!from || !to) return [[...points], []];
  const point = { x, y: from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x || 1) };
  return [[...points.slice(0, after), point], [point, ...points.slice(after)]];
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

/** @param {Point} point @param {number} side @param {number} steepness */
function headAt({ x, y }, side, steepness) {
  const length = Math.hypot(1, steepness);
  const [dx, dy] = [(side * 1) / length, steepness / length];
  const [back, half] = [10, 4];
  const base = { x: x - dx * back, y: y - dy * back };
  return `M${x.toFixed(1)} ${y.toFixed(1)} L${(base.x - dy * half).toFixed(1)} ${(base.y + dx * half).toFixed(1)} L${(base.x + dy * half).toFixed(1)} ${(base.y - dx * half).toFixed(1)}Z`;
}
