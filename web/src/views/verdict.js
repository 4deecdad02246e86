// <la-verdict>: the question, and the engine's answer to it in one or two sentences.

import { html, writeProse } from "../svg.js";
import { View } from "./view.js";

/** @import { State } from "../store.js" */

const motionIsWelcome = () => matchMedia("(prefers-reduced-motion: no-preference)").matches;

export class Verdict extends View {
  #question = html("h1", { class: "question" });
  /** The language of the last answer: another one is no other answer. */
  #language = "";
  #answer = html("p", { class: "answer", "aria-live": "polite", "data-verdict": true });

  /** @override */
  build() {
    this.append(this.#question, this.#answer);
  }

  /** @override @param {Readonly<State>} state */
  structure({ preset, scenario, trace, language, say, sayPreset }) {
    writeProse(this.#question, preset ? sayPreset(preset).about : scenario.about || scenario.name || say("top.own"));
    const turned = this.#language === language && this.#answer.textContent !== trace.verdict[language];
    writeProse(this.#answer, trace.verdict[language]);
    if (turned && motionIsWelcome()) this.#answer.animate([{ opacity: 0.25 }, { opacity: 1 }], 250);
    this.#language = language;
  }
}
