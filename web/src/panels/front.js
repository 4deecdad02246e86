// <la-front>: what free play begins with, beside the drawing: what came of the run, and the knobs to meet first.
// It comes with the first picture, unless that is a story's.

import { Knobs } from "../views/knobs.js";
import { useStyles } from "../views/panel.js";
import { SummaryView } from "../views/summary.js";

/**
 * @import { Player } from "../player.js"
 * @import { Store } from "../store.js"
 */

export const tag = "la-front";

await useStyles(new URL("./front.css", import.meta.url));

customElements.define("la-knobs", Knobs);
customElements.define("la-summary", SummaryView);

export default class Front extends HTMLElement {
  #summary = new SummaryView();
  #knobs = new Knobs(() => import("./knobs/knobs.js"));

  /**
   * @param {Store} store
   * @param {Player} player
   */
  async open(store, player) {
    await store.describe();
    this.append(this.#summary, this.#knobs);
    for (const view of [this.#summary, this.#knobs]) view.connect(store, player);
  }

  /** Brings a knob to light, wherever it is. @param {string} key `b.tcp_orphan_retries` */
  async reveal(key) {
    await this.#knobs.reveal(key);
  }
}
