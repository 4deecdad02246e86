// <la-text-twin>: the run as a table, which a screen reader, a search and a copy can read.

import { clock, flags } from "../format.js";
import { segmentOf } from "../moments.js";
import { html, write } from "../svg.js";
import { tag } from "../words.js";
import { numbers } from "../words/segments.js";
import { View } from "./view.js";

/**
 * @import { Host, TraceEvent } from "../engine.js"
 * @import { Life } from "../run.js"
 * @import { State } from "../store.js"
 * @import { Key } from "../strings/index.js"
 */

/** @type {readonly Key[]} */
const COLUMNS = ["twin.time", "twin.host", "twin.event", "twin.segment", "twin.state", "twin.why"];

export class TextTwin extends View {
  #details = html("details");
  #summary = html("summary");
  #head = html("tr");
  #body = html("tbody");
  /** @type {HTMLTableRowElement[]} a row for each event */
  #rows = [];
  #happened = 0;
  #chosen = -1;

  /** @override */
  build() {
    const table = html("table", { class: "twin" }, html("thead", {}, this.#head), this.#body);
    this.#details.append(this.#summary, html("div", { class: "twin-scroll", tabindex: 0, role: "region" }, table));
    this.append(this.#details);
    this.#details.addEventListener("toggle", () => {
      this.store.explain();
      this.learned(this.store.state);
    });
    // On paper nobody can open it.
    addEventListener("beforeprint", () => {
      this.#details.setAttribute("open", "");
      this.learned(this.store.state);
    });
    this.#body.addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("tr");
      if (row) this.store.select(Number(row.dataset["event"]));
    });
  }

  /** @override @param {Readonly<State>} state */
  structure(state) {
    const { say, trace } = state;
    write(this.#summary, say("twin.label"));
    this.querySelector(".twin-scroll")?.setAttribute("aria-label", say("twin.label"));
    this.#head.replaceChildren(...COLUMNS.map((key) => html("th", { scope: "col" }, say(key))));
    /** @type {Map<Life | Host, string>} */
    const states = new Map();
    // A thousand cells that nobody sees would cost every visitor's first picture.
    this.#rows = this.#details.hasAttribute("open") ? trace.events.map((event) => this.#row(event, states, state)) : [];
    this.#body.replaceChildren(...this.#rows);
    this.#happened = 0;
    this.#chosen = -1;
  }

  /** @override @param {Readonly<State>} state */
  learned(state) {
    this.structure(state);
    this.position(state);
    this.lights(state);
  }

  /** @override @param {Readonly<State>} state */
  position({ cursor, focus }) {
    const [low, high] = [Math.min(cursor.events, this.#happened), Math.max(cursor.events, this.#happened)];
    for (const row of this.#rows.slice(low, high)) row.toggleAttribute("data-happened", cursor.events > this.#happened);
    this.#happened = cursor.events;
    if (this.#chosen === (focus ?? -1)) return;
    this.#rows[this.#chosen]?.removeAttribute("aria-current");
    this.#chosen = focus ?? -1;
    this.#rows[this.#chosen]?.setAttribute("aria-current", "true");
  }

  /** @override @param {Readonly<State>} state */
  lights({ lit }) {
    for (const [id, row] of this.#rows.entries()) row.toggleAttribute("data-lit", lit.has(id));
  }

  /**
   * @param {TraceEvent} event
   * @param {Map<Life | Host, string>} states of each connection after this event, kept from row to row
   * @param {Readonly<State>} state
   */
  #row(event, states, state) {
    const { trace, run, stateNames, say, sayRule, tell } = state;
    const { id, at, host, socket, what, rule } = event;
    const life = (socket === null ? undefined : run.lifeOf.get(socket)) ?? run.lives.find((first) => first.host === host);
    const first = trace.sockets.find((record) => record.id === life?.sockets[0]);
    const whose = life ?? host;
    if (!states.has(whose)) states.set(whose, stateNames.get(first?.state ?? "") ?? "");
    if (what.kind === "born") states.set(whose, stateNames.get(what.state) ?? what.state);
    if (what.kind === "entered" && !run.behind.has(id)) states.set(whose, stateNames.get(what.to) ?? what.to);
    if (what.kind === "freed" && life?.gone === id) states.set(whose, say("twin.gone"));
    const named = `${tag(life)}${states.get(whose)}`;
    const segment = segmentOf(what);
    const record = segment === null ? undefined : trace.segments[segment];
    return html("tr", { "data-event": id, "data-rule": rule },
      html("td", { class: "figure" }, html("button", { type: "button", class: "event-link" }, clock(at))),
      html("td", {}, html("span", { class: `host-name ${host}` }, say(`host.${host}`))),
      html("td", {}, tell.event(event, state)),
      html("td", { class: "figure" }, record ? `${record.how.kind === "forged" ? say("ladder.sign.forged") : record.name} ${flags(record.segment.flags)} ${numbers(record)}` : ""),
      html("td", {}, named),
      html("td", {}, sayRule(rule)),
    );
  }
}
