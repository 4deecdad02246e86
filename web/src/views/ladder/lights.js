// What is pointed out in the drawing: a ring on the lifeline at each moment of it, whatever else is drawn
// there, and a mark on its arrow and its words.

import { segmentOf } from "../../moments.js";
import { svg } from "../../svg.js";
import { lineAt } from "./layout.js";

/**
 * @import { State } from "../../store.js"
 * @import { Columns } from "./layout.js"
 */

const RADIUS = 9;

/**
 * @param {Readonly<State>} state
 * @param {Columns} columns
 */
export function drawLights({ lit, trace, run, scale }, columns) {
  /** @type {Map<string, SVGCircleElement>} */
  const rings = new Map();
  for (const id of lit) {
    const event = trace.events[id];
    if (!event) continue;
    const life = event.socket === null ? undefined : run.lifeOf.get(event.socket);
    const place = { cx: lineAt(columns, event.host, life?.track ?? 0), cy: scale.toY(event.at) };
    rings.set(`${place.cx} ${place.cy}`, svg("circle", { class: "ring", "data-lit": id, r: RADIUS, ...place }));
  }
  return [...rings.values()];
}

/**
 * @param {Element} sheet
 * @param {ReadonlyMap<number, SVGGElement>} segments
 * @param {Readonly<State>} state
 */
export function markLit(sheet, segments, { lit, trace }) {
  for (const marked of sheet.querySelectorAll(".segment[data-lit], .label[data-lit], .bar[data-lit]")) marked.removeAttribute("data-lit");
  for (const id of lit) {
    const what = trace.events[id]?.what;
    const segment = what ? segmentOf(what) : null;
    if (segment !== null) segments.get(segment)?.setAttribute("data-lit", "");
    for (const drawn of sheet.querySelectorAll(`.label[data-event="${id}"], .bar[data-event="${id}"]`)) drawn.setAttribute("data-lit", "");
  }
}
