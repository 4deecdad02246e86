// <la-help>: the keys, from the table of actions.

import { ACTIONS } from "../actions.js";
import { html, write } from "../svg.js";
import { View } from "./view.js";

/** @import { State } from "../store.js" */

export class Help extends View {
  #dialog = html("dialog", { class: "help" });
  #heading = html("h2");
  #list = html("dl");
  #close = html("button", { type: "button" });

  /** @override */
  build() {
    this.#dialog.append(this.#heading, this.#list, this.#close);
    this.append(this.#dialog);
    this.#close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
  }

  open() {
    this.#dialog.showModal();
  }

  /** @override @param {Readonly<State>} state */
  structure({ say }) {
    write(this.#heading, say("player.help"));
    write(this.#close, say("keys.close"));
    const rows = [...ACTIONS.map(({ shown, words }) => ({ shown, words })), { shown: "↑ ↓", words: /** @type {const} */ ("keys.move") }, { shown: "?", words: /** @type {const} */ ("keys.help") }];
    this.#list.replaceChildren(...rows.flatMap(({ shown, words }) => [html("dt", {}, ...shown.split(" ").map((key) => html("kbd", {}, key))), html("dd", {}, say(words))]));
  }
}
