// <la-banner>: what went wrong, in words, until it is dismissed. Nothing that was shown goes away for it.

import { html, icon, write } from "../svg.js";
import { giveBack, title, View } from "./view.js";

/** @import { State } from "../store.js" */

export class Banner extends View {
  #text = html("p");
  #dismiss = html("button", { type: "button", class: "quiet-button" }, icon("M3 3 13 13M13 3 3 13"));

  /** @override */
  build() {
    this.setAttribute("role", "alert");
    this.hidden = true;
    this.append(this.#text, this.#dismiss);
    this.#dismiss.addEventListener("click", () => this.store.dismissBanner());
    giveBack(this.#dismiss);
  }

  /** @override @param {Readonly<State>} state */
  notices({ banner, language, say }) {
    this.hidden = banner === null;
    const { key = "", values } = banner ?? {};
    write(this.#text, key === "" ? "" : typeof key === "string" ? say(key, values) : key[language]);
    title(this.#dismiss, say("banner.dismiss"));
  }
}
