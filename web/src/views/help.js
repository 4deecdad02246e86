// <la-help>: the keys, from the table of actions.

import { ACTIONS, actionWords } from "../actions.js";
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
    const rows = [...ACTIONS.map((action) => ({ shown: action.shown, words: actionWords(action, say) })), { shown: "↑ ↓", words: say("keys.move") }, { shown: "?", words: say("keys.help") }];
    this.#list.replaceChildren(...rows.map(({ shown, words }) => html("div", {}, html("dt", {}, ...shown.split(" ").map((key) => html("kbd", {}, key))), html("dd", {}, words))));
  }
}
