// <la-run-table>: a row for each event of the run, with what it does and why.

import { clock, flags } from "../../format.js";
import { segmentOf } from "../../moments.js";
import { html } from "../../svg.js";
import { tag as nth } from "../../words.js";
import { numbers } from "../../words/segments.js";
import { Panel, useStyles } from "../panel.js";

/**
 * @import { Host, TraceEvent } from "../../engine.js"
 * @import { Life } from "../../run.js"
 * @import { State } from "../../store.js"
 */

/** @typedef {keyof typeof import("./en.js")["default"]} Word */

/** @type {readonly Word[]} */
const COLUMNS = ["twin.time", "twin.host", "twin.event", "twin.segment", "twin.state", "twin.why"];

export const tag = "la-run-table";

await useStyles(new URL("./twin.css", import.meta.url));

/** @extends {Panel<Word>} */
export default class RunTable extends Panel {
  #head = html("tr");
  #body = html("tbody");
  #scroll = html("div", { class: "twin-scroll", tabindex: 0, role: "region" }, html("table", { class: "twin" }, html("thead", {}, this.#head), this.#body));
  /** @type {HTMLTableRowElement[]} a row for each event */
  #rows = [];
  #happened = 0;
  #chosen = -1;

  constructor() {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
  }

  /** @override */
  build() {
    this.append(this.#scroll);
    this.#body.addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("tr");
      if (row) this.store.select(Number(row.dataset["event"]));
    });
  }

  /** @override @param {Readonly<State>} state */
  show(state) {
    const { say: sayPage, sayRule, trace } = state;
    this.#scroll.setAttribute("aria-label", sayPage("twin.label"));
    const { rule } = trace.events[0] ?? {};
    this.toggleAttribute("data-wordless", rule !== undefined && sayRule(rule) === "");
    this.#head.replaceChildren(...COLUMNS.map((key) => html("th", { scope: "col" }, this.say(key))));
    /** @type {Map<Life | Host, string>} */
    const states = new Map();
    // A thousand cells that nobody sees would cost every edit.
    this.#rows = this.closest("details[open]") ? trace.events.map((event) => this.#row(event, states, state)) : [];
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
    if (what.kind === "freed" && life?.gone === id) states.set(whose, this.say("twin.gone"));
    const named = `${nth(life)}${states.get(whose)}`;
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
