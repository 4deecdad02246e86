// <la-text-twin>: the run as a table, which a screen reader, a search and a copy can read. What makes it is fetched
// when somebody opens it, or has begun to do anything, as paper must have it at once.

import { reasonOf } from "../reason.js";
import { html, write } from "../svg.js";
import { View } from "./view.js";

/**
 * @import { State } from "../store.js"
 * @import { default as RunTable } from "./twin/table.js"
 */

export class TextTwin extends View {
  #details = html("details");
  #summary = html("summary");
  /** @type {Promise<RunTable> | null} */
  #table = null;

  /** @override */
  build() {
    this.#details.append(this.#summary);
    this.append(this.#details);
    this.#details.addEventListener("toggle", () => {
      this.store.explain();
      void this.#show();
    });
    // On paper nobody can open it.
    addEventListener("beforeprint", () => {
      this.#details.setAttribute("open", "");
      void this.#show();
    });
    for (const doing of ["pointerdown", "keydown"]) {
      addEventListener(doing, () => {
        this.store.explain();
        void this.#bring();
      }, { once: true });
    }
  }

  /** @override @param {Readonly<State>} state */
  structure({ say }) {
    write(this.#summary, say("twin.label"));
  }

  async #show() {
    try {
      (await this.#bring()).learned(this.store.state);
    } catch (error) {
      this.store.warn("banner.edit", { reason: reasonOf(error) });
    }
  }

  /** Once it is there it comes at once. */
  #bring() {
    this.#table ??= this.#fetch();
    this.#table.catch(() => (this.#table = null));
    return this.#table;
  }

  async #fetch() {
    const { tag, default: Table } = await import("./twin/table.js");
    if (!customElements.get(tag)) customElements.define(tag, Table);
    const table = new Table();
    await table.open(this.store, this.player);
    this.#details.append(table);
    return table;
  }
}
