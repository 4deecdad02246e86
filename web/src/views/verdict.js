// <la-verdict>: the question, and the engine's answer to it in one or two sentences.

import { html, write } from "../svg.js";
import { View } from "./view.js";

/** @import { State } from "../store.js" */

const motionIsWelcome = () => matchMedia("(prefers-reduced-motion: no-preference)").matches;

export class Verdict extends View {
  #question = html("h1", { class: "question" });
  #answer = html("p", { class: "answer", "aria-live": "polite", "data-verdict": true });

  /** @override */
  build() {
    this.append(this.#question, this.#answer);
  }

  /** @override @param {Readonly<State>} state */
  structure({ preset, scenario, trace, language, say }) {
    write(this.#question, preset ? preset.about[language] : scenario.about || scenario.name || say("top.own"));
    const said = this.#answer.textContent;
    write(this.#answer, trace.verdict[language]);
    if (said !== "" && said !== this.#answer.textContent && motionIsWelcome()) this.#answer.animate([{ opacity: 0.25 }, { opacity: 1 }], 250);
  }
}
