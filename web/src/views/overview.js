// <la-overview>: the whole run in true proportion, beside the ladder: what backoff really looks like. What the
// ladder shows of it is a window, which scrolls the ladder as a scroll bar does.

import { clock, duration } from "../format.js";
import { html, set, svg, write } from "../svg.js";
import { few } from "./few.js";
import { View } from "./view.js";

/**
 * @import { Scale } from "../scale.js"
 * @import { State } from "../store.js"
 * @import { Ladder } from "./ladder.js"
 */

const WIDTH = 40;
const TALL = 1000;
const HOUR = 3600e6;
const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600];
/** A window is never lower, and is taken hold of so far beside it. */
const LEAST = 8;
const GRIP = 6;
/** How far a key scrolls: px, or that share of what is in sight. */
const LINE = 48;
const PAGE = 0.85;

export class Overview extends View {
  /** Which ladder it is beside. @type {Ladder | null} */
  ladder = null;
  #drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${TALL}`, preserveAspectRatio: "none", "aria-hidden": "true" });
  #playhead = html("div", { class: "overview-playhead" });
  #window = html("div", { class: "overview-window" });
  #name = html("span", { class: "overview-name", "aria-hidden": "true" });
  #numbers = html("div", { class: "overview-numbers", "aria-hidden": "true" });
  #height = 0;
  /** Where the ladder's time map ends: with the run, or with what would have come. */
  #end = 1;
  /** How much later than the ladder's upper edge the place is that is dragged, µs. */
  #held = 0;

  /** @override */
  build() {
    set(this, { role: "scrollbar", tabindex: 0, "aria-orientation": "vertical", "aria-valuemin": 0, "aria-valuemax": 100 });
    this.append(this.#name, this.#drawing, this.#numbers, this.#window, this.#playhead);
    this.addEventListener("pointerdown", (event) => this.#take(event));
    this.addEventListener("pointermove", (event) => {
      if (this.hasPointerCapture(event.pointerId)) this.#drag(event);
    });
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.ladder?.addEventListener("la-sight", () => this.#showWindow());
    new ResizeObserver(([entry]) => {
      this.#height = entry?.contentRect.height ?? 0;
      this.#showWindow();
      this.position(this.store.state);
    }).observe(this);
  }

  /** @override @param {Readonly<State>} state */
  structure({ run, scale, say }) {
    this.title = say("ladder.overview");
    this.setAttribute("aria-label", say("ladder.overview"));
    write(this.#name, say("ladder.true"));
    const end = endOf(scale);
    this.#end = end;
    const y = (/** @type {number} */ time) => (time / end) * TALL;
    const step = (STEPS.find((candidate) => (candidate * 1e6) / end >= 1 / 9) ?? 3600) * 1e6;
    const grid = Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
    const apart = Math.min(5, 12 / Math.max(1, ...run.lives.map(({ track }) => track)));
    this.#drawing.replaceChildren(
      ...grid.map((time) => svg("line", { class: "grid", x1: 0, x2: WIDTH, y1: y(time), y2: y(time) })),
      ...run.bands.map(({ host, life, state, from, to }) => svg("rect", { class: `band ${host}`, "data-state": state, x: host === "a" ? 4 + life.track * apart : WIDTH - 8 - life.track * apart, width: 4, y: y(from), height: y(to) - y(from) })),
      ...few(run.flights).map(({ record, forged, sentAt }) => svg("line", { class: `tick ${forged ? "forged" : record.from}`, "data-fate": record.fate.kind, x1: record.from === "a" ? 9 : WIDTH / 2 + 1, x2: record.from === "a" ? WIDTH / 2 - 1 : WIDTH - 9, y1: y(sentAt), y2: y(sentAt) })),
    );
    this.#numbers.replaceChildren(...grid.slice(1).map((time) => {
      const label = html("span", {}, step < HOUR ? duration(time) : `${time / HOUR} h`);
      label.style.top = `${(time / end) * 100}%`;
      return label;
    }));
    this.#showWindow();
  }

  /** @override @param {Readonly<State>} state */
  rescale(state) {
    if (endOf(state.scale) !== this.#end) this.structure(state);
    this.#showWindow();
  }

  /** @override @param {Readonly<State>} state */
  position({ cursor }) {
    this.#playhead.style.transform = `translateY(${((cursor.now / this.#end) * this.#height).toFixed(1)}px)`;
  }

  /** What the ladder shows, as times. */
  #seen() {
    const { scale } = this.store.state;
    const { id, top, bottom } = this.ladder?.sight ?? { id: "", top: 0, bottom: 0 };
    return { id, top, tall: bottom - top, from: scale.toTime(top), to: scale.toTime(bottom), end: this.#end };
  }

  #showWindow() {
    const { id, from, to, end } = this.#seen();
    const height = Math.max(((to - from) / end) * this.#height, LEAST);
    const top = Math.min((from / end) * this.#height, this.#height - height);
    this.#window.style.transform = `translateY(${top.toFixed(1)}px)`;
    const wanted = `${height.toFixed(1)}px`;
    if (this.#window.style.height !== wanted) this.#window.style.height = wanted;
    if (this.store.state.cursor && !this.player.playing) set(this, { "aria-controls": id, "aria-valuenow": Math.round((from / end) * 100), "aria-valuetext": `${clock(from)} – ${clock(to)}` });
  }

  /** @param {PointerEvent} event */
  #timeAt({ clientY }) {
    return ((clientY - this.getBoundingClientRect().top) / this.#height) * this.#seen().end;
  }

  /** Takes hold of the window; elsewhere, puts it there first. @param {PointerEvent} event */
  #take(event) {
    if (event.button !== 0) return;
    const { from, to, tall, end } = this.#seen();
    const time = this.#timeAt(event);
    const grip = ((GRIP + LEAST / 2) / this.#height) * end;
    if (time < from - grip || time > to + grip) this.ladder?.show(this.store.state.scale.toY(time) - tall / 2);
    this.#held = time - this.#seen().from;
    this.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    this.ladder?.show(this.store.state.scale.toY(this.#timeAt(event) - this.#held));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const { top, tall } = this.#seen();
    const wanted = { ArrowUp: top - LINE, ArrowDown: top + LINE, PageUp: top - tall * PAGE, PageDown: top + tall * PAGE, Home: 0, End: Infinity }[event.key];
    if (wanted === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    this.ladder?.show(wanted);
    event.preventDefault();
  }
}

/** @param {Scale} scale */
function endOf(scale) {
  return Math.max(Math.round(scale.toTime(scale.end)), 1);
}
