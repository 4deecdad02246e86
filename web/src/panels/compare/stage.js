// Two runs side by side: a second drawing in the stage, on the axis of the first, and the marks of what
// differs in both.
//
// Owns what it adds to the stage, and takes it away again. The drawings themselves are the ladder's.

import { html, set, write } from "../../svg.js";
import { Ladder } from "../../views/ladder.js";

/**
 * @import { Player } from "../../player.js"
 * @import { Store } from "../../store.js"
 * @import { Trace } from "../../engine.js"
 * @import { Mark } from "./pairing.js"
 */

/** @typedef {{ trace: Trace, marks: ReadonlyMap<number, Mark> }} Marked */

export class Stage {
  #stage;
  #first;
  #second = new Ladder();
  #heads = /** @type {const} */ (["a", "b"]).map((run) => {
    const name = html("span", { class: "compare-name" });
    const button = html("button", { type: "button", class: "compare-switch", "data-run": run });
    const element = html("div", { class: "compare-head", "data-run": run }, html("b", { class: "compare-letter", "aria-hidden": "true" }, run.toUpperCase()), name, button);
    return { run, name, button, element };
  });
  #undo = new AbortController();
  /** @type {MutationObserver[]} */
  #observers = [];
  /** @type {[Marked, Marked] | null} */
  #marked = null;

  /**
   * @param {HTMLElement} stage
   * @param {Store} twin
   * @param {Player} player
   */
  constructor(stage, twin, player) {
    this.#stage = stage;
    this.#first = /** @type {HTMLElement} */ (stage.querySelector("la-ladder"));
    this.#second.classList.add("compare-second");
    const [one, other] = this.#heads;
    this.#first.before(...(one ? [one.element] : []));
    this.#first.after(...(other ? [other.element] : []), this.#second);
    set(stage, { "data-compare": "a" });
    this.#second.connect(twin, player);
    for (const { run, button } of this.#heads) button.addEventListener("click", () => this.turnTo(run));
    this.turnTo("a");
    this.#scrollTogether();
    for (const [i, ladder] of [this.#first, this.#second].entries()) {
      const observer = new MutationObserver(() => this.#mark(i));
      for (const layer of ladder.querySelectorAll(".ladder-drawing")) observer.observe(layer, { childList: true });
      this.#observers.push(observer);
    }
  }

  /**
   * @param {readonly [string, string]} names of both runs
   * @param {readonly [string, string]} switches
   */
  name(names, switches) {
    for (const [i, { name, button }] of this.#heads.entries()) {
      write(name, names[i] ?? "");
      name.title = names[i] ?? "";
      write(button, switches[i] ?? "");
    }
  }

  /** @param {Marked} first @param {Marked} second */
  mark(first, second) {
    this.#marked = [first, second];
    this.#mark(0);
    this.#mark(1);
  }

  close() {
    this.#undo.abort();
    for (const observer of this.#observers) observer.disconnect();
    this.#marked = null;
    for (const marked of this.#first.querySelectorAll("[data-differs]")) marked.removeAttribute("data-differs");
    for (const { element } of this.#heads) element.remove();
    this.#second.remove();
    set(this.#stage, { "data-compare": null });
  }

  /** @param {number} which */
  #mark(which) {
    const ladder = which === 0 ? this.#first : this.#second;
    const { trace, marks } = this.#marked?.[which] ?? {};
    if (!trace || !marks) return;
    for (const element of ladder.querySelectorAll("[data-segment]")) {
      const record = trace.segments.find(({ name }) => name === element.getAttribute("data-segment"));
      set(element, { "data-differs": record && marks.get(record.event) });
    }
    for (const element of ladder.querySelectorAll('.label[data-kind="state"][data-event], .band[data-event]')) set(element, { "data-differs": marks.get(Number(element.getAttribute("data-event"))) });
  }

  /** Where there is room for one only. @param {"a" | "b"} run */
  turnTo(run) {
    set(this.#stage, { "data-compare": run });
    for (const { run: other, button } of this.#heads) set(button, { "aria-pressed": String(other === run) });
  }

  /** Who scrolls one drawing scrolls both. */
  #scrollTogether() {
    const scrollers = [this.#first, this.#second].map((ladder) => /** @type {HTMLElement} */ (ladder.querySelector(".ladder-scroll")));
    let leader = scrollers[0];
    const { signal } = this.#undo;
    for (const scroller of scrollers) {
      for (const gesture of ["pointerenter", "pointerdown", "focusin", "wheel"]) scroller.addEventListener(gesture, () => (leader = scroller), { signal, passive: true });
      scroller.addEventListener("scroll", () => {
        if (scroller !== leader) return;
        for (const other of scrollers) if (other !== scroller && other.scrollTop !== scroller.scrollTop) other.scrollTop = scroller.scrollTop;
      }, { signal, passive: true });
    }
  }
}
