// <la-help>: the keys, from the table of actions, in a dialog.

import { ACTIONS, actionWords } from "../../actions.js";
import { html, icon, write } from "../../svg.js";
import { Panel, useStyles } from "../../views/panel.js";
import { title } from "../../views/view.js";

/**
 * @import { Player } from "../../player.js"
 * @import { State, Store } from "../../store.js"
 * @import en from "./en.js"
 */

/** @typedef {keyof typeof en} Word */

const tag = "la-help";

await useStyles(new URL("./help.css", import.meta.url));

/** @extends {Panel<Word>} */
class Help extends Panel {
  #dialog = html("dialog", { class: "help" });
  #heading = html("h2");
  #list = html("dl");
  #engine = html("p", { class: "help-engine", "data-engine": "" });
  #close = html("button", { type: "button", class: "quiet-button icon-button" }, icon("M4 4 12 12M12 4 4 12"));

  constructor() {
    super({ en: () => import("./en.js"), zh: () => import("./zh.js") });
  }

  /** @override */
  build() {
    this.#dialog.append(html("div", { class: "help-head" }, this.#heading, this.#close), this.#list, this.#engine);
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
  show({ say, trace }) {
    write(this.#engine, this.say("help.engine", { engine: trace.engine }));
    write(this.#heading, say("player.help"));
    title(this.#close, this.say("help.close"));
    const rows = ACTIONS.map((action) => ({ shown: action.shown, words: action.words ? actionWords({ ...action, words: action.words }, say) : this.say(/** @type {Word} */ (`key.${action.id}`)) }));
    rows.push({ shown: "↑ ↓", words: this.say("help.move") }, { shown: "?", words: this.say("help.this") });
    this.#list.replaceChildren(...rows.map(({ shown, words }) => html("div", {}, html("dt", {}, ...shown.split(" ").map((key) => html("kbd", {}, key))), html("dd", {}, words))));
  }
}

/** The one of the page, once somebody has asked for it. @type {Promise<Help> | null} */
let help = null;

/**
 * @param {HTMLElement} page
 * @param {Store} store
 * @param {Player} player
 */
export async function ask(page, store, player) {
  help ??= place(page, store, player);
  try {
    (await help).ask();
  } catch (error) {
    help = null;
    throw error;
  }
}

/** @param {HTMLElement} page @param {Store} store @param {Player} player */
async function place(page, store, player) {
  if (!customElements.get(tag)) customElements.define(tag, Help);
  const made = new Help();
  await made.open(store, player);
  page.append(made);
  return made;
}
