// <la-difference>: what an edit made of the run, in a sentence, until it is dismissed; with it goes the
// ghost of what would have come.

import { actionOf } from "../actions.js";
import { differenceOf } from "../run/difference.js";
import { html, icon, svg, write, writeProse } from "../svg.js";
import { DIFFERENCE_WORDS, differenceText } from "../words/difference/difference.js";
import { Panel, useStyles } from "./panel.js";
import { giveBack, title } from "./view.js";

/**
 * @import { State } from "../store.js"
 * @import { DifferenceKey } from "../words/difference/difference.js"
 */

await useStyles(new URL("./ghost.css", import.meta.url));

/** @extends {Panel<DifferenceKey>} */
export class Difference extends Panel {
  #text;
  #sign = svg("svg", { class: "difference-sign", width: 28, height: 16, viewBox: "0 0 28 16", "aria-hidden": "true" },
    svg("path", { class: "tube", d: "M1 8H18" }), svg("path", { class: "tube-core", d: "M1 8H18" }), svg("path", { class: "tube-head", d: "M26 8 17 4V12Z" }));
  /** Where the explanation, which offers it too, is out of sight. */
  #undo = html("button", { type: "button", class: "quiet-button", "data-control": "undo-edit" });
  #dismiss = html("button", { type: "button", class: "quiet-button icon-button", "data-control": "dismiss-ghost" }, icon("M4 4 12 12M12 4 4 12"));

  /** @param {HTMLElement} text where it is said: a reader that is to be told of changes must know the place before */
  constructor(text) {
    super(DIFFERENCE_WORDS);
    this.#text = text;
  }

  /** @override */
  build() {
    this.#text.before(this.#sign);
    this.append(this.#undo, this.#dismiss);
    this.#undo.addEventListener("click", () => this.store.undo());
    this.#dismiss.addEventListener("click", () => actionOf("dismiss")?.run(this));
    giveBack(this);
  }

  /** When it is dismissed, the time map is the run's alone. @override @param {Readonly<State>} state */
  rescale(state) {
    this.structure(state);
  }

  /** @override @param {Readonly<State>} state */
  show({ ghost, trace, stateNames, say }) {
    this.parentElement?.toggleAttribute("data-shown", ghost !== null);
    writeProse(this.#text, ghost ? differenceText(differenceOf(ghost.trace, trace), this.say, stateNames).whole : "");
    write(this.#undo, say("why.undo"));
    title(this.#dismiss, this.say("difference.dismiss"));
  }
}
