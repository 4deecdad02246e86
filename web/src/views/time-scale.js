// <la-time-scale>: how time is drawn, between the heads of the ladder's columns.

import { MODES } from "../scale.js";
import { html, write } from "../svg.js";
import { title, View } from "./view.js";

/**
 * @import { Mode } from "../scale.js"
 * @import { State } from "../store.js"
 */

export class TimeScale extends View {
  #mode = html("select", { class: "plain-select", "data-control": "time-scale" }, ...MODES.map((mode) => html("option", { value: mode })));
  #zoom = html("button", { type: "button", class: "quiet-button figure", "data-control": "zoom" });

  /** @override */
  build() {
    this.append(this.#mode, this.#zoom);
    this.#mode.addEventListener("change", () => void this.store.setScaleMode(/** @type {Mode} */ (this.#mode.value)));
    this.#zoom.addEventListener("click", () => {
      this.store.setZoom(1);
      this.#mode.focus();
    });
  }

  /** @override @param {Readonly<State>} state */
  structure(state) {
    const { say } = state;
    this.#mode.setAttribute("aria-label", say("scale.label"));
    for (const [i, mode] of MODES.entries()) write(/** @type {Element} */ (this.#mode.options[i]), say(`scale.${mode}`));
    title(this.#zoom, say("scale.reset"));
    this.rescale(state);
  }

  /** @override @param {Readonly<State>} state */
  rescale({ scale: { mode, zoom } }) {
    this.#mode.value = this.dataset["mode"] = mode;
    write(this.#zoom, `${zoom.toFixed(zoom < 10 ? 1 : 0)}×`);
    this.#zoom.hidden = Math.abs(zoom - 1) < 0.01;
  }
}
