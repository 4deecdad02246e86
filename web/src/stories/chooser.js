// <la-chooser>: every story in its group, what people say and what happens; below, the plain scenarios.

import { html, icon, write } from "../svg.js";
import { Panel, useStyles } from "../views/panel.js";
import { title } from "../views/view.js";
import { GROUPS } from "./index.js";

/** @import { State } from "../store.js" */

/** @typedef {keyof typeof import("./chooser.en.js")["default"]} Key */

export const tag = "la-chooser";

const CROSS = "M4 4 12 12M12 4 4 12";
/** Scenarios to begin with when one plays by oneself. */
const PLAIN = ["last-ack-lost", "last-ack-lost-once", "clean-close", "first-fin-lost", "server-never-closes", "simultaneous-close", "coin-flip"];

await useStyles(new URL("./chooser.css", import.meta.url));

/** @extends {Panel<Key>} */
export default class Chooser extends Panel {
  #dialog = html("dialog", { class: "chooser", "aria-labelledby": "la-chooser-name" });
  #name = html("h2", { id: "la-chooser-name" });
  #close = html("button", { type: "button", class: "quiet-button icon-button", "data-control": "chooser-close" }, icon(CROSS));
  #list = html("div", { class: "chooser-list" });
  /** The story that is told. */
  #current = "";

  constructor() {
    super({ en: () => import("./chooser.en.js"), zh: () => import("./chooser.zh.js") });
  }

  /** @override */
  build() {
    this.#dialog.append(html("div", { class: "chooser-head" }, this.#name, this.#close), this.#list);
    this.append(this.#dialog);
    this.#close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    this.#list.addEventListener("click", (event) => this.#chosen(/** @type {Element} */ (event.target)));
    this.#list.addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** @param {string} current the story that is told, if any */
  choose(current) {
    this.#current = current;
    this.show(this.store.state);
    this.#dialog.showModal();
    const mark = this.#list.querySelector("[data-story][aria-current]") ?? this.#list.querySelector("button");
    if (mark instanceof HTMLElement) mark.focus();
  }

  /** @override @param {Readonly<State>} state */
  show({ preset }) {
    const { say } = this;
    write(this.#name, say("title"));
    title(this.#close, say("close"));
    let n = 0;
    const groups = GROUPS.map(({ group, stories }) =>
      section(say(`group.${group}`), Object.keys(stories).map((id) => {
        n += 1;
        const key = /** @type {Key} */ (id);
        return html("button", { type: "button", class: "chooser-story", "data-story": id, "aria-current": id === this.#current ? "true" : null },
          html("span", { class: "chooser-number figure" }, n),
          html("span", { class: "chooser-says" }, say(key)),
          html("span", { class: "chooser-happens" }, say(/** @type {Key} */ (`${id}.happens`))));
      })));
    const plain = section(say("plain"), [
      ...PLAIN.map((name) => html("button", { type: "button", class: "chooser-plain", "data-preset": name, "aria-current": this.#current === "" && name === preset ? "true" : null }, say(/** @type {Key} */ (`plain.${name}`)))),
    ]);
    this.#list.replaceChildren(...groups, plain);
  }

  /** @param {Element} target */
  #chosen(target) {
    const button = target.closest("button");
    const { story, preset } = button?.dataset ?? {};
    if (!story && !preset) return;
    this.#dialog.close();
    this.dispatchEvent(new CustomEvent("la-chosen", { bubbles: true, detail: { story, preset } }));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    const buttons = [...this.#list.querySelectorAll("button")];
    const here = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    buttons[(here + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  }
}

/**
 * @param {string} name
 * @param {readonly Element[]} entries
 */
function section(name, entries) {
  return html("section", { class: "chooser-group" }, html("h3", {}, name), ...entries);
}
