// Makes the drawing's elements from a plan. Colour is never the only sign: what is lost is dashed and
// stops at a cross, what is sent again has a double stroke and ↻, a probe is dotted, a reset thick; what
// nobody sent is a stub that begins in the open, and a router's answer comes back from the cross.

import { duration } from "../../format.js";
import { HOSTS } from "../../run.js";
import { svg } from "../../svg.js";
import { arrowText, closer, drawForged, drawReport, drawSegment, forgedText, LETTER, wayOf } from "./arrows.js";
import { BAND, BAR, LINE, laneOf, lengthOf, letterOf, lineAt, wordsAt } from "./layout.js";
import { Room } from "./room.js";

/**
 * @import { Band, Bar, Flight, Hold, Mark, Run } from "../../run.js"
 * @import { Gap, Scale } from "../../scale.js"
 * @import { State } from "../../store.js"
 * @import { Columns, Label, Plan } from "./layout.js"
 */

/** A bar is so much wider for each time that its timeout was doubled, as far as its lane goes. */
const STEP = 1.5;
const STEPS = 10;
/** How long the words of the lane of who holds a socket are, and how far apart. */
const HOLD_LETTER = 5.5;
const HOLD_AGAIN = 340;
/** Of many lanes they are further apart: so many in all are enough to read, and soon drawn. */
const MOST_HOLD_TEXTS = 400;
/** Where nothing covers them. */
const HEAD = 2;
/** A tear ends so far from the words beside it, and words so far from the edge. */
const BESIDE = 4;

/** @typedef {{ element: SVGElement, y: number }} Word something to read, and the moment that it is about as a place */

/**
 * What is to be read is apart from what is to be seen: it's never under the veil.
 *
 * @param {Plan} plan
 * @param {Readonly<State>} state
 * @param {Columns} columns
 */
export function draw({ labels, times, height }, state, columns) {
  const { run, scale, say } = state;
  /** @type {Map<number, SVGGElement>} */
  const segments = new Map();
  /** @type {Word[]} */
  const arrowTexts = [];
  /** @type {SVGGElement[]} */
  const strangers = [];
  const room = new Room();
  const hint = hintLines(state, columns);
  for (const { text, y } of hint) room.keep((columns.a + columns.b) / 2, y, lengthOf(text) * LETTER);
  for (const { from, to, top, bottom } of scale.gaps) {
    room.keep(centreOf(state, columns), (top + bottom) / 2 + 4, lengthOf(say("ladder.idle", { time: duration(to - from) })) * LETTER);
  }
  const ways = run.flights.map((flight) => ({ flight, way: wayOf(flight, state, columns) }));
  for (const { flight, way: { first: { points, end } } } of ways) if (!scale.roomy || crosses(flight, run)) room.avoid(points[0] ?? end, end);
  for (const { flight, way } of ways) {
    const y = scale.toY(flight.sentAt);
    if (flight.forged) {
      strangers.push(drawForged(flight, way, state));
      arrowTexts.push({ element: forgedText(flight, way, state, columns), y });
      continue;
    }
    segments.set(flight.record.id, drawSegment(flight, way, state));
    const element = arrowText(flight, way, state, room);
    if (element) arrowTexts.push({ element, y });
  }
  // Whoever does not see the drawing has its segments as buttons, and all the rest in the table.
  const unread = { "aria-hidden": "true" };
  const groups = [
    svg("defs", {}, ...HOSTS.map(hatch)),
    svg("g", { class: "wires", ...unread }, ...HOSTS.map((host) => drawLifeline(columns[host], height))),
    svg("g", { class: "bands", ...unread }, ...run.bands.map((band) => drawBand(band, columns, scale, height))),
    svg("g", { class: "holds", ...unread }, ...run.holds.map((hold) => drawHold(hold, columns, scale))),
    svg("g", { class: "bars", ...unread }, ...run.bars.map((bar) => drawBar(bar, columns, scale))),
    svg("g", { class: "ends", ...unread }, ...run.marks.flatMap((mark) => (mark.kind === "gone" ? [drawEnd(mark, columns, scale)] : []))),
    svg("g", { class: "tears", ...unread }, ...scale.gaps.map((gap) => drawTear(gap, state, columns))),
    svg("g", { class: "axis", ...unread }, ...times.map(({ y }) => drawTimeLine(y, columns))),
    svg("g", { class: "reports", ...unread }, ...run.reports.map((report) => drawReport(report, state, columns))),
    svg("g", { class: "segments" }, ...segments.values()),
    svg("g", { class: "strangers" }, ...strangers),
  ];
  const again = Math.max(HOLD_AGAIN, (run.holds.length * scale.height) / MOST_HOLD_TEXTS);
  /** @type {Word[]} */
  const words = [
    ...scale.gaps.map((gap) => ({ element: tearText(gap, state, columns), y: (gap.top + gap.bottom) / 2 })),
    ...times.map(({ y, text }) => ({ element: timeText(y, text, columns), y })),
    ...labels.map((label) => ({ element: drawLabel(label, columns), y: label.anchor })),
    { element: drawHint(hint, columns), y: 0 },
    ...run.holds.flatMap((hold) => holdTexts(hold, again, state, columns)),
    ...arrowTexts,
  ];
  return { groups, words, segments };
}

