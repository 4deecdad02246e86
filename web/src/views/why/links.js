// Events in lines, each of which selects its event.

import { clock } from "../../format.js";
import { html, write } from "../../svg.js";
import { tag } from "../../words.js";

/**
 * @import { TraceEvent } from "../../engine.js"
 * @import { State } from "../../store.js"
 */

/** A chain of causes, and a moment, may be as long as a run: so many are shown at a time. */
export const MOST_AT_ONCE = 50;

/** @param {readonly TraceEvent[]} events @param {Readonly<State>} state */
export function items(events, state) {
  return events.map((event) => html("li", {}, eventLink(event, state)));
}

/**
 * Events that are shown when somebody asks for them.
 *
 * @param {readonly TraceEvent[]} events
 * @param {Readonly<State>} state
 * @param {(n: number) => string} say
 */
export function folded(events, state, say) {
  const more = html("button", { type: "button", class: "event-link more-causes", "aria-expanded": "false" });
  const fold = html("li", {}, more);
  let rest = events;
  const count = () => write(more, `⋮ ${say(rest.length)}`);
  count();
  more.addEventListener("click", () => {
    const shown = items(rest.slice(0, MOST_AT_ONCE), state);
    rest = rest.slice(MOST_AT_ONCE);
    fold.before(...shown);
    shown[0]?.querySelector("button")?.focus();
    if (rest.length > 0) count();
    else fold.remove();
  });
  return fold;
}

/**
 * An event in a line, which selects it.
 *
 * @param {TraceEvent} event
 * @param {Readonly<State>} state
 */
function eventLink(event, state) {
  const { run, tell } = state;
  return html("button", { type: "button", class: "event-link", "data-select": event.id },
    html("span", { class: "figure" }, clock(event.at)), " ", html("span", { class: `host-letter ${event.host}` }, event.host), ` ${tag(event.socket === null ? null : run.lifeOf.get(event.socket))}`, tell.event(event, state));
}
