// <la-run-table>: a row for each event of the run, with what it does and why.

import { html } from "../../svg.js";
import { Panel, useStyles } from "../panel.js";
import { rowsOf } from "./rows.js";

/**
 * @import { State } from "../../store.js"
 * @import { Row, Word } from "./rows.js"
 */

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
    // A thousand cells that nobody sees would cost every edit.
    this.#rows = this.closest("details[open]") ? rowsOf(state, this.say).map(drawRow) : [];
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
}

/** @param {Row} row */
function drawRow({ event: { id, rule, host }, time, host: who, what, segment, state, why }) {
  return html("tr", { "data-event": id, "data-rule": rule },
    html("td", { class: "figure" }, html("button", { type: "button", class: "event-link" }, time)),
    html("td", {}, html("span", { class: `host-name ${host}` }, who)),
    html("td", {}, what),
    html("td", { class: "figure" }, segment),
    html("td", {}, state),
    html("td", {}, why),
  );
}
