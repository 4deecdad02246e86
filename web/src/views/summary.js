// <la-summary>: what came of each side, in figures, and what it was before the last change.

import { clock } from "../format.js";
import { HOSTS } from "../run.js";
import { html, set, write } from "../svg.js";
import { View } from "./view.js";

/**
 * @import { Summary } from "../engine.js"
 * @import { State } from "../store.js"
 * @import { Key, Say } from "../strings/index.js"
 */

/** @typedef {Summary["a"]} Side */
/** @typedef {{ key: string, words: Key, value: (side: Side) => number | null, text: (value: number | null, say: Say, side: Side) => string, was: "beside" | "below" | "none" }} Row */

const count = (/** @type {number | null} */ value) => String(value ?? 0);

/** The run ended first: a timer would have ended this side. @param {Side} side */
function isDying({ ending }) {
  return ending.kind === "waits" && ["SYN_SENT", "SYN_RECV", "FIN_WAIT1", "CLOSING", "LAST_ACK", "TIME_WAIT"].includes(ending.state);
}

/** @type {readonly Row[]} */
const ROWS = [
  { key: "fins", words: "summary.fins", value: ({ fins }) => fins, text: count, was: "beside" },
  { key: "retransmissions", words: "summary.retransmissions", value: ({ retransmissions }) => retransmissions, text: count, was: "beside" },
  { key: "last-fin", words: "summary.last-fin", value: ({ lastFinAt }) => lastFinAt, text: (at, say) => (at === null ? say("summary.none") : clock(at)), was: "none" },
  { key: "gone", words: "summary.gone", value: ({ goneAt }) => goneAt, text: (at, say, side) => (at === null ? say(isDying(side) ? "summary.not-yet" : "summary.never") : clock(at)), was: "below" },
];

export class SummaryView extends View {
  #heading = html("h2");
  #heads = HOSTS.map((host) => html("th", { scope: "col", class: `host-name ${host}` }));
  #rows = ROWS.map((row) => ({
    row,
    name: html("th", { scope: "row" }),
    cells: HOSTS.map((host) => ({ host, value: html("span", { "data-summary": `${host}.${row.key}` }), was: html("span", { class: "was", "data-where": row.was }) })),
  }));

  /** @override */
  build() {
    const head = html("tr", {}, html("td"), ...this.#heads);
    const rows = this.#rows.map(({ name, cells }) => html("tr", {}, name, ...cells.map(({ value, was }) => html("td", {}, value, " ", was))));
    this.append(this.#heading, html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows)));
  }

  /** @override @param {Readonly<State>} state */
  structure({ trace: { summary }, before, say }) {
    write(this.#heading, say("summary.label"));
    for (const [i, host] of HOSTS.entries()) {
      const head = this.#heads[i];
      if (head) write(head, say(`host.${host}`));
    }
    for (const { row, name, cells } of this.#rows) {
      write(name, say(row.words));
      for (const { host, value, was } of cells) {
        const now = row.value(summary[host]);
        const last = before?.[host] ?? summary[host];
        const old = row.value(last);
        write(value, row.text(now, say, summary[host]));
        set(value, { "data-value": now ?? "" });
        write(was, old === now ? "" : say("summary.was", { value: row.text(old, say, last) }));
      }
    }
  }
}
