// What would have come without the last edit: the old run's arrows, states and ends where the new run has
// others. All of it is hollow and without ink, as nothing else in the drawing is, and lies below the run.

import { clock } from "../../format.js";
import { LOST_AT } from "../../run/flights.js";
import { leftOf } from "../../run/ghost.js";
import { svg } from "../../svg.js";
import { useStyles } from "../panel.js";
import { cut, headAt, path, wayOf } from "./arrows.js";
import { BAND, LINE, lineAt, wordsAt } from "./layout.js";

/**
 * @import { Flight, Mark } from "../../run.js"
 * @import { Piece } from "../../run/ghost.js"
 * @import { Scale } from "../../scale.js"
 * @import { Ghost, State } from "../../store.js"
 * @import { Columns } from "./layout.js"
 */

await useStyles(new URL("../ghost.css", import.meta.url));

/** How far an old state's outline stands out behind a new one. */
const BESIDE = 3;

/**
 * @param {Ghost} ghost
 * @param {Readonly<State>} state
 * @param {Columns} columns
 * @param {number} height
 */
export function drawGhost(ghost, state, columns, height) {
  const { flights, pieces, ends } = leftOf(ghost.run, state.run);
  return [
    ...pieces.map((piece) => drawPiece(piece, columns, state.scale, height)),
    ...ends.map((end) => drawEnd(end, state, columns)),
    ...flights.map((flight) => drawFlight(flight, { ...state, run: ghost.run }, columns)),
  ];
}

/** @param {Piece} piece @param {Columns} columns @param {Scale} scale @param {number} height */
function drawPiece({ host, life, state, from, to }, columns, scale, height) {
  const half = BAND + BESIDE;
  const top = scale.toY(from);
  const bottom = to === Infinity ? height : scale.toY(to);
  return svg("rect", { class: "ghost-band", "data-state": state, x: lineAt(columns, host, life.track) - half, y: top, width: half * 2, height: Math.max(bottom - top, 1), rx: 2 }, svg("title", {}, state));
}

/**
 * Below the run's end there is nothing else, so that there is room to say when it was.
 *
 * @param {Mark} mark
 * @param {Readonly<State>} state
 * @param {Columns} columns
 */
function drawEnd({ host, life, at }, { scale, run, say }, columns) {
  const [x, y] = [lineAt(columns, host, life?.track ?? 0), scale.toY(at)];
  const room = y > scale.toY(run.endedAt) + 24;
  // On a phone its moment stands where the first line would.
  const first = y + 4 + (columns.axis === null && host === "a" ? LINE : 0);
  return svg("g", { class: "ghost-end" },
    svg("path", { d: `M${x - 12} ${y} H${x + 12} M${x - 7} ${y + 4.5} H${x + 7} M${x - 2.5} ${y + 9} H${x + 2.5}` }),
    room && svg("text", { x: wordsAt(columns, host), y: first, "text-anchor": host === "a" ? "end" : "start" }, say("ladder.gone"), svg("tspan", { class: "figure", x: wordsAt(columns, host), dy: 14 }, clock(at))),
  );
}

/** @param {Flight} flight @param {Readonly<State>} state @param {Columns} columns */
function drawFlight(flight, state, columns) {
  const { side, ways, first } = wayOf(flight, state, columns);
  const lost = flight.record.fate.kind === "lost";
  const drawn = lost ? [cut(first.points, first.x(LOST_AT))[0]] : ways.map(({ points }) => points);
  const cross = drawn[0]?.at(-1);
  return svg("g", { class: "ghost-segment", "data-ghost": flight.record.name, "data-fate": flight.record.fate.kind },
    ...drawn.map((points) => svg("path", { class: "tube", d: path(points) })),
    ...drawn.map((points) => svg("path", { class: "tube-core", d: path(points) })),
    ...(lost ? [] : ways.map(({ end, steepness }) => svg("path", { class: "tube-head", d: headAt(end, side, steepness) }))),
    lost && cross && svg("path", { class: "tube-cross", d: `M${cross.x - 4} ${cross.y - 4} l8 8 m0 -8 l-8 8` }),
  );
}
