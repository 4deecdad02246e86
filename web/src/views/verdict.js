// <la-verdict>: the question, and the engine's answer to it in one or two sentences. Below it stands what
// an edit made of the run, by words that are fetched when there is a first one.

import { html, writeProse } from "../svg.js";
import { View } from "./view.js";

/** @import { State } from "../store.js" */

const motionIsWelcome = () => matchMedia("(prefers-reduced-motion: no-preference)").matches;

export class Verdict extends View {
  #question = html("h1", { class: "question" });
  /** The language of the last answer: another one is no other answer. */
  #language = "";
  #answer = html("p", { class: "answer", "aria-live": "polite", "data-verdict": true });

  /** What an edit made of it is said here. */
  #said = html("p", { class: "difference-text", "aria-live": "polite", "data-difference": true });
  #difference = html("div", { class: "difference" }, this.#said);
  /** @type {Promise<void> | null} */
  #opened = null;

  /** @override */
  build() {
    this.append(this.#question, html("div", {}, this.#answer, this.#difference));
  }

  /** @override @param {Readonly<State>} state */
  structure({ intro, scenario, trace, ghost, language, say }) {
    writeProse(this.#question, intro?.[language].about ?? (scenario.about || scenario.name || say("top.own")));
    const turned = this.#language === language && this.#answer.textContent !== trace.verdict[language];
    writeProse(this.#answer, trace.verdict[language]);
    if (turned && motionIsWelcome()) this.#answer.animate([{ opacity: 0.25 }, { opacity: 1 }], 250);
    this.#language = language;
    if (ghost) this.#opened ??= this.#tellDifferences();
  }

  async #tellDifferences() {
    const { Difference } = await import("./difference.js");
    customElements.define("la-difference", Difference);
    const view = new Difference(this.#said);
    this.#difference.append(view);
    await view.open(this.store, this.player);
  }
}