/** Whether a segment overtakes another, or is overtaken. @param {Flight} flight @param {Run} run */
function crosses({ record: { from }, sentAt, until }, { flights }) {
  return flights.some((other) => other.overtaken && other.record.from === from && other.sentAt <= until && other.until >= sentAt);
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

/** @param {Readonly<State>} state @param {Columns} columns */
function hintLines({ scale, say }, columns) {
  const lines = say("ladder.hint").split("\n");
  const shown = columns.size === "narrow" ? lines : [lines.join("")];
  return shown.map((text, i) => ({ text, y: scale.start - 18 + (i - (shown.length - 1) / 2) * 13 }));
}

/** @param {ReturnType<typeof hintLines>} lines @param {Columns} columns */
function drawHint(lines, columns) {
  const x = (columns.a + columns.b) / 2;
  return svg("g", { class: "hint" }, ...lines.map(({ text, y }) => svg("text", { x, y, "text-anchor": "middle" }, text)));
}

/** @param {number} x @param {number} height */
function drawLifeline(x, height) {
  return svg("line", { class: "lifeline", x1: x, x2: x, y1: 0, y2: height });
}

/** @param {Band} band @param {Columns} columns @param {Scale} scale @param {number} height */
function drawBand({ host, life, state, mini, from, to, stays, event }, columns, scale, height) {
  const top = event === null ? 0 : scale.toY(from);
  const bottom = stays ? height : scale.toY(to);
  const half = mini ? BAND / 2 : BAND;
  const attributes = { class: `band ${host}`, "data-state": state, "data-mini": mini, "data-event": event, x: lineAt(columns, host, life.track) - half, y: top, width: half * 2, height: Math.max(bottom - top, 1) };
  return svg("rect", attributes, svg("title", {}, state));
}

/** @param {Hold} hold @param {Columns} columns @param {Scale} scale */
function holdSpan({ host, life, from, to, event }, columns, scale) {
  const x = lineAt(columns, host, life.track) + (host === "a" ? -1 : 1) * columns.lanes.hold;
  const top = event === null ? 0 : scale.toY(from);
  return { x, top, bottom: life.gone === null && to >= scale.toTime(scale.end) ? scale.height : scale.toY(to) };
}

/** @param {Hold} hold @param {Columns} columns @param {Scale} scale */
function drawHold(hold, columns, scale) {
  const { x, top, bottom } = holdSpan(hold, columns, scale);
  return svg("g", { class: `hold-lane ${hold.host}`, "data-holder": hold.holder, "data-event": hold.event },
    svg("path", { class: "hold", d: `M${x} ${top} V${bottom}` }),
    hold.event !== null && svg("path", { class: "hold-edge", d: `M${x - 3} ${top} H${x + 3}` }),
  );
}

/** Along its lane, again and again, clear of tears. @param {Hold} hold @param {number} again @param {Readonly<State>} state @param {Columns} columns */
function holdTexts(hold, again, { scale, say }, columns) {
  if (columns.size === "narrow") return [];
  const { x, top, bottom } = holdSpan(hold, columns, scale);
  const text = say(`hold.${hold.holder}`);
  const half = (lengthOf(text) * HOLD_LETTER) / 2 + 1;
  /** @type {Word[]} */
  const words = [];
  for (let y = Math.max(top, HEAD) + half; y + half <= bottom; y += again) {
    while (scale.gaps.some((gap) => Math.abs((gap.top + gap.bottom) / 2 - y) < half + 6)) y += 4;
    if (y + half > bottom) break;
    words.push({ element: svg("text", { class: `hold-text ${hold.host}`, "text-anchor": "middle", transform: `translate(${x + 3.5} ${y}) rotate(-90)` }, text), y });
  }
  return words;
}

/** @param {Bar} bar @param {Columns} columns @param {Scale} scale */
function drawBar({ host, life, timer, wait, from, to, end, event }, columns, scale) {
  const side = host === "a" ? -1 : 1;
  const x = lineAt(columns, host, life?.track ?? 0) + side * (columns.lanes.bars[laneOf(timer)] ?? 0);
  const top = scale.toY(from) + 1;
  const bottom = Math.max(scale.toY(to) - 1, top + 1);
  // Each doubling is a step wider: backoff is a staircase.
  const wide = BAR + (wait.kind === "rto" ? Math.min(wait.backoff, STEPS) * STEP : 0);
  const left = side < 0 ? x - wide : x;
  const inner = side < 0 ? left + wide : left;
  return svg("g", { class: `bar ${host}`, "data-timer": timer, "data-end": end, "data-event": event },
    svg("rect", { class: "bar-body", x: left, y: top, width: wide, height: bottom - top }),
    end === "fired" && svg("path", { class: "bar-fired", d: `M${inner} ${bottom - 4} L${inner - side * 5} ${bottom + 0.5} L${inner} ${bottom + 1}Z` }),
    end !== "fired" && svg("path", { class: "bar-cut", d: `M${left - 2} ${bottom} H${left + wide + 2}` }),
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
  const [left, right] = [columns.a - columns.lanes.words + BESIDE, columns.b + columns.lanes.words - BESIDE];
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
  return svg("text", { class: "time-text", x: columns.axis ?? 0, y: y + 4, "text-anchor": "end", ...closer(text.length * LETTER, (columns.axis ?? 0) - 2) }, text);
}

/** @param {Label} label @param {Columns} columns */
function drawLabel({ host, kind, event, anchor, top, lines, title }, columns) {
  const left = host === "a";
  const x = kind === "time" ? 4 : wordsAt(columns, host);
  const textAnchor = left && kind !== "time" ? "end" : "start";
  const side = left ? -1 : 1;
  const middle = top + LINE / 2;
  const apart = Math.abs(middle - anchor) > LINE && kind !== "timer" && kind !== "time";
  const room = kind === "time" ? columns.a : left ? x - (columns.axis === null ? 2 : columns.axis + 8) : columns.width - x - BESIDE;
  const shown = lines.map(({ text, quiet }, i) => svg("text", { class: quiet ? "quiet" : null, x, y: top + LINE * i + 11.5, "text-anchor": textAnchor, ...closer(lengthOf(text) * letterOf(columns, kind, quiet), room) }, text));
  return svg("g", { class: `label ${host}`, "data-kind": kind, "data-event": event },
    title && svg("title", {}, title),
    (kind === "call" || kind === "return" || kind === "signal" || kind === "sysctl" || kind === "icmp") && pointer(columns[host] + side * (BAND + 1), anchor, side, kind),
    apart && svg("path", { class: "leader", d: `M${x - side * 3} ${middle} L${columns[host] + side * 12} ${anchor}` }),
    ...shown,
  );
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
