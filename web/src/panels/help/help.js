// <la-help>: the keys, from the table of actions, in a dialog.

import { ACTIONS, actionWords } from "../../actions.js";
import { html, icon, write } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { title } from "../../views/view.js";

/**
 * @import { State } from "../../store.js"
 * @import en from "./en.js"
 */

/** @typedef {keyof typeof en} Word */

export const tag = "la-help";

await useStyles(new URL("./help.css", import.meta.url));

/** @extends {Panel<Word>} */
export default class Help extends Panel {
  #dialog = html("dialog", { class: "help" });
  #heading = html("h2");
  #list = html("dl");
  #close = html("button", { type: "button", class: "quiet-button icon-button" }, icon("M4 4 12 12M12 4 4 12"));

  constructor() {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
  }

  /** @override */
  build() {
    this.#dialog.append(html("div", { class: "help-head" }, this.#heading, this.#close), this.#list);
    this.append(this.#dialog);
    this.#close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
  }

  ask() {
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  /** @override @param {Readonly<State>} state */
  show({ say }) {
    write(this.#heading, say("player.help"));
    title(this.#close, this.say("help.close"));
    const rows = ACTIONS.map((action) => ({ shown: action.shown, words: action.words ? actionWords({ ...action, words: action.words }, say) : this.say(/** @type {Word} */ (`key.${action.id}`)) }));
    rows.push({ shown: "↑ ↓", words: this.say("help.move") }, { shown: "?", words: this.say("help.this") });
    this.#list.replaceChildren(...rows.map(({ shown, words }) => html("div", {}, html("dt", {}, ...shown.split(" ").map((key) => html("kbd", {}, key))), html("dd", {}, words))));
  }
}
