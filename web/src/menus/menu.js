// A menu, as everybody's hands know one: arrows move, letters find, Enter chooses, Escape goes back and then
// closes. An item that leads on shows its own items in place of these.

import { html } from "../svg.js";
import { Floating } from "./floating.js";

/** @import { Anchor } from "../views/menus.js" */

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {string} text
 * @property {string} [hint] more quietly, at the end of the line
 * @property {boolean} [code] as a programmer writes it
 * @property {() => void} [run]
 * @property {readonly Group[]} [more] what it leads to
 */

/** @typedef {{ title: string, items: readonly Item[] }} Group */

/** Letters that come one after the other are one word. */
const TYPING_MS = 700;

export class Menu {
  #box;
  #floating;
  #label;
  #back;
  /** @type {{ groups: readonly Group[], chosen: string }[]} the way to what is shown, which is the last */
  #levels;
  /** @type {Map<HTMLElement, Item | null>} what is shown; nothing is the way back */
  #rows = new Map();
  #typed = { word: "", at: 0 };

  /**
   * @param {object} menu
   * @param {string} menu.label what it is about
   * @param {readonly Group[]} menu.groups
   * @param {string} menu.back the word for going back
   * @param {Anchor} anchor
   */
  constructor({ label, groups, back }, anchor) {
    this.#label = label;
    this.#back = back;
    this.#levels = [{ groups, chosen: "" }];
    this.#box = html("div", { class: "menu", role: "menu", "aria-label": label, tabindex: -1 });
    this.#box.addEventListener("keydown", (event) => this.#pressed(event));
    this.#floating = new Floating(this.#box, anchor);
    this.#show();
  }

  #show() {
    const level = this.#levels.at(-1);
    if (!level) return this.#floating.close();
    this.#rows = new Map();
    const inner = this.#levels.length > 1;
    const head = inner ? this.#row(null) : html("div", { class: "menu-label", "aria-hidden": "true" }, this.#label);
    const groups = level.groups.map(({ title, items }) =>
      html("div", { role: "group", "aria-label": title || this.#label },
        title !== "" && html("div", { class: "menu-title", "aria-hidden": "true" }, title), ...items.map((item) => this.#row(item))));
    this.#box.replaceChildren(head, ...groups);
    this.#floating.place();
    const rows = [...this.#rows.keys()];
    (rows.find(({ dataset }) => dataset["item"] === level.chosen) ?? rows[inner ? 1 : 0])?.focus();
  }

  /** @param {Item | null} item */
  #row(item) {
    const element = item
      ? html("button", { type: "button", role: "menuitem", tabindex: -1, class: "menu-item", "data-item": item.id, "aria-haspopup": item.more ? "menu" : null },
          html("span", { class: item.code ? "menu-code" : null }, item.text), html("span", { class: "menu-hint" }, item.more ? "›" : item.hint))
      : html("button", { type: "button", role: "menuitem", tabindex: -1, class: "menu-item menu-back", "data-item": "back" }, html("span", {}, `‹ ${this.#back}`));
    element.addEventListener("click", () => this.#choose(item));
    element.addEventListener("pointermove", () => element.focus());
    this.#rows.set(element, item);
    return element;
  }

  /** @param {Item | null} item */
  #choose(item) {
    if (item?.run) return this.#floating.finish(item.run);
    const level = this.#levels.at(-1);
    if (!item) this.#levels.pop();
    else if (level && item.more) {
      level.chosen = item.id;
      this.#levels.push({ groups: item.more, chosen: "" });
    }
    this.#show();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const rows = [...this.#rows.keys()];
    const at = rows.findIndex((row) => row === document.activeElement);
    const item = this.#rows.get(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: (at + 1) % rows.length, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) rows.at(to)?.focus();
    else if (event.key === "Escape" || (event.key === "ArrowLeft" && this.#levels.length > 1)) this.#choose(null);
    else if (event.key === "ArrowRight" && item?.more) this.#choose(item);
    else if (event.key === "Tab") this.#floating.close();
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) this.#find(event, rows, at);
    else return;
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event @param {readonly HTMLElement[]} rows @param {number} at */
  #find({ key, timeStamp }, rows, at) {
    const { word, at: before } = this.#typed;
    this.#typed = { word: (timeStamp - before < TYPING_MS ? word : "") + key.toLowerCase(), at: timeStamp };
    const from = Math.max(this.#typed.word.length > 1 ? at : at + 1, 0);
    [...rows.slice(from), ...rows.slice(0, from)].find(({ textContent }) => textContent?.toLowerCase().startsWith(this.#typed.word))?.focus();
  }
}
