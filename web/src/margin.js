// <la-margin>: the panels beside the drawing, one at a time. All but the first are fetched when they are
// opened.

import { html, set, write } from "./svg.js";
import { Knobs } from "./views/knobs.js";
import { SummaryView } from "./views/summary.js";
import { View } from "./views/view.js";

/**
 * @import { State } from "./store.js"
 * @import { Key } from "./strings/index.js"
 * @import { Panel } from "./views/panel.js"
 */

/** @typedef {{ id: string, words: Key, load: null | (() => Promise<{ tag: string, default: new () => Panel<any> }>) }} Entry */

/** @type {readonly Entry[]} in the order of their tabs */
const PANELS = [
  { id: "knobs", words: "panel.knobs", load: null },
  { id: "rules", words: "panel.rules", load: () => import("./panels/rules/rules.js") },
  { id: "machines", words: "panel.machines", load: () => import("./panels/machines/machines.js") },
  { id: "tools", words: "panel.tools", load: () => import("./panels/tools/tools.js") },
  { id: "compare", words: "panel.compare", load: () => import("./panels/compare/compare.js") },
];

export class Margin extends View {
  #tabs = html("div", { class: "tabs", role: "tablist" });
  /** @type {Map<string, { tab: HTMLButtonElement, body: HTMLElement, opened: Promise<void> | null }>} */
  #panels = new Map();
  #open = "";
  #knobs = new Knobs(() => import("./panels/knobs/knobs.js"));

  /** @override */
  build() {
    for (const { id } of PANELS) {
      const tab = html("button", { type: "button", role: "tab", class: "tab", id: `la-tab-${id}`, "aria-controls": `la-panel-${id}`, "data-panel": id });
      const body = html("div", { role: "tabpanel", class: "panel", id: `la-panel-${id}`, "aria-labelledby": `la-tab-${id}`, hidden: true });
      tab.addEventListener("click", () => void this.open(id));
      this.#panels.set(id, { tab: /** @type {HTMLButtonElement} */ (tab), body, opened: null });
    }
    const entries = [...this.#panels.values()];
    this.#tabs.append(...entries.map(({ tab }) => tab));
    this.#tabs.addEventListener("keydown", (event) => this.#pressed(event));
    this.append(this.#tabs, ...entries.map(({ body }) => body));
    const knobs = this.#panels.get("knobs");
    if (knobs) {
      const views = [new SummaryView(), this.#knobs];
      knobs.body.append(...views);
      for (const view of views) view.connect(this.store, this.player);
      knobs.opened = Promise.resolve();
    }
    void this.open("knobs");
  }

  /** @override @param {Readonly<State>} state */
  structure({ say }) {
    set(this.#tabs, { "aria-label": say("panel.label") });
    for (const { id, words } of PANELS) {
      const tab = this.#panels.get(id)?.tab;
      if (tab) write(tab, say(words));
    }
  }

  /**
   * Shows a panel, once it is there.
   *
   * @param {string} id
   */
  async open(id) {
    const entry = PANELS.find((candidate) => candidate.id === id);
    const panel = this.#panels.get(id);
    if (!entry || !panel) return;
    this.#open = id;
    for (const [other, { tab, body }] of this.#panels) {
      set(tab, { "aria-selected": String(other === id), tabindex: other === id ? 0 : -1 });
      body.hidden = other !== id;
    }
    if (entry.load) panel.opened ??= this.#fetch(panel.body, entry.load);
    try {
      await panel.opened;
    } catch (error) {
      panel.opened = null;
      this.store.warn("banner.edit", { reason: error instanceof Error ? error.message : String(error) });
    }
  }

  /**
   * Shows one knob, wherever it is.
   *
   * @param {string} knob `b.tcp_orphan_retries`
   */
  async reveal(knob) {
    await this.open("knobs");
    await this.#knobs.reveal(knob);
  }

  /**
   * @param {HTMLElement} body
   * @param {NonNullable<Entry["load"]>} load
   */
  async #fetch(body, load) {
    const { tag, default: Element } = await load();
    if (!customElements.get(tag)) customElements.define(tag, Element);
    const view = new Element();
    await view.open(this.store, this.player);
    body.replaceChildren(view);
  }

  /** As in any row of tabs: the arrows go from one to the next. @param {KeyboardEvent} event */
  #pressed(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const ids = PANELS.map(({ id }) => id);
    const next = ids[(ids.indexOf(this.#open) + step + ids.length) % ids.length] ?? "";
    void this.open(next);
    this.#panels.get(next)?.tab.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
