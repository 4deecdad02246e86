// <la-margin>: the panels beside the drawing, one at a time, each fetched when it is opened. While a first story
// is told all are closed.

import { reasonOf } from "./reason.js";
import { html, set, write } from "./svg.js";
import { View } from "./views/view.js";

/**
 * @import { State } from "./store.js"
 * @import { Player } from "./player.js"
 * @import { Store } from "./store.js"
 * @import { Key } from "./strings/index.js"
 */

/** @typedef {HTMLElement & { open: (store: Store, player: Player) => Promise<void>, reveal?: (key: string) => Promise<void> }} Opened */
/** @typedef {{ id: string, words: Key, load: () => Promise<{ tag: string, default: new () => Opened }> }} Entry */

/** @type {readonly Entry[]} in the order of their tabs */
const PANELS = [
  { id: "knobs", words: "panel.knobs", load: () => import("./panels/front.js") },
  { id: "rules", words: "panel.rules", load: () => import("./panels/rules/rules.js") },
  { id: "machines", words: "panel.machines", load: () => import("./panels/machines/machines.js") },
  { id: "tools", words: "panel.tools", load: () => import("./panels/tools/tools.js") },
  { id: "compare", words: "panel.compare", load: () => import("./panels/compare/compare.js") },
  { id: "endings", words: "panel.endings", load: () => import("./panels/endings/endings.js") },
  { id: "takeaway", words: "panel.takeaway", load: () => import("./panels/takeaway/takeaway.js") },
];

export class Margin extends View {
  #tabs = html("div", { class: "tabs", role: "tablist" });
  /** @type {Map<string, { tab: HTMLButtonElement, body: HTMLElement, opened: Promise<Opened> | null }>} */
  #panels = new Map();
  #open = "";

  /** @override */
  build() {
    for (const { id } of PANELS) {
      const tab = html("button", { type: "button", role: "tab", class: "tab", id: `la-tab-${id}`, "aria-controls": `la-panel-${id}`, "aria-selected": "false", tabindex: -1, "data-panel": id });
      const body = html("div", { role: "tabpanel", class: "panel", id: `la-panel-${id}`, "aria-labelledby": `la-tab-${id}`, hidden: true });
      tab.addEventListener("click", () => void this.open(id));
      this.#panels.set(id, { tab: /** @type {HTMLButtonElement} */ (tab), body, opened: null });
    }
    const entries = [...this.#panels.values()];
    this.#tabs.append(...entries.map(({ tab }) => tab));
    this.#tabs.addEventListener("keydown", (event) => this.#pressed(event));
    this.append(this.#tabs, ...entries.map(({ body }) => body));
    set(entries[0]?.tab ?? this.#tabs, { tabindex: 0 });
  }

  /** What free play begins with; whatever somebody has opened by themselves stays. */
  async unfold() {
    if (this.#open === "") await this.open("knobs", true);
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
   * @param {boolean} quietly nobody asked for it: there is nothing to tell
   */
  async open(id, quietly = false) {
    const entry = PANELS.find((candidate) => candidate.id === id);
    const panel = this.#panels.get(id);
    if (!entry || !panel) return;
    this.#open = id;
    for (const [other, { tab, body }] of this.#panels) {
      set(tab, { "aria-selected": String(other === id), tabindex: other === id ? 0 : -1 });
      body.hidden = other !== id;
    }
    try {
      return await (panel.opened ??= this.#fetch(panel.body, entry.load));
    } catch (error) {
      panel.opened = null;
      this.store.warn("banner.edit", { reason: reasonOf(error) });
    } finally {
      if (!quietly) this.dispatchEvent(new CustomEvent("la-opened", { bubbles: true }));
    }
  }

  /**
   * Shows one knob, wherever it is.
   *
   * @param {string} knob `b.tcp_orphan_retries`
   */
  async reveal(knob) {
    await (await this.open("knobs"))?.reveal?.(knob);
  }

  /**
   * @param {HTMLElement} body
   * @param {Entry["load"]} load
   */
  async #fetch(body, load) {
    const { tag, default: Element } = await load();
    if (!customElements.get(tag)) customElements.define(tag, Element);
    const view = new Element();
    await view.open(this.store, this.player);
    body.replaceChildren(view);
    return view;
  }

  /** As in any row of tabs: the arrows go from one to the next. @param {KeyboardEvent} event */
  #pressed(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const ids = PANELS.map(({ id }) => id);
    const next = ids[(ids.indexOf(/** @type {HTMLElement} */ (event.target).dataset["panel"] ?? "") + step + ids.length) % ids.length] ?? "";
    void this.open(next);
    this.#panels.get(next)?.tab.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
