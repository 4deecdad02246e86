// The moments of a run that are pointed out, as a list to step through.

import { clock } from "../../format.js";
import { headline } from "../../moments.js";
import { html, icon, set, write } from "../../svg.js";
import { title } from "../../views/view.js";

/**
 * @import { Trace } from "../../engine.js"
 * @import { Run } from "../../run.js"
 * @import { State, Store } from "../../store.js"
 * @import { SayKnobs } from "./remarks.js"
 */

export class Places {
  #store;
  #back = html("button", { type: "button", class: "quiet-button places-step", "data-places": "back" }, icon("M10 3.5 5.5 8 10 12.5"));
  #on = html("button", { type: "button", class: "quiet-button places-step", "data-places": "on" }, icon("M6 3.5 10.5 8 6 12.5"));
  #close = html("button", { type: "button", class: "quiet-button places-step", "data-places": "close" }, icon("M4 4 12 12M12 4 4 12"));
  #nth = html("span", { class: "figure", role: "status" });
  #list = html("ol");
  element = html("div", { class: "places", role: "group", hidden: true }, html("div", { class: "places-head" }, this.#back, this.#nth, this.#on, html("span", { class: "spring" }), this.#close), this.#list);
  /** @type {number[]} one event for each moment */
  #events = [];

  /** @param {Store} store @param {() => void} leave where the focus goes when the list goes */
  constructor(store, leave) {
    this.#store = store;
    this.#back.addEventListener("click", () => this.#step(-1));
    this.#on.addEventListener("click", () => this.#step(1));
    this.#close.addEventListener("click", () => {
      leave();
      store.point(null);
    });
    this.#list.addEventListener("click", (event) => {
      const link = /** @type {Element} */ (event.target).closest("[data-select]");
      if (link) store.select(Number(link.getAttribute("data-select")));
    });
  }

  /**
   * @param {readonly number[] | null} events nothing where none is pointed out
   * @param {string} label
   * @param {Readonly<State>} state
   * @param {SayKnobs} say
   */
  show(events, label, state, say) {
    this.element.hidden = events === null;
    if (!events) return this.#list.replaceChildren();
    const { trace, stateNames } = state;
    this.#events = oneEach(events, trace, state.run);
    set(this.element, { "aria-label": label });
    title(this.#back, say("acts.back"));
    title(this.#on, say("acts.on"));
    title(this.#close, say("acts.close"));
    this.#list.replaceChildren(...this.#events.flatMap((id) => {
      const event = trace.events[id];
      return event ? [html("li", {}, html("button", { type: "button", class: "event-link", "data-select": id }, html("span", { class: "figure" }, clock(event.at)), " ", html("span", { class: `host-letter ${event.host}` }, event.host), ` ${state.tell.event(event, state)}`))] : [];
    }));
    this.position(state, say);
  }

  /** @param {Readonly<State>} state @param {SayKnobs} say */
  position(state, say) {
    if (this.element.hidden) return;
    const nth = this.#chosen(state);
    for (const [i, item] of [...this.#list.children].entries()) set(item.firstElementChild ?? item, { "aria-current": i === nth ? "true" : null });
    write(this.#nth, say("acts.nth", { nth: nth < 0 ? "–" : nth + 1, n: this.#events.length }));
  }

  /** @param {Readonly<State>} state */
  #chosen({ selection, trace }) {
    const chosen = selection === null ? undefined : trace.events[selection];
    return this.#events.findIndex((id) => trace.events[id]?.at === chosen?.at && trace.events[id]?.host === chosen?.host);
  }

  /** Round and round. @param {1 | -1} step */
  #step(step) {
    const n = this.#events.length;
    const nth = this.#chosen(this.#store.state);
    const next = this.#events[nth < 0 ? (step > 0 ? 0 : n - 1) : (nth + step + n) % n];
    if (next !== undefined) this.#store.select(next);
  }
}

/**
 * Of what happened in one moment on one host, what says most of it.
 *
 * @param {readonly number[]} events
 * @param {Trace} trace
 * @param {Run} run
 */
export function oneEach(events, trace, run) {
  /** @type {Map<string, number>} the last of each moment */
  const last = new Map();
  for (const id of events) last.set(`${trace.events[id]?.at} ${trace.events[id]?.host}`, id);
  return [...last.values()].map((id) => headline(trace.events, id + 1, run.behind) ?? id);
}
