// <la-why-panel>: why the chosen event happened, or the last one: the rule, who says so, the numbers,
// and the way back to what began it.

import { focusedSegment, toggleFocused } from "../actions.js";
import { clock } from "../format.js";
import { fill } from "../strings/index.js";
import { html, set, write } from "../svg.js";
import { segmentName } from "../words/segments.js";
import { legend } from "./legend.js";
import { openMenu } from "./menus.js";
import { View } from "./view.js";

/**
 * @import { Note, State } from "../store.js"
 * @import { Language } from "../strings/index.js"
 * @import { Explanation } from "./why/explanation.js"
 */

export class WhyPanel extends View {
  #note = html("p", { class: "note" });
  #noteText = html("span", { role: "status" });
  #undo = html("button", { type: "button", class: "quiet-button", "data-control": "undo" });
  #body = html("div", { class: "why-body" });
  #heading = html("h2", { id: "la-why" });
  #shown = "";
  /** @type {Language | null} in which the explanation is being fetched, from the first on */
  #fetching = null;
  /** @type {Explanation | null} */
  #explanation = null;

  /** @override */
  build() {
    // It scrolls, so the keyboard must reach it even where nothing in it can be pressed.
    set(this, { role: "region", tabindex: 0, "aria-labelledby": "la-why" });
    this.#note.append(this.#noteText, " ", this.#undo);
    this.append(this.#heading, this.#note, this.#body);
    this.#undo.addEventListener("click", () => this.store.undo());
    this.#body.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      const link = target.closest("[data-select]");
      if (link) this.store.select(Number(link.getAttribute("data-select")));
      const knob = target.closest("[data-knob-of]")?.getAttribute("data-knob-of");
      if (knob) this.dispatchEvent(new CustomEvent("la-knob", { bubbles: true, detail: knob }));
      if (target.closest("[data-control=toggle-loss]")) toggleFocused(this.store);
      const more = target.closest("[data-control=segment-menu]");
      if (more) void openMenu(this, { segment: focusedSegment(this.store)?.name ?? "" }, more);
    });
  }

  /** @override @param {Readonly<State>} state */
  structure({ note, canUndo, say }) {
    this.#shown = "";
    write(this.#heading, say("why.label"));
    write(this.#noteText, note ? this.#sayNote(note) : "");
    write(this.#undo, say("why.undo"));
    this.#undo.hidden = !canUndo;
    this.#note.hidden = !note && !canUndo;
  }

  /** @override @param {Readonly<State>} state */
  position(state) {
    const shown = String(state.focus);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const event = state.focus === null ? undefined : state.trace.events[state.focus];
    const explained = event && this.#explanation?.language === state.language ? this.#explanation.of(event, state) : [];
    this.#body.replaceChildren(...(event ? explained : [html("p", { class: "lead" }, state.say("why.empty")), legend(state)]));
    if (!event) return;
    this.#body.dataset["event"] = String(event.id);
    this.store.explain();
    void this.#fetch(state.language);
  }

  /** What is pointed out has a sign of its own. @override @param {Readonly<State>} state */
  lights(state) {
    if (state.focus === null) this.learned(state);
  }

  /** @override @param {Readonly<State>} state */
  learned(state) {
    this.#shown = "";
    this.position(state);
  }

  /** @param {Language} language */
  async #fetch(language) {
    if (this.#fetching === language) return;
    this.#fetching = language;
    const { loadExplanation } = await import("./why/explanation.js");
    this.#explanation = await loadExplanation(language);
    this.learned(this.store.state);
  }

  /** @param {Note} note */
  #sayNote({ key, values, segment, sysctl }) {
    const { say, language, trace } = this.store.state;
    const record = trace.segments.find(({ name }) => name === segment);
    const filled = {
      ...values,
      ...(record ? { segment: segmentName(record, say) } : {}),
      ...(sysctl ? { host: say(`host.${sysctl.host}`) } : {}),
      ...("at" in values ? { time: clock(Number(values["at"])) } : {}),
    };
    return typeof key === "string" ? say(key, filled) : fill(key[language], filled);
  }
}
